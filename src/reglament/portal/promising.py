"""Promises told to the client: what was or would be promised, and why (C-22)."""

from dataclasses import dataclass
from datetime import datetime

from reglament.directory.models import Person
from reglament.lib.html import language
from reglament.portal.asking import Asking
from reglament.portal.client_words import promise_name
from reglament.regulation.models import Desk, regulation_of
from reglament.regulation.words.explanation import Explanation, explain
from reglament.tickets.clocks.clock_rows import explained
from reglament.tickets.models import Clock, Ticket

BETWEEN_DEPARTMENTS = ("handover",)
"""What is promised to nobody outside."""


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise in words."""

    due_at: datetime | None
    because: Explanation


@dataclass(frozen=True, slots=True)
class Kept:
    """A promise on a request, and what became of it: `tone` is calm, late, met or over."""

    clock: Clock
    tone: str
    because: Explanation

    @property
    def name(self) -> str:
        """What was promised."""
        return promise_name(regulation_of(self.clock.edition_id).promise, self.clock.metric)


def zone_of(person: Person, desk: Desk) -> str:
    """The zone in which times are told to `person`: his own, else the desk's."""
    return person.zone or desk.regulation.zone


def promised(asking: Asking, ground: str, *, at: datetime, zone: str) -> Promised:
    """What would be promised for asking now."""
    state = asking.promised(ground, at=at)
    regulation = asking.granted.regulation
    return Promised(state.due_at, explain(regulation, state, language=language(), zone=zone))


def promises_of(ticket: Ticket, *, zone: str) -> list[Kept]:
    """The promises made on `ticket`, those still running first."""
    clocks = ticket.clocks.current().exclude(metric__in=BETWEEN_DEPARTMENTS).order_by("-started_at", "-pk")
    told = [Kept(clock, _tone(clock), explained(clock, language=language(), zone=zone)) for clock in clocks]
    return sorted(told, key=lambda kept: kept.clock.stopped_at is not None)


def _tone(clock: Clock) -> str:
    if clock.outcome == Clock.Outcome.BREACHED:
        return "late"
    if clock.outcome == Clock.Outcome.MET:
        return "met"
    return "over" if clock.outcome else "calm"
