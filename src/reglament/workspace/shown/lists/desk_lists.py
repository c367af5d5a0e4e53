"""The lists of a desk: which tickets each holds."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy

from reglament.lib.prepared import prepared
from reglament.regulation.models import regulation_of
from reglament.regulation.terms.edition_terms import Regulation
from reglament.tickets.models import Ticket
from reglament.tickets.models.tickets import TicketQuerySet
from reglament.workspace.shown.lists import counts
from reglament.workspace.shown.lists.listed import columns_of

PAGE = 50


@dataclass(frozen=True, slots=True)
class Listing:
    """One list: its slug in the address, its name, what an empty one says, and which of the desk's tickets it holds.

    `alarming`: its count is red. `personal`: it holds other tickets for other people, who are given by their keys.
    """

    slug: str
    name: Lazy
    empty: Lazy
    tickets: Callable[[TicketQuerySet, int, Regulation], TicketQuerySet]
    alarming: bool = False
    personal: bool = False


def _emergencies(tickets: TicketQuerySet, _person: int, regulation: Regulation) -> TicketQuerySet:
    severities = regulation.promise.severities.values()
    worst = max(severity.rank for severity in severities)
    return tickets.unresolved().filter(severity__in=[one.slug for one in severities if one.rank == worst])


def _postponed(tickets: TicketQuerySet, _person: int, _regulation: Regulation) -> TicketQuerySet:
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
        lambda tickets, person, _regulation: tickets.to_do().filter(assignee=person),
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
        "owed",
        gettext_lazy("Still owed"),
        gettext_lazy("Nothing is owed on resolved requests: no report, no answer to a complaint."),
        lambda tickets, _person, _regulation: tickets.still_owed(),
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


@lru_cache(maxsize=256)
def page_of(listing: str, edition: int) -> Callable[..., list[tuple[Any, ...]]]:
    """What fetches a page of a list and one row more: of (desk, after, person), the person for personal ones only.

    What a list holds may depend on the edition in force.
    """
    chosen, regulation = BY_SLUG[listing], regulation_of(edition)

    def page(desk: int, after: str, person: int = 0) -> "QuerySet[Ticket, tuple[Any, ...]]":
        return _page(chosen.tickets(Ticket.objects.filter(desk=desk), person, regulation), after)

    return prepared(page)


@lru_cache(maxsize=256)
def keys_of(listing: str, edition: int) -> Callable[..., list[int]]:
    """What fetches the keys of a list's tickets, as many as are counted: of (desk, person), the person for personal
    ones only."""
    chosen, regulation = BY_SLUG[listing], regulation_of(edition)

    def keys(desk: int, person: int = 0) -> "QuerySet[Ticket, int]":
        return _keys(chosen.tickets(Ticket.objects.filter(desk=desk), person, regulation))

    return prepared(keys)


@prepared
def keys_of_department(desk: int, department: str) -> "QuerySet[Ticket, int]":
    """The same of what one department has to do."""
    return _keys(Ticket.objects.filter(desk=desk, department=department).unresolved())


def _keys(tickets: TicketQuerySet) -> "QuerySet[Ticket, int]":
    """In the order of the queue, because the index that serves it holds only what is open."""
    return tickets.by_regulation().values_list("pk", flat=True)[: counts.MOST_COUNTED + 1]


@prepared
def page_of_department(desk: int, after: str, department: str) -> "QuerySet[Ticket, tuple[Any, ...]]":
    """The same of what one department has to do."""
    return _page(Ticket.objects.filter(desk=desk, department=department).unresolved(), after)


def _page(tickets: TicketQuerySet, after: str) -> "QuerySet[Ticket, tuple[Any, ...]]":
    return columns_of(tickets.filter(queue_key__gt=after).by_regulation()[: PAGE + 1])
