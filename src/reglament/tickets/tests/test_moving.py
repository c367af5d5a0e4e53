from datetime import UTC, datetime, timedelta

import pytest

from reglament.directory.models import DeskMembership
from reglament.events.models import Event
from reglament.lib.refused import Refused
from reglament.testing.world import MONDAY_NOON, World
from reglament.tickets.clocks.clock_sweeps import mark_breaches, mark_danger, mark_warnings, wake_due
from reglament.tickets.conversation.writing import write_as_client
from reglament.tickets.course.assigning import assign
from reglament.tickets.course.classifying import classify
from reglament.tickets.course.closing import close, reopen
from reglament.tickets.course.ending import redirect, refuse, resolve, withdraw
from reglament.tickets.course.opening import NewMessage
from reglament.tickets.course.postponing import postpone, wake
from reglament.tickets.course.transferring import involve_developers, transfer
from reglament.tickets.emergency.approving import approve, ask_approval, decline
from reglament.tickets.emergency.emergencies import claim_emergency, confirm_emergency, lower_severity
from reglament.tickets.models import Ticket

HOUR = timedelta(hours=1)


def fresh(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)


def verbs(ticket: Ticket) -> list[str]:
    return list(Event.objects.filter(stream=ticket.stream).order_by("seq").values_list("verb", flat=True))


def test_assigning_records_old_and_new_once(world: World) -> None:
    ticket = world.ticket()
    for _ in range(2):
        assign(ticket, world.bo, by=world.anna, at=MONDAY_NOON)
    event = Event.objects.get(stream=ticket.stream, verb="assigned")
    assert event.data == {"old": None, "new": world.bo.pk}


def test_nobody_outside_the_desk_is_assigned(world: World) -> None:
    with pytest.raises(Refused):
        assign(world.ticket(), world.fyodor, by=world.anna, at=MONDAY_NOON)


@pytest.mark.clause("C-16")
def test_a_critical_error_awaits_confirmation_which_dates_back_to_the_claim(world: World) -> None:
    friday_evening = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)  # Friday 20:00 in Omsk
    ticket = world.ticket(at=friday_evening - HOUR)
    claim_emergency(ticket, "critical-error", by=world.carl, at=friday_evening)
    assert ticket.clocks.get(metric="admission").started_at == friday_evening
    confirm_emergency(ticket, by=world.anna, at=datetime(2026, 11, 23, 5, 0, tzinfo=UTC))
    running = ticket.clocks.current().get(metric="first_response")
    assert running.due_at == friday_evening + 3 * HOUR


@pytest.mark.clause("C-16")
def test_a_claim_is_lowered_with_a_reason_and_recomputed_from_the_start(world: World) -> None:
    ticket = world.ticket(ground="unusable", by=world.carl)
    lower_severity(ticket, reason="Orders go through.", by=world.anna, at=MONDAY_NOON + HOUR)
    assert fresh(ticket).severity == "normal"
    assert ticket.clocks.current().get(metric="first_response").due_at == MONDAY_NOON + 3 * HOUR


def test_lowering_without_a_reason_is_refused(world: World) -> None:
    ticket = world.ticket(ground="unusable", by=world.carl)
    with pytest.raises(Refused):
        lower_severity(ticket, reason="", by=world.anna, at=MONDAY_NOON + HOUR)


@pytest.mark.clause("C-17")
def test_the_account_manager_approves_once_and_it_counts_from_then(world: World) -> None:
    saturday = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
    ticket = world.ticket(at=saturday)
    approval = ask_approval(ticket, by=world.anna, at=saturday + HOUR, reason="cash collection tomorrow")
    for _ in range(2):
        approve(approval, by=world.max, at=saturday + 2 * HOUR)
    assert verbs(ticket).count("emergency_approved") == 1
    assert fresh(ticket).severity == "emergency"
    assert ticket.clocks.current().get(metric="first_response").due_at == saturday + 5 * HOUR


@pytest.mark.parametrize("who", ["anna", "carl", "eve", "fyodor"])
def test_only_the_asked_person_decides(world: World, who: str) -> None:
    approval = ask_approval(world.ticket(), by=world.anna, at=MONDAY_NOON)
    with pytest.raises(Refused):
        approve(approval, by=getattr(world, who), at=MONDAY_NOON)


def test_the_head_decides_for_an_unreachable_manager(world: World) -> None:
    approval = ask_approval(world.ticket(), by=world.anna, at=MONDAY_NOON)
    assert decline(approval, by=world.bo, at=MONDAY_NOON, reason="It can wait.").decided_by == world.bo


