"""Ending a ticket: resolve, refuse, redirect always carry an answer; withdraw is the client's own (C-29, C-31,
C-34)."""

from collections.abc import Sequence
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
from reglament.tickets.conversation.speaking import NewFile, said_before
from reglament.tickets.locking import locked, need_open
from reglament.tickets.models import Ended, Message, Ticket


@write
def resolve(
    ticket: Ticket, text: str, *, by: Person, at: datetime, files: Sequence[NewFile] = (), origin: str | None = None
) -> Ticket:
    """Answer with the solution. The same `origin` (a form's key) resolves once."""
    if (known := said_before(origin)) is not None:
        return known.ticket
    ticket = _openly(ticket, "resolve", by)
    return _end_with_answer(ticket, Ended.SOLVED, "resolved", text, "", by=by, at=at, files=files, origin=origin)


@write
def refuse(ticket: Ticket, reason: str, *, text: str, by: Person, at: datetime, origin: str | None = None) -> Ticket:
    """Refuse for a reason of the regulation, telling the client `text`. The same `origin` refuses once."""
    if (known := said_before(origin)) is not None:
        return known.ticket
    ticket = _openly(ticket, "refuse", by)
    if reason not in ticket.regulation.promise.refuse:
        raise Refused(_("Please choose a reason from the regulation."), code="bad-reason", field="reason")
    return _end_with_answer(ticket, Ended.REFUSED, "refused", text, reason, by=by, at=at, origin=origin)


@write
def redirect(ticket: Ticket, reason: str, *, text: str, by: Person, at: datetime, origin: str | None = None) -> Ticket:
    """Redirect to whom a reason of the regulation names, telling the client `text`. The same `origin` does it once."""
    if (known := said_before(origin)) is not None:
        return known.ticket
    ticket = _openly(ticket, "redirect", by)
    if reason not in ticket.regulation.promise.redirect:
        raise Refused(_("Please choose where to redirect."), code="bad-reason", field="reason")
    return _end_with_answer(ticket, Ended.REDIRECTED, "redirected", text, reason, by=by, at=at, origin=origin)


@write
def withdraw(ticket: Ticket, *, by: Person, at: datetime, reason: str = "") -> Ticket:
    """The client takes it back: running clocks are cancelled. Withdrawing twice withdraws once."""
    ticket = locked(ticket)
    access.require(by, "withdraw", ticket)
    if not ticket.is_open:
        return ticket
    _mark_ended(ticket, Ended.WITHDRAWN, "", at)
    ticket.reply_owed_since, ticket.changed_at = None, at
    ticket.save()
    record(ticket, "withdrawn", by=by, at=at, how=Ended.WITHDRAWN.value, reason=reason.strip())
    retime(ticket, at=at)
    return ticket


def _openly(ticket: Ticket, verb: str, by: Person) -> Ticket:
    ticket = locked(ticket)
    access.require(by, verb, ticket)
    need_open(ticket, _("This request is already resolved."))
    return ticket


def _end_with_answer(
    ticket: Ticket,
    how: Ended,
    verb: str,
    text: str,
    reason: str,
    *,
    by: Person,
    at: datetime,
    files: Sequence[NewFile] = (),
    origin: str | None = None,
) -> Ticket:
    leaving = leaves_at(ticket, at)
    message = speak(ticket, Message.Kind.ANSWER, text, by=by, at=at, leaving=leaving, files=files, origin=origin)
    _mark_ended(ticket, how, reason, at)
    ticket.save()
    leaves = leaving.isoformat()
    record(ticket, verb, by=by, at=at, how=how.value, reason=reason, message=message.pk, leaves_at=leaves)
    retime(ticket, at=at)
    return ticket


def _mark_ended(ticket: Ticket, how: Ended, reason: str, at: datetime) -> None:
    ticket.resolved_at, ticket.resolved_as, ticket.resolved_reason = at, how.value, reason
    ticket.waits_for, ticket.wait_reason, ticket.wakes_at, ticket.claimed_ground = "", "", None, ""
