"""The outbox: one row per letter and recipient, fixed when it is made, made once however often a reader runs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from reglament.lib import bell, crash
from reglament.lib.db import writing
from reglament.lib.prepared import insert, prepared
from reglament.mail.format.composer import message_id, thread_subject
from reglament.mail.format.machines import loop_guard
from reglament.mail.format.references import with_token
from reglament.mail.models import Arrival, Mailbox, Outgoing
from reglament.mail.outgoing import reply_tokens
from reglament.mail.outgoing.held_letters import STORM
from reglament.mail.outgoing.letter_text import Rendered
from reglament.mail.outgoing.recipients import Recipient
from reglament.regulation.models import Desk
from reglament.tickets.models import Attachment, Message, Ticket

MOST_REFERENCES = 20
COUNTED = timedelta(hours=10)  # the longest span of guarding's limits

_COUNTED_STATES = [state for state in Outgoing.State if state != Outgoing.State.HELD]
_USABLE_ID = re.compile(r"[!-;=?-~]{3,250}")


@dataclass(frozen=True, slots=True)
class Origin:
    """Why a letter is written: its `kind`, and a `cause` ("17": event 17) that never causes the same letter twice."""

    cause: str
    kind: str

    def key(self, to: Recipient) -> str:
        """The row's key, which is also inside its Message-ID."""
        return f"{self.cause}.{self.kind}.{to.person.pk if to.person else 0}"


def put(
    origin: Origin,
    to: Recipient,
    words: Rendered,
    *,
    desk: Desk,
    now: datetime,
    ticket: Ticket | None = None,
    arrival: Arrival | None = None,
    entry: Message | None = None,
    automatic: bool = True,
    send_after: datetime | None = None,
) -> Outgoing:
    """Put a letter into the outbox: about `ticket`, or in answer to `arrival`; `entry` is the message it carries.

    Automatic letters over the storm limits are held back, and shown. The same origin and recipient make one letter.
    """
    joined = _joined(ticket.pk) if ticket else []
    came = [arrival] if arrival else joined
    mailbox = _mailbox_for(desk, came)
    sender = mailbox.address if mailbox else f"{desk.slug}@{settings.MAIL_DOMAIN}"
    known = _thread(ticket, to, joined) if ticket else _ids([arrival.message_id] if arrival else [])
    key = origin.key(to)
    fixed: dict[str, Any] = {
        "key": key,
        "desk": desk,
        "ticket": ticket,
        "entry": entry,
        "kind": origin.kind,
        "person": to.person,
        "to_address": to.address,
        "to_name": to.name,
        "from_address": sender,
        "from_name": (mailbox.name if mailbox else "") or desk.name_in(to.language),
        "reply_to": _reply_to(mailbox, ticket, to),
        "message_id": message_id(key, settings.MAIL_DOMAIN),
        "in_reply_to": known[-1] if known else "",
        "references": " ".join(known),
        "language": to.language,
        "subject": thread_subject(words.subject, ticket.pk, reply=bool(known)) if ticket else words.subject,
        "text": words.text,
        "html": words.html,
        "automatic": automatic,
        "attachments": [_described(attachment) for attachment in entry.attachments.all()] if entry else [],
        "made_at": now,
        "send_after": send_after or now,
        "next_try_at": send_after or now,
    }
    with writing():
        for made in _made(key):
            return made
        if automatic and not _within_limits(ticket, to.address, now):
            fixed |= {"state": Outgoing.State.HELD, "why": STORM}
        outgoing = insert(Outgoing(**fixed))
        bell.ring()
    crash.point("mail.letter-made")
    return outgoing


def _mailbox_for(desk: Desk, came: Sequence[Arrival]) -> Mailbox | None:
    """The one the first letter came to; where that is switched off, or none came, the desk's first in use."""
    if came and came[0].mailbox.off_since is None:
        return came[0].mailbox
    return desk.mailboxes.in_use().order_by("pk").first()


@prepared
def _made(key: str) -> QuerySet[Outgoing]:
    return Outgoing.objects.filter(key=key)


@prepared
def _joined(ticket: int) -> QuerySet[Arrival]:
    """The letters that became messages of the ticket, oldest first, with the addresses they came to."""
    joined = Arrival.objects.filter(ticket=ticket, state=Arrival.State.JOINED).select_related("mailbox")
    return joined.order_by("received_at", "pk").only("received_at", "sender", "message_id", "mailbox")


def _reply_to(mailbox: Mailbox | None, ticket: Ticket | None, to: Recipient) -> str:
    """Where an answer finds its ticket; "" without a ticket, and for a desk without any mailbox."""
    if mailbox is None or ticket is None or to.person is None:
        return ""
    return with_token(mailbox.address, reply_tokens.token_for(ticket.pk, to.person.pk))


def _thread(ticket: Ticket, to: Recipient, joined: Sequence[Arrival]) -> list[str]:
    """The Message-IDs the recipient's mail program knows of this conversation, oldest first."""
    came = [(arrival.received_at, arrival.message_id) for arrival in joined if arrival.sender == to.address]
    return _ids([found for _, found in sorted([*came, *_written(ticket.pk, to.address)])])


@prepared
def _written(ticket: int, address: str) -> QuerySet[Outgoing, tuple[datetime, str]]:
    written = Outgoing.objects.filter(ticket=ticket, to_address=address)
    left = written.exclude(state__in=[Outgoing.State.HELD, Outgoing.State.CANCELLED])
    return left.values_list("send_after", "message_id")


def _ids(found: Sequence[str]) -> list[str]:
    """Each usable one once; of very many the first and the last."""
    ids = list(dict.fromkeys(one for one in found if _USABLE_ID.fullmatch(one)))
    return ids if len(ids) <= MOST_REFERENCES else [ids[0], *ids[1 - MOST_REFERENCES :]]


def _within_limits(ticket: Ticket | None, address: str, now: datetime) -> bool:
    """Two keys: this ticket with this address, and the address (docs/mail.md, "Rules of answering")."""
    sent = _automatic(address, now - COUNTED)
    here = [made_at for made_at, about in sent if ticket and about == ticket.pk]
    return loop_guard.within_limits(here, now, limits=loop_guard.PER_TICKET) and loop_guard.within_limits(
        [made_at for made_at, _ in sent], now, limits=loop_guard.PER_ADDRESS
    )


@prepared
def _automatic(address: str, since: datetime) -> QuerySet[Outgoing, tuple[datetime, int | None]]:
    """By the states counted, so that a flood's many held letters are not walked through for each new one."""
    letters = Outgoing.objects.filter(to_address=address, state__in=_COUNTED_STATES, made_at__gt=since)
    return letters.filter(automatic=True).values_list("made_at", "ticket")


def _described(attachment: Attachment) -> dict[str, Any]:
    return {
        "filename": attachment.filename,
        "content_type": attachment.content_type,
        "sha256": attachment.sha256,
        "size": attachment.size,
        "inline": attachment.inline,
        "content_id": attachment.content_id,
    }
