"""What holds of the clocks of any history."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reglament.regulation.engine.clocks import ClockState, clocks
from reglament.regulation.engine.counting_rules import rules_of
from reglament.regulation.engine.due_times import OPEN_TIME, SECONDS, Bound, Pause
from reglament.regulation.engine.facts import (
    Answered,
    Classified,
    ClientWrote,
    Complained,
    ComplaintAnswered,
    Contacted,
    Delivered,
    DevelopersInvolved,
    EmergencyApproved,
    EmergencyClaimed,
    EmergencyConfirmed,
    Ended,
    Extended,
    Fact,
    FeasibilityEstablished,
    Found,
    HandoverAccepted,
    MovedToEdition,
    NoAnswerNeeded,
    Opened,
    Reopened,
    SentNow,
    SeverityLowered,
    Started,
    TermsGiven,
    Transferred,
    WaitBegan,
    WaitEnded,
    WorkaroundGiven,
)
from reglament.regulation.engine.fold import pass_to, take
from reglament.regulation.engine.progress import Progress
from reglament.regulation.loading import library
from reglament.regulation.terms.edition_terms import Amount, ContractHours, Regulation, Supplemented, Unit
from reglament.regulation.terms.metrics import KNOWN_METRICS, Metric
from reglament.regulation.tests.desk import CALENDAR_DAYS, HOURS, OFFICE, WORKING_DAYS, desk, row, words
from reglament.regulation.words.explanation import explain
from reglament.regulation.words.explanation_parts import Wording
from reglament.regulation.words.spoken_values import Times
from reglament.worktime.calendar import Day
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


def rich() -> Regulation:
    """Everything a document can say of clocks, in one."""
    known = desk(
        row("first_response", 3, stage="development", on_transfer="run-on"),
        row("first_response", 1, during="office", severity="red", on_raise="from-receipt"),
        row("first_response", 0, WORKING_DAYS, severity="red", cut_off=15 * 60),
        row("first_response", 5, urgency="high", calendar="contract", cut_off=16 * 60),
        row("first_response", 9, calendar="contract", on_lower="from-decision", share=95),
        row("next_response", 2, finding="defect"),
        row("next_response", 2, WORKING_DAYS, channel="phone"),
        row("next_response", 6, stage="development"),
        row("next_response", 10, calendar="contract"),
        row("update", 2, HOURS, calendar="always", severity="red"),
        row("update", 1, WORKING_DAYS, stops_on=frozenset({"answer", "resolved"})),
        row("workaround", 3, CALENDAR_DAYS, pauses=WAITS),
        row("resolution", 30, pauses=WAITS, on_reopen="continue", cap=row("", 5, WORKING_DAYS).amount),
        row("specification", 4, WORKING_DAYS, developers=True),
        row("complaint", 6, extension=Amount(2, Unit.WORKING_HOURS)),
        row("handover", 3),
        row(
            "report",
            3,
            WORKING_DAYS,
            extension=Amount(30, CALENDAR_DAYS),
            stops_on=frozenset({"delivered"}),
            pauses=WAITS,
        ),
        row("diagnosis", 7, pauses=WAITS, stops_on=frozenset({"finding:defect", "resolved"})),
    )
    own = {
        "update": replace(KNOWN_METRICS["update"], starts=frozenset({"receipt", "answer"})),
        "report": Metric("report", words("report"), starts=frozenset({"resolved", "workaround"})),
        "diagnosis": Metric("diagnosis", words("diagnosis"), starts=frozenset({"developers", "confirmed"})),
    }
    holiday = (date(2026, 11, 20), Day((), "holiday", "Праздник", "Holiday"))
    calendars = known.promise.calendars
    promise = replace(
        known.promise,
        calendars={**calendars, "office": replace(OFFICE, days=(holiday,))},
        metrics={**KNOWN_METRICS, **own},
        contract_hours=ContractHours("office", frozenset({"night"}), own_zone=True),
    )
    before = Supplemented(BEGINNING + timedelta(days=3), calendars)
    return replace(known, promise=promise, supplements=(before,))


RICH = rich()
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
    after(Answered, message=st.integers(1, 3)),
    after(SentNow, message=st.integers(1, 3)),
    after(Started),
    after(Contacted),
    after(NoAnswerNeeded),
    after(
        Classified, level=st.none() | levels, severity=st.none() | severities, fault=st.sampled_from([None, "client"])
    ),
    after(Classified, urgency=st.sampled_from(["high", "low"])),
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
    after(FeasibilityEstablished),
    after(TermsGiven),
    after(Complained),
    after(ComplaintAnswered),
    after(Extended, metric=st.sampled_from(["complaint", "report", "first_response"])),
    after(Found, finding=st.just("defect")),
    after(Delivered, metric=st.sampled_from(["report", "diagnosis"])),
    after(MovedToEdition, regulation=st.sampled_from([LAMP, RICH])),
)


def known(fact: Fact) -> datetime:
    """When the desk learned of a fact."""
    return fact.known_at or fact.at


@st.composite
def histories(draw: st.DrawFn) -> list[Fact]:
    opened = Opened(
        BEGINNING,
        level=draw(levels),
        severity=draw(severities),
        imported=draw(st.booleans()) and draw(st.booleans()),
        channel=draw(st.sampled_from(["email", "phone"])),
        hours=draw(st.sampled_from(["", "night"])),
        zone=draw(st.sampled_from(["", "Asia/Tokyo"])),
    )
    history: list[Fact] = [opened]
    for gap, fact in draw(st.lists(acts, max_size=12)):
        known = (history[-1].known_at or history[-1].at) + timedelta(seconds=gap)
        late = timedelta(seconds=draw(gaps)) if draw(st.integers(0, 9)) == 0 else timedelta()
        told = replace(fact, at=max(known - late, BEGINNING), known_at=known)
        if isinstance(told, Answered) and draw(st.booleans()):
            told = replace(told, leaves_at=known + timedelta(seconds=draw(gaps)))
        history.append(told)
    return history


def spoken(history: Sequence[Fact], regulation: Regulation) -> list[Fact]:
    """The history in the words of one of the founding regulations."""
    if regulation in (LAMP, RICH):
        return list(history)
    names = FOUNDING | LEVELS[regulation.slug] | GROUNDS
    told = [
        replace(fact, **{name: names.get(getattr(fact, name), getattr(fact, name)) for name in _slugs(fact)})
        for fact in history
    ]
    return [replace(fact, regulation=regulation) if isinstance(fact, MovedToEdition) else fact for fact in told]


def _slugs(fact: Fact) -> list[str]:
    return [name for name in ("level", "severity", "ground") if hasattr(fact, name)]


regulations = st.sampled_from([LAMP, RICH, HIVETAXI, ROSINFOTECH])


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
            assert row_.stopped_at in (None, late.stopped_at) or _left_earlier(row_, late, known(history[length]))


def _left_earlier(row_: ClockState, late: ClockState, at: datetime) -> bool:
    """Whether the answer that had still to leave `at` then was sent before its window."""
    assert row_.stopped_at is not None
    assert late.stopped_at is not None
    return late.because.steps[-1].code == "sent-now" and at <= late.stopped_at < row_.stopped_at


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
        assert sum(state.is_open and not _is_answered(state) for state in of_metric) <= 1


def _is_answered(state: ClockState) -> bool:
    """Whether its answer is written and leaves too late, while it may still be sent in time."""
    return len(state.because.steps) > 1 and state.because.steps[-1].code == "answered"


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


@pytest.mark.parametrize("regulation", [LAMP, RICH], ids=["lamp", "rich"])
@given(
    history=histories(),
    length=st.integers(1, 4),
    later=st.integers(0, 4 * 60 * 60),
    to=st.sampled_from(["red", "gold"]),
)
@settings(max_examples=200, deadline=None)
def test_a_raise_never_makes_anything_later(
    history: list[Fact], length: int, later: int, to: str, regulation: Regulation
) -> None:
    history = history[:length]
    at = known(history[-1]) + timedelta(seconds=later)
    raised = Classified(at, severity="red") if to == "red" else Classified(at, level="gold")
    before = {state.metric: state for state in clocks(regulation, history, now=at) if state.is_open}
    after_ = {state.metric: state for state in clocks(regulation, [*history, raised], now=at) if state.is_open}
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


@given(histories(), regulations)
@settings(max_examples=100, deadline=None)
def test_reading_on_gives_what_reading_from_the_beginning_gives(history: list[Fact], regulation: Regulation) -> None:
    history = spoken(history, regulation)
    progress = Progress(rules_of(regulation))
    for length, fact in enumerate(history, 1):
        take(progress, fact)
        now = known(history[min(length, len(history) - 1)])
        pass_to(progress, now)
        assert progress.rows() == clocks(regulation, history[:length], now=now)


@given(histories(), regulations, gaps)
@settings(max_examples=100, deadline=None)
def test_an_end_without_an_answer_cancels_all_that_runs(
    history: list[Fact], regulation: Regulation, later: int
) -> None:
    history = spoken(history, regulation)
    at = known(history[-1]) + timedelta(seconds=later)
    before = _by_key(clocks(regulation, history, now=at))
    ended = _by_key(clocks(regulation, [*history, Ended(at, how="spam", answered=False)], now=at))
    for key, state in ended.items():
        assert not state.is_open
        was = before.get(key)
        if state.outcome == "met":
            assert was is not None
            assert was.outcome == "met"
        if was is not None and was.is_open and was.outcome is None:
            assert state.outcome == "cancelled" or state.superseded_by is not None


@given(histories(), regulations, gaps)
@settings(max_examples=150, deadline=None)
def test_every_clock_explains_itself_and_its_hours_sum_to_the_amount(
    history: list[Fact], regulation: Regulation, later: int
) -> None:
    history = spoken(history, regulation)
    editions = [regulation, *(fact.regulation for fact in history if isinstance(fact, MovedToEdition))]
    for state in clocks(regulation, history, now=known(history[-1]) + timedelta(seconds=later)):
        edition = editions[state.because.moves]
        assert edition is not None
        for language in ("ru", "en"):
            explanation = explain(edition, state, language=language)
            assert explanation.line
            assert not {"{", "}"} & set("".join((explanation.line, *explanation.details)))
        _sums_up(Wording(rules_of(edition), state, Times("Europe/Moscow", "en")))


def _sums_up(wording: Wording) -> None:
    """The open hours told make up what was promised, pauses left out."""
    if wording.state.due_at is None or wording.unit not in OPEN_TIME or wording.timeline.calendar.always:
        return
    told = sum(int((end - begin).total_seconds()) for begin, end in wording.intervals())
    row_, rest = wording.counted, wording.because.rest
    amount = row_.cap if wording.because.limit == "cap" else row_.amount
    assert amount is not None
    more = wording.row.extension if wording.because.extended else None
    if more is not None and more.unit not in OPEN_TIME:
        return
    extended = more.value * SECONDS[more.unit] if more is not None else 0
    assert told == extended + (amount.value * SECONDS[amount.unit] if rest is None else rest)


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
