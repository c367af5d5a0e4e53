"""Keeping what arrives: durably, before whoever handed it over is told that we have it."""

import logging
import os
from datetime import datetime

from reglament.lib import bell, crash
from reglament.lib import store as files
from reglament.lib.db import writing
from reglament.lib.names import address_key
from reglament.mail.format.mime.charsets import clean
from reglament.mail.models import Arrival, Mailbox

log = logging.getLogger(__name__)

LARGEST = 50 * 1024 * 1024  # bytes of one letter
NULL_SENDER = "<>"  # how `envelope_from` keeps the null path of RFC 5321 §4.5.5; "" means nobody told us


def store(
    raw: bytes,
    *,
    mailbox: Mailbox,
    way: Mailbox.Way,
    received_at: datetime,
    at: datetime,
    envelope_from: str = "",
    envelope_to: str = "",
    uid: str = "",
    imported: bool = False,
) -> Arrival:
    """Keep a letter: its bytes synced, then its row committed, then the sweeps woken. Only now may the sender be told.

    A `uid` (of the mailbox's server) stores one letter however often it comes; without one every arrival is kept, and
    processing tells what is the same letter.
    """
    sha256 = files.put(raw)
    crash.point("mail.raw-kept")
    with writing():
        known = Arrival.objects.filter(mailbox=mailbox, uid=uid).first() if uid else None
        if known is not None:
            return known
        arrival = Arrival.objects.create(
            mailbox=mailbox,
            desk_id=mailbox.desk_id,
            way=way,
            sha256=sha256,
            size=len(raw),
            received_at=received_at.replace(microsecond=0),
            stored_at=at,
            next_try_at=at,
            envelope_from=clean(envelope_from)[:320],
            envelope_to=clean(envelope_to)[:320],
            uid=uid,
            imported=imported,
        )
        bell.ring()
    crash.point("mail.arrival-committed")
    return arrival


def mailbox_of(address: str) -> Mailbox | None:
    """The mailbox in use that takes letters for `address`, `support+anything@…` being support's; None for others."""
    local, at, domain = address_key(clean(address)).rpartition("@")
    return (
        Mailbox.objects.in_use()
        .filter(address__in={f"{local}{at}{domain}", f"{local.partition('+')[0]}{at}{domain}"})
        .first()
    )


def receive_pipe(raw: bytes, address: str, *, at: datetime, envelope_from: str = "") -> int:
    """Take a letter from a mail server's pipe; the result is the exit code it understands (sysexits.h).

    EX_TEMPFAIL makes the server keep the letter and try again, EX_NOUSER and EX_DATAERR make it tell the sender.
    """
    try:
        mailbox = mailbox_of(address)
        if mailbox is None:
            return os.EX_NOUSER
        if not raw or len(raw) > LARGEST:
            return os.EX_DATAERR
        store(
            raw,
            mailbox=mailbox,
            way=Mailbox.Way.PIPE,
            received_at=at,
            at=at,
            envelope_from=envelope_from,
            envelope_to=address,
        )
    except Exception:
        log.exception("a letter for %s could not be kept", address)
        return os.EX_TEMPFAIL
    return os.EX_OK
