from datetime import UTC, datetime, timedelta

import pytest

from reglament.events.models import Event
from reglament.lib.refused import Refused
from reglament.testing.world import MONDAY_NOON, World
from reglament.tickets.course.opening import NewMessage
from reglament.tickets.models import Message, Ticket


@pytest.mark.clause("C-10")
def test_a_vip_ticket_is_promised_an_answer_in_three_working_hours(world: World) -> None:
    ticket = world.ticket(at=MONDAY_NOON)
    clock = ticket.clocks.get()
    assert (clock.metric, clock.due_at, clock.outcome) == ("first_response", MONDAY_NOON + timedelta(hours=3), "")
    assert ticket.next_due == clock.due_at


def test_numbers_begin_at_1001_and_are_never_reused(world: World) -> None:
    first = world.ticket()
    assert first.tid > 1000
    assert world.ticket().tid == first.tid + 1


def test_opening_records_the_event_with_codes_only(world: World) -> None:
    ticket = world.ticket(by=world.carl)
    event = Event.objects.get(stream=ticket.stream, verb="opened")
    assert event.by == world.carl
    assert event.data["level"] == "vip"
    assert event.data["received_at"] == MONDAY_NOON.isoformat()


def test_the_same_letter_opens_one_ticket(world: World) -> None:
    message = NewMessage("Twice the same.", origin="arrival/1")
    first = world.ticket(message=message)
    assert world.ticket(message=message) == first
    assert Message.objects.filter(origin="arrival/1").count() == 1


@pytest.mark.clause("C-02")
def test_the_ticket_keeps_the_edition_its_contract_pins(world: World) -> None:
    from reglament.regulation.editions.publishing import publish
    from reglament.regulation.loading import library

    newer = library.text("hivetaxi").replace('amount = "3 working hours"', 'amount = "6 working hours"')
    publish(world.desk, newer, by=world.bo, at=MONDAY_NOON)
    ticket = world.ticket(at=MONDAY_NOON)
    assert ticket.edition == world.contract.edition
    assert ticket.next_due == MONDAY_NOON + timedelta(hours=3)


@pytest.mark.clause("C-01")
def test_without_a_contract_it_is_taken_at_level_none_and_said_so(world: World) -> None:
    ticket = world.ticket(requester=world.eve, company=world.globex)
    assert ticket.level == "none"
    assert ticket.no_entitlement
    assert ticket.next_due is None
    assert ticket.queue_key


@pytest.mark.clause("C-06")
def test_a_demo_user_has_the_level_its_kind_gives(world: World) -> None:
    from reglament.directory.models import Client, Company

    company = Company.objects.create(name="Trial")
    Client.objects.create(desk=world.other_desk, company=company, kind=Client.Kind.DEMO)
    ticket = world.ticket(desk=world.other_desk, requester=world.eve, company=company, channel="email")
    assert ticket.level == "initial"


@pytest.mark.clause("C-26")
def test_a_request_out_of_hours_is_registered_at_once_and_accepted_at_the_opening(world: World) -> None:
    saturday = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
    ticket = world.ticket(desk=world.other_desk, at=saturday)
    assert ticket.registered_at == saturday
    assert ticket.accepted_at == datetime(2026, 3, 16, 6, 0, tzinfo=UTC)


@pytest.mark.clause("C-03", "C-29")
def test_the_client_always_sees_a_responsible_person(world: World) -> None:
    assert world.ticket().in_charge == world.anna
    assert world.ticket(requester=world.eve, company=world.globex).in_charge is not None


@pytest.mark.clause("C-08")
def test_an_agent_opens_on_a_clients_behalf_in_one_step(world: World) -> None:
    ticket = world.ticket(by=world.max, channel="on-behalf")
    assert (ticket.requester, ticket.opened_by, ticket.channel) == (world.carl, world.max, "on-behalf")


def test_an_agent_of_another_desk_opens_nothing_here(world: World) -> None:
    with pytest.raises(Refused):
        world.ticket(by=world.fyodor)
    assert not Ticket.objects.exists()


def test_an_empty_request_is_refused(world: World) -> None:
    with pytest.raises(Refused) as refused:
        world.ticket(by=world.carl, text="   ")
    assert refused.value.field == "text"


@pytest.mark.clause("C-17")
def test_a_request_opened_by_agreement_asks_the_account_manager(world: World) -> None:
    ticket = world.ticket(by=world.carl, ground="by-agreement")
    assert ticket.severity == "normal"
    assert ticket.approvals.get().asked_of == world.max


@pytest.mark.clause("C-16")
def test_an_emergency_claimed_on_opening_counts_around_the_clock_at_once(world: World) -> None:
    saturday = datetime(2026, 3, 14, 20, 0, tzinfo=UTC)
    ticket = world.ticket(at=saturday, by=world.carl, ground="unusable")
    assert ticket.severity == "emergency"
    assert ticket.next_due == saturday + timedelta(hours=3)
