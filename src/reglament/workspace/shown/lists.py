"""The lists of a desk: which tickets each holds."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy

from reglament.directory.models import Person
from reglament.regulation.terms import Regulation
from reglament.tickets.models.tickets import TicketQuerySet


@dataclass(frozen=True, slots=True)
class Listing:
    """One list: its slug in the address, its name, what an empty one says, and which of the desk's tickets it holds.

    `alarming`: its count is red. `personal`: it holds other tickets for other people.
    """

    slug: str
    name: Lazy
    empty: Lazy
    tickets: Callable[[TicketQuerySet, Person, Regulation], TicketQuerySet]
    alarming: bool = False
    personal: bool = False


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
        personal=True,
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
