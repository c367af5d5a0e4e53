"""Waits and ends: postpone, wake, refuse, redirect, withdraw, close, reopen, go on in a new request."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reglament.tickets.course import following
from reglament.tickets.course.closing import close, reopen
from reglament.tickets.course.ending import redirect, refuse, withdraw
from reglament.tickets.course.opening import NewMessage
from reglament.tickets.course.postponing import postpone, wake
from reglament.tickets.files.uploads import origin_of
from reglament.tickets.models import Ticket
from reglament.workspace.acting import acting, at_once, zone_of
from reglament.workspace.forms import acts
from reglament.workspace.shown.ticket.ticket_page import leaving_words
from reglament.workspace.visibility import Worker, at_work


@at_work
def postponement(request: HttpRequest, worker: Worker, tid: int) -> HttpResponse:
    """Postpone for a reason of the regulation."""
    ticket = worker.ticket(tid)
    zone = zone_of(worker, ticket)
    reasons = dict(ticket.regulation.promise.postpone)
    return acting(
        request,
        ticket,
        acts.Postponement(ticket, reasons, request.POST or None, zone=zone),
        lambda data: postpone(
            ticket,
            data["reason"],
            until=data["until"],
            text=data["text"],
            by=worker.person,
            at=worker.now,
            origin=origin_of(request),
        ),
        title=_("Postpone"),
        submit=_("Postpone"),
        done=_("Postponed; the client is told why."),
        leaves=leaving_words(ticket, worker.now, zone),
    )


@require_POST
@at_work
def waking(request: HttpRequest, worker: Worker, tid: int) -> HttpResponse:
    """End a wait."""
    ticket = worker.ticket(tid)
    return at_once(request, ticket, lambda: wake(ticket, by=worker.person, at=worker.now), done=_("The wait is over."))


@at_work
def refusal(request: HttpRequest, worker: Worker, tid: int) -> HttpResponse:
    """Refuse for a reason of the regulation."""
    ticket = worker.ticket(tid)
    return acting(
        request,
        ticket,
        acts.TellingReason(ticket, dict(ticket.regulation.promise.refuse), request.POST or None),
        lambda data: refuse(
            ticket, data["reason"], text=data["text"], by=worker.person, at=worker.now, origin=origin_of(request)
        ),
        title=_("Refuse"),
        submit=_("Refuse and tell the client"),
        done=_("Refused; the client is told why."),
        leaves=leaving_words(ticket, worker.now, zone_of(worker, ticket)),
        other=("desk:redirection", _("Redirect instead")),
    )


@at_work
def redirection(request: HttpRequest, worker: Worker, tid: int) -> HttpResponse:
    """Redirect to whom the regulation names."""
    ticket = worker.ticket(tid)
    return acting(
        request,
        ticket,
        acts.TellingReason(ticket, dict(ticket.regulation.promise.redirect), request.POST or None),
        lambda data: redirect(
            ticket, data["reason"], text=data["text"], by=worker.person, at=worker.now, origin=origin_of(request)
        ),
        title=_("Redirect"),
        submit=_("Redirect and tell the client"),
        done=_("Redirected; the client is told to whom."),
        leaves=leaving_words(ticket, worker.now, zone_of(worker, ticket)),
        other=("desk:refusal", _("Refuse instead")),
    )


@at_work
def withdrawal(request: HttpRequest, worker: Worker, tid: int) -> HttpResponse:
    """The client has taken it back."""
    ticket = worker.ticket(tid)
    return acting(
        request,
        ticket,
        acts.WithReason(request.POST or None, label=_("How the client said so"), required=False),
        lambda data: withdraw(ticket, by=worker.person, at=worker.now, reason=data["reason"]),
        title=_("Withdrawn by the client"),
        submit=_("Withdraw"),
        done=_("Withdrawn."),
    )


@require_POST
@at_work
def closure(request: HttpRequest, worker: Worker, tid: int) -> HttpResponse:
    """Close a resolved ticket."""
    ticket = worker.ticket(tid)
    return at_once(request, ticket, lambda: close(ticket, by=worker.person, at=worker.now), done=_("Closed."))


@at_work
def reopening(request: HttpRequest, worker: Worker, tid: int) -> HttpResponse:
    """Put a resolved ticket back into the queue."""
    ticket = worker.ticket(tid)
    return acting(
        request,
        ticket,
        acts.WithReason(request.POST or None, label=_("Note for colleagues"), required=False),
        lambda data: reopen(ticket, by=worker.person, at=worker.now, text=data["reason"]),
        title=_("Reopen"),
        submit=_("Reopen"),
        done=_("Reopened."),
    )


@at_work
def follow_up(request: HttpRequest, worker: Worker, tid: int) -> HttpResponse:
    """Open a request on the client's behalf that goes on with one which is not reopened any more."""
    ticket = worker.ticket(tid)

    def command(data: dict[str, str]) -> Ticket:
        message = NewMessage(data["reason"], origin=origin_of(request))
        return following.follow_up(ticket, message, by=worker.person, at=worker.now, channel="on-behalf")

    return acting(
        request,
        ticket,
        acts.WithReason(request.POST or None, label=_("What the client says")),
        command,
        title=_("Go on in a new request"),
        submit=_("Register"),
        done=_("Registered; the client gets the acknowledgement."),
    )
