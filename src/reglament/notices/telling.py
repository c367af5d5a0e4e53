"""Telling the desk's people what happened (C-23): a reader of events, and marking as seen."""

from collections.abc import Iterable
from datetime import datetime

from reglament.directory.models import DeskMembership, Person, Role
from reglament.events.models import Event
from reglament.lib.db import write, writing
from reglament.notices.models import Notice
from reglament.tickets.models import Ticket


def tell_agents(event: Event, now: datetime) -> None:
    """Make a notice for everybody concerned but the one who did it. Running twice tells once."""
    ticket = Ticket.objects.select_related("desk", "assignee", "responsible", "account_manager").get(pk=event.key)
    people = {person.pk: person for person in _concerned(event, ticket) if person and person.pk != event.by_id}
    with writing():
        Notice.objects.bulk_create(
            (Notice(person=person, event=event, ticket=ticket, made_at=now) for person in people.values()),
            ignore_conflicts=True,
        )


@write
def see_all(person: Person, ticket: Ticket, *, at: datetime) -> int:
    """He has opened the ticket: its notices are seen."""
    return Notice.objects.filter(person=person, ticket=ticket, seen_at=None).update(seen_at=at)


def _concerned(event: Event, ticket: Ticket) -> Iterable[Person | None]:
    if event.verb in {"warned", "breached", "emergency_claimed", "complained"}:
        return [ticket.in_charge, ticket.account_manager, *_heads(ticket)]
    if event.verb in {"undelivered", "held_back", "infected", "wrote_unverified"}:
        return [ticket.in_charge] if ticket.in_charge else _heads(ticket)
    return [ticket.assignee]


def _heads(ticket: Ticket) -> list[Person]:
    members = DeskMembership.objects.filter(desk=ticket.desk, left_at=None, role__in=[Role.DEPARTMENT_HEAD, Role.HEAD])
    return [
        member.person
        for member in members.select_related("person")
        if member.role == Role.HEAD or member.department == ticket.department
    ]
