"""Fetching from an IMAP folder: every letter once, kept before it is marked on the server."""

import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from imapclient import SEEN, IMAPClient, SocketTimeout

from reglament.lib import crash
from reglament.lib.db import writing
from reglament.mail.models import Mailbox
from reglament.mail.receiving import LARGEST, store
from reglament.mail.sealing import unseal

MARK = b"$Reglament"  # the keyword on letters we have, where the server lets us set one; else \Seen
IDLE_FOR = timedelta(minutes=9)  # servers and routers drop what is silent longer; RFC 2177 says under 29
POLL_EVERY = timedelta(seconds=30)  # where the server can't IDLE
LISTEN_FOR = 2.0  # seconds between looks at whether we shall stop


@contextmanager
def connected(mailbox: Mailbox) -> Iterator[IMAPClient]:
    """A signed-in client, certificates verified."""
    timeout = SocketTimeout(connect=15, read=60)
    context = ssl.create_default_context() if mailbox.tls else None
    client = IMAPClient(mailbox.host, mailbox.port, ssl=mailbox.tls, ssl_context=context, timeout=timeout)
    try:
        if not mailbox.tls and client.has_capability("STARTTLS"):
            client.starttls(ssl.create_default_context())
        client.login(mailbox.username, unseal(mailbox.password))
        client.normalise_times = False
        yield client
    finally:
        client.shutdown()


def fetch_new(client: IMAPClient, mailbox: Mailbox, *, now: datetime) -> int:
    """Keep every letter not yet kept and mark it on the server; return how many. The row then tells of the success."""
    folder = client.select_folder(mailbox.folder)
    mark = MARK if {MARK, rb"\*"} & set(folder.get(b"PERMANENTFLAGS", ())) else SEEN
    if mailbox.uid_validity != folder[b"UIDVALIDITY"]:
        _remember(mailbox, uid_validity=folder[b"UIDVALIDITY"], last_uid=0)
    imported_before = _imported_before(mailbox)
    kept = 0
    for uid in _new_uids(client, mailbox, mark):
        kept += _keep(client, mailbox, uid, now=now, imported_before=imported_before)
        client.add_flags([uid], [mark], silent=True)
        crash.point("mail.imap-marked")
        _remember(mailbox, last_uid=uid)
    _remember(mailbox, last_success_at=now, last_error="")
    return kept


def wait_for_news(client: IMAPClient, stopped: threading.Event) -> None:
    """Return when the folder changed, when it is time to look anyway, or when `stopped` is set."""
    if not client.has_capability("IDLE"):
        stopped.wait(POLL_EVERY.total_seconds())
        return
    client.idle()
    until = time.monotonic() + IDLE_FOR.total_seconds()
    while not stopped.is_set() and time.monotonic() < until:
        asked = time.monotonic()
        if client.idle_check(timeout=LISTEN_FOR):
            break
        if time.monotonic() - asked < LISTEN_FOR / 2:
            raise ConnectionError("the server hung up")  # imapclient tells the end of a connection by an empty answer
    client.idle_done()


def _imported_before(mailbox: Mailbox) -> datetime:
    """Letters with an older internal date carry no promise (clocks.md, "Which moment counts")."""
    if mailbox.last_success_at is None:
        return mailbox.activated_at
    return max(mailbox.activated_at, mailbox.last_success_at - timedelta(days=1))


def _new_uids(client: IMAPClient, mailbox: Mailbox, mark: bytes) -> list[int]:
    """UIDs above the last one. When the folder was renumbered (RFC 3501 §2.3.1.1), those without our own mark."""
    found = client.search(["UID", f"{mailbox.last_uid + 1}:*"])
    if mailbox.last_uid == 0 and mark == MARK:
        found = client.search(["UNKEYWORD", MARK.decode()])
    return sorted(uid for uid in found if uid > mailbox.last_uid)  # "n:*" always names the last letter


def _keep(client: IMAPClient, mailbox: Mailbox, uid: int, *, now: datetime, imported_before: datetime) -> bool:
    """Store one letter; False when it is gone meanwhile. Of a letter beyond all limits the beginning is kept."""
    fetched = client.fetch([uid], ["INTERNALDATE", f"BODY.PEEK[]<0.{LARGEST}>"]).get(uid, {})
    raw = fetched.get(b"BODY[]<0>")
    if raw is None:
        return False
    arrived = fetched[b"INTERNALDATE"]
    store(
        raw,
        mailbox=mailbox,
        way=Mailbox.Way.IMAP,
        received_at=min(arrived, now),
        at=now,
        uid=f"{mailbox.uid_validity}/{uid}",
        imported=arrived < imported_before,
    )
    return True


def _remember(mailbox: Mailbox, **facts: object) -> None:
    for name, value in facts.items():
        setattr(mailbox, name, value)
    with writing():
        Mailbox.objects.filter(pk=mailbox.pk).update(**facts)
