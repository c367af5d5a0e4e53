"""Transferring to another department, and bringing in developers (C-11, C-13, C-32)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from reglament.directory.models import DeskMembership, Person
from reglament.events.recording import record
from reglament.lib.db import write
from reglament.lib.refused import Refused
from reglament.regulation.terms.edition_terms import Department
from reglament.regulation.terms.metrics import CONVERSATION
from reglament.tickets import access
from reglament.tickets.clocks.clock_rows import retime
from reglament.tickets.clocks.history import own_level
from reglament.tickets.clocks.warnings import share_used_at
from reglament.tickets.locking import locked, need_open
from reglament.tickets.models import Clock, Ticket


@write
def transfer(ticket: Ticket, department: str, *, by: Person, at: datetime, reason: str = "") -> Ticket:
    """Hand the ticket to another department. Where the table has a row for its stage, the clock follows; the client is
    told.

    History, promises and messages stay. An assignee who is no member of the new department lets it go.
    """
    ticket = locked(ticket)
    access.require(by, "transfer", ticket)
    need_open(ticket, _("This request is already resolved."))
    known = ticket.desk.regulation.conduct.departments
    if department not in known:
        raise Refused(_("Please choose a department."), code="bad-department", field="department")
    if department == ticket.department:
        return ticket
    data: dict[str, Any] = {"old": ticket.department, "new": department, "stage": known[department].stage}
    if _is_shortly_before(ticket, at):
        data["shortly_before"] = True
    level = _level_at(ticket, known[department])
    if level != ticket.level:
        data["level"] = [ticket.level, level]
        ticket.level = level
    ticket.department, ticket.changed_at = department, at
    if known[department].stage == "development":
        ticket.developers_since = ticket.developers_since or at
    if ticket.assignee and not _works_in(ticket.assignee, ticket, department):
        ticket.assignee = None
    ticket.save(update_fields=["department", "changed_at", "level", "assignee", "developers_since"])
    record(ticket, "transferred", by=by, at=at, reason=reason.strip(), **data)
    retime(ticket, at=at)
    return ticket


@write
def involve_developers(ticket: Ticket, *, by: Person, at: datetime, reason: str = "") -> Ticket:
    """Bring developers in while the ticket stays where it is: the rest of its time may count on another calendar
    (C-13)."""
    ticket = locked(ticket)
    access.require(by, "involve_developers", ticket)
    need_open(ticket, _("This request is already resolved."))
    if ticket.developers_since is not None:
        return ticket
    ticket.developers_since, ticket.changed_at = at, at
    ticket.save(update_fields=["developers_since", "changed_at"])
    record(ticket, "developers_involved", by=by, at=at, reason=reason.strip())
    retime(ticket, at=at)
    return ticket


def _is_shortly_before(ticket: Ticket, at: datetime) -> bool:
    """Whether an answer is owed whose time is in its danger zone and not yet over: such a transfer is reported
    (C-11)."""
    promise, danger = ticket.regulation.promise, ticket.desk.regulation.conduct.order.danger
    owed = Clock.objects.running().filter(ticket=ticket, metric__in=CONVERSATION, due_at__gte=at)
    return any(share_used_at(promise, clock, danger) <= at for clock in owed)


def _level_at(ticket: Ticket, department: Department) -> str:
    """While development has it, the level its edition has for that stage; else the client's own (C-11)."""
    levels = ticket.regulation.promise.levels.values()
    of_stage = next((level.slug for level in levels if level.stage == "development"), "")
    return (of_stage if department.stage == "development" else "") or own_level(ticket)


def _works_in(person: Person, ticket: Ticket, department: str) -> bool:
    return DeskMembership.objects.filter(person=person, desk=ticket.desk, department=department, left_at=None).exists()
