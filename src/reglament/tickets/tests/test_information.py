from datetime import timedelta

import pytest

from reglament.events.models import Event
from reglament.lib.refused import Refused
from reglament.testing.world import MONDAY_NOON, World
from reglament.tickets.conversation.answering import answer
from reglament.tickets.information import fill_in, missing_information
from reglament.tickets.models import Ticket

LATER = MONDAY_NOON + timedelta(minutes=10)


def asking(world: World) -> str:
    """A request type that requires a description and something else."""
    kinds = world.desk.regulation.promise.request_types.values()
    return next(kind.slug for kind in kinds if len([field for field in kind.fields if field.required]) > 1)


@pytest.mark.clause("C-55")
def test_what_the_client_wrote_stands_for_the_description(world: World) -> None:
    ticket = world.ticket(request_type=asking(world))
    kind = ticket.regulation.promise.request_types[ticket.request_type]
    required = [field for field in kind.fields if field.required]
    lacking = missing_information(ticket)
    assert 0 < len(lacking) < len(required)
    ticket.details = {field.slug: "given" for field in required}
    assert missing_information(ticket) == []


def test_a_ticket_of_no_known_type_lacks_nothing(world: World) -> None:
    ticket = world.ticket()
    ticket.request_type = ""
    assert missing_information(ticket) == []


@pytest.mark.clause("C-55")
def test_filling_in_is_an_event_and_changes_no_stage_and_no_clock(world: World) -> None:
    ticket = world.ticket(request_type=asking(world))
    answer(ticket, "We look into it.", by=world.anna, at=LATER)
    before, clocks = state(ticket), list(ticket.clocks.order_by("pk").values())
    lacking = [field.slug for field in missing_information(ticket)]
    given = {slug: answer_to(world, ticket, slug) for slug in lacking}
    fill_in(ticket, given, by=world.carl, at=LATER)
    ticket.refresh_from_db()
    assert missing_information(ticket) == []
    assert (state(ticket), list(ticket.clocks.order_by("pk").values())) == (before, clocks)
    event = Event.objects.get(verb="filled_in")
    assert (event.by, set(event.data["fields"])) == (world.carl, set(lacking))
    assert ticket.messages.count() == 2


def test_filling_in_twice_records_once(world: World) -> None:
    ticket = world.ticket(request_type=asking(world))
    slug = missing_information(ticket)[0].slug
    given = {slug: answer_to(world, ticket, slug), "unknown": "x"}
    for _ in range(2):
        fill_in(ticket, given, by=world.carl, at=LATER)
    assert Event.objects.filter(verb="filled_in").count() == 1
    fill_in(ticket, {slug: "  "}, by=world.carl, at=LATER)
    ticket.refresh_from_db()
    assert ticket.details == {slug: given[slug]}


def test_a_stranger_fills_in_nothing(world: World) -> None:
    ticket = world.ticket(request_type=asking(world))
    slug = missing_information(ticket)[0].slug
    for person in (world.eve, world.fyodor):
        with pytest.raises(Refused):
            fill_in(ticket, {slug: "mine"}, by=person, at=LATER)
    ticket.refresh_from_db()
    assert ticket.details == {}


def state(ticket: Ticket) -> tuple[object, ...]:
    ticket.refresh_from_db()
    return ticket.stage, ticket.waits_for, ticket.reply_owed_since, ticket.queue_key, ticket.next_due


def answer_to(world: World, ticket: Ticket, slug: str) -> str:
    """Something the field takes."""
    kind = ticket.regulation.promise.request_types[ticket.request_type]
    field = next(field for field in kind.fields if field.slug == slug)
    return field.choices[0].slug if field.choices else "4.12"
