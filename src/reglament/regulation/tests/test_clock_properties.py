"""What holds of the clocks of any history."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from reglament.regulation import library
from reglament.regulation.clocks import ClockState, clocks
from reglament.regulation.dues import Bound, Pause
from reglament.regulation.facts import (
    Answered,
    Classified,
    ClientWrote,
    Contacted,
    DevelopersInvolved,
    EmergencyApproved,
    EmergencyClaimed,
    EmergencyConfirmed,
    Ended,
    Fact,
    HandoverAccepted,
    NoAnswerNeeded,
    Opened,
    Reopened,
    SeverityLowered,
    Started,
    Transferred,
    WaitBegan,
    WaitEnded,
    WorkaroundGiven,
)
from reglament.regulation.terms import Regulation, Unit
from reglament.regulation.tests.desk import HOURS, OFFICE, WORKING_DAYS, desk, row
from reglament.worktime.timeline import compiled

BEGINNING = datetime(2026, 11, 16, 3, tzinfo=UTC)
WAITS = frozenset({"client", "release"})

LAMP = desk(
    row("first_response", 3, WORKING_DAYS, stage="development"),
    row("first_response", None, severity="red", fault="client"),
    row("first_response", 2, HOURS, calendar="always", severity="red", developers=False),
    row("first_response", 2, severity="red"),
    row("first_response", 4, level="gold"),
    row("first_response", 12, level="tin"),
    row("next_response", 3, level="gold"),
    row("next_response", 40),
    row("admission", 1, HOURS, calendar="always"),
    row("handover", 4),
    row("update", 8),
    row("workaround", 2, WORKING_DAYS, pauses=WAITS),
    row("resolution", 6, severity="red", pauses=WAITS),
    row("resolution", 20, pauses=WAITS, cap=row("", 4, WORKING_DAYS).amount),
)
HIVETAXI = library.regulation("hivetaxi")
ROSINFOTECH = library.regulation("rosinfotech")
FOUNDING = {"calm": "normal", "amber": "critical", "red": "emergency"}
LEVELS = {
    HIVETAXI.slug: {"gold": "vip", "tin": "extended"},
    ROSINFOTECH.slug: {"gold": "partner", "tin": "initial"},
}
GROUNDS = {"dead": "unusable", "dark": "critical-error", "agreed": "by-agreement"}

levels = st.sampled_from(["gold", "tin"])
severities = st.sampled_from(["calm", "amber", "red"])
grounds = st.sampled_from(["dead", "dark", "agreed"])
stages = st.sampled_from([("help", "support"), ("workshop", "development"), ("annex", "support")])
gaps = st.integers(0, 60 * 60 * 40)


def after(kind: type[Fact], **given_: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[int, Fact]]:
    """A fact some seconds after the one before it."""
    return st.tuples(gaps, st.builds(kind, st.just(BEGINNING), **given_))


acts = st.one_of(
    after(ClientWrote),
    after(Answered),
    after(Started),
    after(Contacted),
    after(NoAnswerNeeded),
    after(
        Classified, level=st.none() | levels, severity=st.none() | severities, fault=st.sampled_from([None, "client"])
    ),
    after(EmergencyClaimed, severity=st.just("red"), ground=grounds),
    after(EmergencyConfirmed),
    after(EmergencyApproved, severity=st.just("red"), ground=st.just("agreed")),
    after(SeverityLowered, severity=st.sampled_from(["calm", "amber"])),
    after(DevelopersInvolved),
    st.tuples(gaps, stages.map(lambda to: Transferred(BEGINNING, department=to[0], stage=to[1]))),
    after(HandoverAccepted),
    after(WorkaroundGiven),
    after(WaitBegan, what=st.sampled_from(["client", "release", "date"])),
    after(WaitEnded),
    after(Ended, answered=st.booleans()),
    after(Reopened),
)


def known(fact: Fact) -> datetime:
    """When the desk learned of a fact."""
    return fact.known_at or fact.at


@st.composite
def histories(draw: st.DrawFn) -> list[Fact]:
    opened = Opened(
        BEGINNING, level=draw(levels), severity=draw(severities), imported=draw(st.booleans()) and draw(st.booleans())
    )
    history: list[Fact] = [opened]
    for gap, fact in draw(st.lists(acts, max_size=12)):
        known = (history[-1].known_at or history[-1].at) + timedelta(seconds=gap)
        late = timedelta(seconds=draw(gaps)) if draw(st.integers(0, 9)) == 0 else timedelta()
        history.append(replace(fact, at=max(known - late, BEGINNING), known_at=known))
    return history


def spoken(history: Sequence[Fact], regulation: Regulation) -> list[Fact]:
    """The history in the words of one of the founding regulations."""
    if regulation is LAMP:
        return list(history)
    words = FOUNDING | LEVELS[regulation.slug] | GROUNDS
    return [
        replace(fact, **{name: words.get(getattr(fact, name), getattr(fact, name)) for name in _slugs(fact)})
        for fact in history
    ]


def _slugs(fact: Fact) -> list[str]:
    return [name for name in ("level", "severity", "ground") if hasattr(fact, name)]


regulations = st.sampled_from([LAMP, HIVETAXI, ROSINFOTECH])


@given(histories(), regulations)
@settings(max_examples=150, deadline=None)
def test_rows_and_outcomes_stand_when_the_history_grows(history: list[Fact], regulation: Regulation) -> None:
    history = spoken(history, regulation)
    whole = _by_key(clocks(regulation, history, now=known(history[-1])))
    for length in range(1, len(history)):
        early = _by_key(clocks(regulation, history[:length], now=known(history[length])))
        for key, row_ in early.items():
            late = whole[key]
            assert (late.started_at, late.due_at, late.rule) == (row_.started_at, row_.due_at, row_.rule)
            assert row_.outcome in (None, late.outcome)
            assert row_.superseded_by in (None, late.superseded_by)
            assert row_.stopped_at in (None, late.stopped_at)


@given(histories(), regulations, gaps)
@settings(max_examples=150, deadline=None)
def test_rows_are_consistent(history: list[Fact], regulation: Regulation, later: int) -> None:
    now = known(history[-1]) + timedelta(seconds=later)
    rows = clocks(regulation, spoken(history, regulation), now=now)
    for state in rows:
        if state.outcome == "met":
            assert state.stopped_at is not None
            assert state.due_at is None or state.stopped_at <= state.due_at
        if state.outcome == "breached":
            assert state.due_at is not None
            assert state.due_at < now  # even where an act in time became known too late
        if state.superseded_by is not None:
            assert (state.outcome, state.stopped_at, state.superseded_by) == (None, None, state.ordinal + 1)
    for metric in {state.metric for state in rows}:
        of_metric = [state for state in rows if state.metric == metric]
        assert [state.ordinal for state in of_metric] == list(range(1, len(of_metric) + 1))
        assert sum(state.is_open for state in of_metric) <= 1


@given(histories(), regulations)
@settings(max_examples=150, deadline=None)
def test_every_promise_owed_has_its_clock(history: list[Fact], regulation: Regulation) -> None:
    rows = clocks(regulation, spoken(history, regulation), now=known(history[-1]))
    waiting = any(state.is_open for state in rows if state.metric in ("first_response", "next_response"))
    assert rows[0].metric == "first_response"
    assert waiting or not _owed(history)


def _owed(history: Sequence[Fact]) -> bool:
    """Whether the client waits for an answer, told without the engine."""
    owed = True
    for fact in history[1:]:
        if isinstance(fact, ClientWrote | Reopened):
            owed = True
        if isinstance(fact, Answered | NoAnswerNeeded | Ended):
            owed = False
    return owed


@given(histories(), st.integers(1, 4), st.integers(0, 4 * 60 * 60), st.sampled_from(["red", "gold"]))
@settings(max_examples=300, deadline=None)
def test_a_raise_never_makes_anything_later(history: list[Fact], length: int, later: int, to: str) -> None:
    history = history[:length]
    at = known(history[-1]) + timedelta(seconds=later)
    raised = Classified(at, severity="red") if to == "red" else Classified(at, level="gold")
    before = {state.metric: state for state in clocks(LAMP, history, now=at) if state.is_open}
    after_ = {state.metric: state for state in clocks(LAMP, [*history, raised], now=at) if state.is_open}
    for metric, state in before.items():
        if state.due_at is not None:
            due = after_[metric].due_at
            assert due is not None
            assert due <= state.due_at


@given(histories(), regulations)
@settings(max_examples=60, deadline=None)
def test_the_same_history_gives_the_same_rows_and_their_grounds_survive_json(
    history: list[Fact], regulation: Regulation
) -> None:
    history = spoken(history, regulation)
    rows = clocks(regulation, history, now=known(history[-1]))
    assert clocks(regulation, history, now=known(history[-1])) == rows
    for state in rows:
        assert type(state.because).from_json(state.because.to_json()) == state.because


@given(st.integers(0, 10**6), st.integers(1, 10**5), st.lists(st.integers(1, 10**5), max_size=3))
def test_a_pause_moves_the_due_time_by_its_own_working_time(begin: int, length: int, lengths: list[int]) -> None:
    bound = Bound("amount", 1, Unit.WORKING_HOURS, length, "office", compiled(OFFICE))
    start = BEGINNING + timedelta(seconds=begin)
    pauses: list[Pause] = []
    at = start
    for seconds in lengths:
        pauses.append(("client", at, at + timedelta(seconds=seconds)))
        at += timedelta(seconds=2 * seconds)
    due = bound.due(start, pauses)
    assert compiled(OFFICE).elapsed(start, due) - bound.paused(pauses) == length


def _by_key(rows: Sequence[ClockState]) -> dict[tuple[str, int], ClockState]:
    return {(state.metric, state.ordinal): state for state in rows}
