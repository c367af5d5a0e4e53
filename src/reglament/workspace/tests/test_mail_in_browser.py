"""The pages of mail with all that can go wrong on them, in a real browser: axe finds nothing, nothing overflows."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from reglament.directory.models import Address, DeskMembership, Role
from reglament.events.handling import handle_due
from reglament.mail.models import Destination, Folder, Mailbox, Outgoing
from reglament.testing.browser import chromium, faults_of
from reglament.testing.world import World
from reglament.tickets.conversation.answering import answer
from reglament.workspace.tests.browsing import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "Очень длинная тема обращения, которая не помещается в одну строку ни на телефоне, ни на мониторе"
STATES: list[dict[str, Any]] = [
    {"state": "bounced", "status": "5.1.1", "server_said": "550 5.1.1 no such person"},
    {"state": "held", "why": "left"},
    {"state": "failed", "server_said": f"554 5.7.1 https://mx.acme.example/{'x' * 120}"},
    {"state": "waiting", "attempts": 3, "status": "4.2.2", "server_said": "452 4.2.2 over quota"},
]


@pytest.fixture(autouse=True)
def _rows_beside_the_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Playwright runs a loop in this thread; our rows are read between its steps, never within them."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


@pytest.mark.parametrize(("language", "width", "dark"), [("ru", 360, False), ("en", 1280, True)])
def test_axe_finds_nothing(live_server: Any, world: World, language: str, width: int, dark: bool) -> None:
    everything_goes_wrong(world)
    world.bo.language = language
    world.bo.save()
    with chromium(width=width, dark=dark) as context:
        cookie = signed_in(world.bo).cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        settings = f"mailboxes/{Mailbox.objects.get(address='urgent@north.example').pk}/"
        for address in (
            "outbox/",
            "outbox/?show=waiting",
            "outbox/?show=sent",
            "outbox/?show=dead",
            "mailboxes/",
            *("north/mailboxes/new/", "north/mailboxes/new/?like=microsoft", settings),
        ):
            page.goto(f"{live_server.url}/desk/mail/{address}")
            assert faults_of(page) == [], address


def everything_goes_wrong(world: World) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    DeskMembership.objects.create(person=world.bo, desk=world.desk, role=Role.ADMINISTRATOR)
    answer(world.ticket(subject=LONG, at=now), "Look again, please.", by=world.anna, at=now)
    answer(world.ticket(at=now), "It works.", by=world.anna, at=now)
    for _ in range(4):
        handle_due(now)
    for letter, becomes in zip(Outgoing.objects.order_by("pk"), STATES, strict=False):
        Outgoing.objects.filter(pk=letter.pk).update(**becomes)
    Address.objects.filter(email="carl@acme.example").update(dead_since=now)
    ago = now - timedelta(minutes=20)
    rests = {"since": ago, "resting_until": now + timedelta(minutes=5), "said": "127.0.0.1:25: [Errno 111] refused"}
    Destination.objects.create(name="127.0.0.1:25", **rests)
    mailbox = Mailbox.objects.get(address="support@north.example")
    Mailbox.objects.filter(pk=mailbox.pk).update(way="imap", host="mx.vendor.example")
    Folder.objects.create(mailbox=mailbox, name="Спам", last_error="Mailbox doesn't exist: Спам")
    Mailbox.objects.create(
        desk=world.desk,
        address="urgent@north.example",
        way="imap",
        host="imap.vendor.example",
        last_error="[AUTHENTICATIONFAILED] Authentication failed.",
        failing_since=ago,
        activated_at=ago,
    )