@pytest.mark.clause("C-20")
def test_a_type_owned_by_another_department_moves_a_new_ticket_there(world: World) -> None:
    duties = {d.slug: d.duties for d in world.desk.regulation.conduct.departments.values() if d.duties}
    department, types = next(iter(duties.items()))
    ticket = classify(world.ticket(), request_type=sorted(types)[0], by=world.anna, at=MONDAY_NOON)
    assert ticket.department == department


def test_an_emergency_is_never_set_by_classifying(world: World) -> None:
    with pytest.raises(Refused):
        classify(world.ticket(), severity="emergency", by=world.anna, at=MONDAY_NOON)


@pytest.mark.clause("C-25")
def test_critical_goes_out_of_turn(world: World) -> None:
    first, second = world.ticket(), world.ticket(at=MONDAY_NOON + HOUR)
    classify(second, severity="critical", by=world.anna, at=MONDAY_NOON + HOUR)
    assert list(Ticket.objects.by_regulation()) == [second, first]


@pytest.mark.clause("C-11")
def test_a_transfer_to_development_follows_its_own_term_and_level(world: World) -> None:
    wednesday = datetime(2026, 11, 18, 8, 0, tzinfo=UTC)
    ticket = world.ticket(desk=world.other_desk, at=wednesday)
    moved = transfer(ticket, "development", by=world.fyodor, at=wednesday + HOUR)
    assert moved.level == "development"
    clock = ticket.clocks.current().get(metric="first_response")
    assert clock.started_at == wednesday + HOUR
    assert clock.due_at == datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
    assert ticket.clocks.filter(metric="first_response").count() == 2


@pytest.mark.clause("C-13")
def test_involving_developers_counts_the_rest_in_working_time(world: World) -> None:
    saturday = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
    ticket = world.ticket(at=saturday, ground="unusable", by=world.carl)
    involve_developers(ticket, by=world.anna, at=saturday + HOUR)
    monday_opening = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
    assert ticket.clocks.current().get(metric="first_response").due_at == monday_opening + 2 * HOUR


@pytest.mark.clause("C-34")
def test_postponing_tells_the_client_and_wakes_on_its_date(world: World) -> None:
    ticket = world.ticket()
    reason = next(iter(ticket.regulation.promise.postpone))
    tomorrow = MONDAY_NOON + timedelta(days=1)
    postpone(ticket, reason, until=tomorrow, text="We need the log first.", by=world.anna, at=MONDAY_NOON)
    assert fresh(ticket).waits_for
    assert wake_due(tomorrow - HOUR) == 0
    assert wake_due(tomorrow) == 1
    assert fresh(ticket).waits_for == ""
    wake(ticket, by=world.anna, at=tomorrow)
    assert verbs(ticket).count("woken") == 1


def test_an_unknown_reason_is_refused(world: World) -> None:
    for command in (refuse, redirect):
        with pytest.raises(Refused):
            command(world.ticket(), "because", text="No.", by=world.anna, at=MONDAY_NOON)


@pytest.mark.clause("C-31")
def test_redirecting_ends_with_an_answer_and_a_reason(world: World) -> None:
    ticket = world.ticket()
    reason = next(iter(ticket.regulation.promise.redirect))
    ended = redirect(ticket, reason, text="Please ask your account manager.", by=world.anna, at=MONDAY_NOON + HOUR)
    assert (ended.resolved_as, ended.resolved_reason) == ("redirected", reason)
    assert ticket.clocks.get().outcome == "met"


def test_withdrawing_cancels_what_runs(world: World) -> None:
    ticket = world.ticket()
    withdraw(ticket, by=world.carl, at=MONDAY_NOON + HOUR)
    assert ticket.clocks.get().outcome == "cancelled"
    assert fresh(ticket).stage == "resolved"


def test_closing_twice_records_once_and_needs_an_outcome(world: World) -> None:
    ticket = world.ticket()
    with pytest.raises(Refused):
        close(ticket, by=world.anna, at=MONDAY_NOON)
    resolve(ticket, "Fixed.", by=world.anna, at=MONDAY_NOON + HOUR)
    for _ in range(2):
        close(ticket, by=world.carl, at=MONDAY_NOON + HOUR)
    assert verbs(ticket).count("closed") == 1


