"""Which moment counts: receipt, acceptance, answers and the ends that are none."""

import pytest

from reglament.regulation.engine.facts import (
    Answered,
    ClientWrote,
    Contacted,
    Ended,
    NoAnswerNeeded,
    Opened,
    Reopened,
    SentNow,
    Started,
    WaitBegan,
    WaitEnded,
)
from reglament.regulation.terms.edition_terms import Window
from reglament.regulation.tests.desk import desk, last, moscow, of, row

FRIDAY_NOON = moscow("2026-11-20 12:00")
FRIDAY_EVENING = moscow("2026-11-20 17:00")
SATURDAY = moscow("2026-11-21 12:00")
MONDAY_NINE = moscow("2026-11-23 09:00")

PLAIN = desk(row("first_response", 4), row("next_response", 4))
CALM = Opened(FRIDAY_EVENING, level="gold", severity="calm")


def test_reaction_runs_from_the_receipt_not_from_the_job_that_got_to_it() -> None:
    reaction = last("first_response", PLAIN, [CALM], now=SATURDAY)
    assert (reaction.started_at, reaction.due_at) == (FRIDAY_EVENING, moscow("2026-11-23 12:00"))
    assert (reaction.outcome, reaction.stopped_at) == (None, None)


def test_imported_letters_promise_nothing_but_are_answered() -> None:
    history = [Opened(FRIDAY_EVENING, level="gold", severity="calm", imported=True), Answered(SATURDAY)]
    reaction = last("first_response", PLAIN, history)
    assert (reaction.due_at, reaction.outcome, reaction.because.steps[0].code) == (None, "met", "imported")


def test_a_live_message_on_an_imported_ticket_has_its_promise() -> None:
    history = [Opened(FRIDAY_NOON, level="gold", severity="calm", imported=True), ClientWrote(FRIDAY_EVENING)]
    assert last("next_response", PLAIN, history).due_at == moscow("2026-11-23 12:00")


def test_an_imported_message_starts_no_clock() -> None:
    history = [CALM, Answered(FRIDAY_EVENING), ClientWrote(SATURDAY, imported=True)]
    assert of("next_response", PLAIN, history) == []


def test_triage_does_not_stop_the_clock() -> None:
    history = [Opened(FRIDAY_NOON, level="gold", severity="calm", from_triage=True, known_at=MONDAY_NINE)]
    reaction = last("first_response", PLAIN, history)
    assert reaction.due_at == moscow("2026-11-20 16:00")
    assert (reaction.because.steps[1].code, reaction.because.steps[1].at) == ("from-triage", MONDAY_NINE)
    assert (reaction.outcome, reaction.missed_in_triage) == ("breached", True)


def test_a_breach_after_triage_is_not_its_fault() -> None:
    history = [
        Opened(FRIDAY_NOON, level="gold", severity="calm", from_triage=True, known_at=moscow("2026-11-20 15:00"))
    ]
    reaction = last("first_response", PLAIN, history)
    assert (reaction.outcome, reaction.missed_in_triage) == ("breached", False)


def test_a_message_fetched_late_is_owed_a_reply_from_its_receipt() -> None:
    late = ClientWrote(FRIDAY_EVENING, known_at=MONDAY_NINE)
    reply = last("next_response", PLAIN, [CALM, Answered(SATURDAY), late], now=MONDAY_NINE)
    assert (reply.started_at, reply.due_at, reply.outcome) == (FRIDAY_EVENING, moscow("2026-11-23 12:00"), None)


def test_with_an_acceptance_window_the_clock_starts_at_acceptance() -> None:
    windowed = desk(row("first_response", 1, calendar="always"), acceptance=Window("office"))
    reaction = last("first_response", windowed, [Opened(SATURDAY, level="gold", severity="calm")])
    assert (reaction.started_at, reaction.due_at) == (MONDAY_NINE, moscow("2026-11-23 10:00"))
    assert [(step.code, step.at) for step in reaction.because.steps] == [
        ("received", SATURDAY),
        ("accepted", MONDAY_NINE),
    ]


def test_an_exempt_severity_is_accepted_at_once() -> None:
    windowed = desk(row("first_response", 1, calendar="always"), acceptance=Window("office", exempt=frozenset({"red"})))
    assert last("first_response", windowed, [Opened(SATURDAY, level="gold", severity="red")]).started_at == SATURDAY


