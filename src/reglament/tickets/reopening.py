"""What a reply does to a request that was resolved: by the document it was taken under (C-61)."""

from datetime import datetime
from typing import Literal

from reglament.directory.models import Membership, Person
from reglament.regulation.dues import SECONDS, Bound
from reglament.regulation.rules import calendar_of
from reglament.regulation.terms import Promise, Reopening
from reglament.tickets.models import Ticket
from reglament.worktime.calendar import Calendar
from reglament.worktime.timeline import compiled

Reply = Literal["joins", "reopens", "follows", "too-late"]


def what_a_reply_does(ticket: Ticket, person: Person, *, at: datetime) -> Reply:
    """A reply that the client's `person` wrote at `at`: joins an open request; reopens a resolved one while it may be;
    later it "follows" as a request of its own, or is "too-late", as the document says."""
    if ticket.is_open:
        return "joins"
    promise = ticket.regulation.promise
    rule = promise.reopening
    if rule is None or (_in_time(ticket, rule, promise, at) and _is_among(person, ticket, rule)):
        return "reopens"
    return "follows" if rule.afterwards == "new-request" else "too-late"


def _in_time(ticket: Ticket, rule: Reopening, promise: Promise, at: datetime) -> bool:
    if rule.within is None or ticket.resolved_at is None:
        return True
    always = Calendar("", ticket.regulation.zone, ((),) * 7, always=True)
    timeline = compiled(calendar_of(promise, rule.calendar) or always)
    unit = rule.within.unit
    length = rule.within.value * SECONDS.get(unit, 1)
    return at <= Bound("amount", 0, unit, length, rule.calendar, timeline).due(ticket.resolved_at)


def _is_among(person: Person, ticket: Ticket, rule: Reopening) -> bool:
    """Whether `by` lets him; "contact" is everybody of the client, and an empty list whoever may write."""
    if not rule.by or "contact" in rule.by:
        return True
    representing = Membership.objects.filter(person=person, company=ticket.company_id, left_at=None)
    return "representative" in rule.by and representing.filter(role=Membership.As.REPRESENTATIVE).exists()
