"""Going on with a resolved request that is not reopened any more: in a new one, linked to it (C-61)."""

from datetime import datetime

from django.utils.translation import gettext as _

from reglament.directory.identifying import entitlement
from reglament.directory.models import Person
from reglament.lib.db import write
from reglament.lib.refused import Refused
from reglament.regulation.terms.successors import successor
from reglament.tickets import access
from reglament.tickets.conversation.speaking import said_before
from reglament.tickets.course.opening import NewMessage, open_ticket
from reglament.tickets.course.reopening import what_a_reply_does
from reglament.tickets.locking import locked
from reglament.tickets.models import Ticket


@write
def follow_up(ticket: Ticket, message: NewMessage, *, by: Person, at: datetime, channel: str) -> Ticket:
    """Open a new request that goes on with a resolved one: of the client's person who asks, or on the requester's
    behalf. Refused while the old one can be reopened, and to clients where the document wants no such request. The same
    `message.origin` opens one."""
    if (known := said_before(message.origin)) is not None:
        return known.ticket
    ticket = locked(ticket)
    if is_client := access.is_client(by, ticket):
        access.require(by, "write", ticket)
    reply = what_a_reply_does(ticket, by, at=at)
    if reply in ("joins", "reopens"):
        raise Refused(_("This request need not be continued in another: please write to it."), code="reopens")
    if is_client and reply == "too-late":
        raise Refused(_("The regulation wants another request for this. Please open one."), code="too-late")
    granted = entitlement(ticket.company, desk=ticket.desk, at=at)
    types = granted.regulation.promise.request_types
    kind = successor(types, ticket.request_type)
    return open_ticket(
        ticket.desk,
        requester=by if is_client else ticket.requester,
        company=ticket.company,
        subject=ticket.subject,
        message=message,
        channel=channel,
        received_at=at,
        at=at,
        by=by,
        request_type=kind if kind in types else "",
        product=ticket.product,
        version=ticket.version,
        follows=ticket,
    )
