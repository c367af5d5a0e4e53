"""Merging: two requests of one matter go on as one. Who reopens the merged one undoes it."""

from datetime import datetime

from django.utils.translation import gettext as _

from reglament.directory.models import Person
from reglament.events.recording import record
from reglament.lib.db import write
from reglament.lib.refused import Refused
from reglament.tickets import access
from reglament.tickets.clocks.clock_rows import retime
from reglament.tickets.locking import locked, need_open
from reglament.tickets.models import Ended, Ticket
from reglament.tickets.models.tickets import TicketQuerySet

LONGEST_CHAIN = 10  # of merged requests


@write
def merge(ticket: Ticket, into: Ticket, *, by: Person, at: datetime) -> Ticket:
    """End `ticket` as a duplicate of `into`: its clocks are cancelled, letters to it join the other one, and its
    requester is told. Merging twice merges once."""
    both = {one.pk: locked(one) for one in sorted((ticket, into), key=lambda one: one.pk)}
    ticket, into = both[ticket.pk], both[into.pk]
    access.require(by, "merge", ticket)
    access.require(by, "merge", into)
    if ticket.pk == into.pk:
        raise Refused(_("A request can't be merged into itself."), code="itself", field="number")
    if ticket.merged_into_id == into.pk:
        return ticket
    need_open(ticket, _("This request is already resolved."))
    _need_fit(ticket, into)
    ticket.resolved_at, ticket.resolved_as, ticket.resolved_reason = at, Ended.DUPLICATE.value, ""
    ticket.waits_for, ticket.wait_reason, ticket.wakes_at, ticket.claimed_ground = "", "", None, ""
    ticket.reply_owed_since, ticket.merged_into, ticket.changed_at = None, into, at
    ticket.save()
    record(ticket, "merged", by=by, at=at, how=Ended.DUPLICATE.value, into=into.pk)
    record(into, "took_over", by=by, at=at, ticket=ticket.pk)
    retime(ticket, at=at)
    return ticket


def goes_on_in(ticket: Ticket, person: Person) -> Ticket:
    """Where what `person` of the client writes to `ticket` belongs: where its matter goes on, if he may write there."""
    last = ticket
    for _link in range(LONGEST_CHAIN):
        if last.merged_into_id is None:
            break
        last = Ticket.objects.select_related("desk", "company", "requester").get(pk=last.merged_into_id)
    return last if access.is_client(person, last) else ticket


def of_same_client(ticket: Ticket) -> TicketQuerySet:
    """All other requests of the same client at the same desk; without a company, of the same person."""
    others = Ticket.objects.filter(desk=ticket.desk_id, company=ticket.company_id).exclude(pk=ticket.pk)
    return others if ticket.company_id else others.filter(requester=ticket.requester_id)


def _need_fit(ticket: Ticket, into: Ticket) -> None:
    if not of_same_client(ticket).filter(pk=into.pk).exists():
        raise Refused(_("Only requests of the same client can be merged."), code="other-client", field="number")
    if into.merged_into_id is not None:
        words = _("That request itself goes on in #%(tid)s.") % {"tid": into.merged_into_id}
        raise Refused(words, code="merged", field="number")
    need_open(into, _("That request is already resolved: reopen it first, or answer this one."))
