"""The client writes to his ticket: by letter or from the portal."""

from datetime import datetime

from django.utils.translation import gettext as _

from reglament.directory.models import Person
from reglament.events.recording import record
from reglament.lib.db import write
from reglament.lib.refused import Refused
from reglament.tickets import access
from reglament.tickets.closing import mark_reopened
from reglament.tickets.locking import locked
from reglament.tickets.models import Message, Ticket
from reglament.tickets.speaking import NewMessage, add_message, has_refused, said_before
from reglament.tickets.timing import retime


@write
def write_as_client(
    ticket: Ticket, message: NewMessage, *, by: Person, received_at: datetime, at: datetime, channel: str
) -> Message:
    """Add what the client wrote; we owe an answer from then on. It ends waiting for the client and reopens a resolved
    ticket (C-61).

    The same `message.origin` adds one message: the second call returns the first one's.
    """
    if (known := said_before(message.origin)) is not None:
        return known
    ticket = locked(ticket)
    access.require(by, "write", ticket)
    channel = ticket.regulation.promise.channel_via(channel)
    if not message.text.strip() and not message.files and not message.html:
        raise Refused(_("Please write something first."), code="empty", field="text")
    added = add_message(ticket, Message.Kind.CLIENT, message, author=by, channel=channel, written_at=received_at)
    if not ticket.is_open:
        mark_reopened(ticket, by=by, at=at, received_at=received_at)
    wait_over = ticket.waits_for == "client"
    if wait_over:
        ticket.waits_for, ticket.wait_reason, ticket.wakes_at = "", "", None
    ticket.reply_owed_since = ticket.reply_owed_since or received_at
    ticket.changed_at = at
    ticket.save(update_fields=["waits_for", "wait_reason", "wakes_at", "reply_owed_since", "changed_at"])
    received = received_at.isoformat()
    record(ticket, "wrote", by=by, at=at, message=added.pk, received_at=received, channel=channel, wait_over=wait_over)
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
    added = add_message(ticket, Message.Kind.CLIENT, message, author=by, channel=channel, written_at=received_at)
    ticket.changed_at = at
    ticket.save(update_fields=["changed_at"])
    record(ticket, "wrote_unverified", by=by, at=at, message=added.pk, received_at=received_at.isoformat())
    return added