@pytest.mark.clause("C-61")
def test_a_reopened_ticket_gets_a_new_reply_clock_and_keeps_the_old_outcome(world: World) -> None:
    ticket = world.ticket()
    resolve(ticket, "Fixed.", by=world.anna, at=MONDAY_NOON + HOUR)
    reopen(ticket, by=world.carl, at=MONDAY_NOON + 2 * HOUR, text="Still wrong for car 217.")
    assert fresh(ticket).is_open
    assert ticket.clocks.get(metric="first_response").outcome == "met"
    assert ticket.clocks.get(metric="next_response").started_at == MONDAY_NOON + 2 * HOUR


@pytest.mark.clause("C-17")
def test_an_account_manager_who_left_the_desk_is_asked_nothing(world: World) -> None:
    ticket = world.ticket()
    DeskMembership.objects.filter(person=world.max).update(left_at=MONDAY_NOON)
    with pytest.raises(Refused) as refused:
        ask_approval(ticket, by=world.anna, at=MONDAY_NOON + HOUR, reason="The mayor rides with them.")
    assert refused.value.code == "no-account-manager"
    assert verbs(ticket) == ["opened"]


@pytest.mark.clause("C-61")
def test_a_letter_to_a_resolved_ticket_reopens_it(world: World) -> None:
    ticket = world.ticket()
    resolve(ticket, "Fixed.", by=world.anna, at=MONDAY_NOON + HOUR)
    later = MONDAY_NOON + 3 * HOUR
    write_as_client(ticket, NewMessage("No."), by=world.carl, received_at=later, at=later, channel="email")
    assert fresh(ticket).is_open
    assert ticket.clocks.filter(metric="next_response").count() == 1


@pytest.mark.clause("C-23")
def test_a_breach_is_recorded_exactly_once_and_stays(world: World) -> None:
    ticket = world.ticket()
    late = MONDAY_NOON + 4 * HOUR
    assert [mark_breaches(late), mark_breaches(late)] == [1, 0]
    assert verbs(ticket).count("breached") == 1
    resolve(ticket, "Fixed.", by=world.anna, at=late)
    clock = ticket.clocks.get()
    assert (clock.outcome, clock.stopped_at) == ("breached", late)


@pytest.mark.clause("C-23")
def test_a_breach_found_by_an_act_before_any_sweep_is_recorded_too(world: World) -> None:
    ticket = world.ticket()
    late = MONDAY_NOON + 4 * HOUR
    resolve(ticket, "Fixed.", by=world.anna, at=late)
    mark_breaches(late)
    event = Event.objects.get(stream=ticket.stream, verb="breached")
    assert (event.by, event.at, event.data) == (None, late, {"metric": "first_response", "ordinal": 1})
    assert ticket.clocks.get().outcome == "breached"


@pytest.mark.clause("C-23")
def test_a_request_whose_time_ran_out_in_triage_is_recorded_as_breached(world: World) -> None:
    late = MONDAY_NOON + 4 * HOUR
    ticket = world.ticket(channel="email", received_at=MONDAY_NOON, at=late, from_triage=True)
    mark_breaches(late)
    assert verbs(ticket) == ["opened", "breached"]


@pytest.mark.clause("C-23")
def test_one_ticket_that_cannot_be_reckoned_keeps_no_breach_of_others_from_being_recorded(world: World) -> None:
    odd, ticket = world.ticket(), world.ticket(at=MONDAY_NOON + HOUR)
    Event.objects.filter(stream=odd.stream).update(data={})
    assert mark_breaches(MONDAY_NOON + 6 * HOUR) == 1
    assert verbs(ticket) == ["opened", "breached"]


@pytest.mark.clause("C-23")
def test_warnings_come_once_at_their_share(world: World) -> None:
    ticket = world.ticket()
    assert mark_warnings(MONDAY_NOON + 2 * HOUR) == 0
    at = MONDAY_NOON + timedelta(hours=2, minutes=10)
    assert [mark_warnings(at), mark_warnings(at)] == [1, 0]
    assert Event.objects.get(stream=ticket.stream, verb="warned").data["percent"] == 70


@pytest.mark.clause("C-18")
def test_a_ticket_jumps_ahead_only_inside_its_danger_zone(world: World) -> None:
    first = world.ticket(requester=world.eve, company=world.globex)
    second = world.ticket(at=MONDAY_NOON + HOUR)
    assert list(Ticket.objects.by_regulation()) == [first, second]
    inside = MONDAY_NOON + timedelta(hours=3, minutes=7)
    assert [mark_danger(inside), mark_danger(inside)] == [1, 0]
    assert list(Ticket.objects.by_regulation()) == [second, first]
