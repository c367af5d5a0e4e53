"""Complaints about the support itself, to whom the document names (C-62)."""

from dataclasses import replace
from datetime import datetime

from reglament.directory.models import Person
from reglament.events.recording import record
from reglament.lib.db import write
from reglament.tickets import access
from reglament.tickets.clocks.clock_rows import retime
from reglament.tickets.conversation.speaking import NewMessage, add_message, said_before
from reglament.tickets.locking import locked
from reglament.tickets.models import Message, Ticket


@write
def complain(
    ticket: Ticket,
    message: NewMessage,
    *,
    addressee: str,
    by: Person,
    received_at: datetime,
    at: datetime,
    channel: str,
) -> Message:
    """Add the client's complaint to `addressee` (a slug of the document). Its own clock counts from receipt where the
    document promises one; the request itself stays as it is, a resolved one resolved. The same `message.origin`
    complains once."""
    if (known := said_before(message.origin)) is not None:
        return known
    ticket = locked(ticket)
    access.require(by, "write", ticket)
    channel = ticket.regulation.promise.channel_via(channel)
    marked = replace(message, purpose=Message.Purpose.COMPLAINT.value)
    added = add_message(ticket, Message.Kind.CLIENT, marked, author=by, channel=channel, written_at=received_at)
    if ticket.is_open:
        ticket.reply_owed_since = ticket.reply_owed_since or received_at
    ticket.changed_at = at
    ticket.save(update_fields=["reply_owed_since", "changed_at"])
    facts = {"message": added.pk, "received_at": received_at.isoformat(), "channel": channel}
    record(ticket, "complained", by=by, at=at, addressee=addressee, **facts)
    retime(ticket, at=at)
    return added
