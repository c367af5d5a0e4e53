"""Who works here, and what he may see: every fetch of this door starts here, so a stranger gets 404."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import update_wrapper
from typing import Concatenate, ParamSpec

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from reglament.directory.models import Person
from reglament.directory.models.people import worked_desks
from reglament.lib.again import SignedOut
from reglament.lib.http import fragment
from reglament.lib.prepared import prepared
from reglament.regulation.models import Desk
from reglament.tickets.models import Ticket

P = ParamSpec("P")


@prepared
def _desks(person: int) -> QuerySet[Desk]:
    return worked_desks(person)


@prepared
def _ticket(tid: int, desks: list[int]) -> QuerySet[Ticket]:
    named = ("company", "contract", "requester", "assignee", "responsible", "account_manager", "product")
    return Ticket.objects.filter(pk=tid, desk__in=desks).select_related(*named)


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody of the vendor at work: who, for which desks, and the instant of the request."""

    person: Person
    desks: tuple[Desk, ...]
    now: datetime

    def desk(self, slug: str) -> Desk:
        """The desk of that slug; 404 unless he works for it."""
        for desk in self.desks:
            if desk.slug == slug:
                return desk
        raise Http404

    def ticket(self, tid: int) -> Ticket:
        """The ticket, with what every page shows of it; 404 unless it is of a desk he works for."""
        found = _ticket(tid, [desk.pk for desk in self.desks])  # what `visible_to` gives an agent, by desks known
        if not found:
            raise Http404
        ticket = found[0]
        ticket.desk = next(desk for desk in self.desks if desk.pk == ticket.desk_id)
        return ticket


View = Callable[Concatenate[HttpRequest, Worker, P], HttpResponseBase]


def at_work(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Give the view a `Worker`. Strangers are asked to sign in; who works for no desk finds nothing here."""

    def asked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not isinstance(request.user, Person):
            raise SignedOut
        desks = tuple(_desks(request.user.pk))
        if not desks:
            raise Http404
        return view(request, Worker(request.user, desks, datetime.now(UTC).replace(microsecond=0)), *args, **kwargs)

    update_wrapper(asked, view)
    return asked


def go_to(request: HttpRequest, address: str) -> HttpResponse:
    """Send the browser to `address`, whether a form was posted plainly or by htmx from a dialog."""
    response = HttpResponse(status=204 if fragment(request) else 303)
    response["HX-Redirect" if fragment(request) else "Location"] = address
    return response
