"""Triage with all that can wait there, in a real browser: axe finds nothing, nothing overflows."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from reglament.directory.registering import join_company
from reglament.mail.incoming.arrivals import store
from reglament.mail.incoming.arrivals_sweep import process_arrivals
from reglament.mail.models import Arrival, Mailbox
from reglament.mail.outgoing import reply_tokens
from reglament.mail.tests.posting import letter
from reglament.testing.browser import chromium, faults_of
from reglament.testing.world import World
from reglament.workspace.tests.browsing import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "Очень длинная тема письма, которая не помещается в одну строку ни на телефоне, ни на мониторе"
FORGED = "Authentication-Results: mx.north.example; dmarc=fail"
TEXT = "Добрый день!\n\nКарта не открывается с утра, третья смена стоит. Что делать?\n\n-- \nОльга Петрова\nдиспетчер"


@pytest.fixture(autouse=True)
def _rows_beside_the_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Playwright runs a loop in this thread; our rows are read between its steps, never within them."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


@pytest.mark.parametrize(("language", "width", "dark"), [("ru", 360, False), ("en", 1280, True)])
def test_axe_finds_nothing(live_server: Any, world: World, language: str, width: int, dark: bool) -> None:
    ticket = everything_waits(world)
    world.bo.language = language
    world.bo.save()
    with chromium(width=width, dark=dark) as context:
        cookie = signed_in(world.bo).cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        waiting = list(Arrival.objects.undecided().values_list("pk", flat=True))
        shown = ["triage/", *(f"triage/{pk}/" for pk in waiting), f"tickets/{ticket}/"]
        for number, address in enumerate(shown):
            page.goto(f"{live_server.url}/desk/{address}")
            page.evaluate("document.querySelectorAll('.triage-letter details').forEach(one => one.open = true)")
            if folder := os.environ.get("PICTURES"):
                name = f"{number}-{language}-{width}-{'dark' if dark else 'light'}.png"
                page.screenshot(path=str(Path(folder) / name), full_page=True)
            assert faults_of(page) == [], address
        page.locator(".message-unproven .button").click()
        page.locator("#flashes").wait_for()
        assert page.locator(".message-unproven .button").count() == 0


def everything_waits(world: World) -> int:
    """Letters of every kind in triage; the number of a ticket with an unverified one and a reminder."""
    Mailbox.objects.update(authserv_id="mx.north.example")
    now = datetime.now(UTC).replace(microsecond=0)
    ticket = world.ticket(at=now - timedelta(hours=5))
    join_company(world.eve, world.acme)
    token = f"support+{reply_tokens.token_for(ticket.pk, world.carl.pk)}@north.example"
    came = [
        (letter(TEXT, sender="Ольга Петрова <olga@mail.example>", subject=LONG), ""),
        (letter(TEXT, headers=[FORGED], subject=f"Re: [#{ticket.pk}] карта", message_id="<2@x>"), ""),
        (letter(TEXT, sender="eve@globex.example", subject="Тарифы", message_id="<3@x>"), ""),
        (letter("Still grey, look.", headers=[FORGED], message_id="<4@x>", subject="Re: map"), token),
        (letter("Есть новости?", headers=[FORGED.replace("fail", "pass")], message_id="<5@x>"), ""),
        (b"\x00\xff\x00 what is this", ""),
    ]
    mailbox = Mailbox.objects.get(address="support@north.example")
    for minutes, (raw, to) in enumerate(came):
        at = now - timedelta(hours=3, minutes=minutes)
        store(raw, mailbox=mailbox, way=Mailbox.Way.LISTENER, received_at=at, at=at, envelope_to=to or mailbox.address)
    process_arrivals(now)
    return ticket.pk
