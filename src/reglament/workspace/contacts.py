"""Finding the client's person an agent means."""

import re

from django.db.models import Q, QuerySet

from reglament.directory.models import Company, Membership, Person
from reglament.lib.names import address_key, name_key
from reglament.regulation.models import Desk

MOST_SUGGESTED = 12
_IN_BRACKETS = re.compile(r"<([^<>]+)>\s*$")


def suggested(desk: Desk, typed: str) -> list[Membership]:
    """Contacts of the desk's clients with `typed` in their name, address or company; at least two letters."""
    key = name_key(_IN_BRACKETS.sub("", typed.replace("\0", "")))
    if len(key) < 2:
        return []
    matching = (
        Q(person__name_key__contains=key)
        | Q(person__addresses__email__contains=key)
        | Q(company__name_key__contains=key)
    )
    found = _contacts(desk).filter(matching).select_related("person", "company").prefetch_related("person__addresses")
    return list(found.order_by("person__name_key").distinct()[:MOST_SUGGESTED])


def meant(desk: Desk, typed: str) -> list[Person]:
    """The people `typed` can mean: by their address (also in brackets after a name), else by their whole name."""
    typed = typed.replace("\0", "")
    in_brackets = _IN_BRACKETS.search(typed)
    address = address_key(in_brackets[1] if in_brackets else typed)
    asked = Q(person__addresses__email=address) if address else Q(person__name_key=name_key(typed))
    people = Person.objects.get_queryset().filter(pk__in=_contacts(desk).filter(asked).values("person"))
    return list(people.order_by("name_key"))


def companies_of(desk: Desk, person: Person) -> list[Company]:
    """The companies `person` can write for at `desk`."""
    return [found.company for found in _contacts(desk).filter(person=person).select_related("company")]


def _contacts(desk: Desk) -> QuerySet[Membership]:
    return Membership.objects.filter(company__clients__desk=desk, left_at=None, person__is_active=True)
