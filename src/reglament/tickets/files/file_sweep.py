"""What is done with files outside of any request: the virus scanner looks, small pictures are made (C-56)."""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from reglament.events.recording import record
from reglament.lib import clamd, crash, kinds, pictures, store
from reglament.lib.db import writing
from reglament.lib.leases import claim, next_attempt
from reglament.tickets.models import Attachment

log = logging.getLogger(__name__)

AT_ONCE = 10  # files per run, so that many pictures leave the other sweeps their turn
LEASE = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(minutes=10)
MOST_ATTEMPTS = 5  # for what fails by itself; a scanner that is away is waited for

Changes = dict[str, Any]


def examine_files(now: datetime) -> int:
    """Do what is due with files, oldest first; return how many were looked at. (A sweep.)

    A scanner that gave no answer is not asked again in the same run: one that hangs is waited for long.
    """
    due = Attachment.objects.filter(due_at__lte=now).select_related("message__ticket").order_by("due_at", "pk")
    taken = claim(due, now=now, at_once=AT_ONCE, lease=LEASE)
    away: clamd.Unreachable | None = None
    for file in taken:
        try:
            if away and file.scan == Attachment.Scan.WAITING:
                raise away
            _examine(file, now)
        except clamd.Unreachable as error:
            if away is None:
                log.warning("the virus scanner gives no answer: %s", error)
            away = error
            _put_off(file, error, now)
        except Exception as error:
            log.exception("file %s could not be examined", file.pk)
            _put_off(file, error, now)
    return len(taken)


def _examine(file: Attachment, now: datetime) -> None:
    """What the scanner says is kept before anything else is tried. Raises clamd.Unreachable."""
    try:
        content = store.get(file.sha256)
    except FileNotFoundError:
        _settle(file, {"scan": Attachment.Scan.UNCHECKED} if file.scan else {})
        return
    if file.scan == Attachment.Scan.WAITING:
        _scan(file, content, now)
    _settle(file, {} if file.refused or file.scan == Attachment.Scan.INFECTED else _pictured(file, content))


def _scan(file: Attachment, content: bytes, now: datetime) -> None:
    found = clamd.scan(content, settings.SCANNER) if settings.SCANNER else None
    if found is None:
        file.scan = ""
    elif found.name:
        file.scan, file.found = Attachment.Scan.INFECTED, found.name
    else:
        file.scan = Attachment.Scan.CLEAN if found.checked else Attachment.Scan.UNCHECKED
    crash.point("tickets.file-scanned")
    with writing():
        unseen = Attachment.objects.filter(pk=file.pk, scan=Attachment.Scan.WAITING)
        if unseen.update(scan=file.scan, found=file.found) and file.scan == Attachment.Scan.INFECTED:
            told = {"file": file.pk, "name": file.filename, "found": file.found}
            record(file.message.ticket, "infected", by=None, at=now, **told)


def _pictured(file: Attachment, content: bytes) -> Changes:
    """What its pictures change about it. Nothing is written here but files."""
    changes: Changes = {}
    if file.converts:
        converted = pictures.as_png(content, file.kind)
        changes = _converted(file, converted) if converted else {"refused": "picture", "converts": False}
        content = converted or b""
    kind = changes.get("kind", file.kind) or kinds.kind_of(content)
    return changes | {"thumbnail": _thumbnail(changes.get("sha256", file.sha256), content, kind)}


def _converted(file: Attachment, png: bytes) -> Changes:
    """The file is the PNG from now on; the letter itself keeps what came."""
    return {
        "sha256": store.put(png),
        "size": len(png),
        "kind": "png",
        "content_type": kinds.SHOWN["png"],
        "filename": f"{file.filename.rpartition('.')[0] or file.filename}.png"[:250],
        "converts": False,
    }


def _thumbnail(sha256: str, content: bytes, kind: str) -> str:
    """The SHA-256 of the small picture, "" for what is none. The same picture in many letters is made small once."""
    if kind not in kinds.SHOWN:
        return ""
    made = Attachment.objects.filter(sha256=sha256).exclude(thumbnail="").values_list("thumbnail", flat=True).first()
    small = None if made else pictures.thumbnail(content, kind)
    return made or (store.put(small) if small else "")


def _settle(file: Attachment, changes: Changes) -> None:
    with writing():
        Attachment.objects.filter(pk=file.pk).update(**changes, due_at=None, held_until=None)


def _put_off(file: Attachment, error: Exception, now: datetime) -> None:
    attempts = file.attempts + 1
    over = attempts >= MOST_ATTEMPTS and not isinstance(error, clamd.Unreachable | OSError)
    again = None if over else next_attempt(now, attempts, longest=LONGEST_PAUSE)
    kept = {"due_at": again, "held_until": None, "attempts": min(attempts, 1_000)}
    with writing():
        Attachment.objects.filter(pk=file.pk).update(**kept)
