"""Telling the desk's people what happened (C-23): a reader of events, and marking as seen."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from reglament.directory.models import DeskMembership, Person, Role
from reglament.events.models import Event
from reglament.lib.db import write, writing
from reglament.notices.models import Notice
from reglament.regulation.models import regulation_of
from reglament.tickets.clocks.warnings import rungs
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


@write
def see_up_to(person: Person, newest: int, *, at: datetime) -> int:
    """He has looked through his notices, of which `newest` was the last: it and all before it are seen."""
    return Notice.objects.filter(person=person, pk__lte=newest, seen_at=None).update(seen_at=at)


def _concerned(event: Event, ticket: Ticket) -> Iterable[Person | None]:
    if event.verb == "transferred":
        return _heads(ticket) if event.data.get("shortly_before") else []
    if event.verb == "escalated":
        return [*_in_charge(ticket), *_on_rung(event, ticket)]
    if event.verb == "warned" and _is_escalated(event, ticket):
        return _in_charge(ticket)
    if event.verb in {"warned", "breached", "emergency_claimed", "complained"}:
        return [ticket.in_charge, ticket.account_manager, *_heads(ticket)]
    if event.verb in {"undelivered", "held_back", "infected", "wrote_unverified"}:
        return _in_charge(ticket)
    return [ticket.assignee]


def _in_charge(ticket: Ticket) -> list[Person]:
    return [ticket.in_charge] if ticket.in_charge else _heads(ticket)


def _on_rung(event: Event, ticket: Ticket) -> Iterator[Person]:
    """Whom a rung of the document names: the ticket's account manager, people of its department, heads and
    administrators of the desk. People of the client read it in the request's history."""
    rung = regulation_of(event.data["edition"]).promise.escalations[event.data["rung"] - 1]
    if Role.ACCOUNT_MANAGER in rung.to and ticket.account_manager:
        yield ticket.account_manager
    wanted = rung.to - {Role.ACCOUNT_MANAGER.value}
    members = DeskMembership.objects.filter(desk=ticket.desk, left_at=None, role__in=wanted).select_related("person")
    for member in members:
        if member.role in (Role.HEAD, Role.ADMINISTRATOR, Role.DEVELOPER) or member.department == ticket.department:
            yield member.person


def _is_escalated(event: Event, ticket: Ticket) -> bool:
    """Whether the document says who is told of such a clock beside the one in charge."""
    clock = ticket.clocks.get(metric=event.data["metric"], ordinal=event.data["ordinal"])
    return bool(rungs(regulation_of(clock.edition_id).promise, clock))


def _heads(ticket: Ticket) -> list[Person]:
    members = DeskMembership.objects.filter(desk=ticket.desk, left_at=None, role__in=[Role.DEPARTMENT_HEAD, Role.HEAD])
    return [
        member.person
        for member in members.select_related("person")
        if member.role == Role.HEAD or member.department == ticket.department
    ]
