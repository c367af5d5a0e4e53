"""What a promise waits for and no letter shows: a call, a way around, terms, a report; a finding; more time.

Which of them a ticket knows is read from its regulation: from the rows behind its clocks, and from its findings.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from reglament.directory.models import Person
from reglament.events.models import recorded
from reglament.events.recording import record
from reglament.lib.db import write
from reglament.lib.refused import Refused
from reglament.regulation.engine.counting_rules import rules_of
from reglament.regulation.models import regulation_of
from reglament.regulation.terms.edition_terms import Target
from reglament.tickets import access
from reglament.tickets.clocks.clock_rows import clocks_of, retime
from reglament.tickets.conversation.speaking import need_text
from reglament.tickets.locking import locked, need_open
from reglament.tickets.models import Clock, Ticket

CONTACT, ACCEPTED, WORKAROUND, FEASIBILITY = "contact", "accepted", "workaround", "feasibility"
TERMS, COMPLAINT, DELIVERED = "terms", "complaint-answered", "delivered"
EVENTS = {
    CONTACT: "contacted",
    ACCEPTED: "handover_accepted",
    WORKAROUND: "workaround_given",
    FEASIBILITY: "feasibility_established",
    TERMS: "terms_given",
    COMPLAINT: "complaint_answered",
    DELIVERED: "delivered",
}
"""The verb of the event by the moment's name in a regulation (`metrics.STOPS`, `metrics.STARTS`)."""

BEGINNINGS = frozenset({CONTACT, WORKAROUND, FEASIBILITY})
"""What may come on any open ticket and begins a promise of the document, though none waits for it yet."""


class Moment(NamedTuple):
    """Something that can be declared of a ticket; `metric` says which promise a delivery keeps, else ""."""

    name: str
    metric: str = ""


@write
def declare(ticket: Ticket, moment: Moment, *, by: Person, at: datetime, text: str = "") -> Ticket:
    """State that a moment has come that a promise waits for; `text` says what was agreed, given or found out.

    Refused when no promise of the ticket waits for it (any more).
    """
    ticket = locked(ticket)
    access.require(by, "declare", ticket)
    if moment not in declarable(ticket, clocks_of(ticket.pk)):
        raise Refused(_("No promise of this request waits for that."), code="not-awaited")
    said = need_text(text, field="reason") if moment.name == CONTACT else text.strip()
    metric = {"metric": moment.metric} if moment.metric else {}
    record(ticket, EVENTS[moment.name], by=by, at=at, **metric, text=said)
    _touch(ticket, at)
    return ticket


@write
def find(ticket: Ticket, finding: str, *, by: Person, at: datetime, text: str = "") -> Ticket:
    """Establish a finding of the regulation (C-36), once; it may settle whose fault it is. Refused to roles the
    finding does not name."""
    ticket = locked(ticket)
    access.require(by, "classify", ticket)
    known = ticket.regulation.promise.findings.get(finding)
    if known is None or finding in found(ticket):
        raise Refused(_("Please choose a finding of the regulation."), code="bad-finding", field="finding")
    if known.found_by and not known.found_by & access.roles_at(ticket.desk, by):
        raise Refused(_("The regulation leaves this finding to others."), code="forbidden", field="finding")
    changed = {"fault": [ticket.fault, known.fault]} if known.fault and known.fault != ticket.fault else {}
    if known.fault:
        ticket.fault = known.fault
        ticket.save(update_fields=["fault"])
    record(ticket, "found", by=by, at=at, finding=finding, text=text.strip(), **changed)
    _touch(ticket, at)
    return ticket


@write
def extend(ticket: Ticket, metric: str, *, reason: str, by: Person, at: datetime) -> Ticket:
    """Put a promised time off by what its row allows, once; the client is told the reason and the new time."""
    ticket = locked(ticket)
    access.require(by, "extend", ticket)
    need_open(ticket, _("This request is already resolved."))
    reason = need_text(reason, field="reason")
    if metric not in extendable(ticket, clocks_of(ticket.pk)):
        raise Refused(_("The regulation does not let this time be extended."), code="not-extendable")
    record(ticket, "extended", by=by, at=at, metric=metric, reason=reason)
    _touch(ticket, at)
    return ticket


def declarable(ticket: Ticket, clocks: Sequence[Clock]) -> list[Moment]:
    """What the promises of `ticket` wait for, each once, in the order of `EVENTS`."""
    awaited = {
        Moment(name, clock.metric if name == DELIVERED else "")
        for clock, row in _awaited(clocks)
        for name in row.stops_on & EVENTS.keys()
    }
    if ticket.is_open:
        awaited |= {Moment(name) for name in BEGINNINGS & _unstarted(ticket, clocks)}
    return sorted(awaited, key=lambda moment: (list(EVENTS).index(moment.name), moment.metric))


def extendable(ticket: Ticket, clocks: Sequence[Clock]) -> list[str]:
    """The metrics whose running promise may still be put off."""
    put_off = {event.data["metric"] for event in recorded(ticket.stream) if event.verb == "extended"}
    return sorted(
        clock.metric
        for clock, row in _awaited(clocks)
        if row.extension and clock.due_at and not clock.outcome and clock.metric not in put_off
    )


def found(ticket: Ticket) -> frozenset[str]:
    """The findings established of `ticket`."""
    return frozenset(event.data["finding"] for event in recorded(ticket.stream) if event.verb == "found")


def _awaited(clocks: Sequence[Clock]) -> Iterator[tuple[Clock, Target]]:
    """Clocks that still wait for the act that stops them, with the rows that decide."""
    for clock in clocks:
        if clock.stopped_at is None and clock.superseded_by is None and clock.outcome != Clock.Outcome.CANCELLED:
            yield clock, rules_of(regulation_of(clock.edition_id)).row(clock.metric, clock.rule)


def _unstarted(ticket: Ticket, clocks: Sequence[Clock]) -> set[str]:
    """Events that start a promised metric of which the ticket has no clock yet."""
    promise = ticket.regulation.promise
    promised = {row.metric for row in promise.targets} - {clock.metric for clock in clocks}
    return {event for metric in promised if metric in promise.metrics for event in promise.metrics[metric].starts}


def _touch(ticket: Ticket, at: datetime) -> None:
    ticket.changed_at = at
    ticket.save(update_fields=["changed_at"])
    retime(ticket, at=at)
