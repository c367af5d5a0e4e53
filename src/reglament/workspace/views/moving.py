"""Who works on a ticket, and where: start, assign, transfer, developers."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reglament.tickets.course.assigning import assign
from reglament.tickets.course.starting import need_no_answer, start
from reglament.tickets.course.transferring import involve_developers, transfer
from reglament.workspace.acting import acting, at_once, zone_of
from reglament.workspace.forms import acts
from reglament.workspace.previewing import after_transfers, due_now
from reglament.workspace.visibility import Worker, at_work


@require_POST
@at_work
def starting(request: HttpRequest, worker: Worker, tid: int) -> HttpResponse:
    """Begin processing."""
    ticket = worker.ticket(tid)
    return at_once(
        request, ticket, lambda: start(ticket, by=worker.person, at=worker.now), done=_("Processing started.")
    )


@at_work
def assignment(request: HttpRequest, worker: Worker, tid: int) -> HttpResponse:
    """Who works on it."""
    ticket = worker.ticket(tid)
    return acting(
        request,
        ticket,
        acts.Assignment(ticket, request.POST or None),
        lambda data: assign(ticket, data["assignee"], by=worker.person, at=worker.now),
        title=_("Assign"),
        submit=_("Assign"),
        done=_("Assigned."),
        to_me=worker.person,
    )


@at_work
def transferring(request: HttpRequest, worker: Worker, tid: int) -> HttpResponse:
    """Which department has it; the old and the new due time are shown before."""
    ticket = worker.ticket(tid)
    zone = zone_of(worker, ticket)
    return acting(
        request,
        ticket,
        acts.Transfer(ticket, request.POST or None, initial=request.GET.dict()),
        lambda data: transfer(ticket, data["department"], by=worker.person, at=worker.now, reason=data["reason"]),
        title=_("Transfer to a department"),
        submit=_("Transfer"),
        done=_("Transferred."),
        now_due=due_now(ticket, zone=zone),
        beside={"department": after_transfers(ticket, by=worker.person, at=worker.now, zone=zone)},
    )


@at_work
def development(request: HttpRequest, worker: Worker, tid: int) -> HttpResponse:
    """Bring developers in while the ticket stays where it is."""
    ticket = worker.ticket(tid)
    departments = ticket.desk.regulation.conduct.departments.values()
    developing = [one.slug for one in departments if one.stage == "development" and one.slug != ticket.department]
    return acting(
        request,
        ticket,
        acts.WithReason(request.POST or None, label=_("What they are needed for"), required=False),
        lambda data: involve_developers(ticket, by=worker.person, at=worker.now, reason=data["reason"]),
        title=_("Bring in developers"),
        submit=_("Bring in developers"),
        done=_("Developers were brought in."),
        hand_over=developing[0] if developing else "",
    )


@at_work
def no_answer(request: HttpRequest, worker: Worker, tid: int) -> HttpResponse:
    """What the client wrote last needs no answer."""
    ticket = worker.ticket(tid)
    return acting(
        request,
        ticket,
        acts.WithReason(request.POST or None, hint=_("For example: the client says thanks.")),
        lambda data: need_no_answer(ticket, reason=data["reason"], by=worker.person, at=worker.now),
        title=_("Needs no answer"),
        submit=_("No answer is needed"),
        done=_("Noted: no answer is owed."),
    )
