"""The main job with real processes and sockets: a letter in, registered, answered, replied to, resolved."""

import smtplib
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest
from playwright.sync_api import Page

from reglament.regulation.tests.third import THIRD_FILE
from reglament.testing.browser import chromium
from reglament.testing.dovecot import PASSWORD, dovecot
from reglament.testing.running import Installation, eventually, installed
from reglament.testing.shared import shared_path
from reglament.testing.sink import Sink, sink, subject_of, text_of

pytestmark = [pytest.mark.processes, pytest.mark.browser, pytest.mark.slow]

CAST = """
from reglament.testing.world import build_world
from reglament.regulation import library
world = build_world(regulation={regulation!r}, level={level!r})
world.anna.set_password("north-star-7"); world.anna.save()
answer = world.anna.pk
"""
RESOLVE = """
from datetime import UTC, datetime
from reglament.directory.models import Person
from reglament.tickets.course.ending import resolve
from reglament.tickets.models import Ticket
now = datetime.now(UTC).replace(microsecond=0)
ticket = resolve(Ticket.objects.get(), "Рады помочь.", by=Person.objects.get(name="Anna"), at=now)
answer = [ticket.stage, sorted(ticket.clocks.current().values_list("outcome", flat=True))]
"""
WATCHED = """
from reglament.mail.models import Mailbox
from reglament.mail.servers.sealed_passwords import seal
Mailbox.objects.filter(address="support@north.example").update(
    way="imap", host="127.0.0.1", port={port}, tls=False, username="support", password=seal({password!r})
)
"""
CARL = "carl@acme.example"
DESK = "support@north.example"
LETTER = b"""\
From: Carl <carl@acme.example>
To: support@north.example
Subject: =?utf-8?b?0JrQsNGA0YLQsCDRgdC10YDQsNGP?=
Message-ID: <first@acme.example>
Date: Mon, 02 Mar 2026 12:00:00 +0600
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

\xd0\x9a\xd0\xb0\xd1\x80\xd1\x82\xd0\xb0 \xd1\x81\xd0\xb5\xd1\x80\xd0\xb0\xd1\x8f.
"""


@pytest.fixture
def outside() -> Iterator[Sink]:
    with sink() as kept:
        yield kept


def send(desk: Installation, raw: bytes, *, sender: str = CARL, to: str = DESK) -> None:
    with smtplib.SMTP("127.0.0.1", desk.listen_port, timeout=20) as connection:
        connection.sendmail(sender, [to], raw)


def sign_in(page: Page, desk: Installation, address: str, password: str) -> None:
    page.goto(f"{desk.address}/accounts/login/")
    page.fill("#email", address)
    page.click("details.sign-in-password summary")
    page.fill("#password", password)
    page.click("button[formaction$='/accounts/login/']")
    page.wait_for_url("**/desk/**")


@pytest.mark.clause("C-52", "C-53", "C-54")
@pytest.mark.parametrize(
    ("regulation", "level"),
    [
        ("hivetaxi", "vip"),
        ("rosinfotech", "partner"),
        ("meridian", "premium"),
        ("kernwerk", "continuous"),
        (str(THIRD_FILE), "gold"),
    ],
)
def test_a_letter_becomes_a_ticket_is_answered_joined_and_resolved(
    tmp_path: Path, outside: Sink, regulation: str, level: str
) -> None:
    with installed(tmp_path, REGLAMENT_MAIL_OUT=outside.url) as desk:
        desk.ask(CAST.format(regulation=regulation, level=level))
        desk.start()
        send(desk, LETTER)
        send(desk, LETTER)
        acknowledged = eventually(lambda: outside.letters(CARL), what="the acknowledgement arrives")[0]
        assert acknowledged["Auto-Submitted"] == "auto-replied"
        assert acknowledged["In-Reply-To"] == "<first@acme.example>"
        tid = desk.ask("from reglament.tickets.models import Ticket\nanswer = Ticket.objects.get().tid")
        assert f"[#{tid}]" in subject_of(acknowledged)
        with chromium() as browser:
            page = browser.new_page()
            sign_in(page, desk, "anna@north.example", "north-star-7")
            page.goto(f"{desk.address}/desk/north/")
            page.click(f"a[href*='/desk/tickets/{tid}/']")
            page.fill("textarea[name=text]", "Перезапустите службу карт. Какая у вас версия?")
            page.click(f"button[formaction$='/tickets/{tid}/answers/']")
            page.wait_for_url("**sent=1**")
        eventually(lambda: opened_window(desk), what="the answer may leave")
        answered = eventually(
            lambda: [one for one in outside.letters(CARL) if "службу карт" in text_of(one)], what="the answer arrives"
        )[0]
        assert answered["Auto-Submitted"] is None
        send(desk, reply_to(answered, "Версия 4.12, помогло!"))
        eventually(lambda: said(desk) == ["client", "answer", "client"], what="the reply joins the same ticket")
        assert desk.ask(RESOLVE) == ["resolved", ["met", "met"]]
        assert desk.command("doctor").returncode == 0


