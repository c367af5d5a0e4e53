from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from reglament.directory.models import Address
from reglament.directory.registering import register_address
from reglament.events.handling import handle_due
from reglament.events.models import Event
from reglament.mail.incoming.arrivals import store
from reglament.mail.incoming.arrivals_sweep import process_arrivals
from reglament.mail.models import Arrival, Mailbox, Outgoing
from reglament.mail.outgoing.outbox_sweep import composed, send_due
from reglament.mail.tests.posting import letter, listening, post
from reglament.mail.tests.sinks import sink
from reglament.testing.world import MONDAY_NOON, World, build_world
from reglament.tickets.conversation.answering import answer
from reglament.tickets.models import Ticket

pytestmark = pytest.mark.django_db

LATER = MONDAY_NOON + timedelta(minutes=5)


@pytest.mark.clause("C-59")
def test_a_bounced_acknowledgement_is_tied_to_its_letter_and_recorded(world: World, settings: Any) -> None:
    acknowledgement = acknowledged(world, settings)
    bounce(acknowledgement)
    acknowledgement.refresh_from_db()
    assert (acknowledgement.state, acknowledgement.status) == ("bounced", "5.1.1")
    arrival = Arrival.objects.latest("pk")
    assert (arrival.state, arrival.why, arrival.ticket) == ("logged", "bounce", acknowledgement.ticket)
    assert acknowledgement.reported_by == arrival
    event = Event.objects.get(verb="undelivered")
    assert (event.stream, event.data["kind"]) == (Ticket.objects.get().stream, "ack")


def test_an_address_where_nobody_is_gets_no_more_letters_until_a_person_says_so(world: World, settings: Any) -> None:
    bounce(acknowledged(world, settings))
    assert Address.objects.get(email="carl@acme.example").dead_since == LATER
    answer(Ticket.objects.get(), "It works.", by=world.anna, at=LATER, now_please=False)
    handle_due(LATER)
    with sink(settings) as outside:
        send_due(LATER + timedelta(days=3))
    assert not outside.letters
    held = Outgoing.objects.get(kind="answer")
    assert (held.state, held.why) == ("held", "dead-address")


def test_who_has_another_address_is_written_to_there(world: World, settings: Any) -> None:
    register_address(world.carl, "carl@elsewhere.example", at=MONDAY_NOON)
    bounce(acknowledged(world, settings))
    answer(Ticket.objects.get(), "It works.", by=world.anna, at=LATER)
    handle_due(LATER)
    assert Outgoing.objects.get(kind="answer").to_address == "carl@elsewhere.example"


@pytest.mark.parametrize("status", ["5.7.1", "5.2.2", "5.3.4", "5.0.0"])
def test_a_refusal_for_another_reason_leaves_the_address_alive(world: World, settings: Any, status: str) -> None:
    acknowledgement = acknowledged(world, settings)
    bounce(acknowledgement, status=status)
    acknowledgement.refresh_from_db()
    assert (acknowledgement.state, acknowledgement.status) == ("bounced", status)
    assert Address.objects.get(email="carl@acme.example").dead_since is None


def test_a_delay_leaves_the_letter_sent_and_tells_nobody(world: World, settings: Any) -> None:
    acknowledgement = acknowledged(world, settings)
    bounce(acknowledgement, status="4.4.1", action="delayed")
    acknowledgement.refresh_from_db()
    assert (acknowledgement.state, acknowledgement.status) == ("sent", "4.4.1")
    assert not Event.objects.filter(verb="undelivered").exists()


def test_a_server_that_gave_up_after_delays_has_given_up(world: World, settings: Any) -> None:
    acknowledgement = acknowledged(world, settings)
    bounce(acknowledgement, status="4.4.7")
    acknowledgement.refresh_from_db()
    assert acknowledgement.state == "bounced"
    assert Address.objects.get(email="carl@acme.example").dead_since is None


def test_the_same_bounce_twice_alerts_once(world: World, settings: Any) -> None:
    acknowledgement = acknowledged(world, settings)
    bounce(acknowledgement)
    bounce(acknowledgement, message_id="<bounce-2@mx.acme.example>")
    assert Event.objects.filter(verb="undelivered").count() == 1


def test_a_forger_who_guesses_a_message_id_kills_no_address(world: World, settings: Any) -> None:
    acknowledgement = acknowledged(world, settings)
    returned = f"Message-ID: <{acknowledgement.message_id}>\r\nSubject: x\r\n"
    bounce(acknowledgement, to="support@north.example", returned=returned)
    assert Address.objects.get(email="carl@acme.example").dead_since is None


