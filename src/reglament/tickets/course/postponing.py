"""Postponing for a reason of the regulation, and waking (C-34)."""

from datetime import datetime

from django.utils.translation import gettext as _

from reglament.directory.models import Person
from reglament.events.recording import record
from reglament.lib.db import write
from reglament.lib.refused import Refused
from reglament.tickets import access
from reglament.tickets.clocks.clock_rows import retime
from reglament.tickets.clocks.windows import leaves_at
from reglament.tickets.conversation.answering import speak
from reglament.tickets.conversation.speaking import said_before
from reglament.tickets.locking import locked, need_open
from reglament.tickets.models import Message, Ticket


@write
def postpone(
    ticket: Ticket,
    reason: str,
    *,
    until: datetime | None,
    text: str,
    by: Person,
    at: datetime,
    origin: str | None = None,
) -> Ticket:
    """Postpone for `reason`, telling the client `text`: an answer, after which the ticket waits for what the reason
    says.

    `until` wakes it by itself; needed where the reason waits for a date. The same `origin` (a form's key) postpones
    once.
    """
    if (said := said_before(origin)) is not None:
        return said.ticket
    ticket = locked(ticket)
    access.require(by, "postpone", ticket)
    need_open(ticket, _("This request is already resolved."))
    known = ticket.regulation.promise.postpone.get(reason)
    if known is None:
        raise Refused(_("Please choose a reason from the regulation."), code="bad-reason", field="reason")
    waits_for = known.waits_for or "date"
    if until is not None and until <= at:
        raise Refused(_("That date is already over."), code="past", field="until")
    if waits_for == "date" and until is None:
        raise Refused(_("Please say until when."), code="no-date", field="until")
    leaving = leaves_at(ticket, at)
    message = speak(ticket, Message.Kind.ANSWER, text, by=by, at=at, leaving=leaving, origin=origin)
    ticket.waits_for, ticket.wait_reason, ticket.wakes_at = waits_for, reason, until
    ticket.save()
    returns = until.isoformat() if until else None
    record(ticket, "answered", by=by, at=at, message=message.pk, leaves_at=leaving.isoformat(), postponed=True)
    record(ticket, "postponed", by=by, at=at, message=message.pk, reason=reason, waits_for=waits_for, until=returns)
    retime(ticket, at=at)
    return ticket


@write
def wake(ticket: Ticket, *, by: Person | None, at: datetime) -> Ticket:
    """End a wait: it is our turn again. Waking what does not wait changes nothing."""
    ticket = locked(ticket)
    access.require(by, "wake", ticket)
    if not ticket.waits_for or not ticket.is_open:
        return ticket
    waited = ticket.waits_for
    ticket.waits_for, ticket.wait_reason, ticket.wakes_at = "", "", None
    ticket.changed_at = at
    ticket.save(update_fields=["waits_for", "wait_reason", "wakes_at", "changed_at"])
    record(ticket, "woken", by=by, at=at, waited_for=waited)
    retime(ticket, at=at)
    return ticket
