"""What on a ticket awaits somebody's decision: a claimed emergency to confirm, an approval to give (C-16, C-17)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from reglament.directory.models import Person
from reglament.lib.html import language
from reglament.regulation.engine.facts import EmergencyApproved, EmergencyConfirmed, Fact
from reglament.tickets.access import verbs_at
from reglament.tickets.clocks.clock_rows import preview
from reglament.tickets.emergency.approving import may_decide
from reglament.tickets.emergency.claims import claim_of
from reglament.tickets.models import Approval, Ticket
from reglament.workspace.previewing import due
from reglament.workspace.shown.naming import name_of


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """A claim nobody has confirmed or declined. `counts`: it has taken effect already; dues are in words."""

    severity: str
    ground: str
    counts: bool
    since: datetime | None
    now_due: str
    confirmed_due: str


@dataclass(frozen=True, slots=True)
class ShownApproval:
    """An approval asked for, and whether the reader may give it; `approved_due`: the due time it would give."""

    approval: Approval
    severity: str
    may_decide: bool
    now_due: str
    approved_due: str


def open_claim(ticket: Ticket, known: Sequence[Fact], *, by: Person, at: datetime, zone: str) -> ShownClaim | None:
    """The claim on `ticket` that awaits a decision; `known` is its history."""
    if not ticket.claimed_ground or not ticket.is_open:
        return None
    claim = claim_of(ticket.regulation.promise, ticket.claimed_ground)
    return ShownClaim(
        severity=claim.severity.name.in_(language()),
        ground=claim.ground.name.in_(language()),
        counts=ticket.severity == claim.severity.slug,
        since=ticket.claimed_at,
        now_due=due(ticket.next_due, zone),
        confirmed_due=due(preview(ticket, known, EmergencyConfirmed(at, by.name), at=at), zone),
    )


def open_approval(
    ticket: Ticket, approvals: Sequence[Approval], known: Sequence[Fact], *, by: Person, at: datetime, zone: str
) -> ShownApproval | None:
    """The approval that has been asked for and is not decided."""
    asked = next((approval for approval in approvals if not approval.decision), None)
    if asked is None or not ticket.is_open:
        return None
    verbs = verbs_at(ticket.desk, by)
    given = EmergencyApproved(at, by.name, severity=asked.severity, ground=asked.ground)
    return ShownApproval(
        approval=asked,
        severity=name_of(ticket.regulation.promise.severities, asked.severity),
        may_decide=may_decide(asked, "approve", by, verbs=verbs),
        now_due=due(ticket.next_due, zone),
        approved_due=due(preview(ticket, known, given, at=at), zone),
    )
