"""Fetching from IMAP folders: every letter once, kept before it is marked or moved on the server."""

import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from imapclient import SEEN, IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

from reglament.lib import crash
from reglament.lib.db import writing
from reglament.mail.incoming.arrivals import LARGEST, store
from reglament.mail.models import Folder, Mailbox

MARK = b"$Reglament"  # the keyword on letters we have, where the server lets us set one; else \Seen
IDLE_FOR = timedelta(minutes=9)  # servers and routers drop what is silent longer; RFC 2177 says under 29
POLL_EVERY = timedelta(seconds=30)  # where the server can't IDLE, and for folders it allows no connection for
LISTEN_FOR = 2.0  # seconds between looks at whether we shall stop

Turns = Mapping[int, AbstractContextManager[object]]
"""What is held while a folder is fetched, by its key: two connections must not do it at once."""


def fetch_all(
    client: IMAPClient, mailbox: Mailbox, folders: Sequence[Folder], *, now: datetime, turns: Turns | None = None
) -> int:
    """Fetch `folders` of `mailbox`; return how many letters were kept. The rows then tell of it.

    A folder that can't be fetched says so in its own row and keeps the others from nothing.
    """
    kept = 0
    for folder in folders:
        try:
            with turns[folder.pk] if turns else nullcontext():
                folder.refresh_from_db(fields=["uid_validity", "last_uid", "stuck"])
                kept += _fetch_new(client, folder, now=now)
        except IMAPClientError as error:
            if isinstance(error, IMAPClientAbortError):
                raise  # the connection is gone, not the folder
            _remember(folder, last_error=str(error)[:2000])
    _remember(mailbox, last_success_at=now, last_error="", failing_since=None)
    return kept


def folders_of(mailbox: Mailbox) -> Sequence[Folder]:
    """The folders that are fetched, INBOX where none is named."""
    found = list(mailbox.folders.order_by("pk"))
    if not found:
        with writing():
            found = [Folder.objects.get_or_create(mailbox=mailbox, name="INBOX")[0]]
    for folder in found:
        folder.mailbox = mailbox
    return found


def _fetch_new(client: IMAPClient, folder: Folder, *, now: datetime) -> int:
    """Keep every letter not yet kept and mark or move it on the server; return how many.

    A letter that can't be fetched, or whose fetching costs us the connection, is tried again after all others.
    """
    trouble = _made_ready(client, folder.mailbox.move_to)
    opened = client.select_folder(folder.name)
    folder.next_uid = opened.get(b"UIDNEXT", 0)
    mark = MARK if {MARK, rb"\*"} & set(opened.get(b"PERMANENTFLAGS", ())) else SEEN
    if folder.uid_validity != opened[b"UIDVALIDITY"]:
        _remember(folder, uid_validity=opened[b"UIDVALIDITY"], last_uid=0, stuck=[])
    imported_before, kept = _imported_before(folder), 0
    if folder.mailbox.move_to and mark == MARK:  # marked and not moved, because we died in between
        trouble = _settled(client, folder.mailbox, client.search(["KEYWORD", MARK.decode()]), mark) or trouble
    for uid in [*_new_uids(client, folder, mark), *folder.stuck]:
        try:
            kept += _keep(client, folder, uid, now=now, imported_before=imported_before)
            trouble = _settled(client, folder.mailbox, [uid], mark) or trouble
            _remember(folder, last_uid=max(folder.last_uid, uid), stuck=[one for one in folder.stuck if one != uid])
        except (IMAPClientError, OSError) as error:
            trouble = _("Letter %(uid)s: %(error)s") % {"uid": uid, "error": error}
            stuck = [*(one for one in folder.stuck if one != uid), uid]
            _remember(folder, last_uid=max(folder.last_uid, uid), stuck=stuck, last_error=trouble[:2000])
            if not isinstance(error, IMAPClientError) or isinstance(error, IMAPClientAbortError):
                raise  # the connection is gone
    _remember(folder, fetched_at=now, last_error=trouble[:2000])
    return kept


