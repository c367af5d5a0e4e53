"""Letters on the page of a ticket: pictures in their place, strangers under their own names."""

from base64 import b64encode
from datetime import UTC, datetime

from reglament.lib import store
from reglament.mail.models import Arrival, Mailbox
from reglament.testing.world import World
from reglament.tickets.models import Attachment
from reglament.tickets.opening import NewMessage
from reglament.tickets.writing import write_as_client
from reglament.workspace.shown.pictures import with_pictures
from reglament.workspace.tests.browsing import signed_in, words

MONDAY_NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_a_picture_stands_where_the_letter_has_it(world: World) -> None:
    picture = Attachment(content_id="shot@acme", content_type="image/png", size=3, sha256=store.put(b"png"))
    data = b64encode(b"png").decode()
    markup = '<p>Look: <img alt="map" src="cid:shot%40acme"></p>'
    assert with_pictures(markup, [picture]) == f'<p>Look: <img alt="map" src="data:image/png;base64,{data}"></p>'


def test_what_is_no_picture_or_is_unknown_stays_as_it_was(world: World) -> None:
    page = Attachment(content_id="page", content_type="text/html", size=3, sha256=store.put(b"<b>"))
    markup = '<img src="cid:page"><img src="cid:other"><a href="cid:page">x</a>'
    assert with_pictures(markup, [page]) == markup


def test_a_strangers_letter_stands_under_his_name(world: World) -> None:
    ticket = world.ticket(at=MONDAY_NOON)
    message = NewMessage("It is me.", origin="arrival/1")
    written = write_as_client(ticket, message, by=world.anna, received_at=MONDAY_NOON, at=MONDAY_NOON, channel="email")
    written.author = None
    written.save()
    mailbox = Mailbox.objects.create(desk=ticket.desk, address="in@north.example", activated_at=MONDAY_NOON)
    Arrival.objects.create(
        mailbox=mailbox,
        desk=ticket.desk,
        way="smtp",
        sha256="0" * 64,
        size=1,
        received_at=MONDAY_NOON,
        stored_at=MONDAY_NOON,
        next_try_at=MONDAY_NOON,
        state=Arrival.State.JOINED,
        sender="olya@freemail.example",
        sender_name="Olya R.",
        ticket=ticket,
        entry=written,
    )
    assert "Olya R." in words(signed_in(world.anna).get(f"/desk/tickets/{ticket.tid}/"))
    assert "Olya R." in words(signed_in(world.dora).get(f"/requests/{ticket.tid}/"))
