"""The lists and departments of a desk as links with counts."""

from dataclasses import dataclass
from functools import partial

from django.db.models import QuerySet

from reglament.directory.models import Person
from reglament.lib.html import language, url
from reglament.lib.prepared import prepared
from reglament.mail.models import Arrival
from reglament.regulation.models import Desk
from reglament.regulation.terms.edition_terms import Regulation
from reglament.workspace.shown.lists import counts
from reglament.workspace.shown.lists.desk_lists import LISTS, keys_of, keys_of_department

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
    of_desk = counts.kept_counts(desk.pk, pulse, partial(_of_desk, desk, regulation))
    of_person = counts.kept_counts((desk.pk, person.pk), pulse, partial(_of_person, desk, person))
    return of_desk | of_person


def waiting_letters(desks: tuple[Desk, ...]) -> str:
    """How many letters of those desks wait in triage."""
    return counts.shown(len(_undecided([desk.pk for desk in desks])))


@prepared
def _undecided(desks: list[int]) -> QuerySet[Arrival, int]:
    return Arrival.objects.undecided().filter(desk__in=desks).values_list("pk", flat=True)[: counts.MOST_COUNTED + 1]


def _of_desk(desk: Desk, regulation: Regulation) -> dict[str, str]:
    found = {one.slug: keys_of(one.slug, desk.edition_id)(desk.pk) for one in LISTS if not one.personal}
    found |= {f"{DEPARTMENT}{slug}": keys_of_department(desk.pk, slug) for slug in regulation.conduct.departments}
    return {slug: counts.shown(len(keys)) for slug, keys in found.items()}


def _of_person(desk: Desk, person: Person) -> dict[str, str]:
    personal = (one.slug for one in LISTS if one.personal)
    return {slug: counts.shown(len(keys_of(slug, desk.edition_id)(desk.pk, person.pk))) for slug in personal}
