"""Assigning: who works on it."""

from datetime import datetime

from django.utils.translation import gettext as _

from reglament.directory.models import DeskMembership, Person
from reglament.events.recording import record
from reglament.lib.db import write
from reglament.lib.refused import Refused
from reglament.tickets import access
from reglament.tickets.locking import locked, need_open
from reglament.tickets.models import Ticket


@write
def assign(ticket: Ticket, to: Person | None, *, by: Person, at: datetime) -> Ticket:
    """Give the ticket to `to`, a person of its desk; None takes it from everybody. No clock changes."""
    ticket = locked(ticket)
    access.require(by, "assign", ticket)
    need_open(ticket, _("This request is already resolved."))
    if ticket.assignee == to:
        return ticket
    if to is not None and not DeskMembership.objects.filter(desk=ticket.desk, person=to, left_at=None).exists():
        raise Refused(_("%(name)s does not work for this desk.") % {"name": to.name}, code="stranger", field="assignee")
    old, ticket.assignee, ticket.changed_at = ticket.assignee_id, to, at
    ticket.save(update_fields=["assignee", "changed_at"])
    record(ticket, "assigned", by=by, at=at, old=old, new=to.pk if to else None)
    return ticket
