"""Clocks of tickets that are moved to another edition, and of editions that a calendar supplement reaches."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from reglament.regulation.engine.clocks import clocks
from reglament.regulation.engine.facts import (
    Answered,
    Classified,
    ClientWrote,
    DevelopersInvolved,
    Extended,
    Fact,
    MovedToEdition,
    Opened,
    WaitBegan,
    WaitEnded,
)
from reglament.regulation.terms.edition_terms import Amount, Regulation, Supplemented
from reglament.regulation.tests.desk import HOURS, OFFICE, WORKING_DAYS, desk, last, moscow, of, row
from reglament.regulation.words.explanation import explain
from reglament.worktime.calendar import Calendar, Day

NINE, TEN, ELEVEN, NOON, ONE, TWO = (moscow(f"2026-11-20 {hour:02}:00") for hour in range(9, 15))
OPENED = Opened(TEN, level="tin", severity="calm")

FOUR = desk(row("first_response", 4), row("next_response", 4))
TWO_HOURS = desk(row("first_response", 2), row("next_response", 1), row("resolution", 8))
EIGHT = desk(row("resolution", 1), row("first_response", 8), row("next_response", 8))


def moved(to: Regulation, at: object = ELEVEN, **names: str) -> MovedToEdition:
    """The act that moves a ticket."""
    return MovedToEdition(at, regulation=to, **names)  # type: ignore[arg-type]


def test_a_longer_amount_counts_from_the_original_start() -> None:
    first, second = of("first_response", FOUR, [OPENED, moved(EIGHT)], now=ELEVEN)
    assert (first.due_at, first.superseded_by, first.rule) == (TWO, 2, 1)
    assert (second.started_at, second.due_at, second.rule) == (TEN, moscow("2026-11-20 18:00"), 2)


def test_a_shorter_amount_counts_from_the_act_and_is_never_later() -> None:
    second = last("first_response", FOUR, [OPENED, moved(TWO_HOURS)], now=ELEVEN)
    assert (second.started_at, second.due_at) == (ELEVEN, ONE)
    kept = last("first_response", FOUR, [OPENED, moved(TWO_HOURS, at=ONE)], now=ONE)
    assert (kept.due_at, kept.because.steps[-1].kept) == (TWO, True)


def test_what_follows_is_decided_by_the_new_edition_alone() -> None:
    history = [OPENED, moved(TWO_HOURS), Answered(NOON), ClientWrote(ONE)]
    assert last("next_response", FOUR, history, now=ONE).due_at == TWO


def test_a_clock_that_is_missed_stays_as_it_was() -> None:
    late = moscow("2026-11-20 16:00")
    (missed,) = of("first_response", FOUR, [OPENED, moved(EIGHT, at=late)], now=late)
    assert (missed.due_at, missed.outcome) == (TWO, "breached")


def test_what_is_retired_there_has_its_successor() -> None:
    renamed = desk(row("first_response", 1, level="gold", severity="red"), row("first_response", 8))
    levels = {**renamed.promise.levels, "tin": replace(renamed.promise.levels["tin"], retired="gold")}
    severities = {**renamed.promise.severities, "calm": replace(renamed.promise.severities["calm"], retired="red")}
    renamed = replace(renamed, promise=replace(renamed.promise, levels=levels, severities=severities))
    state = last("first_response", FOUR, [OPENED, moved(renamed)], now=ELEVEN)
    assert (state.due_at, state.because.level, state.because.severity) == (NOON, "gold", "red")


def test_the_level_may_be_another_one_there() -> None:
    better = desk(row("first_response", 1, level="gold"), row("first_response", 8))
    assert last("first_response", FOUR, [OPENED, moved(better, level="gold")], now=ELEVEN).due_at == NOON


def test_the_move_is_told() -> None:
    newer = replace(EIGHT, dated=date(2026, 11, 1))
    state = last("first_response", FOUR, [OPENED, moved(newer)], now=ELEVEN)
    assert any(
        "the ticket was moved to the edition of 1 Nov 2026. Due until then: Fri 20 Nov 2026 14:00." in sentence
        for sentence in explain(newer, state, language="en").details
    )


HOLIDAYS = ((date(2027, 1, 1), Day((), "holiday", "Новый год", "New Year")),)
NAMED = replace(OFFICE, countries=("RU",), years=frozenset({2026}))
KNOWN = replace(NAMED, days=HOLIDAYS, years=frozenset({2026, 2027}))
EVE = moscow("2026-12-30 17:00")
PUBLISHED = moscow("2026-12-31 10:00")


def supplemented(regulation: Regulation, at: object = PUBLISHED, calendar: Calendar = KNOWN) -> Regulation:
    """The regulation with public days in the office, and those of 2027 from `at` on."""
    calendars = regulation.promise.calendars
    before = Supplemented(at, {**calendars, "office": NAMED})  # type: ignore[arg-type]
    promise = replace(regulation.promise, calendars={**calendars, "office": calendar})
    return replace(regulation, promise=promise, supplements=(before,))


YEAR = supplemented(desk(row("first_response", 2, WORKING_DAYS), row("next_response", 12)))
ASKED = Opened(EVE, level="tin", severity="calm")


def test_a_provisional_due_time_is_counted_again_when_its_year_is_published() -> None:
    rows = of("first_response", YEAR, [ASKED], now=PUBLISHED)
    assert [(state.due_at, state.superseded_by) for state in rows] == [
        (moscow("2027-01-01 18:00"), 2),
        (moscow("2027-01-04 18:00"), None),
    ]


def test_until_then_it_is_marked_provisional() -> None:
    before = last("first_response", YEAR, [ASKED], now=EVE)
    assert any("provisional" in sentence for sentence in explain(YEAR, before, language="en").details)
    rows = of("first_response", YEAR, [ASKED], now=PUBLISHED)
    told = [explain(YEAR, state, language="en").details for state in rows]
    assert any("provisional" in sentence for sentence in told[0])
    assert not any("provisional" in sentence for sentence in told[1])
    assert "Not counted: 1 Jan New Year." in told[1]
    assert any("the calendar of another year was published. Due until then: Fri 1 Jan" in line for line in told[1])


def test_a_ticket_opened_after_it_is_counted_by_it_from_the_beginning() -> None:
    opened = replace(ASKED, at=moscow("2026-12-31 11:00"))
    (state,) = of("first_response", YEAR, [opened], now=opened.at)
    assert state.due_at == moscow("2027-01-05 18:00")


def test_what_was_answered_before_it_is_not_touched() -> None:
    answered = Answered(moscow("2026-12-31 09:30"))
    (state,) = of("first_response", YEAR, [ASKED, answered], now=moscow("2027-01-10 10:00"))
    assert (state.outcome, state.due_at) == ("met", moscow("2027-01-01 18:00"))


def test_what_was_missed_before_it_stays_missed() -> None:
    slow = supplemented(desk(row("first_response", 1)))
    (state,) = of("first_response", slow, [replace(ASKED, at=TEN)], now=PUBLISHED)
    assert (state.outcome, state.due_at) == ("breached", ELEVEN)


def test_a_clock_it_does_not_reach_has_no_new_row() -> None:
    near = supplemented(desk(row("first_response", 10)))
    (state,) = of("first_response", near, [ASKED], now=PUBLISHED)
    assert (state.due_at, state.superseded_by) == (moscow("2026-12-31 18:00"), None)


def test_what_is_left_of_an_amount_is_counted_by_the_new_year_too() -> None:
    rest = supplemented(
        desk(row("first_response", 2, HOURS, calendar="always", developers=False), row("first_response", 11)),
    )
    history: Sequence[Fact] = [ASKED, DevelopersInvolved(moscow("2026-12-30 18:00"))]
    before, after = of("first_response", rest, history, now=PUBLISHED)[-2:]
    assert (before.due_at, after.due_at) == (moscow("2027-01-01 10:00"), moscow("2027-01-04 10:00"))
    assert after.because.limit == "rest"


def test_a_paused_clock_goes_on_by_the_new_year() -> None:
    pausing = supplemented(desk(row("first_response", 11, pauses=frozenset({"release"}))))
    history = [
        ASKED,
        WaitBegan(moscow("2026-12-30 18:00"), what="release"),
        WaitEnded(moscow("2026-12-31 18:00")),
    ]
    assert last("first_response", pausing, history, now=history[-1].at).due_at == moscow("2027-01-05 10:00")


def test_an_extended_time_stays_extended() -> None:
    longer = supplemented(desk(row("first_response", 2, WORKING_DAYS, extension=Amount(1, WORKING_DAYS))))
    extended = Extended(moscow("2026-12-30 18:00"), metric="first_response")
    before, after = of("first_response", longer, [ASKED, extended], now=PUBLISHED)[-2:]
    assert (before.due_at, after.due_at) == (moscow("2027-01-04 18:00"), moscow("2027-01-05 18:00"))


def test_a_promise_kept_through_a_raise_is_still_told_by_its_own_row() -> None:
    kept = supplemented(desk(row("first_response", 20, level="gold"), row("first_response", 15)))
    raised = Classified(moscow("2026-12-30 18:00"), level="gold")
    before, after = of("first_response", kept, [ASKED, raised], now=PUBLISHED)
    assert (before.due_at, before.rule) == (moscow("2027-01-01 14:00"), 2)
    assert (after.due_at, after.rule) == (moscow("2027-01-04 14:00"), 2)
    assert "15 working hours" in explain(kept, after, language="en").line


def test_moving_finds_the_supplements_of_the_other_edition() -> None:
    other = supplemented(desk(row("first_response", 3, WORKING_DAYS)))
    history = [ASKED, MovedToEdition(moscow("2026-12-31 12:00"), regulation=other)]
    assert last("first_response", YEAR, history, now=history[-1].at).due_at == moscow("2027-01-05 18:00")


def test_a_correction_after_it_counts_by_it() -> None:
    history = [ASKED, Classified(moscow("2026-12-31 12:00"), level="gold")]
    rows = clocks(YEAR, history, now=history[-1].at)
    assert rows[-1].due_at == moscow("2027-01-04 18:00")