@pytest.mark.clause("C-50")
def test_the_same_by_imap_both_ways(tmp_path: Path, outside: Sink) -> None:
    with dovecot() as server, installed(tmp_path, REGLAMENT_MAIL_OUT=outside.url) as desk:
        desk.ask(CAST.format(regulation="hivetaxi", level="vip") + WATCHED.format(port=server.port, password=PASSWORD))
        desk.start()
        server.drop(LETTER)
        acknowledged = eventually(lambda: outside.letters(CARL), what="the acknowledgement arrives")[0]
        server.drop(reply_to(acknowledged, "И версия 4.12."))
        eventually(lambda: said(desk) == ["client", "client"], what="the reply joins the same ticket")
        desk.kill()
        server.drop(reply_to(acknowledged, "Ещё и телефон не звонит.", number=3))
        desk.start()
        eventually(lambda: said(desk) == ["client"] * 3, what="what came while we were dead is fetched")
        assert desk.command("doctor").returncode == 0


@pytest.mark.acceptance
def test_real_letters_of_all_kinds_are_settled_and_none_is_lost(tmp_path: Path, outside: Sink) -> None:
    shared = shared_path()
    assert shared is not None
    letters = sorted((shared / "mail" / "corpus").glob("*/*.eml"))[::6]
    with installed(tmp_path, REGLAMENT_MAIL_OUT=outside.url) as desk:
        desk.ask(CAST.format(regulation="hivetaxi", level="vip"))
        desk.start()
        for path in letters:
            send(desk, path.read_bytes(), sender="somebody@elsewhere.example")
        eventually(lambda: states(desk).get("stored", 0) == 0, what="every letter is settled", patience=120)
        settled = states(desk)
        assert sum(settled.values()) == len(letters)
        assert set(settled) <= {"triage", "logged", "same", "joined"}


def reply_to(letter: Message, words: str, *, number: int = 2) -> bytes:
    """What a mail program writes on "reply"."""
    return (
        f"From: Carl <{CARL}>\r\nTo: {letter['Reply-To']}\r\nSubject: Re: {subject_of(letter)}\r\n"
        f"Message-ID: <reply-{number}@acme.example>\r\nIn-Reply-To: {letter['Message-ID']}\r\n"
        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        f"{words}\r\n\r\n> Перезапустите службу карт.\r\n"
    ).encode()


def states(desk: Installation) -> dict[str, int]:
    """How many letters are in which state."""
    counted: dict[str, int] = desk.ask("""
        from collections import Counter
        from reglament.mail.models import Arrival
        answer = dict(Counter(Arrival.objects.values_list("state", flat=True)))
    """)
    return counted


def opened_window(desk: Installation) -> bool:
    """Answers of a regulation with an answer window leave when it opens: the test does not wait until Monday."""
    hurry = """
        from django.utils import timezone
        from reglament.mail.models import Outgoing
        Outgoing.objects.filter(state="waiting").update(send_after=timezone.now(), next_try_at=timezone.now())
        answer = Outgoing.objects.filter(kind__in=["answer"]).exists()
    """
    return bool(desk.ask(hurry))


def with_text(outside: Sink, words: str) -> list[Message]:
    """The letters to Carl that say `words`."""
    return [letter for letter in outside.letters(CARL) if words in text_of(letter)]


def said(desk: Installation) -> list[str]:
    """Who spoke, in order."""
    kinds: list[str] = desk.ask("""
        from reglament.tickets.models import Message
        answer = list(Message.objects.in_order().values_list("kind", flat=True))
    """)
    return kinds
