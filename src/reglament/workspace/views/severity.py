"""What a ticket is and how severe: classify, claim, confirm, lower, ask for approval."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from reglament.tickets.course.classifying import classify
from reglament.tickets.emergency.approving import ask_approval
from reglament.tickets.emergency.emergencies import claim_emergency, confirm_emergency, lower_severity
from reglament.tickets.models import Ticket
from reglament.workspace.acting import acting, zone_of
from reglament.workspace.forms import acts
from reglament.workspace.previewing import after_claims, after_classifying, after_lowering, due_now
from reglament.workspace.visibility import Worker, at_work


@at_work
def classification(request: HttpRequest, worker: Worker, tid: int) -> HttpResponse:
    """Request type, severity, fault, product."""
    ticket, zone = _asked(worker, tid)
    form = acts.Classification(ticket, request.POST or None)
    after = after_classifying(ticket, form.severities, by=worker.person, at=worker.now, zone=zone)
    return acting(
        request,
        ticket,
        form,
        lambda data: classify(ticket, by=worker.person, at=worker.now, **data),
        title=_("Classify"),
        submit=_("Save"),
        done=_("Saved."),
        beside={"severity": after},
    )


@at_work
def emergency(request: HttpRequest, worker: Worker, tid: int) -> HttpResponse:
    """Claim an emergency on a ground of the regulation."""
    ticket, zone = _asked(worker, tid)
    return acting(
        request,
        ticket,
        acts.Claim(ticket, request.POST or None),
        lambda data: claim_emergency(ticket, data["ground"], by=worker.person, at=worker.now, reason=data["reason"]),
        title=_("Declare an emergency"),
        submit=_("Declare"),
        done=_("Declared."),
        now_due=due_now(ticket, zone=zone),
        beside={"ground": after_claims(ticket, by=worker.person, at=worker.now, zone=zone)},
    )


@at_work
def confirmation(request: HttpRequest, worker: Worker, tid: int) -> HttpResponse:
    """Confirm what was claimed."""
    ticket = worker.ticket(tid)
    return acting(
        request,
        ticket,
        acts.WithReason(request.POST or None, label=_("What was found"), required=False),
        lambda data: confirm_emergency(ticket, by=worker.person, at=worker.now, reason=data["reason"]),
        title=_("Confirm the emergency"),
        submit=_("Confirm"),
        done=_("Confirmed."),
    )


@at_work
def lowering(request: HttpRequest, worker: Worker, tid: int) -> HttpResponse:
    """Lower the severity or decline a claim, with a reason the client is told."""
    ticket, zone = _asked(worker, tid)
    form = acts.Lowering(ticket, request.POST or None)
    after = after_lowering(ticket, form.severities, by=worker.person, at=worker.now, zone=zone)
    return acting(
        request,
        ticket,
        form,
        lambda data: lower_severity(ticket, data["severity"], reason=data["reason"], by=worker.person, at=worker.now),
        title=_("Lower the severity"),
        submit=_("Lower"),
        done=_("Lowered; the client is told why."),
        now_due=due_now(ticket, zone=zone),
        beside={"severity": after},
    )


@at_work
def approval(request: HttpRequest, worker: Worker, tid: int) -> HttpResponse:
    """Ask the account manager to declare an emergency."""
    ticket = worker.ticket(tid)
    manager = ticket.account_manager.name if ticket.account_manager else _("the account manager")
    return acting(
        request,
        ticket,
        acts.WithReason(request.POST or None, label=_("Why it can't wait"), required=False),
        lambda data: ask_approval(ticket, by=worker.person, at=worker.now, reason=data["reason"]),
        title=_("Ask %(name)s to approve an emergency") % {"name": manager},
        submit=_("Ask"),
        done=_("Asked."),
    )


def _asked(worker: Worker, tid: int) -> tuple[Ticket, str]:
    """The ticket, and the zone its times are told in."""
    ticket = worker.ticket(tid)
    return ticket, zone_of(worker, ticket)
