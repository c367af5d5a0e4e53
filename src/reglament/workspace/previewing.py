"""What an act would do to the due time, before it is done."""

from datetime import datetime

from django.utils.translation import gettext as _

from reglament.directory.models import Person
from reglament.lib.html import day_and_time
from reglament.regulation.clocks import ClockState, clocks
from reglament.regulation.facts import Classified, Fact, Transferred
from reglament.regulation.terms import Department
from reglament.tickets.history import history
from reglament.tickets.models import Ticket


def due_now(ticket: Ticket, *, zone: str) -> str:
    """The due time as it stands."""
    return _told(ticket.next_due, zone)


def after_transfers(ticket: Ticket, *, by: Person, at: datetime, zone: str) -> dict[str, str]:
    """For every other department, the due time a transfer to it would give."""
    known = history(ticket)
    departments = ticket.desk.regulation.conduct.departments.values()
    return {
        one.slug: _told(_next_due(ticket, [*known, *_transfer(ticket, one, by, at)], at), zone)
        for one in departments
        if one.slug != ticket.department
    }


def _transfer(ticket: Ticket, to: Department, by: Person, at: datetime) -> list[Fact]:
    moved = Transferred(at, by.name, department=to.slug, stage=to.stage)
    level = to.level or (ticket.contract.level if ticket.contract else ticket.level)
    return [moved] if level == ticket.level else [Classified(at, by.name, level=level), moved]


def _next_due(ticket: Ticket, facts: list[Fact], at: datetime) -> datetime | None:
    states: tuple[ClockState, ...] = clocks(ticket.regulation, facts, now=at)
    return min((state.due_at for state in states if state.is_open and state.due_at), default=None)


def _told(due: datetime | None, zone: str) -> str:
    return _("due %(time)s") % {"time": day_and_time(due, zone)} if due else _("no due time")
