"""What decisions do to running clocks: raised, lowered, claimed, approved, developers, transfers."""

import pytest

from reglament.regulation.engine.facts import (
    Answered,
    Classified,
    ClientWrote,
    DevelopersInvolved,
    EmergencyApproved,
    EmergencyClaimed,
    EmergencyConfirmed,
    Opened,
    SeverityLowered,
    Transferred,
)
from reglament.regulation.terms.edition_terms import Window
from reglament.regulation.tests.desk import HOURS, WORKING_DAYS, desk, last, moscow, of, row

TEN, ELEVEN, NOON, ONE, TWO = (moscow(f"2026-11-20 {hour}:00") for hour in range(10, 15))
FRIDAY_EVENING, SATURDAY = moscow("2026-11-20 17:00"), moscow("2026-11-21 02:00")
MONDAY_EVENING = moscow("2026-11-23 18:00")

LADDER = desk(
    row("first_response", 3, HOURS, calendar="always", severity="red", developers=False),
    row("first_response", 3, severity="red", developers=True),
    row("first_response", 4, level="gold"),
    row("first_response", 12, level="tin"),
    row("next_response", 2, HOURS, calendar="always", severity="red"),
    row("next_response", 4),
)
TIN = Opened(TEN, level="tin", severity="calm")
GOLD = Opened(FRIDAY_EVENING, level="gold", severity="calm")


def test_a_better_level_counts_from_the_decision() -> None:
    promised, raised = of("first_response", LADDER, [TIN, Classified(NOON, level="gold", by="Bo")], now=NOON)
    assert (promised.due_at, promised.outcome, promised.superseded_by) == (moscow("2026-11-23 13:00"), None, 2)
    assert (raised.ordinal, raised.started_at, raised.due_at) == (2, NOON, moscow("2026-11-20 16:00"))
    step = raised.because.steps[-1]
    assert (step.code, step.by, step.what, step.due) == ("raised", "Bo", "gold", promised.due_at)


def test_a_raise_is_never_later_than_what_was_promised() -> None:
    almost_due = moscow("2026-11-23 11:00")
    (reaction,) = of("first_response", LADDER, [GOLD, EmergencyClaimed(almost_due, severity="red", ground="dead")])
    assert (reaction.due_at, reaction.rule) == (moscow("2026-11-23 12:00"), 3)
    step = reaction.because.steps[-1]
    assert (step.code, step.kept, step.due) == ("claimed", True, moscow("2026-11-23 14:00"))


def test_a_raise_to_a_row_without_promise_leaves_the_promise() -> None:
    regulation = desk(row("first_response", None, severity="red"), row("first_response", 4))
    (reaction,) = of("first_response", regulation, [TIN, Classified(ELEVEN, severity="red")], now=NOON)
    assert reaction.due_at == TWO


def test_a_raise_from_no_promise_gives_one() -> None:
    regulation = desk(row("first_response", 2, severity="red"), row("first_response", None))
    unpromised, raised = of("first_response", regulation, [TIN, Classified(NOON, severity="red")], now=NOON)
    assert (unpromised.due_at, unpromised.superseded_by, raised.due_at) == (None, 2, TWO)


def test_lowering_counts_from_the_original_start() -> None:
    history = [
        GOLD,
        EmergencyClaimed(FRIDAY_EVENING, severity="red", ground="dead"),
        SeverityLowered(moscow("2026-11-20 18:00"), severity="calm", by="Anna", reason="another browser works"),
    ]
    promised, emergency, lowered = of("first_response", LADDER, history, now=SATURDAY)
    assert emergency.due_at == moscow("2026-11-20 20:00")
    assert (lowered.started_at, lowered.due_at) == (FRIDAY_EVENING, promised.due_at)
    assert (lowered.because.steps[-1].code, lowered.because.steps[-1].reason) == ("lowered", "another browser works")


def test_lowering_what_never_moved_the_promise_writes_no_row() -> None:
    history = [
        GOLD,
        EmergencyClaimed(moscow("2026-11-23 11:00"), severity="red", ground="dead"),
        SeverityLowered(moscow("2026-11-23 11:10"), severity="calm"),
    ]
    assert len(of("first_response", LADDER, history)) == 1


def test_a_worse_level_counts_from_the_original_start() -> None:
    history = [Opened(TEN, level="gold", severity="calm"), Classified(NOON, level="tin")]
    lowered = last("first_response", LADDER, history, now=NOON)
    assert (lowered.started_at, lowered.due_at) == (TEN, moscow("2026-11-23 13:00"))


