"""The lists and departments of a desk as links with counts."""

from dataclasses import dataclass
from functools import partial

from django.db.models import QuerySet

from reglament.directory.models import Person
from reglament.lib.html import language, url
from reglament.lib.prepared import prepared
from reglament.mail.models import Arrival
from reglament.regulation.models import Desk
from reglament.regulation.terms import Regulation
from reglament.tickets.models import Ticket
from reglament.tickets.models.tickets import TicketQuerySet
from reglament.workspace.shown import counts
from reglament.workspace.shown.lists import LISTS

DEPARTMENT = "department:"


@dataclass(frozen=True, slots=True)
class Link:
    """A list in the navigation."""

    name: str
    address: str
    count: str
    here: bool
    alarming: bool = False


def list_links(desk: Desk, known: dict[str, str], *, here: str) -> list[Link]:
    """The lists of `desk` with their counts; `here` is the slug of the one on the page."""
    return [
        Link(
            name=str(listing.name),
            address=url("desk:queue", desk.slug, listing.slug),
            count=known[listing.slug],
            here=listing.slug == here,
            alarming=listing.alarming and known[listing.slug] != "",
        )
        for listing in LISTS
    ]


def department_links(desk: Desk, regulation: Regulation, known: dict[str, str], *, here: str) -> list[Link]:
    """The departments of `desk` with the counts of their open tickets."""
    return [
        Link(
            name=department.name.in_(language()),
            address=url("desk:department", desk.slug, department.slug),
            count=known[f"{DEPARTMENT}{department.slug}"],
            here=here == f"{DEPARTMENT}{department.slug}",
        )
        for department in regulation.conduct.departments.values()
    ]


def counts_of(desk: Desk, person: Person, regulation: Regulation, *, pulse: int) -> dict[str, str]:
    """How many tickets every list and department of the desk holds, as shown, by slug."""
    of_desk = counts.kept_counts(desk.pk, pulse, partial(_of_desk, desk, person, regulation))
    of_person = counts.kept_counts((desk.pk, person.pk), pulse, partial(_of_person, desk, person, regulation))
    return of_desk | of_person


def waiting_letters(desks: tuple[Desk, ...]) -> str:
    """How many letters of those desks wait in triage."""
    return counts.shown(len(_undecided([desk.pk for desk in desks])))


@prepared
def _undecided(desks: list[int]) -> QuerySet[Arrival, int]:
    return Arrival.objects.undecided().filter(desk__in=desks).values_list("pk", flat=True)[: counts.MOST_COUNTED + 1]


def _of_desk(desk: Desk, person: Person, regulation: Regulation) -> dict[str, str]:
    tickets = Ticket.objects.filter(desk=desk)
    found = {one.slug: _count(one.tickets(tickets, person.pk, regulation)) for one in LISTS if not one.personal}
    for slug in regulation.conduct.departments:
        found[f"{DEPARTMENT}{slug}"] = _count(tickets.unresolved().filter(department=slug))
    return found


def _of_person(desk: Desk, person: Person, regulation: Regulation) -> dict[str, str]:
    tickets = Ticket.objects.filter(desk=desk)
    return {one.slug: _count(one.tickets(tickets, person.pk, regulation)) for one in LISTS if one.personal}


def _count(tickets: TicketQuerySet) -> str:
    """In the order of the queue, because the index that serves it holds only what is open."""
    return counts.shown(tickets.by_regulation().values("pk")[: counts.MOST_COUNTED + 1].count())
