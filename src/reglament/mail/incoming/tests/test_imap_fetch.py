import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from imapclient.exceptions import IMAPClientError, LoginError

from reglament.lib import store
from reglament.mail.incoming import imap_fetch, imap_watch
from reglament.mail.incoming.arrivals_sweep import process_arrivals
from reglament.mail.incoming.imap_fetch import fetch_all, folders_of
from reglament.mail.models import Arrival, Folder, Grant, Mailbox
from reglament.mail.servers import imap_client
from reglament.mail.servers.imap_client import connected
from reglament.mail.servers.sealed_passwords import seal, unseal
from reglament.mail.tests.posting import letter
from reglament.testing.dovecot import PASSWORD, Dovecot, dovecot
from reglament.testing.dovecot import imap as imap
from reglament.testing.dovecot import server as server
from reglament.testing.granter import Granter, granter
from reglament.testing.ports import free_port
from reglament.testing.world import MONDAY_NOON, build_world
from reglament.tickets.models import Ticket

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.processes]

NOW = MONDAY_NOON + timedelta(minutes=1)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look more often whether to stop than a desk needs to."""
    monkeypatch.setattr(imap_fetch, "LISTEN_FOR", 0.3)


def test_a_letter_is_kept_as_it_is_with_the_servers_date_and_then_marked(server: Dovecot) -> None:
    mailbox = mailbox_at(server)
    server.drop(letter(), at=MONDAY_NOON)
    assert fetch(mailbox) == 1
    arrival = Arrival.objects.get()
    assert store.get(arrival.sha256) == letter()
    assert (arrival.received_at, arrival.way, arrival.imported) == (MONDAY_NOON, "imap", False)
    assert b"$Reglament" in flags(server)
    assert rb"\Seen" not in flags(server)


def test_fetching_again_keeps_nothing_twice(server: Dovecot) -> None:
    mailbox = mailbox_at(server)
    server.drop(letter(), at=MONDAY_NOON)
    fetch(mailbox)
    assert fetch(mailbox) == 0
    server.drop(letter("Another", message_id="<2@acme.example>"), at=MONDAY_NOON)
    assert fetch(mailbox) == 1
    assert Arrival.objects.count() == 2


def test_dying_between_commit_and_mark_keeps_the_letter_once(server: Dovecot) -> None:
    mailbox = mailbox_at(server)
    server.drop(letter(), at=MONDAY_NOON)
    fetch(mailbox)
    Folder.objects.update(last_uid=0)
    with server.client() as client:
        client.select_folder("INBOX")
        client.remove_flags([1], [b"$Reglament"])
    fetch(mailbox)
    assert Arrival.objects.count() == 1


def test_a_renumbered_folder_brings_nothing_twice(server: Dovecot) -> None:
    mailbox = mailbox_at(server)
    server.drop(letter(), at=MONDAY_NOON)
    fetch(mailbox)
    Folder.objects.update(uid_validity=1)  # the server's differs now, as after a rebuilt index
    server.drop(letter("Another", message_id="<2@acme.example>"), at=MONDAY_NOON)
    assert fetch(mailbox) == 1
    assert Arrival.objects.count() == 2


def test_letters_older_than_the_activation_are_imported_without_a_promise(server: Dovecot) -> None:
    mailbox = mailbox_at(server)
    server.drop(letter(), at=MONDAY_NOON - timedelta(days=60))
    fetch(mailbox)
    process_arrivals(NOW)
    assert Arrival.objects.get().imported
    assert Ticket.objects.get().next_due is None


def test_letters_older_than_the_last_success_minus_a_day_are_imported(server: Dovecot) -> None:
    mailbox = mailbox_at(server, last_success_at=MONDAY_NOON)
    server.drop(letter(), at=MONDAY_NOON - timedelta(hours=25))
    server.drop(letter("Late", message_id="<2@acme.example>"), at=MONDAY_NOON - timedelta(hours=23))
    fetch(mailbox)
    assert list(Arrival.objects.order_by("pk").values_list("imported", flat=True)) == [True, False]


def test_a_server_whose_clock_is_ahead_does_not_receive_in_the_future(server: Dovecot) -> None:
    mailbox = mailbox_at(server)
    server.drop(letter(), at=NOW + timedelta(hours=2))
    fetch(mailbox)
    assert Arrival.objects.get().received_at == NOW


def test_success_is_shown_on_the_row(server: Dovecot) -> None:
    mailbox = mailbox_at(server, last_error="gone")
    fetch(mailbox)
    mailbox.refresh_from_db()
    assert (mailbox.last_success_at, mailbox.last_error) == (NOW, "")


def test_a_letter_that_comes_while_we_idle_is_kept_at_once(server: Dovecot) -> None:
    mailbox_at(server)
    with watching_all():
        until(lambda: Mailbox.objects.filter(last_success_at__isnull=False).exists())
        server.drop(letter())
        until(Arrival.objects.exists)


def test_one_bad_mailbox_stops_no_other_and_shows_its_error(server: Dovecot) -> None:
    good = mailbox_at(server)
    bad = Mailbox.objects.create(
        desk=good.desk, address="bad@north.example", way="imap", host="127.0.0.1", port=free_port(), tls=False,
        username="x", password=seal("x"), activated_at=MONDAY_NOON,
    )  # fmt: skip
    server.drop(letter())
    with watching_all():
        until(Arrival.objects.exists)
        until(lambda: Mailbox.objects.exclude(last_error="").exists())
    bad.refresh_from_db()
    assert "refused" in bad.last_error


def test_after_a_restart_of_the_server_we_are_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imap_watch, "SHORTEST_PAUSE", 0.1)
    with dovecot() as own:
        mailbox_at(own)
        with watching_all():
            until(lambda: Mailbox.objects.filter(last_success_at__isnull=False).exists())
            own.stop()
            until(lambda: Mailbox.objects.exclude(last_error="").exists())
            own.start()
            own.drop(letter())
            until(Arrival.objects.exists)
        assert not Mailbox.objects.get(way="imap").last_error


def test_a_wrong_password_is_shown_in_the_servers_words(server: Dovecot) -> None:
    mailbox_at(server, password=seal("wrong"))
    with watching_all():
        until(lambda: Mailbox.objects.exclude(last_error="").exists())
    assert "AUTHENTICATIONFAILED" in Mailbox.objects.get(way="imap").last_error


def test_a_folder_the_server_really_renumbered_brings_nothing_twice(server: Dovecot) -> None:
    mailbox = mailbox_at(server)
    server.drop(letter(), at=MONDAY_NOON)
    fetch(mailbox)
    before = Folder.objects.get().uid_validity
    server.renumber()
    server.drop(letter("Another", message_id="<2@acme.example>"), at=MONDAY_NOON)
    assert fetch(mailbox) == 1
    assert Folder.objects.get().uid_validity != before
    assert Arrival.objects.count() == 2


def test_several_folders_are_fetched_and_one_that_is_missing_stops_no_other(server: Dovecot) -> None:
    mailbox = mailbox_at(server)
    for name in ("Nowhere", "INBOX", "Junk"):
        Folder.objects.create(mailbox=mailbox, name=name)
    server.drop(letter(), at=MONDAY_NOON)
    server.drop(letter("Another", message_id="<2@acme.example>"), at=MONDAY_NOON, folder="Junk")
    assert fetch(mailbox) == 2
    missing = Folder.objects.get(name="Nowhere")
    assert "exist" in missing.last_error
    with server.client() as client:
        client.create_folder("Nowhere")
    assert fetch(mailbox) == 0
    missing.refresh_from_db()
    assert missing.last_error == ""


def test_letters_with_the_same_uid_in_two_folders_are_two(server: Dovecot) -> None:
    mailbox = mailbox_at(server)
    for name in ("INBOX", "Junk"):
        Folder.objects.create(mailbox=mailbox, name=name)
        server.drop(letter(f"For {name}", message_id=f"<{name}@acme.example>"), at=MONDAY_NOON, folder=name)
    assert fetch(mailbox) == 2
    assert Arrival.objects.count() == 2


def test_kept_letters_are_moved_where_the_mailbox_wants_so(server: Dovecot) -> None:
    mailbox = mailbox_at(server, move_to="Done")
    server.drop(letter(), at=MONDAY_NOON)
    server.drop(letter("Another", message_id="<2@acme.example>"), at=MONDAY_NOON)
    assert fetch(mailbox) == 2
    assert fetch(mailbox) == 0
    with server.client() as client:
        assert client.select_folder("INBOX")[b"EXISTS"] == 0
        assert client.select_folder("Done")[b"EXISTS"] == 2


def test_letters_are_fetched_though_they_can_not_be_moved_and_that_stays_in_sight(server: Dovecot) -> None:
    mailbox = mailbox_at(server, move_to="Of/Another/Delimiter")
    server.drop(letter(), at=MONDAY_NOON)
    assert fetch(mailbox) == 1
    assert fetch(mailbox) == 0
    assert "Invalid mailbox name" in Folder.objects.get().last_error


def test_a_letter_that_can_not_be_fetched_holds_up_no_other(server: Dovecot, monkeypatch: pytest.MonkeyPatch) -> None:
    mailbox = mailbox_at(server)
    for number in range(3):
        server.drop(letter(message_id=f"<{number}@acme.example>"), at=MONDAY_NOON)
    poison = PoisonedAt(2)
    monkeypatch.setattr(imap_fetch, "_keep", poison)
    assert fetch(mailbox) == 2
    folder = Folder.objects.get()
    assert (folder.stuck, folder.last_uid, "full of poison" in folder.last_error) == ([2], 3, True)
    poison.uid = 0
    assert fetch(mailbox) == 1
    folder.refresh_from_db()
    assert (folder.stuck, folder.last_error) == ([], "")


def test_a_letter_that_costs_the_connection_is_tried_after_all_others(
    server: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox = mailbox_at(server)
    for number in range(3):
        server.drop(letter(message_id=f"<{number}@acme.example>"), at=MONDAY_NOON)
    monkeypatch.setattr(imap_fetch, "_keep", PoisonedAt(1, error=ConnectionError("gone")))
    for _ in range(2):
        with pytest.raises(ConnectionError):
            fetch(mailbox)
    assert Arrival.objects.count() == 2
    assert Folder.objects.get().stuck == [1]


@pytest.mark.parametrize("deed", ["says nothing", "hangs up", "talks nonsense"])
def test_a_server_that_misbehaves_is_shown_and_tried_again(deed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imap_client, "CONNECT_TIMEOUT", 0.5)
    monkeypatch.setattr(imap_watch, "SHORTEST_PAUSE", 0.1)
    with misbehaving(deed) as port:
        build_world()
        account = {"way": "imap", "host": "127.0.0.1", "port": port, "tls": False, "password": seal("x")}
        Mailbox.objects.filter(address="support@north.example").update(**account)
        with watching_all():
            until(lambda: Mailbox.objects.exclude(last_error="").exists())


def test_a_mailbox_that_takes_no_password_is_opened_with_a_token(server: Dovecot) -> None:
    with granter() as tokens, dovecot(tokens=tokens.port) as own:
        mailbox = mailbox_at(own)
        granted(mailbox, tokens)
        own.drop(letter(), at=MONDAY_NOON)
        assert fetch(mailbox) == 1
        assert fetch(mailbox) == 0
    assert tokens.given == ["access-1"]  # kept between connections
    form = tokens.asked[0]
    assert (form["grant_type"], form["client_id"], form["client_secret"]) == ("refresh_token", "desk", "hush")
    assert unseal(Grant.objects.get().refresh_token) == "refresh-2"


def test_a_token_that_is_believed_no_more_is_replaced(server: Dovecot) -> None:
    with granter() as tokens, dovecot(tokens=tokens.port) as own:
        mailbox = mailbox_at(own)
        granted(mailbox, tokens)
        fetch(mailbox)
        tokens.revoke()
        with pytest.raises(LoginError):
            fetch(mailbox)
        fetch(mailbox)
    assert tokens.given == ["revoked-access-1", "access-2"]


def test_a_refused_grant_is_shown_in_the_servers_words(server: Dovecot) -> None:
    with granter() as tokens:
        mailbox = mailbox_at(server)
        granted(mailbox, tokens)
        tokens.refuses = "The grant was withdrawn by an administrator."
        with watching_all():
            until(lambda: Mailbox.objects.exclude(last_error="").exists())
    assert "withdrawn by an administrator" in Mailbox.objects.get(way="imap").last_error


class PoisonedAt:
    """Keeping letters, but for one UID."""

    def __init__(self, uid: int, *, error: Exception | None = None) -> None:
        self.uid, self.error, self.keep = uid, error or IMAPClientError("full of poison"), imap_fetch._keep

    def __call__(self, client: Any, folder: Folder, uid: int, **facts: Any) -> bool:
        if uid == self.uid:
            raise self.error
        return self.keep(client, folder, uid, **facts)


@contextmanager
def misbehaving(deed: str) -> Iterator[int]:
    """A port where connections are taken and then badly treated."""

    def serve(listening: socket.socket) -> None:
        kept = []
        with suppress(OSError):
            while True:
                connection, _ = listening.accept()
                kept.append(connection)
                if deed == "talks nonsense":
                    connection.sendall(b"220 smtp.acme.example at your service\r\n" * 50)
                elif deed == "hangs up":
                    connection.close()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=serve, args=(listening,), daemon=True).start()
        yield listening.getsockname()[1]
        listening.shutdown(socket.SHUT_RDWR)


def granted(mailbox: Mailbox, tokens: Granter) -> Grant:
    Mailbox.objects.filter(pk=mailbox.pk).update(password=b"")
    return Grant.objects.create(
        mailbox=mailbox,
        token_url=tokens.url,
        client_id="desk",
        client_secret=seal("hush"),
        refresh_token=seal(tokens.refresh_token),
    )


def mailbox_at(server: Dovecot, **facts: object) -> Mailbox:
    build_world()
    mailbox = Mailbox.objects.get(address="support@north.example")
    mailbox.way, mailbox.host, mailbox.port, mailbox.tls = Mailbox.Way.IMAP, "127.0.0.1", server.port, False
    mailbox.username, mailbox.password = server.user, seal(PASSWORD)
    for name, value in facts.items():
        setattr(mailbox, name, value)
    mailbox.save()
    return mailbox


def fetch(mailbox: Mailbox, *, now: datetime = NOW) -> int:
    mailbox.refresh_from_db()
    with connected(mailbox, now=now) as client:
        return fetch_all(client, mailbox, folders_of(mailbox), now=now)


def flags(server: Dovecot) -> tuple[bytes, ...]:
    with server.client() as client:
        client.select_folder("INBOX")
        found: tuple[bytes, ...] = client.get_flags([1])[1]
        return found


@contextmanager
def watching_all() -> Iterator[None]:
    stopped = threading.Event()
    thread = threading.Thread(target=imap_watch.watch_mailboxes, args=(stopped,))
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join()
        connection.close()


def until(happened: object) -> None:
    """Wait for what another thread does."""
    for _ in range(300):
        if happened():  # type: ignore[operator]
            return
        time.sleep(0.1)
    raise AssertionError("it did not happen")