def test_another_request_type_counts_from_the_original_start() -> None:
    regulation = desk(row("first_response", 1, request_type="wish"), row("first_response", 4))
    corrected = last(
        "first_response", regulation, [TIN, Classified(moscow("2026-11-20 10:30"), request_type="wish")], now=TEN
    )
    assert (corrected.started_at, corrected.due_at, corrected.because.steps[-1].code) == (TEN, ELEVEN, "reclassified")


def test_a_correction_during_an_emergency_counts_from_the_claim() -> None:
    regulation = desk(
        row("first_response", 2, HOURS, calendar="always", severity="red", request_type="wish"),
        row("first_response", 3, HOURS, calendar="always", severity="red"),
        row("first_response", 8),
    )
    history = [TIN, EmergencyClaimed(TWO, severity="red", ground="dead"), Classified(TWO, request_type="wish")]
    assert last("first_response", regulation, history, now=TWO).due_at == moscow("2026-11-20 16:00")


def test_a_correction_that_changes_no_row_changes_no_clock() -> None:
    assert len(of("first_response", LADDER, [TIN, Classified(NOON, request_type="wish", department="help")])) == 1


def test_a_missed_clock_is_not_moved_by_anything() -> None:
    late = moscow("2026-11-23 12:01")
    history = [
        GOLD,
        EmergencyClaimed(late, severity="red", ground="dead"),
        DevelopersInvolved(late),
        Transferred(late, department="workshop", stage="development"),
        SeverityLowered(late, severity="calm"),
        Answered(MONDAY_EVENING),
    ]
    (reaction,) = of("first_response", LADDER, history)
    assert (reaction.due_at, reaction.outcome, reaction.stopped_at) == (
        moscow("2026-11-23 12:00"),
        "breached",
        MONDAY_EVENING,
    )


def test_an_answered_clock_is_not_moved_and_the_reply_clock_is() -> None:
    history = [TIN, Answered(ELEVEN), ClientWrote(NOON), EmergencyClaimed(NOON, severity="red", ground="dead")]
    assert len(of("first_response", LADDER, history)) == 1
    assert [reply.due_at for reply in of("next_response", LADDER, history, now=NOON)] == [
        moscow("2026-11-20 16:00"),
        TWO,
    ]


@pytest.mark.clause("C-24")
def test_a_fault_found_later_takes_back_no_promise() -> None:
    regulation = desk(
        row("first_response", None, severity="red", fault="client"),
        row("first_response", 3, HOURS, calendar="always", severity="red"),
        row("first_response", 4),
        row("next_response", None, severity="red", fault="client"),
        row("next_response", 4),
    )
    red = Opened(TEN, level="gold", severity="red")
    found = Classified(ELEVEN, fault="client", by="Anna")
    assert [row.due_at for row in of("first_response", regulation, [red, found], now=ELEVEN)] == [ONE]
    corrected = [red, found, Classified(NOON, request_type="wish")]
    assert [row.due_at for row in of("first_response", regulation, corrected, now=NOON)] == [ONE]
    later = [red, found, Answered(NOON), ClientWrote(ONE)]
    assert last("next_response", regulation, later).due_at is None


# Emergencies, by ground


def test_a_ground_that_counts_at_once_runs_from_the_claim_until_lowered() -> None:
    claimed = last(
        "first_response", LADDER, [GOLD, EmergencyClaimed(SATURDAY, severity="red", ground="dead")], now=SATURDAY
    )
    assert (claimed.started_at, claimed.due_at) == (SATURDAY, moscow("2026-11-21 05:00"))
    assert (claimed.because.severity, claimed.because.ground) == ("red", "dead")


def test_a_ground_to_be_confirmed_changes_nothing_until_it_is_and_then_dates_back() -> None:
    claim = EmergencyClaimed(moscow("2026-11-20 19:00"), severity="red", ground="dark")
    assert len(of("first_response", LADDER, [GOLD, claim], now=SATURDAY)) == 1
    history = [GOLD, claim, EmergencyConfirmed(moscow("2026-11-20 21:00"), by="Anna")]
    confirmed = last("first_response", LADDER, history, now=moscow("2026-11-20 21:00"))
    assert (confirmed.started_at, confirmed.due_at) == (moscow("2026-11-20 19:00"), moscow("2026-11-20 22:00"))


