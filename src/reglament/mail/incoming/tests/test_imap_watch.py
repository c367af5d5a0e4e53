"""Folders of a real Dovecot, waited in by the threads of the background process."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from reglament.mail.incoming import imap_fetch, imap_folders, imap_watch
from reglament.mail.incoming.arrivals_sweep import process_arrivals
from reglament.mail.incoming.imap_fetch import fetch_all, folders_of, wait_for_news
from reglament.mail.incoming.tests.test_imap_fetch import granted, mailbox_at, until, watching_all
from reglament.mail.models import Arrival, Folder, Mailbox
from reglament.mail.servers.imap_client import connected
from reglament.mail.servers.sealed_passwords import seal
from reglament.mail.tests.posting import letter
from reglament.testing.dovecot import PASSWORD, Dovecot, dovecot
from reglament.testing.dovecot import imap as imap
from reglament.testing.dovecot import server as server
from reglament.testing.granter import granter
from reglament.tickets.models import Ticket

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.processes]

NEVER = timedelta(hours=9)
NOW = datetime(2026, 3, 2, 6, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def only_idle(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody looks unless the server calls him; what was changed or stopped is noticed soon."""
    monkeypatch.setattr(imap_fetch, "POLL_EVERY", NEVER)
    for module in (imap_fetch, imap_folders):
        monkeypatch.setattr(module, "IDLE_FOR", NEVER)
    monkeypatch.setattr(imap_watch, "LOOK_EVERY", timedelta(seconds=0.3))
    monkeypatch.setattr(imap_fetch, "LISTEN_FOR", 0.3)


def test_every_folder_is_waited_in_so_that_a_letter_in_any_becomes_a_ticket_at_once(server: Dovecot) -> None:
    with_folders(mailbox_at(server), server, "INBOX", "Sales", "Junk")
    with watching_all():
        until(lambda: Folder.objects.filter(fetched_at__isnull=False).count() == 3)
        for name in ("Junk", "Sales", "INBOX"):
            server.drop(letter(subject=f"To {name}", message_id=f"<{name}@acme.example>"), folder=name)
            until(lambda name=name: Arrival.objects.filter(uid__startswith=f"{folder(name).pk}/").exists())
    process_arrivals(datetime.now(UTC))
    assert list(Ticket.objects.order_by("pk").values_list("subject", flat=True)) == ["To Junk", "To Sales", "To INBOX"]


def test_a_folder_the_server_allows_no_connection_for_is_looked_into_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(imap_fetch, "POLL_EVERY", timedelta(seconds=0.5))
    with dovecot(connections=1) as own:
        with_folders(mailbox_at(own), own, "INBOX", "Sales")
        with watching_all():
            until(lambda: Folder.objects.filter(fetched_at__isnull=False).count() == 2)
            own.deliver(letter(), folder="Sales")
            until(Arrival.objects.exists)
        assert "Maximum number of connections" in (own.folder / "dovecot.log").read_text()
    assert not Mailbox.objects.get(way="imap").last_error


def test_a_letter_that_comes_between_looking_and_waiting_is_not_waited_for(server: Dovecot) -> None:
    mailbox = mailbox_at(server)
    with connected(mailbox, now=NOW) as client:
        inbox = folders_of(mailbox)[0]
        fetch_all(client, mailbox, [inbox], now=NOW)
        server.drop(letter())
        client.noop()  # the server's word of the letter is taken by something else
        wait_for_news(client, inbox, threading.Event(), at_most=NEVER)
        assert fetch_all(client, mailbox, [inbox], now=NOW) == 1


def test_a_changed_mailbox_is_watched_anew_and_one_switched_off_no_more(
    server: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imap_watch, "SHORTEST_PAUSE", NEVER.total_seconds())  # who failed does not come back by himself
    mailbox = mailbox_at(server, password=seal("wrong"))
    server.drop(letter())
    with watching_all():
        until(lambda: Mailbox.objects.exclude(last_error="").exists())
        Mailbox.objects.filter(pk=mailbox.pk).update(password=seal(PASSWORD), changed_at=NOW)
        until(Arrival.objects.exists)
        Mailbox.objects.filter(pk=mailbox.pk).update(off_since=NOW, changed_at=NOW)
        until(lambda: not any(thread.name.startswith("imap-") for thread in threading.enumerate()))


def test_connections_that_need_a_token_at_once_ask_for_one(server: Dovecot) -> None:
    with granter() as tokens, dovecot(tokens=tokens.port) as own:
        mailbox = mailbox_at(own)
        granted(mailbox, tokens)
        with_folders(mailbox, own, "INBOX", "Sales", "Junk")
        with watching_all():
            until(lambda: Folder.objects.filter(fetched_at__isnull=False).count() == 3)
    assert tokens.given == ["access-1"]


def with_folders(mailbox: Mailbox, server: Dovecot, *names: str) -> None:
    with server.client() as client:
        for name in names:
            if not client.folder_exists(name):
                client.create_folder(name)
            Folder.objects.create(mailbox=mailbox, name=name)


def folder(name: str) -> Folder:
    return Folder.objects.get(name=name)
