from datetime import timedelta

import pytest

from reglament.directory.models import Address, Membership, Person
from reglament.directory.registering import join_company
from reglament.events.models import Event
from reglament.lib.refused import Refused
from reglament.mail.incoming.arrivals_sweep import process_arrivals
from reglament.mail.incoming.tests.test_arrivals_sweep import NOW, process
from reglament.mail.incoming.triage_decisions import (
    attach,
    discard,
    open_as,
    process_again,
    register_address_of,
    register_and_open,
)
from reglament.mail.models import Arrival, Mailbox
from reglament.mail.tests.posting import letter
from reglament.testing.world import MONDAY_NOON, World
from reglament.tickets.clocks.clock_sweeps import mark_breaches
from reglament.tickets.models import Ticket

STRANGER = "Stranger <who@elsewhere.example>"


@pytest.mark.clause("C-04")
def test_registering_opens_a_ticket_whose_reaction_counts_from_the_arrival(world: World) -> None:
    arrival = process(letter(sender=STRANGER))
    ticket = register_and_open(arrival, name="Wanda", company=world.acme, by=world.anna, at=NOW)
    assert (ticket.requester.name, ticket.company, ticket.received_at) == ("Wanda", world.acme, MONDAY_NOON)
    assert Address.objects.get(email="who@elsewhere.example").person == ticket.requester
    assert Event.objects.get(stream=ticket.stream, verb="opened").data["from_triage"]
    arrival.refresh_from_db()
    assert (arrival.state, arrival.ticket) == ("joined", ticket)


def test_once_registered_the_next_letter_needs_nobody(world: World) -> None:
    register_and_open(process(letter(sender=STRANGER)), name="Wanda", company=world.acme, by=world.anna, at=NOW)
    assert process(letter("More", sender=STRANGER, message_id="<2@x.example>")).state == "joined"


def test_registering_a_representative_leaves_him_one(world: World) -> None:
    join_company(world.dora, world.globex)
    arrival = process(letter(sender="dora@acme.example"))
    register_and_open(arrival, name="", company=world.acme, by=world.anna, at=NOW)
    assert Membership.objects.get(person=world.dora, company=world.acme).role == "representative"


def test_a_person_of_two_companies_is_opened_for_the_one_chosen(world: World) -> None:
    join_company(world.carl, world.globex)
    ticket = open_as(process(letter()), person=world.carl, company=world.globex, by=world.anna, at=NOW)
    assert (ticket.requester, ticket.company) == (world.carl, world.globex)


def test_a_strangers_letter_attached_has_no_author_of_ours(world: World) -> None:
    ticket = world.ticket()
    message = attach(process(letter(sender=STRANGER)), ticket, by=world.anna, at=NOW)
    assert (message.ticket, message.author, message.kind) == (ticket, None, "client")


def test_nothing_is_attached_to_another_desks_ticket(world: World) -> None:
    ticket = world.ticket(desk=world.other_desk)
    with pytest.raises(Refused):
        attach(process(letter(sender=STRANGER)), ticket, by=world.anna, at=NOW)


def test_what_is_discarded_is_kept_and_says_why(world: World) -> None:
    arrival = discard(process(letter(sender=STRANGER)), reason="spam", by=world.anna, at=NOW)
    assert (arrival.state, arrival.why) == ("discarded", "spam")
    assert Event.objects.get(stream=arrival.stream, verb="discarded").by == world.anna


def test_two_people_decide_once(world: World) -> None:
    arrival = process(letter(sender=STRANGER))
    discard(arrival, reason="spam", by=world.anna, at=NOW)
    with pytest.raises(Refused):
        register_and_open(arrival, name="Wanda", company=world.acme, by=world.bo, at=NOW)


def test_a_letter_can_be_given_back_to_the_machine(world: World) -> None:
    arrival = process_again(process(letter(sender=STRANGER)), by=world.anna, at=NOW)
    assert arrival.state == "stored"


@pytest.mark.parametrize("name", ["carl", "dora", "eve", "fyodor"])
def test_only_the_desks_own_people_decide(world: World, name: str) -> None:
    arrival, stranger = process(letter(sender=STRANGER)), getattr(world, name)
    for decide in (
        lambda: discard(arrival, reason="spam", by=stranger, at=NOW),
        lambda: process_again(arrival, by=stranger, at=NOW),
        lambda: register_and_open(arrival, name="W", company=world.acme, by=stranger, at=NOW),
        lambda: open_as(arrival, person=world.carl, company=world.acme, by=stranger, at=NOW),
        lambda: attach(arrival, world.ticket(), by=stranger, at=NOW),
    ):
        with pytest.raises(Refused):
            decide()
    assert Arrival.objects.get().state == "triage"


def test_a_company_that_is_no_client_of_the_desk_is_refused(world: World) -> None:
    arrival = process(letter(sender=STRANGER), to="support@south.example")
    with pytest.raises(Refused):
        register_and_open(arrival, name="W", company=world.acme, by=world.fyodor, at=NOW)


@pytest.mark.parametrize("whose", ["anna@north.example", "fyodor@south.example", "nobody@acme.example"])
def test_no_letter_makes_its_address_a_colleagues(world: World, whose: str) -> None:
    person = Person.objects.filter(addresses__email=whose).first()
    arrival = process(letter(sender=STRANGER))
    with pytest.raises(Refused):
        register_address_of(arrival, person=person or world.bo, by=world.anna, at=NOW)
    assert not Address.objects.filter(email="who@elsewhere.example").exists()


@pytest.mark.clause("C-04")
def test_another_address_of_a_known_contact_is_registered_and_the_letter_goes_its_way(world: World) -> None:
    arrival = process(letter(sender=STRANGER))
    register_address_of(arrival, person=world.carl, by=world.anna, at=NOW)
    process_arrivals(NOW)
    arrival.refresh_from_db()
    assert (arrival.state, Ticket.objects.get().requester) == ("joined", world.carl)


def test_every_decision_says_who_made_it(world: World) -> None:
    arrival = process(letter(sender=STRANGER))
    ticket = register_and_open(arrival, name="Wanda", company=world.acme, by=world.anna, at=NOW)
    made = Event.objects.get(stream=arrival.stream, verb="decided")
    assert (made.by, made.at, made.data) == (world.anna, NOW, {"how": "registered", "ticket": ticket.pk})


def test_a_promise_that_triage_broke_is_marked_so(world: World) -> None:
    arrival = process(letter(sender=STRANGER))
    register_and_open(arrival, name="W", company=world.acme, by=world.anna, at=NOW + timedelta(hours=8))
    assert Event.objects.get(verb="breached").data["by_triage"] is True


def test_a_promise_broken_after_triage_is_not(world: World) -> None:
    arrival = process(letter(sender=STRANGER))
    register_and_open(arrival, name="W", company=world.acme, by=world.anna, at=NOW)
    mark_breaches(NOW + timedelta(hours=8))
    assert "by_triage" not in Event.objects.get(verb="breached").data


@pytest.mark.clause("C-62")
def test_a_complaint_that_people_attach_is_one(world: World) -> None:
    Mailbox.objects.create(desk=world.desk, address="service@hivetaxi.example", activated_at=MONDAY_NOON)
    ticket = world.ticket()
    raw = letter("Slow!", sender=STRANGER, to="service@hivetaxi.example", subject="Complaint")
    message = attach(process(raw, to="service@hivetaxi.example"), ticket, by=world.anna, at=NOW)
    assert (message.purpose, message.author) == ("complaint", None)
