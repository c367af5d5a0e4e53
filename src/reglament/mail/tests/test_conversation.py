"""The whole way with real sockets: a letter in, an acknowledgement out, an answer out, the client's reply back in."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from reglament.events.handling import handle_due
from reglament.mail.format.parser import parse
from reglament.mail.incoming.arrivals_sweep import process_arrivals
from reglament.mail.models import Arrival
from reglament.mail.outgoing.outbox_sweep import send_due
from reglament.mail.tests.posting import letter, listening, post
from reglament.mail.tests.sinks import sink
from reglament.testing.world import build_world
from reglament.tickets.conversation.answering import answer
from reglament.tickets.models import Ticket

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.processes]


@pytest.mark.clause("C-52")
@pytest.mark.clause("C-53")
def test_a_conversation_by_mail_is_one_ticket_and_one_thread(settings: Any) -> None:
    world = build_world()
    with listening() as port, sink(settings) as outside:
        assert post(port, letter())[0] == 250
        now = sweep()
        ticket = Ticket.objects.get()
        answer(ticket, "Please reload the page.", by=world.anna, at=now)
        sweep(now + timedelta(days=3))
        acknowledgement, answered = (parse(raw) for raw in outside.letters)
        assert acknowledgement.subject == answered.subject == f"Re: The map does not load [#{ticket.pk}]"
        assert answered.references == ("1@acme.example", acknowledgement.message_id)
        assert (acknowledgement.auto, answered.auto) == ("auto-reply", None)
        quoted = "On Mon, 2 Mar 2026 at 09:05, North desk <support@north.example> wrote:\n> Please reload the page."
        reply = letter(
            f"It works, thanks.\n\n{quoted}",
            to=answered.reply_to[0].address,
            subject="Another subject altogether",
            message_id="<2@acme.example>",
        )
        assert post(port, reply, answered.reply_to[0].address)[0] == 250
        sweep(now + timedelta(days=3))
    assert [message.text for message in ticket.messages.in_order()] == [
        "The map is grey on all three shifts.",
        "Please reload the page.",
        "It works, thanks.",
    ]


def test_our_own_letter_coming_back_is_a_loop_opens_nothing_and_people_see_it_once(settings: Any) -> None:
    build_world()
    with listening() as port, sink(settings) as outside:
        post(port, letter())
        sweep()
        assert post(port, outside.letters[0])[0] == 250
        sweep()
        assert post(port, outside.letters[0].replace(b"Subject: ", b"Subject: Again "))[0] == 250
        sweep()
    assert list(Arrival.objects.order_by("pk").values_list("state", flat=True)) == ["joined", "triage", "logged"]
    assert len(outside.letters) == 1


def test_two_desks_that_answer_by_machine_do_not_answer_each_other(settings: Any) -> None:
    build_world()
    with listening() as port, sink(settings) as outside:
        post(port, letter())
        sweep()
        post(port, outside.letters[0], "support@south.example", sender="support@north.example")
        sweep()
    assert len(outside.letters) == 1


def sweep(now: datetime | None = None) -> datetime:
    """What the background does, once each; the time is the listener's."""
    now = now or Arrival.objects.latest("stored_at").stored_at
    process_arrivals(now)
    handle_due(now)
    send_due(now)
    return now
