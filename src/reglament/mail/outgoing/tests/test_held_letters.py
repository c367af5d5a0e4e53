from datetime import timedelta
from typing import Any

import pytest

from reglament.directory.models import Address, Membership, Person
from reglament.events.handling import handle_due
from reglament.events.models import Event
from reglament.lib.refused import Refused
from reglament.mail.models import Outgoing
from reglament.mail.outgoing.held_letters import cancel, revive, send_again, send_now
from reglament.mail.outgoing.outbox_sweep import send_due
from reglament.mail.tests.sinks import sink
from reglament.testing.world import MONDAY_NOON, World
from reglament.tickets.conversation.answering import answer
from reglament.tickets.models import Message

pytestmark = pytest.mark.django_db

LATER = MONDAY_NOON + timedelta(hours=1)


@pytest.mark.parametrize("how", ["company", "person"])
def test_an_answer_to_somebody_who_left_is_held_and_told(world: World, settings: Any, how: str) -> None:
    written = answered(world)
    if how == "company":
        Membership.objects.filter(person=world.carl).update(left_at=MONDAY_NOON)
    else:
        Person.objects.get_queryset().filter(pk=world.carl.pk).update(is_active=False)
    assert sent(settings) == 0
    written.refresh_from_db()
    assert (written.state, written.why) == ("held", "left")
    assert Event.objects.get(verb="held_back").data["why"] == "left"


def test_an_agent_may_let_it_go_all_the_same(world: World, settings: Any) -> None:
    written = held(world, settings)
    send_again(written, by=world.anna, at=LATER)
    assert sent(settings) == 1
    written.refresh_from_db()
    assert written.state == "sent"


def test_letting_a_letter_go_to_a_dead_address_brings_it_back_to_life(world: World, settings: Any) -> None:
    written = answered(world)
    Address.objects.filter(email="carl@acme.example").update(dead_since=MONDAY_NOON)
    assert sent(settings) == 0
    send_again(written, by=world.anna, at=LATER)
    assert sent(settings) == 1
    assert Address.objects.get(email="carl@acme.example").dead_since is None


def test_an_address_that_works_after_all_gets_what_waited_for_it(world: World, settings: Any) -> None:
    written = answered(world)
    Address.objects.filter(email="carl@acme.example").update(dead_since=MONDAY_NOON)
    sent(settings)
    revive(Address.objects.get(email="carl@acme.example"), desk=world.desk, by=world.anna, at=LATER)
    assert sent(settings) == 1
    written.refresh_from_db()
    assert written.state == "sent"


def test_a_cancelled_letter_never_leaves_and_cancelling_twice_records_once(world: World, settings: Any) -> None:
    written = held(world, settings)
    cancel(written, by=world.anna, at=LATER)
    cancel(written, by=world.anna, at=LATER)
    with pytest.raises(Refused):
        send_again(written, by=world.anna, at=LATER)
    assert sent(settings) == 0
    assert Event.objects.filter(verb="letter_cancelled").count() == 1


def test_what_was_sent_can_be_neither_cancelled_nor_sent_again(world: World, settings: Any) -> None:
    written = answered(world)
    assert sent(settings) == 1
    for command in (cancel, send_again):
        with pytest.raises(Refused):
            command(written, by=world.anna, at=LATER)


@pytest.mark.parametrize("who", ["carl", "eve", "fyodor", "max"])
def test_who_may_not_decide_about_letters_is_refused(world: World, settings: Any, who: str) -> None:
    written = held(world, settings)
    for command in (cancel, send_again):
        with pytest.raises(Refused):
            command(written, by=getattr(world, who), at=LATER)


@pytest.mark.clause("C-19")
def test_an_answer_that_waits_for_its_window_is_sent_now_by_who_may_and_the_client_sees_it(
    world: World, settings: Any
) -> None:
    written, tomorrow = answered(world), MONDAY_NOON + timedelta(days=1)
    Outgoing.objects.update(send_after=tomorrow, next_try_at=tomorrow)
    Message.objects.filter(kind="answer").update(leaves_at=tomorrow)
    with pytest.raises(Refused):
        send_now(written, by=world.anna, at=LATER)
    send_now(written, by=world.bo, at=LATER)
    send_now(written, by=world.bo, at=LATER)
    assert sent(settings) == 1
    assert Message.objects.get(kind="answer").leaves_at == LATER
    assert Event.objects.filter(verb="letter_sent_now").count() == 1


def answered(world: World) -> Outgoing:
    """An answer to Carl, in the outbox."""
    ticket = world.ticket()
    Outgoing.objects.all().delete()
    answer(ticket, "It works.", by=world.anna, at=MONDAY_NOON)
    handle_due(MONDAY_NOON)
    Outgoing.objects.exclude(kind="answer").delete()
    return Outgoing.objects.get()


def held(world: World, settings: Any) -> Outgoing:
    written = answered(world)
    Membership.objects.filter(person=world.carl).update(left_at=MONDAY_NOON)
    sent(settings)
    written.refresh_from_db()
    assert written.state == "held"
    return written


def sent(settings: Any) -> int:
    with sink(settings) as outside:
        send_due(LATER)
    return len(outside.letters)
