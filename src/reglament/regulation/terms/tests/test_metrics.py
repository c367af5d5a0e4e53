"""Which clocks a ticket has, when they start and what stops them."""

import pytest

from reglament.regulation.engine.clocks import clocks
from reglament.regulation.engine.facts import (
    Answered,
    ClientWrote,
    Complained,
    ComplaintAnswered,
    EmergencyClaimed,
    EmergencyConfirmed,
    Ended,
    FeasibilityEstablished,
    HandoverAccepted,
    NoAnswerNeeded,
    Opened,
    Reopened,
    SeverityLowered,
    TermsGiven,
    Transferred,
    WaitBegan,
    WorkaroundGiven,
)
from reglament.regulation.tests.desk import CALENDAR_DAYS, HOURS, WORKING_DAYS, desk, last, moscow, of, row

PLAIN = desk(row("first_response", 4), row("next_response", 2))
TEN, ELEVEN, NOON, ONE, TWO = (moscow(f"2026-11-20 {hour}:00") for hour in range(10, 15))
OPENED = Opened(TEN, level="gold", severity="calm")


@pytest.mark.clause("C-14")
def test_the_oldest_unanswered_message_runs_the_reply_clock() -> None:
    history = [OPENED, Answered(ELEVEN), ClientWrote(NOON), ClientWrote(ONE)]
    (reply,) = of("next_response", PLAIN, history, now=ONE)
    assert (reply.ordinal, reply.started_at, reply.due_at) == (1, NOON, TWO)


def test_messages_before_the_first_answer_have_no_clock_of_their_own() -> None:
    assert of("next_response", PLAIN, [OPENED, ClientWrote(ELEVEN), Answered(NOON)]) == []


def test_each_answer_ends_the_reply_clock_and_the_next_message_begins_another() -> None:
    history = [OPENED, Answered(ELEVEN), ClientWrote(NOON), Answered(ONE), ClientWrote(TWO)]
    first, second = of("next_response", PLAIN, history, now=TWO)
    assert (first.stopped_at, first.outcome) == (ONE, "met")
    assert (second.ordinal, second.started_at, second.outcome) == (2, TWO, None)


def test_a_message_after_needs_no_answer_is_owed_a_reply() -> None:
    history = [OPENED, NoAnswerNeeded(ELEVEN), ClientWrote(NOON)]
    assert last("next_response", PLAIN, history, now=NOON).due_at == TWO


@pytest.mark.clause("C-14")
def test_a_reply_never_takes_longer_than_the_reaction() -> None:
    generous = desk(row("first_response", 1), row("next_response", 8))
    reply = last("next_response", generous, [OPENED, Answered(TEN), ClientWrote(NOON)], now=NOON)
    assert (reply.due_at, reply.rule, reply.because.limit, reply.because.limit_rule) == (ONE, 2, "reaction", 1)


def test_a_reply_without_an_amount_of_its_own_has_the_reaction_amount() -> None:
    silent = desk(row("first_response", 1), row("next_response", None))
    assert last("next_response", silent, [OPENED, Answered(TEN), ClientWrote(NOON)], now=NOON).due_at == ONE


def test_reopening_owes_a_reply_and_earlier_rows_keep_their_outcome() -> None:
    history = [OPENED, Ended(ELEVEN), Reopened(NOON, by="Carl"), ClientWrote(NOON)]
    assert last("first_response", PLAIN, history).outcome == "met"
    (reply,) = of("next_response", PLAIN, history, now=NOON)
    assert (reply.started_at, reply.due_at, reply.because.steps[0].code) == (NOON, TWO, "reopened")


def test_a_cap_gives_the_earlier_of_the_two() -> None:
    capped = desk(row("first_response", 24, cap=row("", 2, WORKING_DAYS).amount))
    friday = last("first_response", capped, [OPENED])
    assert (friday.due_at, friday.because.limit) == (moscow("2026-11-24 16:00"), "amount")
    evening = last("first_response", capped, [Opened(moscow("2026-11-20 17:59"), level="gold", severity="calm")])
    assert (evening.due_at, evening.because.limit) == (moscow("2026-11-24 18:00"), "cap")


def test_a_term_in_calendar_days_ends_at_midnight() -> None:
    in_days = desk(row("first_response", 2, CALENDAR_DAYS, calendar=""))
    assert last("first_response", in_days, [OPENED]).due_at == moscow("2026-11-23 00:00")


