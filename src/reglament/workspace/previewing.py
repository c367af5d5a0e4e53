"""What an act would do to the due time, before it is done."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from reglament.directory.models import Person
from reglament.lib.html import day_and_time
from reglament.regulation.engine.facts import Classified, EmergencyClaimed, Fact, SeverityLowered, Transferred
from reglament.regulation.terms.edition_terms import Department
from reglament.tickets.clocks.clock_rows import preview
from reglament.tickets.clocks.history import history
from reglament.tickets.models import Ticket

Beside = dict[str, str]
"""Words to stand beside each choice of a field."""


def due_now(ticket: Ticket, *, zone: str) -> str:
    """The due time as it stands."""
    return due(ticket.next_due, zone)


def after_transfers(ticket: Ticket, *, by: Person, at: datetime, zone: str) -> Beside:
    """For every other department, the due time a transfer to it would give."""
    known = history(ticket)
    departments = ticket.desk.regulation.conduct.departments.values()
    return {
        one.slug: due(preview(ticket, known, *_transfer(ticket, one, by, at), at=at), zone)
        for one in departments
        if one.slug != ticket.department
    }


def after_classifying(ticket: Ticket, severities: Iterable[str], *, by: Person, at: datetime, zone: str) -> Beside:
    """For every severity, the due time the ticket would have with it."""
    known = history(ticket)
    told = {slug: preview(ticket, known, Classified(at, by.name, severity=slug), at=at) for slug in severities}
    return {slug: due(then, zone) for slug, then in told.items() if slug != ticket.severity} | {
        ticket.severity: _("as now: %(due)s") % {"due": due_now(ticket, zone=zone)}
    }


def after_lowering(ticket: Ticket, severities: Iterable[str], *, by: Person, at: datetime, zone: str) -> Beside:
    """For every severity, the due time lowering to it would give."""
    known = history(ticket)
    lowered = {slug: SeverityLowered(at, by.name, severity=slug) for slug in severities}
    return {slug: due(preview(ticket, known, fact, at=at), zone) for slug, fact in lowered.items()}


def after_claims(ticket: Ticket, *, by: Person, at: datetime, zone: str) -> Beside:
    """For every ground of an emergency, the due time claiming it would give at once."""
    known, told = history(ticket), {}
    for severity in ticket.regulation.promise.severities.values():
        for ground in severity.grounds:
            if ground.approval:
                told[ground.slug] = _("the account manager decides; nothing changes until then")
            else:
                claim = EmergencyClaimed(at, by.name, severity=severity.slug, ground=ground.slug)
                told[ground.slug] = due(preview(ticket, known, claim, at=at), zone)
    return told


def due(then: datetime | None, zone: str) -> str:
    """A due time in words."""
    return _("due %(time)s") % {"time": day_and_time(then, zone)} if then else _("no due time")


def _transfer(ticket: Ticket, to: Department, by: Person, at: datetime) -> list[Fact]:
    moved = Transferred(at, by.name, department=to.slug, stage=to.stage)
    level = to.level or (ticket.contract.level if ticket.contract else ticket.level)
    return [moved] if level == ticket.level else [Classified(at, by.name, level=level), moved]
