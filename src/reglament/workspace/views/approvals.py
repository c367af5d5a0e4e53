"""Approvals: a page to decide on, by link from a letter or from the ticket."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reglament.lib.http import page
from reglament.tickets.clocks.history import history
from reglament.tickets.emergency.approving import approve, decline
from reglament.tickets.models import Approval
from reglament.workspace.acting import obeyed, zone_of
from reglament.workspace.forms import acts
from reglament.workspace.shown.naming import level_kind, name_of
from reglament.workspace.shown.ticket.decisions import open_approval
from reglament.workspace.visibility import Worker, at_work, go_to


@at_work
def approval(request: HttpRequest, worker: Worker, pk: int) -> HttpResponse:
    """What is asked, of whom and why."""
    return _page(request, worker, _approval(worker, pk), acts.WithReason(label=_("Why not")))


@require_POST
@at_work
def approving(request: HttpRequest, worker: Worker, pk: int) -> HttpResponse:
    """Yes: an emergency from this minute."""
    found = _approval(worker, pk)
    form = acts.Confirmation(request.POST)
    if form.is_valid() and obeyed(form, lambda data: approve(found, by=worker.person, at=worker.now)):
        messages.success(request, _("Approved: it is an emergency from now on."))
        return go_to(request, reverse("desk:ticket", args=[found.ticket_id]))
    return _page(request, worker, found, form, status=422)


@require_POST
@at_work
def declining(request: HttpRequest, worker: Worker, pk: int) -> HttpResponse:
    """No, with a reason."""
    found = _approval(worker, pk)
    form = acts.WithReason(request.POST, label=_("Why not"))
    if form.is_valid() and obeyed(
        form, lambda data: decline(found, by=worker.person, at=worker.now, reason=data["reason"])
    ):
        messages.success(request, _("Declined."))
        return go_to(request, reverse("desk:ticket", args=[found.ticket_id]))
    return _page(request, worker, found, form, status=422)


def _approval(worker: Worker, pk: int) -> Approval:
    found = Approval.objects.filter(pk=pk).select_related("asked_of", "asked_by", "decided_by").first()
    if found is None:
        raise Http404
    found.ticket = worker.ticket(found.ticket_id)
    return found


def _page(request: HttpRequest, worker: Worker, approval: Approval, form: object, *, status: int = 200) -> HttpResponse:
    ticket = approval.ticket
    promise = ticket.regulation.promise
    context = {
        "approval": approval,
        "ticket": ticket,
        "form": form,
        "zone": zone_of(worker, ticket),
        "severity": name_of(promise.severities, approval.severity),
        "asked": open_approval(
            ticket, [approval], history(ticket), by=worker.person, at=worker.now, zone=zone_of(worker, ticket)
        ),
        "level": name_of(promise.levels, ticket.level),
        "level_kind": level_kind(promise, ticket.level),
    }
    return page(request, "workspace/approval.html", context, status=status)