ADMISSION = desk(row("first_response", 4), row("admission", 1, HOURS, calendar="always"))
CLAIM = EmergencyClaimed(NOON, severity="red", ground="dark")


@pytest.mark.clause("C-16")
@pytest.mark.parametrize(
    "act",
    [EmergencyConfirmed(moscow("2026-11-20 12:30")), SeverityLowered(moscow("2026-11-20 12:30"), severity="calm")],
)
def test_admission_runs_from_the_claim_until_it_is_confirmed_or_lowered(act: EmergencyConfirmed) -> None:
    running = last("admission", ADMISSION, [OPENED, CLAIM], now=NOON)
    assert (running.started_at, running.due_at, running.outcome) == (NOON, ONE, None)
    assert last("admission", ADMISSION, [OPENED, CLAIM, act]).outcome == "met"


def test_only_a_ground_that_needs_confirming_opens_admission() -> None:
    for ground in ("dead", "agreed"):
        assert of("admission", ADMISSION, [OPENED, EmergencyClaimed(NOON, severity="red", ground=ground)]) == []


def test_admission_is_decided_by_what_is_claimed() -> None:
    by_ground = desk(row("admission", 1, HOURS, calendar="always", severity="red", ground="dark"))
    assert last("admission", by_ground, [OPENED, CLAIM]).due_at == ONE


def test_an_ended_ticket_awaits_no_confirmation() -> None:
    assert last("admission", ADMISSION, [OPENED, CLAIM, Ended(ONE)]).outcome == "cancelled"


TO_WORKSHOP = Transferred(ELEVEN, department="workshop", stage="development")
BACK = Transferred(NOON, department="help", stage="support")


@pytest.mark.parametrize("act", [HandoverAccepted(NOON), Answered(NOON), BACK])
def test_handover_runs_from_the_transfer_until_accepted_answered_or_returned(act: Answered) -> None:
    regulation = desk(row("first_response", 4), row("handover", 2))
    handover = last("handover", regulation, [OPENED, TO_WORKSHOP, act])
    assert (handover.started_at, handover.due_at, handover.stopped_at, handover.outcome) == (ELEVEN, ONE, NOON, "met")


def test_an_update_is_owed_from_answer_to_answer_while_the_next_step_is_ours() -> None:
    regulation = desk(row("update", 2))
    history = [OPENED, Answered(ELEVEN), Answered(NOON), WaitBegan(NOON, what="client")]
    first, second = of("update", regulation, history)
    assert (first.started_at, first.stopped_at, first.outcome) == (ELEVEN, NOON, "met")
    assert (second.started_at, second.outcome) == (NOON, "cancelled")
    assert last("update", regulation, [OPENED, Answered(ELEVEN), Ended(NOON)]).outcome == "met"


def test_resolution_and_workaround_run_from_receipt() -> None:
    regulation = desk(row("workaround", 2), row("resolution", 8))
    history = [OPENED, Answered(ELEVEN), WorkaroundGiven(ELEVEN), Ended(NOON)]
    assert last("workaround", regulation, history).stopped_at == ELEVEN
    assert last("resolution", regulation, history).stopped_at == NOON


def test_specification_runs_from_feasibility_until_the_terms_are_given() -> None:
    regulation = desk(row("specification", 5, WORKING_DAYS))
    terms = last(
        "specification", regulation, [OPENED, FeasibilityEstablished(ELEVEN), TermsGiven(moscow("2026-11-27 17:00"))]
    )
    assert (terms.started_at, terms.due_at, terms.outcome) == (ELEVEN, moscow("2026-11-27 18:00"), "met")


def test_a_complaint_is_answered_by_its_addressee_and_outlives_the_solution() -> None:
    regulation = desk(row("complaint", 4))
    history = [OPENED, Complained(ELEVEN), Ended(NOON), ComplaintAnswered(ONE)]
    assert last("complaint", regulation, history).stopped_at == ONE


def test_a_metric_without_a_row_does_not_exist() -> None:
    history = [OPENED, Answered(ELEVEN), TO_WORKSHOP, FeasibilityEstablished(NOON), Complained(NOON), CLAIM]
    assert {state.metric for state in clocks(PLAIN, history, now=TWO)} == {"first_response"}
