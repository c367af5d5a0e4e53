"""Letters on the page of a ticket: pictures in their place, strangers under their own names."""

from base64 import b64encode
from datetime import UTC, datetime

import pytest
from django.test import Client, override_settings

from reglament.lib import store
from reglament.lib.downloads import letter_style
from reglament.lib.tests.test_outside import server as server
from reglament.mail.models import Arrival
from reglament.testing.arrivals import arrived
from reglament.testing.world import World
from reglament.tickets.conversation.writing import write_as_client
from reglament.tickets.course.opening import NewMessage
from reglament.tickets.models import Attachment
from reglament.workspace.shown.ticket.pictures import address_in, through_us, with_pictures, without_remote
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
    arrived(
        world.desk.mailboxes.get(),
        state=Arrival.State.JOINED,
        sender="olya@freemail.example",
        sender_name="Olya R.",
        ticket=ticket,
        entry=written,
    )
    assert "Olya R." in words(signed_in(world.anna).get(f"/desk/tickets/{ticket.tid}/"))
    assert "Olya R." in words(signed_in(world.dora).get(f"/requests/{ticket.tid}/"))


REMOTE = '<p>Look: <img alt="map" src="https://shots.example/a.png?x=1&amp;y=2" width="9"></p>'


def test_pictures_on_other_servers_are_left_out_until_asked_for(world: World) -> None:
    ticket = world.ticket(message=NewMessage("Look", html=REMOTE))
    pk = ticket.messages.get().pk
    anna = signed_in(world.anna)
    frame = anna.get(f"/desk/tickets/{ticket.tid}/messages/{pk}/letter/").content.decode()
    assert "shots.example" not in frame
    assert "<img" not in frame
    assert ">map</span>" in frame
    assert "Pictures on other servers are not loaded" in words(
        anna.get(f"/desk/tickets/{ticket.tid}/messages/{pk}/as-sent/")
    )


def test_asked_for_they_come_through_us(world: World) -> None:
    shown = through_us(REMOTE)
    assert "shots.example" not in shown
    token = shown.partition('src="/desk/pictures/')[2].partition("/")[0]
    assert address_in(token) == "https://shots.example/a.png?x=1&y=2"
    assert address_in(token[:-2]) is None


def test_what_is_fetched_must_be_a_picture(world: World, server: str) -> None:
    for path, status in (("picture", 200), ("missing", 404), ("large", 404)):
        token = through_us(f'<img src="{server}/{path}">').partition('src="/desk/pictures/')[2].partition("/")[0]
        answer = Client().get(f"/desk/pictures/{token}/")
        assert answer.status_code == status
    token = through_us(f'<img src="{server}/page">').partition('src="/desk/pictures/')[2].partition("/")[0]
    assert Client().get(f"/desk/pictures/{token}/").status_code == 404


def test_what_is_no_picture_is_not_handed_on(world: World) -> None:
    with override_settings(FETCH_ALSO_FROM=[]):
        token = through_us('<img src="http://127.0.0.1/x">').partition('src="/desk/pictures/')[2].partition("/")[0]
        assert Client().get(f"/desk/pictures/{token}/").status_code == 404
    assert Client().get("/desk/pictures/forged/").status_code == 404


def test_a_letter_without_colours_follows_the_theme_and_another_lies_on_white_paper() -> None:
    assert "color-scheme:dark" in letter_style("<p>Words</p>", theme="dark")
    assert "color-scheme:light dark" in letter_style("<p>Words</p>", theme="")
    assert "background:#fff" in letter_style('<p style="color:navy">Words</p>', theme="dark")


def test_a_strangers_letter_in_triage_follows_the_theme_and_asks_no_other_server(world: World) -> None:
    raw = b"Subject: x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + REMOTE.encode()
    arrival = arrived(world.desk.mailboxes.get(), raw, state=Arrival.State.TRIAGE)
    anna = signed_in(world.anna)
    anna.cookies["theme"] = "dark"
    frame = anna.get(f"/desk/triage/{arrival.pk}/letter/").content.decode()
    assert ":root{color-scheme:dark}" in frame
    assert "shots.example" not in frame
    assert ">map</span>" in frame


def test_words_of_an_attribute_never_become_markup() -> None:
    tricky = '<img alt="a><script>x()</script><img" src="https://x.example/p"><p title="<img src=">b</p>'
    assert "<script" not in without_remote(tricky)
    assert without_remote(tricky).endswith('<p title="<img src=">b</p>')
    assert through_us(tricky).count("/desk/pictures/") == 1


@pytest.mark.clause("C-04")
def test_the_signature_of_another_client_is_marked(world: World) -> None:
    foreign = NewMessage("The map is grey.\n\nRegards,\nEve\nООО «Глобэкс»")
    own = NewMessage("The map is grey.", full_text="The map is grey.\n-- \nCarl\nООО «Акме»")
    anna = signed_in(world.anna)
    marked = [
        "signed as ООО «Глобэкс»" in words(anna.get(f"/desk/tickets/{world.ticket(message=one, channel='email').tid}/"))
        for one in (foreign, own)
    ]
    assert marked == [True, False]
