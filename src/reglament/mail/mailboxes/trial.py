"""Trying a mailbox before it is set up: a round trip to its servers, signing in included. It writes nothing, takes a
bounded time, and belongs outside of every transaction."""

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils import translation

from reglament.mail.models import Grant, Mailbox
from reglament.mail.servers.access_tokens import NotGranted, renew
from reglament.mail.servers.sealed_passwords import unseal
from reglament.mail.servers.smtp_client import Connection, Server, server
from reglament.mail.servers.ways_out import server_with

PATIENCE = 6.0  # seconds for a connection, and for each answer of a server
LONGEST = 20.0  # seconds for both servers, which are tried side by side


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of trying one way. `server` is the one that was tried, "" where none is needed; `said` its words, or
    ours, where it did not work; `folders` are those it has."""

    server: str
    said: str = ""
    folders: tuple[str, ...] = ()

    @property
    def went_well(self) -> bool:
        """Whether letters can go this way."""
        return not self.said


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of trying a mailbox."""

    inward: Tried
    outward: Tried


def try_mailbox(mailbox: Mailbox, grant: Grant | None, *, now: datetime) -> Trial:
    """Connect, sign in and list the folders; connect and sign in to send. Neither row need be saved; `grant` gets the
    tokens that came with a new access token."""
    token, trouble = "", ""
    if grant is not None:
        try:
            renew(grant, now=now)
            token = unseal(grant.access_token)
        except NotGranted as refused:
            trouble = str(refused)
    ways: list[Callable[[], Tried]] = [
        lambda: _try_in(mailbox, token, trouble),
        lambda: _try_out(mailbox, token, trouble),
    ]
    inward, outward = _side_by_side(ways, names=(_name_in(mailbox), _name_out(mailbox)))
    return Trial(inward, outward)


def _side_by_side(ways: list[Callable[[], Tried]], *, names: tuple[str, str]) -> list[Tried]:
    """What each gives; who has not ended in time counts as a server that does not answer."""
    boxes: list[queue.SimpleQueue[Tried]] = [queue.SimpleQueue() for _ in ways]
    language = translation.get_language()

    def walk(way: Callable[[], Tried], box: "queue.SimpleQueue[Tried]") -> None:
        with translation.override(language):
            box.put(way())

    for way, box in zip(ways, boxes, strict=True):
        threading.Thread(target=walk, args=(way, box), daemon=True).start()
    found = []
    for box, name in zip(boxes, names, strict=True):
        try:
            found.append(box.get(timeout=LONGEST))
        except queue.Empty:
            found.append(Tried(name, "timed out"))
    return found


def _try_in(mailbox: Mailbox, token: str, trouble: str) -> Tried:
    name = _name_in(mailbox)
    if not name or trouble:
        return Tried(name, trouble if name else "")
    from reglament.mail.servers.imap_client import reached  # heavy, and hardly a page needs it

    try:
        with reached(mailbox, connect_within=PATIENCE, read_within=PATIENCE) as client:
            if token:
                client.oauth2_login(mailbox.username or mailbox.address, token)
            else:
                client.login(mailbox.username, unseal(mailbox.password) if mailbox.password else "")
            there = [name for flags, _delimiter, name in client.list_folders() if b"\\Noselect" not in flags]
    except Exception as error:
        return Tried(name, _words(error))
    return Tried(name, folders=tuple(sorted(there, key=lambda folder: (folder != "INBOX", folder))))


def _try_out(mailbox: Mailbox, token: str, trouble: str) -> Tried:
    name = _name_out(mailbox)
    if mailbox.smtp_host and trouble:
        return Tried(name, trouble)
    try:
        connection = Connection(_server_out(mailbox, token), timeout=PATIENCE)
        connection.open()
        connection.close()
    except Exception as error:
        return Tried(name, _words(error))
    return Tried(name)


def _server_out(mailbox: Mailbox, token: str) -> Server:
    return server_with(mailbox, token=token) if mailbox.smtp_host else server()


def _name_in(mailbox: Mailbox) -> str:
    return f"{mailbox.host}:{mailbox.port}" if mailbox.way == Mailbox.Way.IMAP else ""


def _name_out(mailbox: Mailbox) -> str:
    return f"{mailbox.smtp_host}:{mailbox.smtp_port}" if mailbox.smtp_host else server().name


def _words(error: Exception) -> str:
    """The server's, where it said something."""
    said = error.args[0] if error.args and isinstance(error.args[0], bytes) else None
    return said.decode("utf-8", "replace") if said else str(error) or type(error).__name__
