"""Keeping a ticket's clock rows, due time and place in the queue in step with its facts (clocks.md)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db.models import QuerySet

from reglament.events.models import Event, Recorded
from reglament.events.recording import record
from reglament.lib.prepared import insert, prepared, update
from reglament.regulation.engine.because import Because
from reglament.regulation.engine.clocks import ClockState, clocks
from reglament.regulation.engine.counting_rules import calendar_of
from reglament.regulation.engine.facts import Fact, Opened
from reglament.regulation.models import regulation_of
from reglament.regulation.terms.edition_terms import Promise
from reglament.regulation.terms.queue_order import queue_key
from reglament.regulation.words.explanation import Explanation, explain
from reglament.tickets.clocks.history import editions, facts_of, history, waited_for
from reglament.tickets.clocks.warnings import next_warning, share_used_at
from reglament.tickets.models import Clock, Ticket
from reglament.worktime.timeline import compiled


def retime(ticket: Ticket, *, at: datetime) -> None:
    """Write what the facts of `ticket` now say: new and changed clock rows, `next_due`, `next_danger`, `queue_key`.

    Call it last in every command that records a fact. An outcome once written is never changed; a breach is recorded
    here, whoever comes upon it first (C-23).
    """
    _write(ticket, history(ticket), clocks_of(ticket.pk), at=at)


def time_opened(ticket: Ticket, opened: Event, *, at: datetime) -> None:
    """The same for a ticket of which nothing is recorded yet but that it was opened, and nothing stored."""
    _write(ticket, facts_of(Recorded.of(opened)), [], at=at)


def _write(ticket: Ticket, facts: Sequence[Fact], stored: Sequence[Clock], *, at: datetime) -> None:
    danger = ticket.desk.regulation.conduct.order.danger
    counted = editions(ticket, facts)
    states = clocks(counted[0], facts, now=at)
    for broken in _write_rows(ticket, states, stored, at=at):
        why = _why_broken(ticket, broken, facts)
        record(ticket, "breached", by=None, at=at, metric=broken.metric, ordinal=broken.ordinal, **why)
    awaited = [state for state in states if state.is_open and state.due_at is not None]
    ticket.next_due = _first_due(states)
    ticket.next_danger = min(
        (share_used_at(counted[state.because.moves].promise, state, danger) for state in awaited), default=None
    )
    place_in_queue(ticket, at=at)
    update(ticket, "next_due", "next_danger", "queue_key")


def _why_broken(ticket: Ticket, clock: Clock, facts: Sequence[Fact]) -> dict[str, Any]:
    """For reports: its time was over before triage made a ticket of the letter, or while the ticket waited for
    something."""
    opened, due = facts[0] if facts else None, clock.due_at
    if due is None:
        return {}
    if isinstance(opened, Opened) and opened.from_triage and due <= ticket.registered_at:
        return {"by_triage": True}
    waited = waited_for(facts, at=due)
    return {"waits_for": waited} if waited else {}


@prepared
def clocks_of(ticket: int) -> QuerySet[Clock]:
    """All clock rows of a ticket."""
    return Clock.objects.filter(ticket=ticket).order_by("pk")


def preview(ticket: Ticket, known: Sequence[Fact], *added: Fact, at: datetime) -> datetime | None:
    """The due time `ticket` would have if `added` followed the facts `known` of it (its `history`); None for none.

    Pure: what an act would change is shown before it is done, without doing it.
    """
    history_then = [*known, *added]
    return _first_due(clocks(editions(ticket, history_then)[0], history_then, now=at))


def _first_due(states: Sequence[ClockState]) -> datetime | None:
    return min((state.due_at for state in states if state.is_open and state.due_at), default=None)


def place_in_queue(ticket: Ticket, *, at: datetime) -> None:
    """Set `queue_key` by the order of the edition in force (C-18)."""
    ticket.queue_key = queue_key(
        ticket.desk.regulation.conduct.order,
        ticket.regulation.promise,
        level=ticket.level,
        severity=ticket.severity,
        channel=ticket.channel,
        received_at=ticket.accepted_at,
        danger=ticket.next_danger is not None and ticket.next_danger <= at,
        tid=ticket.tid,
    )


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """How much of a clock is left: `seconds` of its calendar's time (negative once broken), `percent` used (0–100)."""

    seconds: int
    percent: int


