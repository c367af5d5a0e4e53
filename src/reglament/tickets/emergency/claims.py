"""Claims of an emergency: what a ground of the regulation means (C-16)."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from reglament.directory.models import Person
from reglament.events.recording import record
from reglament.lib.refused import Refused
from reglament.regulation.terms.edition_terms import Ground, Promise, Severity
from reglament.tickets import access
from reglament.tickets.models import Ticket


@dataclass(frozen=True, slots=True)
class Claim:
    """A ground and the severity it is a ground for."""

    severity: Severity
    ground: Ground


def claim_of(promise: Promise, ground: str) -> Claim:
    """The claim `ground` stands for; refused when the regulation knows no such ground."""
    for severity in promise.severities.values():
        for known in severity.grounds:
            if known.slug == ground:
                return Claim(severity, known)
    raise Refused(_("Please choose the reason why this is an emergency."), code="bad-ground", field="ground")


def need_claimable(ticket: Ticket, ground: Ground, *, by: Person | None, channel: str) -> None:
    """Refuse a claim the ground does not give to this level, channel or person."""
    people = access.roles_of(ticket, by) if ground.claimed_by and by is not None else frozenset[str]()
    if not ground.is_open_to(level=ticket.level, channel=channel, people=people):
        raise Refused(_("The regulation does not let this be claimed here."), code="not-claimable", field="ground")


def need_role(ticket: Ticket, roles: frozenset[str], by: Person) -> None:
    """Refuse who has none of the roles a ground leaves the decision to; without any everybody may whom access lets."""
    if roles and not roles & access.roles_of(ticket, by):
        raise Refused(_("The regulation leaves this decision to others."), code="forbidden")


def record_claim(ticket: Ticket, ground: str, *, by: Person | None, at: datetime, claimed_at: datetime) -> Claim:
    """Note the claim on the ticket and record it; a provisional ground takes effect at once."""
    claim = claim_of(ticket.regulation.promise, ground)
    ticket.claimed_ground, ticket.claimed_at = ground, claimed_at
    if claim.ground.provisional:
        ticket.severity, ticket.ground = claim.severity.slug, ground
    ticket.save(update_fields=["claimed_ground", "claimed_at", "severity", "ground"])
    record(
        ticket,
        "emergency_claimed",
        by=by,
        at=at,
        severity=claim.severity.slug,
        ground=ground,
        claimed_at=claimed_at.isoformat(),
        provisional=claim.ground.provisional,
    )
    return claim
