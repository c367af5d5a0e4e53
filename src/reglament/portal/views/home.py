"""The start page: for clients their requests, for strangers when we are open and where to sign in."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse

from reglament.directory.models import Person
from reglament.lib.http import page
from reglament.lib.paging import before
from reglament.portal.hours import hours_of
from reglament.portal.next_steps import NextStep, next_step
from reglament.portal.promising import zone_of
from reglament.portal.visibility import sees_others, this_instant
from reglament.regulation.models import Desk
from reglament.tickets.models import Ticket

PAGE = 30


@dataclass(frozen=True, slots=True)
class Row:
    """A request in the list, with who owes its next step."""

    ticket: Ticket
    step: NextStep
    zone: str


def home(request: HttpRequest) -> HttpResponse:
    """The start page of whoever comes."""
    now = this_instant()
    if isinstance(request.user, Person):
        return _of_client(request, request.user, now)
    desks = Desk.objects.filter(editions__isnull=False).distinct()
    return page(request, "portal/landing.html", {"hours": [hours_of(desk, now=now) for desk in desks]})


def _of_client(request: HttpRequest, person: Person, now: datetime) -> HttpResponse:
    shows_all = request.GET.get("show") == "all"
    mine = Ticket.objects.of_client(person).select_related("desk", "company", "requester", "assignee", "responsible")
    if not shows_all:
        mine = mine.filter(closed_at=None)
    key = before(request)
    listed = mine.filter(pk__lt=key) if key else mine
    tickets = list(listed.order_by("-pk")[: PAGE + 1])
    desks = person.visible_desks().filter(editions__isnull=False).distinct()
    context = {
        "hours": [hours_of(desk, now=now) for desk in desks],
        "rows": [Row(ticket, next_step(ticket, now=now), zone_of(person, ticket.desk)) for ticket in tickets[:PAGE]],
        "next_before": tickets[PAGE - 1].pk if len(tickets) > PAGE else None,
        "shows_all": shows_all,
        "sees_others": sees_others(person),
    }
    return page(request, "portal/home.html", context)
