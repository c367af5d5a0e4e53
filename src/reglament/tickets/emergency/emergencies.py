"""Emergencies: claimed on a ground, confirmed or lowered by support, approved by the account manager (C-16, C-17)."""

from datetime import datetime

from django.utils.translation import gettext as _

from reglament.directory.models import Person
from reglament.events.recording import record
from reglament.lib.db import write
from reglament.lib.refused import Refused
from reglament.tickets import access
from reglament.tickets.clocks.clock_rows import retime
from reglament.tickets.conversation.speaking import need_text
from reglament.tickets.course.opening import starting_severity
from reglament.tickets.emergency.approving import claim_or_ask
from reglament.tickets.emergency.claims import claim_of, need_role
from reglament.tickets.locking import locked, need_open
from reglament.tickets.models import Ticket


@write
def claim_emergency(ticket: Ticket, ground: str, *, by: Person, at: datetime, reason: str = "") -> Ticket:
    """Claim an emergency on a ground of the regulation: it counts at once, or awaits confirmation, or goes to be
    approved.

    Claiming again on the same ground changes nothing.
    """
    ticket = locked(ticket)
    access.require(by, "claim_emergency", ticket)
    need_open(ticket, _("This request is already resolved."))
    claim = claim_of(ticket.regulation.promise, ground)
    if ticket.claimed_ground == ground or ticket.severity == claim.severity.slug:
        return ticket
    portal = ticket.regulation.promise.channel_via("portal") if access.is_client(by, ticket) else ""
    claim_or_ask(ticket, ground, by=by, at=at, claimed_at=at, reason=reason, channel=portal)
    retime(ticket, at=at)
    return ticket


@write
def confirm_emergency(ticket: Ticket, *, by: Person, at: datetime, reason: str = "") -> Ticket:
    """Support confirms what was claimed; for a critical error the confirmation dates back to the claim."""
    ticket = locked(ticket)
    access.require(by, "confirm_emergency", ticket)
    need_open(ticket, _("This request is already resolved."))
    if not ticket.claimed_ground:
        raise Refused(_("Nobody has claimed an emergency here."), code="no-claim")
    claim = claim_of(ticket.regulation.promise, ticket.claimed_ground)
    need_role(ticket, claim.ground.confirmed_by, by)
    ticket.severity, ticket.ground = claim.severity.slug, claim.ground.slug
    ticket.claimed_ground, ticket.changed_at = "", at
    ticket.save(update_fields=["severity", "ground", "claimed_ground", "changed_at"])
    record(
        ticket,
        "emergency_confirmed",
        by=by,
        at=at,
        severity=ticket.severity,
        ground=ticket.ground,
        reason=reason.strip(),
    )
    retime(ticket, at=at)
    return ticket


@write
def lower_severity(ticket: Ticket, severity: str = "", *, reason: str, by: Person, at: datetime) -> Ticket:
    """Decline a claim or lower the severity, to the one tickets start with unless another is named. The client is told
    why."""
    ticket = locked(ticket)
    access.require(by, "lower_severity", ticket)
    reason = need_text(reason, field="reason")
    promise = ticket.regulation.promise
    severity = severity or starting_severity(promise)
    if severity not in promise.severities:
        raise Refused(_("Please choose a severity from the regulation."), code="bad-severity", field="severity")
    if not ticket.claimed_ground and promise.severities[severity].rank >= promise.severities[ticket.severity].rank:
        return ticket
    old, ticket.severity = ticket.severity, severity
    ticket.ground = ticket.claimed_ground = ""
    ticket.changed_at = at
    ticket.save(update_fields=["severity", "ground", "claimed_ground", "changed_at"])
    record(ticket, "severity_lowered", by=by, at=at, old=old, new=severity, reason=reason)
    retime(ticket, at=at)
    return ticket
