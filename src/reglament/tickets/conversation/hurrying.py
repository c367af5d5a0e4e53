"""An answer that waits for the answer window leaves at once (C-19)."""

from datetime import datetime

from reglament.directory.models import Person
from reglament.events.recording import record
from reglament.lib.db import write
from reglament.tickets import access
from reglament.tickets.clocks.clock_rows import retime
from reglament.tickets.locking import locked
from reglament.tickets.models import Message


@write
def hurry(message: Message, *, letter: int, address: str, by: Person | None, at: datetime) -> Message:
    """The client has `message` from now on, and the clocks count it from now; `letter` to `address` carries it. Twice
    is once."""
    ticket = locked(message.ticket)
    access.require(by, "send_now", ticket)
    message = Message.objects.get(pk=message.pk)
    if message.leaves_at is None or message.leaves_at <= at:
        return message
    if ticket.answered_at == message.leaves_at:
        ticket.answered_at = at
    message.leaves_at, ticket.changed_at = at, at
    message.save(update_fields=["leaves_at"])
    ticket.save(update_fields=["answered_at", "changed_at"])
    record(ticket, "letter_sent_now", by=by, at=at, message=message.pk, letter=letter, address=address)
    retime(ticket, at=at)
    return message