class Counted(Protocol):
    """What is asked of a clock to say how much of it is left: a row, or the columns of one."""

    @property
    def metric(self) -> str:
        """What is promised."""

    @property
    def rule(self) -> int:
        """The number of the table's row that decides."""

    @property
    def calendar(self) -> str:
        """The slug of the calendar it is counted on."""

    @property
    def started_at(self) -> datetime:
        """From when it counts."""

    @property
    def due_at(self) -> datetime | None:
        """Until when; None without a promise, or while it is paused."""

    @property
    def outcome(self) -> str:
        """What became of it; "" while it runs."""


def time_left(promise: Promise, clock: Counted, *, now: datetime) -> TimeLeft | None:
    """Working time left on `clock` at `now`; None without a due time."""
    if clock.due_at is None:
        return None
    calendar = calendar_of(promise, clock.calendar)
    if calendar is None:
        total, left = int((clock.due_at - clock.started_at).total_seconds()), int((clock.due_at - now).total_seconds())
    else:
        timeline = compiled(calendar)
        total = timeline.elapsed(clock.started_at, clock.due_at)
        left = timeline.elapsed(now, clock.due_at) if now <= clock.due_at else -timeline.elapsed(clock.due_at, now)
    used = 100 if left <= 0 else 100 - left * 100 // max(total, left, 1)
    return TimeLeft(left, used)


def state_of(clock: Clock) -> ClockState:
    """A stored row as the engine's value, for explaining it."""
    return ClockState(
        metric=clock.metric,
        ordinal=clock.ordinal,
        started_at=clock.started_at,
        due_at=clock.due_at,
        stopped_at=clock.stopped_at,
        outcome=clock.outcome or None,  # type: ignore[arg-type]
        superseded_by=clock.superseded_by,
        rule=clock.rule,
        clause=clock.clause,
        calendar=clock.calendar,
        because=Because.from_json(clock.because),
    )


def explained(clock: Clock, *, language: str, zone: str | None = None) -> Explanation:
    """Why a stored row is due when it is (C-22), by the edition it was promised under."""
    return explain(regulation_of(clock.edition_id), state_of(clock), language=language, zone=zone)


def _write_rows(ticket: Ticket, states: Sequence[ClockState], stored: Sequence[Clock], *, at: datetime) -> list[Clock]:
    """Write what is new or changed; the rows that are broken from now on."""
    broken = []
    known = {(clock.metric, clock.ordinal): clock for clock in stored}
    for state in states:
        clock = known.get((state.metric, state.ordinal)) or Clock(
            ticket=ticket, metric=state.metric, ordinal=state.ordinal, edition_id=ticket.edition_id
        )
        if clock.outcome and clock.stopped_at and not _left_earlier(clock, state, at=at):
            continue
        if clock.pk is None and (went := known.get((state.metric, state.ordinal - 1))):
            _go_on_warning(clock, went, state)
        outcome, before = clock.outcome, [getattr(clock, name) for name in _FOLLOWS]
        _follow(clock, state)
        known[state.metric, state.ordinal] = clock
        if clock.pk is None:
            insert(clock)
        elif before != [getattr(clock, name) for name in _FOLLOWS]:
            update(clock, *_FOLLOWS)
        if clock.outcome == Clock.Outcome.BREACHED != outcome:
            broken.append(clock)
    return broken


def _left_earlier(clock: Clock, state: ClockState, *, at: datetime) -> bool:
    """Whether the answer that was to stop the clock later than `at` has left already: its outcome stays."""
    if clock.stopped_at is None or state.stopped_at is None:
        return False
    return state.stopped_at < clock.stopped_at and clock.stopped_at > at


_FOLLOWS = (
    "rule",
    "clause",
    "calendar",
    "started_at",
    "due_at",
    "stopped_at",
    "outcome",
    "superseded_by",
    "because",
    "next_warning_at",
)


def _go_on_warning(clock: Clock, went: Clock, state: ClockState) -> None:
    """A clock that only stood still has used up what it had used up: nobody is told of that again."""
    if state.because.steps[-1].code in ("paused", "resumed"):
        clock.warned_percent, clock.told_rungs = went.warned_percent, went.told_rungs


def _follow(clock: Clock, state: ClockState) -> None:
    clock.rule, clock.clause, clock.calendar = state.rule, state.clause, state.calendar
    clock.started_at, clock.due_at, clock.stopped_at = state.started_at, state.due_at, state.stopped_at
    clock.outcome = clock.outcome or state.outcome or ""
    clock.superseded_by, clock.because = state.superseded_by, state.because.to_json()
    clock.next_warning_at = next_warning(clock)
