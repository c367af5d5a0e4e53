"""Starting to work on a ticket, and saying that it needs no answer."""

from datetime import datetime

from django.utils.translation import gettext as _

from reglament.directory.models import Person
from reglament.events.recording import record
from reglament.lib.db import write
from reglament.tickets import access
from reglament.tickets.clocks.clock_rows import retime
from reglament.tickets.conversation.speaking import need_text
from reglament.tickets.locking import locked, need_open
from reglament.tickets.models import Ticket


@write
def start(ticket: Ticket, *, by: Person, at: datetime) -> Ticket:
    """Begin processing; the client is told (C-53). Starting twice starts once."""
    ticket = locked(ticket)
    access.require(by, "start", ticket)
    need_open(ticket, _("This request is already resolved."))
    if ticket.started_at is not None:
        return ticket
    ticket.started_at, ticket.changed_at = at, at
    ticket.assignee = ticket.assignee or by
    ticket.save(update_fields=["started_at", "changed_at", "assignee"])
    record(ticket, "started", by=by, at=at)
    retime(ticket, at=at)
    return ticket


@write
def need_no_answer(ticket: Ticket, *, reason: str, by: Person, at: datetime) -> Ticket:
    """State that what the client wrote last needs no answer ("thanks!"). Its clock ends as cancelled, never as met."""
    ticket = locked(ticket)
    access.require(by, "need_no_answer", ticket)
    reason = need_text(reason, field="reason")
    if ticket.reply_owed_since is None:
        return ticket
    ticket.reply_owed_since, ticket.changed_at = None, at
    ticket.save(update_fields=["reply_owed_since", "changed_at"])
    record(ticket, "no_answer_needed", by=by, at=at, reason=reason)
    retime(ticket, at=at)
    return ticket
