"""Chasing: "any news?" finds its request, is counted and shown, and speeds nothing up (C-28)."""

from dataclasses import replace
from datetime import datetime

from reglament.directory.models import Person
from reglament.events.recording import record
from reglament.lib.db import write
from reglament.tickets import access
from reglament.tickets.conversation.speaking import NewMessage, add_message, said_before
from reglament.tickets.locking import locked
from reglament.tickets.models import Message, Ticket


@write
def nudge(
    ticket: Ticket, message: NewMessage, *, by: Person, received_at: datetime, at: datetime, channel: str
) -> Message:
    """Add a reminder of the client's. We owe a reply from then on; no clock starts or starts again, no wait ends, and
    the place in the queue stays. The same `message.origin` reminds once."""
    if (known := said_before(message.origin)) is not None:
        return known
    ticket = locked(ticket)
    access.require(by, "write", ticket)
    channel = ticket.regulation.promise.channel_via(channel)
    marked = replace(message, purpose=Message.Purpose.NUDGE.value)
    added = add_message(ticket, Message.Kind.CLIENT, marked, author=by, channel=channel, written_at=received_at)
    if ticket.is_open:
        ticket.reply_owed_since = ticket.reply_owed_since or received_at
    ticket.changed_at = at
    ticket.save(update_fields=["reply_owed_since", "changed_at"])
    record(ticket, "nudged", by=by, at=at, message=added.pk, received_at=received_at.isoformat(), channel=channel)
    return added