def wait_for_news(client: IMAPClient, folder: Folder, stopped: threading.Event, *, at_most: timedelta) -> None:
    """Return when `folder`, which was just fetched, has changed, after `at_most`, or when `stopped` is set."""
    if not client.has_capability("IDLE") or folder.last_error:
        stopped.wait(POLL_EVERY.total_seconds())
        return
    if client.select_folder(folder.name).get(b"UIDNEXT", 0) != folder.next_uid:
        return  # a letter came since, and the server may have told so beside something else
    client.idle()
    until = time.monotonic() + at_most.total_seconds()
    while not stopped.is_set() and time.monotonic() < until:
        asked = time.monotonic()
        if client.idle_check(timeout=LISTEN_FOR):
            break
        if time.monotonic() - asked < LISTEN_FOR / 2:
            raise ConnectionError("the server hung up")  # imapclient tells the end of a connection by an empty answer
    client.idle_done()


def _imported_before(folder: Folder) -> datetime:
    """Letters with an older internal date carry no promise (mail.md, "Ways in")."""
    mailbox = folder.mailbox
    looked_at = folder.fetched_at or mailbox.last_success_at
    return max(mailbox.activated_at, looked_at - timedelta(days=1)) if looked_at else mailbox.activated_at


def _new_uids(client: IMAPClient, folder: Folder, mark: bytes) -> list[int]:
    """UIDs above the last one. When the folder was renumbered (RFC 3501 §2.3.1.1), those without our own mark."""
    found = client.search(["UID", f"{folder.last_uid + 1}:*"])
    if folder.last_uid == 0 and mark == MARK:
        found = client.search(["UNKEYWORD", MARK.decode()])
    return sorted(uid for uid in found if uid > folder.last_uid)  # "n:*" always names the last letter


def _keep(client: IMAPClient, folder: Folder, uid: int, *, now: datetime, imported_before: datetime) -> bool:
    """Store one letter; False when it is gone meanwhile. Of a letter beyond all limits the beginning is kept."""
    fetched = client.fetch([uid], ["INTERNALDATE", f"BODY.PEEK[]<0.{LARGEST}>"]).get(uid, {})
    raw = fetched.get(b"BODY[]<0>")
    if raw is None:
        return False
    arrived = fetched[b"INTERNALDATE"]
    store(
        raw,
        mailbox=folder.mailbox,
        way=Mailbox.Way.IMAP,
        received_at=min(arrived, now),
        at=now,
        uid=f"{folder.pk}/{folder.uid_validity}/{uid}",
        imported=arrived < imported_before,
    )
    return True


def _made_ready(client: IMAPClient, move_to: str) -> str:
    """See that the folder for kept letters is there; the server's words when it can't be made."""
    try:
        if move_to and not client.folder_exists(move_to):
            client.create_folder(move_to)
    except IMAPClientError as error:
        if isinstance(error, IMAPClientAbortError):
            raise
        return str(error)
    return ""


def _settled(client: IMAPClient, mailbox: Mailbox, uids: list[int], mark: bytes) -> str:
    """Mark kept letters, and move them where the mailbox wants so; the server's words when it would not."""
    try:
        for uid in uids:
            client.add_flags([uid], [mark], silent=True)
            crash.point("mail.imap-marked")
            if mailbox.move_to:
                _move(client, uid, mailbox.move_to)
    except IMAPClientError as error:
        if isinstance(error, IMAPClientAbortError):
            raise
        return str(error)
    return ""


def _move(client: IMAPClient, uid: int, folder: str) -> None:
    """Move a letter to `folder`, by copying where the server can't move (RFC 6851)."""
    if client.has_capability("MOVE"):
        client.move([uid], folder)
        return
    client.copy([uid], folder)
    client.delete_messages([uid], silent=True)
    if client.has_capability("UIDPLUS"):
        client.uid_expunge([uid])


def _remember(row: Mailbox | Folder, **facts: object) -> None:
    for name, value in facts.items():
        setattr(row, name, value)
    with writing():
        type(row)._default_manager.filter(pk=row.pk).update(**facts)
