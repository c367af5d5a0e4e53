"""Bytes to a Letter: any bytes, never an exception, linear time, bounded memory."""

import hashlib
import re
from collections.abc import Collection
from itertools import islice

from reglament.mail.format.machines.bounces import returned_ids
from reglament.mail.format.machines.machine_kinds import classify
from reglament.mail.format.mime import addresses, bodies, headers, html_text, structure
from reglament.mail.format.mime.bodies import Bodies
from reglament.mail.format.mime.dates import date
from reglament.mail.format.mime.letter import Headers, Letter, Mailbox
from reglament.mail.format.mime.structure import Part
from reglament.mail.format.replies import reply_text

LONGEST_SUBJECT = 1_000  # characters
MOST_OF_A_NAME = 50  # fields of one name that are read
MOST_REFERENCES = 500
LONGEST_REFERENCES = 100_000  # characters

_ID = re.compile(r"<\s*([^<>]{1,900}?)\s*>")
_BARE_ID = re.compile(r"[^\s<>,;]{1,400}@[^\s<>,;]{1,400}")
_TICKET = re.compile(r"\[\s*#\s*([0-9]{1,15})\s*\]")


def parse(raw: bytes, *, own: Collection[str] = ()) -> Letter:
    """Read a letter. `own` are our addresses (or bare domains): they make a loop recognisable."""
    root = structure.read(raw)
    found = bodies.gather(root)
    fields = headers.readable(root.fields, hint=bodies.charset_hint(root))
    subject = _subject(fields)
    marked = found.text(marks=True)
    text = html_text.without_marks(marked)
    in_reply_to = next(iter(_ids(fields.get("In-Reply-To"))), None)
    references = _ids(" ".join(fields.all("References")))[-MOST_REFERENCES:]
    divided = _divided(found, marked, kind=reply_text.kind_of(subject, answers=bool(in_reply_to or references)))
    sender = _sender(fields)
    auto, bounce = classify(root, fields, sender=sender, subject=subject or "", text=text, own=own)
    return Letter(
        headers=fields,
        message_id=next(iter(_ids(fields.get("Message-ID"))), None),
        in_reply_to=in_reply_to,
        references=references,
        sender=sender,
        reply_to=addresses.mailboxes(fields.get("Reply-To")),
        to=_mailboxes(fields, "To"),
        cc=_mailboxes(fields, "Cc"),
        delivered_to=_delivered_to(fields),
        return_path=_return_path(fields),
        subject=subject[:LONGEST_SUBJECT] if subject is not None else None,
        date=date(fields.get("Date")),
        text=text,
        html=found.html(),
        reply_text=divided.new,
        rest=divided.rest,
        attachments=tuple(found.attachments),
        ticket_ref=ticket_ref(subject),
        auto=auto,
        bounce=bounce,
        returned=returned_ids(root, text) if auto in ("bounce", "report") else (),
        defects=_defects(root, found, fields, subject, text),
        fingerprint=_fingerprint(fields, found),
    )


def _divided(found: Bodies, marked: str, *, kind: reply_text.Kind) -> reply_text.Split:
    """The new words and the rest. Where the plain text shows no quotation, the HTML may tell where it begins: its new
    words are taken if the plain text begins with them."""
    divided = reply_text.split(marked, kind=kind)
    segment = found.segments[0] if len(found.segments) == 1 else None
    if divided.rest or segment is None or not (segment.plain and segment.html and html_text.quotes(segment.html)):
        return divided
    told = reply_text.trim(html_text.to_text(segment.html, marks=True), kind=kind)
    words = len(told.split())
    if words == 0 or told.split() != marked.split()[:words]:
        return divided
    end = next(islice(re.finditer(r"\S+", marked), words - 1, None)).end()
    return reply_text.Split(marked[:end].strip("\n"), marked[end:].strip("\n"))


def ticket_ref(subject: str | None) -> int | None:
    """The TID in `[#1042]` anywhere in a subject; the first one wins."""
    found = _TICKET.search(subject or "")
    return int(found[1]) if found else None


def _subject(fields: Headers) -> str | None:
    value = fields.get("Subject")
    return headers.one_line(headers.words(value)) if value is not None else None


def _ids(value: str | None) -> tuple[str, ...]:
    """Message-IDs without brackets and without repetition; a field with none in brackets may hold bare ones."""
    shown = (value or "")[-LONGEST_REFERENCES:]
    found = _ID.findall(shown) or _BARE_ID.findall(shown)
    return tuple(dict.fromkeys(headers.one_line(message_id).replace(" ", "") for message_id in found))


def _sender(fields: Headers) -> Mailbox | None:
    """The first From with an address. Without any, the defect "no-from" is noted and Reply-To or Sender stands in."""
    named = _mailboxes(fields, "From")
    for name in ("From", "Reply-To", "Sender"):
        for mailbox in _mailboxes(fields, name):
            if mailbox.address:
                return mailbox if name == "From" else Mailbox(named[0].name if named else mailbox.name, mailbox.address)
    return named[0] if named else None


def _mailboxes(fields: Headers, name: str) -> tuple[Mailbox, ...]:
    return tuple(mailbox for value in fields.all(name)[:MOST_OF_A_NAME] for mailbox in addresses.mailboxes(value))


def _delivered_to(fields: Headers) -> tuple[str, ...]:
    found = [
        mailbox.address
        for name in ("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To")
        for value in fields.all(name)[:20]
        for mailbox in addresses.mailboxes(value)
        if mailbox.address
    ]
    return tuple(dict.fromkeys(found))


def _return_path(fields: Headers) -> str | None:
    value = fields.get("Return-Path")
    return None if value is None else addresses.normal(value)


def _defects(root: Part, found: Bodies, fields: Headers, subject: str | None, text: str) -> tuple[str, ...]:
    defects = [*root.defects, *found.defects]
    if not any(mailbox.address for mailbox in _mailboxes(fields, "From")):
        defects.append("no-from")
    if len(fields.all("From")) > 1:
        defects.append("several-from")
    if subject is not None and len(subject) > LONGEST_SUBJECT:
        defects.append("subject-cut")
    if not text.strip() and not found.attachments:
        defects.append("no-content")
    return tuple(dict.fromkeys(defects))


def _fingerprint(fields: Headers, found: Bodies) -> str:
    """SHA-256 over From, Date, Subject and the decoded bodies ("the same letter"); transport leaves it alone."""
    digest = hashlib.sha256()
    for name in ("From", "Date", "Subject"):
        digest.update(headers.one_line(headers.words(fields.get(name) or "")).encode() + b"\0")
    for segment in found.segments:
        for words in (segment.plain, segment.html):
            digest.update("\n".join(line.rstrip() for line in (words or "").split("\n")).strip().encode() + b"\0")
    for attachment in found.attachments:
        digest.update(attachment.sha256.encode() + b"\0")
    return digest.hexdigest()