def test_a_bounce_that_returns_nothing_is_tied_by_the_address_it_came_to(world: World, settings: Any) -> None:
    acknowledgement = acknowledged(world, settings)
    bounce(acknowledgement, returned="")
    acknowledgement.refresh_from_db()
    assert acknowledgement.state == "bounced"
    assert Address.objects.get(email="carl@acme.example").dead_since == LATER


def test_a_bounce_of_another_desks_letter_touches_it_not(world: World, settings: Any) -> None:
    acknowledgement = acknowledged(world, settings)
    bounce(acknowledgement, desk="south")
    acknowledgement.refresh_from_db()
    assert acknowledgement.state == "sent"


@pytest.mark.clause("C-59")
def test_a_refusal_at_the_door_is_told_like_a_bounce(world: World, settings: Any) -> None:
    arrived()
    handle_due(MONDAY_NOON)
    with sink(settings) as outside:
        outside.says["carl@acme.example"] = "550 5.1.1 no such person"
        send_due(MONDAY_NOON)
    assert Event.objects.get(verb="undelivered").data["status"] == "5.1.1"
    assert Address.objects.get(email="carl@acme.example").dead_since == MONDAY_NOON


@pytest.mark.processes
@pytest.mark.django_db(transaction=True)
def test_a_server_that_accepts_and_then_bounces_is_understood(settings: Any) -> None:
    build_world()
    arrived()
    handle_due(MONDAY_NOON)
    with listening() as port, sink(settings) as outside:
        send_due(MONDAY_NOON)
        sender, [recipient] = outside.envelopes[0]
        headers = outside.letters[0].partition(b"\r\n\r\n")[0].decode()
        code, _ = post(port, notification(recipient, headers, to=sender, status="5.1.1"), sender, sender="")
    assert code == 250
    process_arrivals(datetime.now(UTC) + timedelta(seconds=1))
    assert Outgoing.objects.get().state == "bounced"
    assert Address.objects.get(email="carl@acme.example").dead_since is not None


def acknowledged(world: World, settings: Any) -> Outgoing:
    """Carl's letter, whose acknowledgement a server has taken."""
    arrived()
    handle_due(MONDAY_NOON)
    with sink(settings):
        send_due(MONDAY_NOON)
    return Outgoing.objects.get(state="sent")


def arrived() -> None:
    mailbox = Mailbox.objects.get(address="support@north.example")
    store(letter(), mailbox=mailbox, way=Mailbox.Way.PIPE, received_at=MONDAY_NOON, at=MONDAY_NOON)
    process_arrivals(MONDAY_NOON)


def bounce(
    sent: Outgoing,
    *,
    status: str = "5.1.1",
    action: str = "failed",
    to: str = "",
    returned: str | None = None,
    message_id: str = "<bounce-1@mx.acme.example>",
    desk: str = "north",
) -> None:
    """What a server sends back by RFC 3464, as it arrives."""
    to = to or sent.reply_to
    headers = composed(sent).partition(b"\r\n\r\n")[0].decode() if returned is None else returned
    raw = notification(sent.to_address, headers, status=status, action=action, to=to, message_id=message_id)
    mailbox = Mailbox.objects.get(address=f"support@{desk}.example")
    store(
        raw,
        mailbox=mailbox,
        way=Mailbox.Way.PIPE,
        received_at=LATER,
        at=LATER,
        envelope_from="<>",
        envelope_to=to,
    )
    process_arrivals(LATER)


def notification(
    recipient: str, headers: str, *, to: str, status: str = "5.1.1", action: str = "failed", message_id: str = "<b@mx>"
) -> bytes:
    """The letter of a server that could not deliver one with these `headers`."""
    lines = [
        "From: Mail Delivery System <MAILER-DAEMON@mx.acme.example>",
        f"To: {to}",
        "Subject: Undelivered Mail Returned to Sender",
        "Date: Mon, 02 Mar 2026 09:05:00 +0300",
        f"Message-ID: {message_id}",
        "Auto-Submitted: auto-replied",
        "MIME-Version: 1.0",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="x"',
        "",
        "--x",
        "Content-Type: text/plain; charset=us-ascii",
        "",
        "The letter could not be delivered.",
        "--x",
        "Content-Type: message/delivery-status",
        "",
        "Reporting-MTA: dns; mx.acme.example",
        "",
        f"Final-Recipient: rfc822; {recipient}",
        f"Action: {action}",
        f"Status: {status}",
        "--x",
        *(["Content-Type: text/rfc822-headers", "", headers, "--x--"] if headers else ["--x--"]),
        "",
    ]
    return "\r\n".join(lines).encode()
