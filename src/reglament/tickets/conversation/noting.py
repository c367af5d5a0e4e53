"""Notes: what the desk says to itself. They stop nothing and never reach the client."""

from collections.abc import Sequence
from datetime import datetime

from reglament.directory.models import Person
from reglament.events.recording import record
from reglament.lib.db import write
from reglament.tickets import access
from reglament.tickets.conversation.speaking import NewFile, NewMessage, add_message, need_text, said_before
from reglament.tickets.locking import locked
from reglament.tickets.models import Message, Ticket


@write
def note(
    ticket: Ticket, text: str, *, by: Person, at: datetime, files: Sequence[NewFile] = (), origin: str | None = None
) -> Message:
    """Add a note for colleagues. The same `origin` adds it once."""
    if (known := said_before(origin)) is not None:
        return known
    ticket = locked(ticket)
    access.require(by, "note", ticket)
    message = NewMessage(need_text(text), files=files, origin=origin)
    added = add_message(ticket, Message.Kind.NOTE, message, author=by, written_at=at)
    ticket.changed_at = at
    ticket.save(update_fields=["changed_at"])
    record(ticket, "noted", by=by, at=at, message=added.pk)
    return added
