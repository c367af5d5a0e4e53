"""No page has more than 60 KB of HTML at its default length, whatever clients send (docs/performance.md). Russian takes
two bytes a letter, so pages are asked for by a Russian."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client as Browser

from reglament.mail.models import Arrival
from reglament.testing.arrivals import arrived
from reglament.testing.world import MONDAY_NOON, World
from reglament.tickets.clocks.clock_sweeps import mark_breaches
from reglament.tickets.conversation.answering import answer
from reglament.tickets.conversation.writing import write_as_client
from reglament.tickets.course.assigning import assign
from reglament.tickets.course.opening import NewMessage
from reglament.tickets.models import Ticket

pytestmark = pytest.mark.django_db

MOST = 60 * 1024
LATER = MONDAY_NOON + timedelta(days=2)
SUBJECT = "Диспетчеры не видят машины на карте (1042)"
WORDS = "С утра диспетчеры не видят машины на карте, хотя водители на линии и отмечают заказы. "
MEGABYTE = WORDS * 7_000


def size(world: World, who: str, address: str) -> int:
    """Bytes of a page that a Russian of that name asks for."""
    person = getattr(world, who)
    person.language = "ru"
    person.save()
    browser = Browser()
    browser.force_login(person, backend="reglament.directory.signing_in.Backend")
    with time_machine.travel(LATER, tick=False):
        response = browser.get(address)
    assert response.status_code == 200
    return len(response.content)


def long_conversation(world: World, first: NewMessage, each: str) -> Ticket:
    """A ticket with ten messages."""
    ticket = world.ticket(subject=SUBJECT, message=first)
    for number in range(1, 10):
        at = MONDAY_NOON + timedelta(minutes=number)
        if number % 2:
            answer(ticket, each, by=world.anna, at=at)
        else:
            write_as_client(ticket, NewMessage(each), by=world.carl, received_at=at, at=at, channel="portal")
    return ticket


@pytest.mark.parametrize("listing", ["regulation", "breached", "mine"])
def test_fifty_rows_of_the_queue(world: World, listing: str) -> None:
    for _ in range(51):
        assign(world.ticket(subject=SUBJECT, text=WORDS * 7), world.anna, by=world.bo, at=MONDAY_NOON)
    mark_breaches(LATER)
    assert Ticket.objects.breached().count() == 51
    assert size(world, "anna", f"/desk/north/{listing}/") < MOST


@pytest.mark.parametrize("each", [WORDS * 7, WORDS * 100], ids=["usual", "long"])
def test_ten_messages(world: World, each: str) -> None:
    ticket = long_conversation(world, NewMessage(each, full_text=f"{each}\n\n> {each}"), each)
    assert size(world, "anna", f"/desk/tickets/{ticket.tid}/") < MOST
    assert size(world, "carl", f"/requests/{ticket.tid}/") < MOST


def test_one_message_of_a_megabyte_is_a_link_away(world: World) -> None:
    ticket = long_conversation(world, NewMessage(MEGABYTE, full_text=f"{MEGABYTE}\n\n> {MEGABYTE}"), WORDS * 7)
    first = ticket.messages.in_order()[0]
    assert size(world, "anna", f"/desk/tickets/{ticket.tid}/") < MOST
    assert size(world, "carl", f"/requests/{ticket.tid}/") < MOST
    assert size(world, "anna", f"/desk/tickets/{ticket.tid}/messages/{first.pk}/") > len(MEGABYTE.encode())
    assert size(world, "carl", f"/requests/{ticket.tid}/messages/{first.pk}/") > len(MEGABYTE.encode())


def test_triage(world: World) -> None:
    mailbox = world.desk.mailboxes.get()
    raw = (
        f"From: x@y.example\r\nSubject: {SUBJECT}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{MEGABYTE}".encode()
    )
    for _ in range(51):
        arrival = arrived(
            mailbox,
            raw,
            state=Arrival.State.TRIAGE,
            why="unknown-sender",
            subject=SUBJECT,
            sender="dispatcher@taxi.example",
            sender_name="Константин Константинопольский",
        )
    assert size(world, "anna", "/desk/triage/") < MOST
    assert size(world, "anna", f"/desk/triage/{arrival.pk}/") < MOST
    assert size(world, "anna", f"/desk/triage/{arrival.pk}/text/") > 1_000_000


def test_the_clients_requests(world: World) -> None:
    for _ in range(31):
        world.ticket(subject=SUBJECT, text=WORDS * 7)
    assert size(world, "carl", "/") < MOST
