from datetime import UTC, datetime, timedelta

import pytest

from reglament.directory.models import DeskMembership, Role
from reglament.events.models import Event
from reglament.lib.refused import Refused
from reglament.testing.world import World
from reglament.tickets.clocks.doctor import differences
from reglament.tickets.conversation.answering import answer
from reglament.tickets.conversation.hurrying import hurry
from reglament.tickets.models import Message, Ticket

FRIDAY = datetime(2026, 3, 13, 8, 0, tzinfo=UTC)  # 11:00 in Moscow
NIGHT = datetime(2026, 3, 13, 19, 0, tzinfo=UTC)
MONDAY = datetime(2026, 3, 16, 6, 0, tzinfo=UTC)  # the answer window opens
SOON = NIGHT + timedelta(minutes=5)


@pytest.mark.clause("C-19")
def test_an_answer_sent_before_its_window_counts_when_it_left(world: World) -> None:
    message = answered_at_night(world)
    clock = message.ticket.clocks.get()
    assert (clock.outcome, clock.stopped_at) == ("met", MONDAY)
    hurried(message, world)
    clock.refresh_from_db()
    assert (clock.outcome, clock.stopped_at) == ("met", SOON)
    assert Ticket.objects.get(pk=message.ticket_id).answered_at == SOON
    assert Message.objects.get(pk=message.pk).leaves_at == SOON
    assert list(differences(now=MONDAY)) == []


def test_hurrying_twice_records_once_and_after_the_window_opened_nothing(world: World) -> None:
    message = answered_at_night(world)
    hurried(message, world)
    hurried(message, world)
    assert Event.objects.filter(verb="letter_sent_now").count() == 1
    late = answer(message.ticket, "And restart it.", by=world.fyodor, at=NIGHT + timedelta(hours=1))
    hurry(late, letter=2, address="carl@acme.example", by=world.fyodor, at=MONDAY + timedelta(minutes=1))
    assert Event.objects.filter(verb="letter_sent_now").count() == 1
    assert Message.objects.get(pk=late.pk).leaves_at == MONDAY


@pytest.mark.parametrize("who", ["anna", "bo", "carl", "eve", "max"])
def test_strangers_and_clients_send_nothing_early(world: World, who: str) -> None:
    message = answered_at_night(world)
    with pytest.raises(Refused):
        hurry(message, letter=1, address="carl@acme.example", by=getattr(world, who), at=SOON)
    assert Message.objects.get(pk=message.pk).leaves_at == MONDAY


def answered_at_night(world: World) -> Message:
    """An answer to Carl at the other desk, written when none leaves; Fyodor leads there."""
    DeskMembership.objects.filter(person=world.fyodor).update(role=Role.HEAD)
    ticket = world.ticket(desk=world.other_desk, at=FRIDAY)
    return answer(ticket, "Use the proxy.", by=world.fyodor, at=NIGHT)


def hurried(message: Message, world: World) -> Message:
    return hurry(message, letter=1, address="carl@acme.example", by=world.fyodor, at=SOON)
