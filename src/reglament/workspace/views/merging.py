"""Merging a request into another one of the same client."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from reglament.tickets.course.merging import merge
from reglament.tickets.models import Ticket
from reglament.workspace.acting import acting, zone_of
from reglament.workspace.forms.merging import Merging
from reglament.workspace.previewing import Beside, due_now
from reglament.workspace.shown.naming import stage_name
from reglament.workspace.visibility import Worker, at_work


@at_work
def merging(request: HttpRequest, worker: Worker, tid: int) -> HttpResponse:
    """Which request it goes on in; whose answers and which due time remain stands beside each."""
    ticket = worker.ticket(tid)
    zone = zone_of(worker, ticket)
    form = Merging(ticket, request.POST or None, initial={"into": str(ticket.claims_to_belong_to_id or "")})
    if request.method == "POST":
        form.is_valid()
    return acting(
        request,
        ticket,
        form,
        lambda data: merge(ticket, form.target, by=worker.person, at=worker.now),
        title=_("Merge into another request"),
        submit=_("Merge"),
        done=_("Merged; the client is told where it goes on."),
        now_due=due_now(ticket, zone=zone),
        beside={"into": _beside(ticket, form, zone)},
        about=_("The clocks of this request end without an answer, and letters to it join the other one."),
    )


def _beside(ticket: Ticket, form: Merging, zone: str) -> Beside:
    return {str(tid): _words(ticket, one, zone) for tid, one in form.offered.items()}


def _words(ticket: Ticket, into: Ticket, zone: str) -> str:
    told = [stage_name(into), due_now(into, zone=zone)]
    if into.requester_id != ticket.requester_id:
        told.append(_("answers go to %(name)s") % {"name": into.requester.name})
    return " · ".join(filter(None, told))
