"""Classifying: what it is about, how severe, whose fault, which product."""

from datetime import datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from reglament.directory.models import Person, Product
from reglament.events.models import recorded
from reglament.events.recording import record
from reglament.lib.db import write
from reglament.lib.refused import Refused
from reglament.regulation.terms.edition_terms import Promise
from reglament.tickets import access
from reglament.tickets.clocks.clock_rows import retime
from reglament.tickets.course.opening import department_of
from reglament.tickets.locking import locked
from reglament.tickets.models import Ticket

FAULTS = ("unknown", "vendor", "client", "third_party")


@write
def classify(
    ticket: Ticket,
    *,
    by: Person,
    at: datetime,
    request_type: str | None = None,
    severity: str | None = None,
    fault: str | None = None,
    product: Product | None = None,
    version: str | None = None,
    urgency: str | None = None,
    impact: str | None = None,
) -> Ticket:
    """Set what is given; None leaves as it is. A type owned by another department moves an untouched ticket there
    (C-20). Where the regulation makes the severity of urgency and impact, the two decide it once both are known.

    An emergency is never set here: it has grounds and is claimed and confirmed (emergencies.py).
    """
    ticket = locked(ticket)
    access.require(by, "classify", ticket)
    wanted: dict[str, Any] = {"request_type": request_type, "severity": severity, "fault": fault, "version": version}
    wanted["product_id"] = product.pk if product else None
    promise, before = ticket.regulation.promise, rating(ticket)
    after = Rating(urgency or before.urgency, impact or before.impact)
    made = promise.matrix.severity_of(*after) if promise.matrix and after != before else ""
    wanted["severity"] = made or severity
    changes = {name: value for name, value in wanted.items() if value is not None and value != getattr(ticket, name)}
    if not changes and after == before:
        return ticket
    _check_rating(promise, after)
    _check(promise, ticket, changes, is_made=bool(made))
    if "request_type" in changes and ticket.is_new:
        department = department_of(ticket.desk, changes["request_type"])
        if department and department != ticket.department:
            changes["department"] = department
    said = {name: [getattr(ticket, name), value] for name, value in changes.items()}
    said |= {name: [old, new] for name, old, new in zip(Rating._fields, before, after, strict=True) if old != new}
    for name, value in changes.items():
        setattr(ticket, name, value)
    ticket.changed_at = at
    ticket.save(update_fields=["changed_at", *(name.removesuffix("_id") for name in changes)])
    record(ticket, "classified", by=by, at=at, **said)
    retime(ticket, at=at)
    return ticket


class Rating(NamedTuple):
    """Slugs of the urgency and the impact people have given a ticket; "" while nobody has."""

    urgency: str = ""
    impact: str = ""


def rating(ticket: Ticket) -> Rating:
    """How urgent a ticket is and how much it affects, as it was classified last."""
    if not ticket.regulation.promise.urgencies:
        return Rating()
    known: dict[str, str] = {}
    for event in recorded(ticket.stream):
        if event.verb == "classified":
            known |= {name: event.data[name][1] for name in Rating._fields if name in event.data}
    return Rating(**known)


def _check_rating(promise: Promise, rating: Rating) -> None:
    if rating.urgency and rating.urgency not in promise.urgencies:
        raise Refused(_("Please choose an urgency of the regulation."), code="bad-urgency", field="urgency")
    if rating.impact and rating.impact not in promise.impacts:
        raise Refused(_("Please choose an impact of the regulation."), code="bad-impact", field="impact")


def _check(promise: Promise, ticket: Ticket, changes: dict[str, Any], *, is_made: bool) -> None:
    """`is_made`: the severity is what urgency and impact make, so no ground has to be claimed."""
    if changes.get("request_type") and changes["request_type"] not in promise.request_types:
        raise Refused(_("Please choose a request type from the regulation."), code="bad-type", field="request_type")
    if "fault" in changes and changes["fault"] not in FAULTS:
        raise Refused(_("Please choose whose fault it is."), code="bad-fault", field="fault")
    severity = promise.severities.get(changes["severity"]) if "severity" in changes else None
    if "severity" in changes and severity is None:
        raise Refused(_("Please choose a severity from the regulation."), code="bad-severity", field="severity")
    if severity and not is_made and any(ground.confirmation or ground.approval for ground in severity.grounds):
        raise Refused(_("This severity has grounds: claim it, then confirm it."), code="needs-claim", field="severity")
    if severity and promise.severities[ticket.severity].rank > severity.rank:
        raise Refused(_("Lowering needs a reason that the client is told."), code="needs-reason", field="severity")