def test_a_ground_to_be_approved_counts_from_the_approval() -> None:
    claim = EmergencyClaimed(moscow("2026-11-20 19:00"), severity="red", ground="agreed")
    assert len(of("first_response", LADDER, [GOLD, claim], now=SATURDAY)) == 1
    approved = EmergencyApproved(SATURDAY, severity="red", ground="agreed")
    assert last("first_response", LADDER, [GOLD, claim, approved], now=SATURDAY).started_at == SATURDAY


def test_a_claim_found_in_an_old_message_does_not_touch_what_was_missed_by_then() -> None:
    claim = EmergencyClaimed(SATURDAY, severity="red", ground="dead", known_at=moscow("2026-11-23 13:00"))
    (reaction,) = of("first_response", LADDER, [GOLD, claim], now=moscow("2026-11-23 13:00"))
    assert (reaction.due_at, reaction.outcome) == (moscow("2026-11-23 12:00"), "breached")
    in_time = EmergencyClaimed(SATURDAY, severity="red", ground="dead", known_at=moscow("2026-11-23 11:00"))
    dated_back = last("first_response", LADDER, [GOLD, in_time], now=moscow("2026-11-23 11:00"))
    assert (dated_back.due_at, dated_back.outcome) == (moscow("2026-11-21 05:00"), "breached")


def test_confirming_what_nobody_claimed_does_nothing() -> None:
    assert len(of("first_response", LADDER, [GOLD, EmergencyConfirmed(SATURDAY)], now=SATURDAY)) == 1


def test_declining_a_claim_leaves_the_promise() -> None:
    history = [
        GOLD,
        EmergencyClaimed(SATURDAY, severity="red", ground="dark"),
        SeverityLowered(SATURDAY, severity="calm"),
        EmergencyConfirmed(SATURDAY),
    ]
    assert len(of("first_response", LADDER, history, now=SATURDAY)) == 1


def test_lowering_an_emergency_that_was_exempt_from_acceptance_accepts_it_at_the_opening() -> None:
    windowed = desk(
        row("first_response", 3, HOURS, calendar="always", severity="red"),
        row("first_response", 2, WORKING_DAYS),
        acceptance=Window("office", exempt=frozenset({"red"})),
    )
    history = [Opened(SATURDAY, level="gold", severity="red"), SeverityLowered(SATURDAY, severity="calm")]
    assert last("first_response", windowed, history, now=SATURDAY).started_at == moscow("2026-11-23 09:00")


# Developers


@pytest.mark.clause("C-13")
def test_when_developers_come_in_the_rest_counts_on_the_other_calendar() -> None:
    red = Opened(FRIDAY_EVENING, level="gold", severity="red")
    history = [red, DevelopersInvolved(moscow("2026-11-20 18:30"), by="Anna")]
    before, after = of("first_response", LADDER, history, now=SATURDAY)
    assert before.due_at == moscow("2026-11-20 20:00")
    assert (after.due_at, after.calendar, after.because.rest) == (moscow("2026-11-23 10:30"), "office", 5400)


def test_developers_change_nothing_where_no_row_depends_on_them() -> None:
    assert len(of("first_response", LADDER, [GOLD, DevelopersInvolved(SATURDAY)], now=SATURDAY)) == 1


def test_developers_leave_an_earlier_promise_that_does_not_depend_on_them() -> None:
    eleven = moscow("2026-11-23 11:00")
    history = [GOLD, EmergencyClaimed(eleven, severity="red", ground="dead"), DevelopersInvolved(eleven)]
    assert [row.due_at for row in of("first_response", LADDER, history, now=eleven)] == [moscow("2026-11-23 12:00")]


def test_a_transfer_to_development_brings_developers_in_where_it_has_no_row() -> None:
    red = Opened(FRIDAY_EVENING, level="gold", severity="red")
    history = [red, Transferred(moscow("2026-11-20 18:30"), department="workshop", stage="development")]
    assert last("first_response", LADDER, history, now=SATURDAY).due_at == moscow("2026-11-23 10:30")


# Transfers

WORKSHOP = desk(
    row("first_response", 3, WORKING_DAYS, stage="development"),
    row("first_response", 4),
    row("next_response", 3, WORKING_DAYS, stage="development"),
    row("next_response", 4),
)
TO_WORKSHOP = Transferred(NOON, department="workshop", stage="development", by="Anna")
MONDAY_TEN = moscow("2026-11-23 10:00")
BACK = Transferred(MONDAY_TEN, department="help", stage="support")


