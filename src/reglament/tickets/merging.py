"""Merging: two requests of one matter go on as one."""

from datetime import datetime

from django.utils.translation import gettext as _

from reglament.directory.models import Person
from reglament.events.recording import record
from reglament.lib.db import write
from reglament.lib.refused import Refused
from reglament.tickets import access
from reglament.tickets.locking import locked, need_open
from reglament.tickets.models import Ended, Ticket
from reglament.tickets.timing import retime


@write
def merge(ticket: Ticket, into: Ticket, *, by: Person, at: datetime) -> Ticket:
    """End `ticket` as a duplicate of `into`: its clocks are cancelled, and letters to it join the other one."""
    both = {one.pk: locked(one) for one in sorted((ticket, into), key=lambda one: one.pk)}
    ticket, into = both[ticket.pk], both[into.pk]
    access.require(by, "withdraw", ticket)
    need_open(ticket, _("This request is already resolved."))
    if into.desk_id != ticket.desk_id or into.company_id != ticket.company_id:
        raise Refused(_("Only requests of the same client can be merged."), code="other-client", field="ticket")
    if into.pk == ticket.pk or into.merged_into_id is not None:
        raise Refused(_("That request was itself merged into another."), code="merged", field="ticket")
    ticket.resolved_at, ticket.resolved_as, ticket.resolved_reason = at, Ended.DUPLICATE.value, ""
    ticket.waits_for, ticket.wait_reason, ticket.wakes_at, ticket.claimed_ground = "", "", None, ""
    ticket.reply_owed_since, ticket.merged_into, ticket.changed_at = None, into, at
    ticket.save()
    record(ticket, "merged", by=by, at=at, how=Ended.DUPLICATE.value, into=into.pk)
    record(into, "took_over", by=by, at=at, ticket=ticket.pk)
    retime(ticket, at=at)
    return ticket
