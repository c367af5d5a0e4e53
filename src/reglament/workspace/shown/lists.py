"""The lists of a desk: which tickets each holds, and how many, counted no further than anybody wants to know."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy

from reglament.directory.models import Person
from reglament.regulation.models import Desk
from reglament.regulation.terms import Regulation
from reglament.tickets.models import Ticket
from reglament.tickets.models.tickets import TicketQuerySet

MOST_COUNTED = 99


@dataclass(frozen=True, slots=True)
class Listing:
    """One list: its slug in the address, its name, what an empty one says, and which of the desk's tickets it holds."""

    slug: str
    name: Lazy
    empty: Lazy
    tickets: Callable[[TicketQuerySet, Person, Regulation], TicketQuerySet]
    alarming: bool = False


def _emergencies(tickets: TicketQuerySet, _person: Person, regulation: Regulation) -> TicketQuerySet:
    severities = regulation.promise.severities.values()
    worst = max(severity.rank for severity in severities)
    return tickets.unresolved().filter(severity__in=[one.slug for one in severities if one.rank == worst])


def _postponed(tickets: TicketQuerySet, _person: Person, _regulation: Regulation) -> TicketQuerySet:
    return tickets.unresolved().filter(reply_owed_since=None).exclude(waits_for__in=["", "client"])


LISTS = (
    Listing(
        "regulation",
        gettext_lazy("By regulation"),
        gettext_lazy("Everything is dealt with. New requests appear here by themselves."),
        lambda tickets, _person, _regulation: tickets.unresolved(),
    ),
    Listing(
        "mine",
        gettext_lazy("Mine"),
        gettext_lazy("Nothing is assigned to you. Take the first one by regulation."),
        lambda tickets, person, _regulation: tickets.unresolved().filter(assignee=person),
    ),
    Listing(
        "new",
        gettext_lazy("New requests"),
        gettext_lazy("Every request has had its first answer."),
        lambda tickets, _person, _regulation: tickets.new(),
    ),
    Listing(
        "emergencies",
        gettext_lazy("Emergencies"),
        gettext_lazy("No emergency is open."),
        _emergencies,
        alarming=True,
    ),
    Listing(
        "waiting",
        gettext_lazy("Waiting for clients"),
        gettext_lazy("No client owes us an answer."),
        lambda tickets, _person, _regulation: tickets.waiting_for("client"),
    ),
    Listing(
        "postponed",
        gettext_lazy("Postponed"),
        gettext_lazy("Nothing is postponed."),
        _postponed,
    ),
    Listing(
        "breached",
        gettext_lazy("Overdue"),
        gettext_lazy("No open request has a broken promise."),
        lambda tickets, _person, _regulation: tickets.breached(),
        alarming=True,
    ),
)
BY_SLUG = {listing.slug: listing for listing in LISTS}


@dataclass(frozen=True, slots=True)
class Link:
    """A list in the navigation."""

    name: str
    address: str
    count: str
    here: bool
    alarming: bool = False


def links(desk: Desk, person: Person, regulation: Regulation, *, here: str) -> list[Link]:
    """The lists of `desk` with their counts; `here` is the slug of the one on the page."""
    of_desk = Ticket.objects.filter(desk=desk)
    counts = {listing.slug: count(listing.tickets(of_desk, person, regulation)) for listing in LISTS}
    return [
        Link(
            name=str(listing.name),
            address=reverse("desk:queue", args=[desk.slug, listing.slug]),
            count=counts[listing.slug],
            here=listing.slug == here,
            alarming=listing.alarming and counts[listing.slug] != "",
        )
        for listing in LISTS
    ]


def department_links(desk: Desk, regulation: Regulation, language: str, *, here: str) -> list[Link]:
    """The departments of `desk` with the counts of their open tickets."""
    return [
        Link(
            name=department.name.in_(language),
            address=reverse("desk:department", args=[desk.slug, department.slug]),
            count=count(Ticket.objects.filter(desk=desk, department=department.slug).unresolved()),
            here=department.slug == here,
        )
        for department in regulation.conduct.departments.values()
    ]


def count(tickets: TicketQuerySet) -> str:
    """How many, "99+" from a hundred on, "" for none. Never looks at more rows than that."""
    counted = tickets.order_by().values("pk")[: MOST_COUNTED + 1].count()
    if counted > MOST_COUNTED:
        return f"{MOST_COUNTED}+"
    return str(counted) if counted else ""
