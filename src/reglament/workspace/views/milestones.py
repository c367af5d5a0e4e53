"""What a ticket's regulation waits for: moments declared, times put off, findings."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from reglament.tickets.clocks.milestones import CONTACT, Moment, declare, extend, find
from reglament.workspace.acting import acting
from reglament.workspace.forms import acts
from reglament.workspace.shown.lists.promises import metric_name
from reglament.workspace.shown.ticket.offers import MOMENTS, moment_words
from reglament.workspace.visibility import Worker, at_work


@at_work
def declaring(request: HttpRequest, worker: Worker, tid: int, name: str, metric: str = "") -> HttpResponse:
    """A moment has come that a promise waits for."""
    ticket, moment = worker.ticket(tid), Moment(name, metric)
    if name not in MOMENTS:
        raise Http404
    form = acts.WithReason(
        request.POST or None,
        label=_("What was said") if name == CONTACT else _("In a few words"),
        required=name == CONTACT,
    )
    return acting(
        request,
        ticket,
        form,
        lambda data: declare(ticket, moment, by=worker.person, at=worker.now, text=data["reason"]),
        title=moment_words(moment, ticket.regulation.promise),
        submit=_("Save"),
        done=_("Saved."),
    )


@at_work
def extending(request: HttpRequest, worker: Worker, tid: int, metric: str) -> HttpResponse:
    """More time, as the regulation allows it; the client is told."""
    ticket = worker.ticket(tid)
    return acting(
        request,
        ticket,
        acts.WithReason(request.POST or None, label=_("Reason, told to the client")),
        lambda data: extend(ticket, metric, reason=data["reason"], by=worker.person, at=worker.now),
        title=_("Extend: %(metric)s") % {"metric": metric_name(ticket.regulation.promise, metric)},
        submit=_("Extend"),
        done=_("Extended; the client is told."),
    )


@at_work
def finding(request: HttpRequest, worker: Worker, tid: int) -> HttpResponse:
    """What was found out about the request, as the regulation calls it."""
    ticket = worker.ticket(tid)
    return acting(
        request,
        ticket,
        acts.Finding(ticket, request.POST or None),
        lambda data: find(ticket, data["finding"], by=worker.person, at=worker.now, text=data["reason"]),
        title=_("Record a finding"),
        submit=_("Save"),
        done=_("Saved."),
    )