def test_a_request_received_in_the_window_is_accepted_then() -> None:
    windowed = desk(row("first_response", 1), acceptance=Window("office"))
    assert last("first_response", windowed, [CALM]).started_at == FRIDAY_EVENING


def test_an_answer_counts_when_it_may_leave() -> None:
    held = Answered(SATURDAY, leaves_at=MONDAY_NINE)
    reaction = last("first_response", PLAIN, [CALM, held])
    assert (reaction.stopped_at, reaction.outcome) == (MONDAY_NINE, "met")


def test_an_answer_that_may_leave_only_after_the_due_time_is_late() -> None:
    around_the_clock = desk(row("first_response", 20, calendar="always"))
    reaction = last("first_response", around_the_clock, [CALM, Answered(SATURDAY, leaves_at=MONDAY_NINE)])
    assert (reaction.stopped_at, reaction.outcome) == (MONDAY_NINE, "breached")


def test_an_answer_sent_before_its_window_counts_when_it_was_sent() -> None:
    held = Answered(SATURDAY, leaves_at=MONDAY_NINE, message=7)
    now = moscow("2026-11-21 15:00")
    reaction = last("first_response", PLAIN, [CALM, held, SentNow(now, message=7)])
    assert (reaction.stopped_at, reaction.outcome) == (now, "met")
    assert [step.code for step in reaction.because.steps] == ["received", "answered", "sent-now"]


def test_an_answer_that_would_leave_too_late_is_in_time_when_it_is_sent_before_the_due_time() -> None:
    around_the_clock = desk(row("first_response", 20, calendar="always"))  # due on Saturday at 13:00
    held = Answered(SATURDAY, leaves_at=MONDAY_NINE, message=7)
    waiting = last("first_response", around_the_clock, [CALM, held], now=SATURDAY)
    assert (waiting.stopped_at, waiting.outcome, waiting.is_open) == (None, None, True)
    in_time, late = (SentNow(moscow(f"2026-11-21 {hour}"), message=7) for hour in ("13:00", "13:01"))
    sent = last("first_response", around_the_clock, [CALM, held, in_time])
    assert (sent.stopped_at, sent.outcome) == (in_time.at, "met")
    missed = last("first_response", around_the_clock, [CALM, held, late])
    assert (missed.stopped_at, missed.outcome) == (late.at, "breached")


def test_a_promise_whose_answer_waits_is_void_when_the_request_is_withdrawn() -> None:
    around_the_clock = desk(row("first_response", 20, calendar="always"))
    held = Answered(SATURDAY, leaves_at=MONDAY_NINE, message=7)
    withdrawn = Ended(moscow("2026-11-21 12:30"), how="withdrawn", answered=False)
    reaction = last("first_response", around_the_clock, [CALM, held, withdrawn])
    assert (reaction.stopped_at, reaction.outcome) == (withdrawn.at, "cancelled")


def test_what_an_answer_starts_begins_when_it_is_sent() -> None:
    updating = desk(row("first_response", 4), row("update", 3, calendar="always"))
    held = Answered(SATURDAY, leaves_at=MONDAY_NINE, message=7)
    now = moscow("2026-11-21 15:00")
    first, second = of("update", updating, [CALM, held, SentNow(now, message=7)], now=now)
    assert (first.started_at, first.superseded_by) == (MONDAY_NINE, 2)
    assert (second.started_at, second.due_at) == (now, moscow("2026-11-21 18:00"))


def test_an_answer_after_the_end_owes_no_update() -> None:
    updating = desk(row("first_response", 4), row("update", 3))
    withdrawn = Ended(FRIDAY_EVENING, how="withdrawn", answered=False)
    assert of("update", updating, [CALM, withdrawn, Answered(FRIDAY_EVENING)]) == []
    reopened = [CALM, withdrawn, Reopened(FRIDAY_EVENING), Answered(FRIDAY_EVENING)]
    assert len(of("update", updating, reopened)) == 1


