"""Approvals: the account manager decides whether a request is dealt with as an emergency (C-17)."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _

from reglament.directory.models import Person
from reglament.events.recording import record
from reglament.lib.db import write
from reglament.lib.refused import Refused
from reglament.tickets import access
from reglament.tickets.clocks.clock_rows import retime
from reglament.tickets.conversation.speaking import need_text
from reglament.tickets.emergency.claims import Claim, claim_of, need_claimable, need_role, record_claim
from reglament.tickets.locking import locked, need_open
from reglament.tickets.models import Approval, Ticket


@write
def ask_approval(ticket: Ticket, *, by: Person, at: datetime, reason: str = "") -> Approval:
    """Ask the client's account manager to declare an emergency. One question at a time: asking again returns the open
    one."""
    ticket = locked(ticket)
    access.require(by, "ask_approval", ticket)
    need_open(ticket, _("This request is already resolved."))
    for severity in ticket.regulation.promise.severities.values():
        for ground in severity.grounds:
            if ground.approval:
                return open_approval(ticket, Claim(severity, ground), by=by, at=at, claimed_at=at, reason=reason)
    raise Refused(_("The regulation has no emergency by agreement."), code="no-ground")


def claim_or_ask(
    ticket: Ticket,
    ground: str,
    *,
    by: Person | None,
    at: datetime,
    claimed_at: datetime,
    reason: str = "",
    channel: str = "",
) -> None:
    """Do what the ground says, inside a command: ask the account manager, or claim (at once or to be confirmed).

    `channel` is the one by which the client claims; "" where somebody of the desk notes what he was told.
    """
    claim = claim_of(ticket.regulation.promise, ground)
    need_claimable(ticket, claim.ground, by=by, channel=channel)
    if claim.ground.approval:
        open_approval(ticket, claim, by=by, at=at, claimed_at=claimed_at, reason=reason)
    else:
        record_claim(ticket, ground, by=by, at=at, claimed_at=claimed_at)


def open_approval(
    ticket: Ticket, claim: Claim, *, by: Person | None, at: datetime, claimed_at: datetime, reason: str
) -> Approval:
    """The question itself, inside a command that has locked the ticket and asked access."""
    asked = ticket.approvals.filter(decision="").first()
    if asked is not None:
        return asked
    if ticket.account_manager is None or not access.verbs_at(ticket.desk, ticket.account_manager):
        raise Refused(_("This client has no account manager to ask."), code="no-account-manager")
    approval = Approval.objects.create(
        ticket=ticket,
        ground=claim.ground.slug,
        severity=claim.severity.slug,
        asked_of=ticket.account_manager,
        asked_by=by,
        asked_at=at,
        reason=reason.strip(),
    )
    record(
        ticket,
        "approval_asked",
        by=by,
        at=at,
        approval=approval.pk,
        asked_of=approval.asked_of_id,
        reason=approval.reason,
        severity=approval.severity,
        ground=approval.ground,
        claimed_at=claimed_at.isoformat(),
    )
    return approval


@write
def approve(approval: Approval, *, by: Person, at: datetime) -> Approval:
    """Approve: the ticket is an emergency from now on. Deciding twice decides once."""
    ticket, approval = _asked(approval, "approve", by)
    if approval.decision:
        return approval
    claim = claim_of(ticket.regulation.promise, approval.ground)
    need_role(ticket, claim.ground.approved_by, by)
    _decide(approval, Approval.Decision.APPROVED, by=by, at=at)
    ticket.severity, ticket.ground, ticket.changed_at = claim.severity.slug, approval.ground, at
    ticket.save(update_fields=["severity", "ground", "changed_at"])
    record(
        ticket, "emergency_approved", by=by, at=at, approval=approval.pk, severity=ticket.severity, ground=ticket.ground
    )
    retime(ticket, at=at)
    return approval


@write
def decline(approval: Approval, *, by: Person, at: datetime, reason: str) -> Approval:
    """Decline with a reason; no clock changes."""
    ticket, approval = _asked(approval, "decline", by)
    if approval.decision:
        return approval
    reason = need_text(reason, field="reason")
    _decide(approval, Approval.Decision.DECLINED, by=by, at=at)
    record(ticket, "approval_declined", by=by, at=at, approval=approval.pk, reason=reason)
    return approval


def may_decide(approval: Approval, verb: str, person: Person, *, verbs: Collection[str]) -> bool:
    """Whether `person`, whose `verbs` at the desk these are, may "approve" or "decline": who was asked, or a deputy."""
    return "decide_for_others" in verbs or (person == approval.asked_of and verb in verbs)


def _asked(approval: Approval, verb: str, by: Person) -> tuple[Ticket, Approval]:
    ticket = locked(approval.ticket)
    approval = Approval.objects.get(pk=approval.pk)
    if not may_decide(approval, verb, by, verbs=access.verbs_at(ticket.desk, by)):
        raise Refused(_("Only %(name)s may decide this.") % {"name": approval.asked_of.name}, code="forbidden")
    need_open(ticket, _("This request is already resolved."))
    return ticket, approval


def _decide(approval: Approval, decision: Approval.Decision, *, by: Person, at: datetime) -> None:
    approval.decision, approval.decided_by, approval.decided_at = decision, by, at
    approval.save(update_fields=["decision", "decided_by", "decided_at"])
