from collections import Counter
from datetime import timedelta

import pytest

from reglament.events.handling import handle_due
from reglament.mail.format.machines import loop_guard
from reglament.mail.incoming.arrivals import store
from reglament.mail.incoming.arrivals_sweep import process_arrivals
from reglament.mail.models import Arrival, Mailbox, Outgoing
from reglament.mail.tests.posting import letter
from reglament.testing.world import MONDAY_NOON, World
from reglament.tickets.models import Message, Ticket

pytestmark = pytest.mark.django_db

FLOOD = 300
MOST_IN_TEN_MINUTES = loop_guard.PER_ADDRESS[0][0]


@pytest.mark.clause("C-52")
def test_a_flood_from_one_program_is_kept_whole_and_answered_within_limits(world: World) -> None:
    for number in range(FLOOD):
        arrive(number)
    work()
    assert Counter(Arrival.objects.values_list("state", flat=True)) == {"joined": FLOOD}
    assert Ticket.objects.count() == Message.objects.count() == FLOOD
    states = Counter(Outgoing.objects.values_list("state", "why"))
    assert states == {("waiting", ""): MOST_IN_TEN_MINUTES, ("held", "storm"): FLOOD - MOST_IN_TEN_MINUTES}


def test_others_are_answered_during_a_flood(world: World) -> None:
    for number in range(MOST_IN_TEN_MINUTES + 5):
        arrive(number)
    arrive(1_000, sender="Dora <dora@acme.example>")
    work()
    assert Outgoing.objects.get(to_address="dora@acme.example").state == "waiting"


def test_a_responder_that_answers_every_letter_of_ours_is_not_answered_for_ever(world: World) -> None:
    """It names itself by nothing, and writes to the address it was written from."""
    arrive(0)
    answered = 0
    for round_number in range(1, 60):
        now = MONDAY_NOON + timedelta(seconds=round_number)
        work()
        fresh = Outgoing.objects.filter(state="waiting")
        if not fresh:
            break
        for ours in fresh:
            answered += 1
            reply = letter(
                "I am away.",
                to=ours.reply_to,
                subject=f"Re: {ours.subject}",
                message_id=f"<reply-{answered}@acme.example>",
                headers=[f"In-Reply-To: <{ours.message_id}>"],
            )
            keep(reply, to=ours.reply_to)
        fresh.update(state="sent", sent_at=now)
    assert answered <= MOST_IN_TEN_MINUTES
    assert not Outgoing.objects.filter(state="waiting").exists()


def arrive(number: int, *, sender: str = "Carl <carl@acme.example>") -> None:
    keep(letter(f"Text {number}.", sender=sender, subject=f"Alarm {number}", message_id=f"<{number}@acme.example>"))


def keep(raw: bytes, *, to: str = "support@north.example") -> None:
    mailbox = Mailbox.objects.get(address="support@north.example")
    store(raw, mailbox=mailbox, way=Mailbox.Way.PIPE, received_at=MONDAY_NOON, at=MONDAY_NOON, envelope_to=to)


def work() -> None:
    """Sweep until nothing is left to do."""
    while process_arrivals(MONDAY_NOON) + handle_due(MONDAY_NOON):
        pass