def test_an_answer_that_has_left_is_not_sent_again() -> None:
    held = Answered(SATURDAY, leaves_at=MONDAY_NINE, message=7)
    history = [CALM, held, SentNow(moscow("2026-11-23 09:30"), message=7), SentNow(SATURDAY, message=8)]
    assert last("first_response", PLAIN, history).stopped_at == MONDAY_NINE


def test_an_answer_at_the_due_time_is_in_time_and_a_second_later_is_not() -> None:
    in_time = last("first_response", PLAIN, [CALM, Answered(moscow("2026-11-23 12:00:00"))])
    late = last("first_response", PLAIN, [CALM, Answered(moscow("2026-11-23 12:00:01"))])
    assert (in_time.outcome, late.outcome) == ("met", "breached")


def test_a_missed_clock_stays_missed_and_still_records_the_answer() -> None:
    unanswered = last("first_response", PLAIN, [CALM], now=moscow("2026-11-23 12:00:01"))
    assert (unanswered.outcome, unanswered.stopped_at, unanswered.is_open) == ("breached", None, True)
    answered = last("first_response", PLAIN, [CALM, Answered(moscow("2026-11-24 10:00"))])
    assert (answered.outcome, answered.stopped_at) == ("breached", moscow("2026-11-24 10:00"))


def test_at_the_due_time_nothing_is_missed_yet() -> None:
    assert last("first_response", PLAIN, [CALM], now=moscow("2026-11-23 12:00")).outcome is None


@pytest.mark.parametrize("act", [Started(SATURDAY), Contacted(SATURDAY), WaitBegan(SATURDAY), WaitEnded(SATURDAY)])
def test_starting_calling_and_waiting_are_no_answers(act: Started) -> None:
    assert last("first_response", PLAIN, [CALM, act], now=SATURDAY).stopped_at is None


@pytest.mark.clause("C-27")
@pytest.mark.parametrize(("stops_on", "act"), [("started", Started(SATURDAY)), ("contact", Contacted(SATURDAY))])
def test_what_the_row_says_stops_the_clock_and_so_does_an_answer(stops_on: str, act: Started) -> None:
    regulation = desk(row("first_response", 4, stops_on=frozenset({stops_on, "answer"})))
    assert last("first_response", regulation, [CALM, act]).stopped_at == SATURDAY
    assert last("first_response", regulation, [CALM, Answered(SATURDAY)]).stopped_at == SATURDAY


@pytest.mark.parametrize("how", ["merged", "spam", "withdrawn"])
def test_ending_without_an_answer_cancels_and_never_meets(how: str) -> None:
    reaction = last("first_response", PLAIN, [CALM, Ended(SATURDAY, how=how, answered=False)])
    assert (reaction.outcome, reaction.stopped_at, reaction.because.steps[-1].what) == ("cancelled", SATURDAY, how)


def test_needs_no_answer_cancels_with_its_reason_and_author() -> None:
    reaction = last("first_response", PLAIN, [CALM, NoAnswerNeeded(SATURDAY, by="Anna", reason="thanks only")])
    step = reaction.because.steps[-1]
    assert (reaction.outcome, step.code, step.by, step.reason) == ("cancelled", "not-needed", "Anna", "thanks only")


def test_cancelling_does_not_wash_off_a_breach() -> None:
    late = moscow("2026-11-24 10:00")
    reaction = last("first_response", PLAIN, [CALM, Ended(late, how="withdrawn", answered=False)])
    assert (reaction.outcome, reaction.stopped_at) == ("breached", late)


@pytest.mark.parametrize("how", ["solved", "refused", "redirected"])
def test_resolving_refusing_and_redirecting_answer(how: str) -> None:
    assert last("first_response", PLAIN, [CALM, Ended(SATURDAY, how=how)]).outcome == "met"


def test_without_a_promise_there_is_a_row_that_says_so() -> None:
    unpromised = desk(row("first_response", None))
    running = last("first_response", unpromised, [CALM])
    assert (running.due_at, running.outcome, running.rule) == (None, None, 1)
    assert last("first_response", unpromised, [CALM, Answered(SATURDAY)]).outcome == "met"


def test_without_a_row_there_is_still_a_clock() -> None:
    assert (last("first_response", desk(), [CALM]).due_at, last("first_response", desk(), [CALM]).rule) == (None, 0)
