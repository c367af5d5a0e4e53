"""The client writes to his ticket: by letter or from the portal."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from reglament.directory.models import Person
from reglament.events.models import Recorded, recorded
from reglament.events.recording import record
from reglament.lib.db import write
from reglament.lib.refused import Refused
from reglament.tickets import access
from reglament.tickets.clocks.clock_rows import retime
from reglament.tickets.conversation.speaking import NewMessage, add_message, has_refused, said_before
from reglament.tickets.course.closing import mark_reopened
from reglament.tickets.course.reopening import need_reopenable
from reglament.tickets.locking import locked
from reglament.tickets.models import Message, Ticket


@write
def write_as_client(
    ticket: Ticket, message: NewMessage, *, by: Person, received_at: datetime, at: datetime, channel: str
) -> Message:
    """Add what the client wrote; we owe an answer from then on. It ends waiting for the client and reopens a resolved
    ticket while the document lets it (C-61); afterwards it is refused.

    The same `message.origin` adds one message: the second call returns the first one's.
    """
    if (known := said_before(message.origin)) is not None:
        return known
    ticket = locked(ticket)
    access.require(by, "write", ticket)
    channel = ticket.regulation.promise.channel_via(channel)
    if not message.text.strip() and not message.files and not message.html:
        raise Refused(_("Please write something first."), code="empty", field="text")
    need_reopenable(ticket, by, at=received_at)
    added = add_message(ticket, Message.Kind.CLIENT, message, author=by, channel=channel, written_at=received_at)
    _count(ticket, added, by=by, at=at)
    if has_refused(message):
        record(ticket, "files_kept_aside", by=None, at=at, message=added.pk)
    retime(ticket, at=at)
    return added


@write
def add_unverified(
    ticket: Ticket, message: NewMessage, *, by: Person, received_at: datetime, at: datetime, channel: str
) -> Message:
    """Add a letter whose sender was not proven (C-05): its text, shown as unverified, and nothing else. It ends no
    wait, reopens nothing and starts no clock; the ticket's people are told. The same `message.origin` is added once."""
    if (known := said_before(message.origin)) is not None:
        return known
    ticket = locked(ticket)
    access.require(by, "write", ticket)
    channel = ticket.regulation.promise.channel_via(channel)
    added = add_message(ticket, Message.Kind.CLIENT, message, author=by, channel=channel, written_at=received_at)
    ticket.changed_at = at
    ticket.save(update_fields=["changed_at"])
    record(ticket, "wrote_unverified", by=by, at=at, message=added.pk, received_at=received_at.isoformat())
    return added


@write
def vouch(ticket: Ticket, message: Message, *, by: Person, at: datetime) -> Message:
    """A colleague knows that a letter added as unverified is the client's own: from now on it does what his letters do,
    counted from when it arrived. Vouching twice counts once."""
    ticket = locked(ticket)
    access.require_at(by, "triage", ticket.desk)
    if message.pk in doubted(recorded(ticket.stream)):
        need_reopenable(ticket, message.author or by, at=message.written_at)
        record(ticket, "vouched", by=by, at=at, message=message.pk)
        _count(ticket, message, by=message.author or by, at=at)
        retime(ticket, at=at)
    return message


def doubted(events: Iterable[Recorded]) -> set[int]:
    """Keys of the messages that were added as unverified and that nobody has vouched for."""
    about = [(event.verb, event.data["message"]) for event in events if event.verb in ("wrote_unverified", "vouched")]
    return {key for _verb, key in about} - {key for verb, key in about if verb == "vouched"}


def _count(ticket: Ticket, added: Message, *, by: Person, at: datetime) -> None:
    """What follows from a message of the client's; the command has locked the ticket, and retimes it."""
    received_at = added.written_at
    if not ticket.is_open:
        mark_reopened(ticket, by=by, at=at, received_at=received_at)
    wait_over = ticket.waits_for == "client"
    if wait_over:
        ticket.waits_for, ticket.wait_reason, ticket.wakes_at = "", "", None
    ticket.reply_owed_since = ticket.reply_owed_since or received_at
    ticket.changed_at = at
    ticket.save(update_fields=["waits_for", "wait_reason", "wakes_at", "reply_owed_since", "changed_at"])
    about = {"message": added.pk, "received_at": received_at.isoformat(), "channel": added.channel}
    record(ticket, "wrote", by=by, at=at, wait_over=wait_over, **about)
