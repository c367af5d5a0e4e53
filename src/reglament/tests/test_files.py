"""Files of letters: taken, or kept aside with words for the sender (C-56)."""

import hashlib
from base64 import b64encode
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reglament.directory.models import Client
from reglament.events.handling import handle_due
from reglament.events.models import Event
from reglament.lib.tests.test_kinds import BITMAP
from reglament.mail.incoming.arrivals import store
from reglament.mail.incoming.arrivals_sweep import process_arrivals
from reglament.mail.models import Arrival, Mailbox, Outgoing
from reglament.mail.tests.posting import letter
from reglament.testing.world import MONDAY_NOON, World
from reglament.tickets.models import Attachment, Ticket
from reglament.workspace.tests.browsing import signed_in, words

PNG = b"\x89PNG\r\n\x1a\n" + bytes(30)


def with_files(
    *files: tuple[str, str, bytes], subject: str = "The map", message_id: str = "<7@acme.example>", text: str = "See."
) -> bytes:
    """A letter of Carl's with files (name, type, bytes)."""
    parts = [f"--edge\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"]
    for name, kind, content in files:
        head = f'Content-Type: {kind}; name="{name}"\r\nContent-Disposition: attachment; filename="{name}"'
        parts.append(f"--edge\r\n{head}\r\nContent-Transfer-Encoding: base64\r\n\r\n{b64encode(content).decode()}\r\n")
    plain = letter("".join(parts) + "--edge--", subject=subject, message_id=message_id)
    mixed = plain.replace(
        b"text/plain; charset=utf-8\r\nContent-Transfer", b'multipart/mixed; boundary="edge"\r\nContent-Transfer', 1
    )
    return mixed


def process(raw: bytes, *, minutes: int = 0, mailbox: str = "support@north.example") -> Arrival:
    at = MONDAY_NOON + timedelta(minutes=minutes)
    store(
        raw,
        mailbox=Mailbox.objects.get(address=mailbox),
        way=Mailbox.Way.LISTENER,
        received_at=at,
        at=at,
    )
    process_arrivals(at + timedelta(seconds=10))
    handle_due(at + timedelta(seconds=20))
    return Arrival.objects.latest("pk")


@pytest.mark.clause("C-56")
def test_a_bitmap_is_kept_aside_and_the_acknowledgement_says_what_to_do(world: World) -> None:
    process(with_files(("grey.png", "image/png", BITMAP), ("map.png", "image/png", PNG)))
    aside, taken = Attachment.objects.order_by("pk")
    assert (aside.kind, aside.refused, aside.sha256) == ("bmp", "picture", hashlib.sha256(BITMAP).hexdigest())
    assert (taken.kind, taken.refused) == ("png", "")
    ack = Outgoing.objects.get(kind="ack")
    assert "– grey.png: Pictures are taken as GIF, JPG, PNG, others in an archive." in ack.text
    assert "map.png" not in ack.text


@pytest.mark.clause("C-56")
def test_a_later_letter_is_answered_about_its_files_only_where_some_are_kept_aside(world: World) -> None:
    tid = process(letter()).ticket_id
    reply = {"subject": f"Re: [#{tid}] The map", "text": "Here it is."}
    process(with_files(("map.png", "image/png", PNG), message_id="<8@acme.example>", **reply), minutes=5)
    assert not Outgoing.objects.filter(kind="files").exists()
    process(with_files(("grey.bmp", "image/bmp", BITMAP), message_id="<9@acme.example>", **reply), minutes=10)
    told = Outgoing.objects.get(kind="files")
    assert "– grey.bmp: Pictures are taken as" in told.text
    assert Event.objects.get(verb="files_kept_aside").stream == f"ticket/{tid}"


@pytest.mark.clause("C-56")
def test_agents_get_what_is_kept_aside_and_clients_see_that_it_is(world: World) -> None:
    process(with_files(("grey.bmp", "image/bmp", BITMAP)))
    ticket, file = Ticket.objects.get(), Attachment.objects.get()
    anna, carl = signed_in(world.anna), signed_in(world.carl)
    assert "kept aside: a kind of picture that is not taken" in words(anna.get(f"/desk/tickets/{ticket.tid}/"))
    given = anna.get(f"/desk/attachments/{file.pk}/")
    assert (given.status_code, given["Content-Type"]) == (200, "application/octet-stream")
    assert "kept aside: a kind of picture that is not taken" in words(carl.get(f"/requests/{ticket.tid}/"))
    assert carl.get(f"/requests/attachments/{file.pk}/").status_code == 404


def test_a_page_that_calls_itself_a_picture_is_saved_never_shown(world: World) -> None:
    process(with_files(("x.png", "image/png", b"%PDF-1.7 <script>")))
    file = Attachment.objects.get()
    assert not file.is_image
    given = signed_in(world.carl).get(f"/requests/attachments/{file.pk}/")
    assert (given["Content-Type"], given["X-Content-Type-Options"]) == ("application/octet-stream", "nosniff")


def test_a_letter_without_files_asks_the_database_nothing_about_files(world: World) -> None:
    process(letter(message_id="<0@acme.example>"))
    with CaptureQueriesContext(connection) as asked:
        process(letter(message_id="<1@acme.example>"), minutes=1)
    assert not [query for query in asked.captured_queries if "tickets_attachment" in query["sql"]]


@pytest.mark.clause("C-56")
def test_a_desk_that_wants_screenshots_asks_who_sent_none(world: World) -> None:
    register_for_south(world)
    for number, raw in enumerate((letter(), with_files(("map.png", "image/png", PNG)))):
        to_south = raw.replace(b"support@north.example", b"support@south.example")
        process(to_south, minutes=number, mailbox="support@south.example")
    asked = [("– screenshots" in one.text) for one in Outgoing.objects.filter(kind="ack").order_by("pk")]
    assert asked == [True, False]


def register_for_south(world: World) -> None:
    """Acme is a client of the other desk too."""
    Client.objects.create(desk=world.other_desk, company=world.acme)
