from datetime import UTC, datetime, timedelta

import pytest

from reglament.directory.models import Person
from reglament.events.models import Event
from reglament.lib.refused import Refused
from reglament.testing.world import MONDAY_NOON, World
from reglament.tickets.conversation.answering import answer, ask
from reglament.tickets.conversation.noting import note
from reglament.tickets.conversation.writing import write_as_client
from reglament.tickets.course.ending import resolve
from reglament.tickets.course.opening import NewMessage
from reglament.tickets.course.starting import need_no_answer, start
from reglament.tickets.models import Message, Ticket

HOUR = timedelta(hours=1)


def fresh(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)


def client_writes(
    world: World, ticket: Ticket, at: datetime, text: str = "Any news?", by: Person | None = None
) -> Message:
    return write_as_client(ticket, NewMessage(text), by=by or world.carl, received_at=at, at=at, channel="portal")


@pytest.mark.clause("C-27")
def test_an_answer_in_time_keeps_the_promise(world: World) -> None:
    ticket = world.ticket()
    answer(ticket, "Please restart the map service.", by=world.anna, at=MONDAY_NOON + HOUR)
    clock = ticket.clocks.get()
    assert (clock.outcome, clock.stopped_at) == ("met", MONDAY_NOON + HOUR)
    assert fresh(ticket).next_due is None
    assert fresh(ticket).stage == "working"
    assert fresh(ticket).assignee == world.anna


def test_a_note_and_starting_stop_nothing(world: World) -> None:
    ticket = world.ticket()
    note(ticket, "Looks like #988.", by=world.anna, at=MONDAY_NOON + HOUR)
    start(ticket, by=world.anna, at=MONDAY_NOON + HOUR)
    assert ticket.clocks.get().outcome == ""
    assert fresh(ticket).reply_owed_since == MONDAY_NOON


def test_starting_twice_tells_once(world: World) -> None:
    ticket = world.ticket()
    start(ticket, by=world.anna, at=MONDAY_NOON + HOUR)
    start(ticket, by=world.bo, at=MONDAY_NOON + 2 * HOUR)
    assert Event.objects.filter(stream=ticket.stream, verb="started").count() == 1
    assert fresh(ticket).started_at == MONDAY_NOON + HOUR


@pytest.mark.clause("C-14")
def test_additional_information_runs_a_reply_clock_from_the_oldest_unanswered_message(world: World) -> None:
    ticket = world.ticket()
    answer(ticket, "Which version?", by=world.anna, at=MONDAY_NOON + HOUR)
    client_writes(world, ticket, MONDAY_NOON + 2 * HOUR)
    client_writes(world, ticket, MONDAY_NOON + 3 * HOUR, "Hello?")
    clock = ticket.clocks.get(metric="next_response")
    assert (clock.started_at, clock.due_at) == (MONDAY_NOON + 2 * HOUR, MONDAY_NOON + 5 * HOUR)


def test_a_question_waits_for_the_client_until_he_writes(world: World) -> None:
    ticket = world.ticket()
    ask(ticket, "Which version is it?", by=world.anna, at=MONDAY_NOON + HOUR)
    assert fresh(ticket).stage == "waits-client"
    client_writes(world, ticket, MONDAY_NOON + 2 * HOUR, "4.12")
    assert fresh(ticket).waits_for == ""
    assert fresh(ticket).reply_owed_since == MONDAY_NOON + 2 * HOUR


def test_thanks_need_no_answer_and_the_clock_is_cancelled_not_met(world: World) -> None:
    ticket = world.ticket()
    answer(ticket, "Fixed.", by=world.anna, at=MONDAY_NOON + HOUR)
    client_writes(world, ticket, MONDAY_NOON + 2 * HOUR, "Thanks!")
    need_no_answer(ticket, reason="thanks only", by=world.anna, at=MONDAY_NOON + 2 * HOUR)
    assert ticket.clocks.get(metric="next_response").outcome == "cancelled"


def test_an_empty_answer_is_refused_and_changes_nothing(world: World) -> None:
    ticket = world.ticket()
    with pytest.raises(Refused):
        answer(ticket, " \n", by=world.anna, at=MONDAY_NOON + HOUR)
    assert ticket.messages.count() == 1


@pytest.mark.parametrize("who", ["eve", "fyodor", "carl"])
def test_strangers_and_clients_answer_nothing(world: World, who: str) -> None:
    ticket = world.ticket()
    with pytest.raises(Refused):
        answer(ticket, "I am the desk.", by=getattr(world, who), at=MONDAY_NOON + HOUR)
    assert ticket.clocks.get().outcome == ""


def test_another_companys_client_writes_nothing_here(world: World) -> None:
    ticket = world.ticket()
    with pytest.raises(Refused):
        client_writes(world, ticket, MONDAY_NOON, by=world.eve)


def test_an_answer_written_out_of_hours_leaves_when_the_window_opens(world: World) -> None:
    friday_morning = datetime(2026, 3, 13, 8, 0, tzinfo=UTC)
    ticket = world.ticket(desk=world.other_desk, at=friday_morning)
    night = datetime(2026, 3, 13, 19, 0, tzinfo=UTC)
    message = answer(ticket, "Use the proxy.", by=world.fyodor, at=night)
    assert message.leaves_at == datetime(2026, 3, 16, 6, 0, tzinfo=UTC)


def test_the_same_letter_is_added_once(world: World) -> None:
    ticket = world.ticket()
    message = NewMessage("More.", origin="arrival/7")
    at = MONDAY_NOON + HOUR
    for _ in range(2):
        write_as_client(ticket, message, by=world.carl, received_at=at, at=at, channel="email")
    assert ticket.messages.count() == 2
    assert Event.objects.filter(stream=ticket.stream, verb="wrote").count() == 1


def test_nothing_is_asked_on_a_request_that_was_resolved_meanwhile(world: World) -> None:
    ticket = world.ticket()
    resolve(ticket, "Fixed.", by=world.bo, at=MONDAY_NOON + HOUR)
    with pytest.raises(Refused) as refused:
        ask(ticket, "Which version is it?", by=world.anna, at=MONDAY_NOON + HOUR)
    assert refused.value.code == "resolved"
    ticket.refresh_from_db()
    assert (ticket.stage, ticket.waits_for, ticket.messages.count()) == ("resolved", "", 2)