def test_a_row_for_development_replaces_the_amount_from_the_transfer() -> None:
    promised, moved = of("first_response", WORKSHOP, [TIN, TO_WORKSHOP], now=NOON)
    assert (promised.due_at, promised.superseded_by) == (TWO, 2)
    assert (moved.started_at, moved.due_at) == (NOON, moscow("2026-11-25 18:00"))
    assert (moved.because.steps[-1].code, moved.because.steps[-1].due) == ("transferred", TWO)


def test_a_row_for_replies_in_development_leaves_the_reaction_alone() -> None:
    regulation = desk(
        row("next_response", 3, WORKING_DAYS, stage="development"), row("first_response", 4), row("next_response", 4)
    )
    assert [row.due_at for row in of("first_response", regulation, [TIN, TO_WORKSHOP], now=NOON)] == [TWO]


def test_without_a_row_for_development_the_clock_runs_on() -> None:
    regulation = desk(row("first_response", 4), row("next_response", 4))
    back = Transferred(ONE, department="help", stage="support")
    history = [TIN, TO_WORKSHOP, back]
    assert [row.due_at for row in of("first_response", regulation, history, now=ONE)] == [TWO]
    assert of("next_response", regulation, history) == []


def test_only_an_answer_stops_a_clock_in_development() -> None:
    history = [TIN, TO_WORKSHOP, BACK]
    assert last("first_response", WORKSHOP, history, now=MONDAY_TEN).stopped_at is None
    answered = last("first_response", WORKSHOP, [TIN, TO_WORKSHOP, Answered(MONDAY_TEN)])
    assert (answered.stopped_at, answered.outcome) == (MONDAY_TEN, "met")


def test_on_return_without_an_answer_a_reply_clock_starts_with_the_levels_amount() -> None:
    history = [TIN, TO_WORKSHOP, BACK]
    reply = last("next_response", WORKSHOP, history, now=MONDAY_TEN)
    assert (reply.started_at, reply.due_at) == (MONDAY_TEN, moscow("2026-11-23 14:00"))
    assert reply.because.steps[0].code == "returned"
    assert last("first_response", WORKSHOP, history, now=MONDAY_TEN).due_at == moscow("2026-11-25 18:00")


def test_a_reply_owed_in_development_is_owed_by_support_after_the_return() -> None:
    history = [TIN, Answered(TEN), ClientWrote(ELEVEN), TO_WORKSHOP, BACK]
    own, theirs, again = of("next_response", WORKSHOP, history, now=MONDAY_TEN)
    assert [own.due_at, theirs.due_at] == [moscow("2026-11-20 15:00"), moscow("2026-11-25 18:00")]
    assert (again.started_at, again.due_at) == (MONDAY_TEN, moscow("2026-11-23 14:00"))


def test_on_return_with_an_answer_nothing_is_owed() -> None:
    assert of("next_response", WORKSHOP, [TIN, TO_WORKSHOP, Answered(ONE), BACK]) == []


def test_lowering_after_the_return_counts_from_the_return_not_from_the_first_receipt() -> None:
    regulation = desk(
        row("first_response", 3, WORKING_DAYS, stage="development"),
        row("first_response", 2, severity="amber"),
        row("first_response", 4),
    )
    history = [
        Opened(TEN, level="tin", severity="amber"),
        Transferred(ELEVEN, department="workshop", stage="development"),
        BACK,
        Classified(MONDAY_TEN, severity="calm"),
    ]
    assert last("first_response", regulation, history, now=MONDAY_TEN).due_at == moscow("2026-11-23 14:00")


def test_a_level_of_the_development_stage_is_had_there_and_given_back() -> None:
    from dataclasses import replace

    from reglament.regulation.terms.edition_terms import Level
    from reglament.regulation.tests.desk import words

    with_level = replace(
        WORKSHOP,
        promise=replace(
            WORKSHOP.promise,
            levels={**WORKSHOP.promise.levels, "craft": Level("craft", words("Craft"), rank=0, stage="development")},
        ),
    )
    history = [TIN, TO_WORKSHOP, BACK]
    assert last("first_response", with_level, history[:2], now=NOON).because.level == "craft"
    assert last("next_response", with_level, history, now=MONDAY_TEN).because.level == "tin"


def test_a_transfer_within_support_counts_anew_where_the_row_depends_on_the_department() -> None:
    regulation = desk(row("first_response", 6, department="annex"), row("first_response", 4))
    moved = last("first_response", regulation, [TIN, Transferred(NOON, department="annex")], now=NOON)
    assert (moved.started_at, moved.due_at) == (TEN, moscow("2026-11-20 16:00"))
