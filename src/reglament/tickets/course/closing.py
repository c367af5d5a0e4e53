"""Closing for good, and reopening (C-61)."""

from datetime import datetime

from django.utils.translation import gettext as _

from reglament.directory.models import Person
from reglament.events.recording import record
from reglament.lib.db import write
from reglament.lib.refused import Refused
from reglament.tickets import access
from reglament.tickets.clocks.clock_rows import retime
from reglament.tickets.conversation.speaking import NewMessage, add_message
from reglament.tickets.course.reopening import need_reopenable
from reglament.tickets.locking import locked
from reglament.tickets.models import Message, Ticket


@write
def close(ticket: Ticket, *, by: Person, at: datetime) -> Ticket:
    """Close a resolved ticket. Closing twice closes once; what has no outcome can't be closed (C-29)."""
    ticket = locked(ticket)
    access.require(by, "close", ticket)
    if ticket.closed_at is not None:
        return ticket
    if ticket.is_open:
        raise Refused(_("A request is closed only after it was resolved."), code="no-outcome")
    ticket.closed_at, ticket.changed_at = at, at
    ticket.save(update_fields=["closed_at", "changed_at"])
    record(ticket, "closed", by=by, at=at)
    return ticket


@write
def reopen(ticket: Ticket, *, by: Person, at: datetime, text: str = "") -> Ticket:
    """Put a resolved ticket back into the queue, while its document lets that be; we owe an answer from now. `text` is
    what the client adds."""
    ticket = locked(ticket)
    access.require(by, "reopen", ticket)
    if ticket.is_open:
        return ticket
    need_reopenable(ticket, by, at=at)
    mark_reopened(ticket, by=by, at=at, received_at=at)
    if text.strip():
        portal = ticket.regulation.promise.channel_via("portal")
        kind = Message.Kind.CLIENT if access.is_client(by, ticket) else Message.Kind.NOTE
        added = add_message(ticket, kind, NewMessage(text.strip()), author=by, written_at=at, channel=portal)
        if kind is Message.Kind.CLIENT:
            record(
                ticket,
                "wrote",
                by=by,
                at=at,
                message=added.pk,
                received_at=at.isoformat(),
                channel=portal,
                wait_over=False,
            )
        else:
            record(ticket, "noted", by=by, at=at, message=added.pk)
    ticket.reply_owed_since, ticket.changed_at = ticket.reply_owed_since or at, at
    ticket.save(update_fields=["reply_owed_since", "changed_at"])
    retime(ticket, at=at)
    return ticket


def mark_reopened(ticket: Ticket, *, by: Person | None, at: datetime, received_at: datetime) -> None:
    """The reopening itself, inside a command that has locked the ticket; the command retimes. What was merged goes on
    by itself again."""
    ticket.resolved_at, ticket.resolved_as, ticket.resolved_reason, ticket.closed_at = None, "", "", None
    ticket.merged_into = None
    ticket.save(update_fields=["resolved_at", "resolved_as", "resolved_reason", "closed_at", "merged_into"])
    record(ticket, "reopened", by=by, at=at, received_at=received_at.isoformat())
