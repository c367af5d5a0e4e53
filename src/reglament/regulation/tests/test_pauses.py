"""What a pause does to a due time."""

from reglament.regulation.engine.facts import Classified, ClientWrote, Ended, Opened, WaitBegan, WaitEnded
from reglament.regulation.terms.edition_terms import Amount, Target
from reglament.regulation.tests.desk import (
    CALENDAR_DAYS,
    HOURS,
    WORKING_DAYS,
    WORKING_HOURS,
    desk,
    last,
    moscow,
    of,
    row,
)

OPENED = Opened(moscow("2026-11-20 10:00"), level="gold", severity="calm")
ASKED = WaitBegan(moscow("2026-11-20 12:00"), what="client")
MONDAY_TEN = moscow("2026-11-23 10:00")
WOKEN = WaitEnded(MONDAY_TEN)
CLIENT = frozenset({"client"})


def resolution(value: int, unit: object = WORKING_HOURS, **rest: object) -> Target:
    return row("resolution", value, unit, pauses=CLIENT, **rest)  # type: ignore[arg-type]


def test_a_paused_clock_has_no_due_time_to_miss() -> None:
    running, paused = of("resolution", desk(resolution(4)), [OPENED, ASKED], now=moscow("2026-11-29 12:00"))
    assert (running.due_at, running.superseded_by) == (moscow("2026-11-20 14:00"), 2)
    assert (paused.due_at, paused.outcome, paused.because.steps[-1].what) == (None, None, "client")


def test_the_due_time_moves_by_the_same_working_time() -> None:
    resumed = last("resolution", desk(resolution(4)), [OPENED, ASKED, WOKEN], now=MONDAY_TEN)
    assert (resumed.ordinal, resumed.due_at) == (3, moscow("2026-11-23 12:00"))
    assert resumed.because.pauses == (("client", ASKED.at, MONDAY_TEN),)


def test_astronomical_time_moves_by_what_passed() -> None:
    regulation = desk(resolution(4, HOURS, calendar="always"))
    assert last("resolution", regulation, [OPENED, ASKED, WOKEN], now=MONDAY_TEN).due_at == moscow("2026-11-23 12:00")


def test_a_term_in_working_days_moves_by_the_days_touched() -> None:
    regulation = desk(resolution(2, WORKING_DAYS))
    assert last("resolution", regulation, [OPENED, ASKED, WOKEN], now=MONDAY_TEN).due_at == moscow("2026-11-26 18:00")


def test_a_term_in_calendar_days_moves_by_the_days_touched() -> None:
    regulation = desk(resolution(3, CALENDAR_DAYS))
    assert last("resolution", regulation, [OPENED, ASKED, WOKEN], now=MONDAY_TEN).due_at == moscow("2026-11-28 00:00")


def test_two_pauses_in_one_day_touch_it_once() -> None:
    again = [WaitBegan(moscow("2026-11-23 12:00"), what="client"), WaitEnded(moscow("2026-11-23 13:00"))]
    regulation = desk(resolution(5, WORKING_DAYS))
    once = last("resolution", regulation, [OPENED, ASKED, WOKEN])
    twice = last("resolution", regulation, [OPENED, ASKED, WOKEN, *again])
    assert once.due_at == twice.due_at == moscow("2026-12-01 18:00")


def test_amount_and_cap_both_move() -> None:
    capped = resolution(24, cap=Amount(2, WORKING_DAYS))
    resumed = last("resolution", desk(capped), [OPENED, ASKED, WOKEN], now=MONDAY_TEN)
    assert (resumed.due_at, resumed.because.limit) == (moscow("2026-11-25 14:00"), "amount")


def test_the_clients_next_message_ends_the_wait_for_him() -> None:
    resumed = last("resolution", desk(resolution(4)), [OPENED, ASKED, ClientWrote(MONDAY_TEN)], now=MONDAY_TEN)
    assert resumed.due_at == moscow("2026-11-23 12:00")


def test_a_wait_the_row_does_not_name_pauses_nothing() -> None:
    history = [OPENED, WaitBegan(ASKED.at, what="release"), ClientWrote(MONDAY_TEN)]
    assert len(of("resolution", desk(resolution(4)), history)) == 1


def test_another_wait_takes_the_place_of_the_first() -> None:
    history = [OPENED, ASKED, WaitBegan(moscow("2026-11-20 13:00"), what="release")]
    assert last("resolution", desk(resolution(4)), history).due_at == moscow("2026-11-20 15:00")


def test_a_message_received_before_the_question_but_fetched_after_it_pauses_nothing() -> None:
    wrote = ClientWrote(moscow("2026-11-20 11:00"), known_at=moscow("2026-11-20 13:00"))
    for calendar in ("office", "always"):
        unit = WORKING_HOURS if calendar == "office" else HOURS
        regulation = desk(resolution(4, unit, calendar=calendar))
        assert last("resolution", regulation, [OPENED, ASKED, wrote]).due_at == moscow("2026-11-20 14:00")


def test_a_missed_clock_is_not_paused() -> None:
    (missed,) = of("resolution", desk(resolution(1)), [OPENED, ASKED, WOKEN])
    assert missed.outcome == "breached"


def test_a_clock_stopped_in_its_pause_is_measured_against_the_moved_due_time() -> None:
    solved = last("resolution", desk(resolution(4)), [OPENED, ASKED, Ended(MONDAY_TEN)])
    assert (solved.due_at, solved.stopped_at, solved.outcome) == (moscow("2026-11-23 12:00"), MONDAY_TEN, "met")


def test_a_raise_during_a_pause_keeps_the_pause() -> None:
    regulation = desk(resolution(2, severity="red"), resolution(8))
    history = [OPENED, ASKED, Classified(moscow("2026-11-20 13:00"), severity="red")]
    assert last("resolution", regulation, history).due_at is None
    # Of the 2 hours none had passed when the clock was stopped again.
    assert last("resolution", regulation, [*history, WOKEN], now=MONDAY_TEN).due_at == moscow("2026-11-23 12:00")


def test_a_lowering_after_a_pause_counts_the_pause_too() -> None:
    regulation = desk(resolution(4, severity="red"), resolution(8))
    red = Opened(OPENED.at, level="gold", severity="red")
    history = [red, ASKED, WOKEN, Classified(MONDAY_TEN, severity="calm")]
    assert last("resolution", regulation, history, now=MONDAY_TEN).due_at == moscow("2026-11-23 16:00")
