"""What a reply does to a request that was resolved: by the document it was taken under (C-61)."""

from datetime import datetime
from typing import Literal

from django.utils.translation import gettext as _

from reglament.directory.models import Person, Role
from reglament.lib.refused import Refused
from reglament.regulation.engine.counting_rules import later
from reglament.regulation.terms.edition_terms import Reopening
from reglament.tickets import access
from reglament.tickets.models import Ticket

Reply = Literal["joins", "reopens", "follows", "too-late"]


def what_a_reply_does(ticket: Ticket, person: Person, *, at: datetime) -> Reply:
    """A reply that `person` wrote at `at`: joins an open request; reopens a resolved one while it may be; later it
    "follows" as a request of its own, or is "too-late", as the document says."""
    if ticket.is_open:
        return "joins"
    rule = ticket.regulation.promise.reopening
    if rule is None or (not is_over(ticket, at=at) and _is_among(person, ticket, rule)):
        return "reopens"
    return "follows" if rule.afterwards == "new-request" else "too-late"


def need_reopenable(ticket: Ticket, person: Person, *, at: datetime) -> None:
    """Refuse what would reopen a request that `person` may not reopen, and say what to do instead."""
    facts = {"tid": ticket.tid}
    match what_a_reply_does(ticket, person, at=at):
        case "follows":
            message = _(
                "The regulation does not let you reopen #%(tid)s. Please open a new request that goes on with it."
            )
            raise Refused(message % facts, code="follows")
        case "too-late":
            message = _(
                "The regulation does not let you reopen #%(tid)s. Please open another request if you need help."
            )
            raise Refused(message % facts, code="too-late")


def is_over(ticket: Ticket, *, at: datetime) -> bool:
    """Whether a resolved request can't be reopened any more, by whomever."""
    until = reopened_until(ticket)
    return until is not None and at > until


def reopened_until(ticket: Ticket) -> datetime | None:
    """Until when a resolved request may be reopened; None where the document sets no end."""
    rule = ticket.regulation.promise.reopening
    if rule is None or rule.within is None or ticket.resolved_at is None:
        return None
    return later(ticket.regulation, ticket.resolved_at, rule.within, rule.calendar)


def _is_among(person: Person, ticket: Ticket, rule: Reopening) -> bool:
    """Whether `by` lets him; "contact" is everybody of the client, and an empty list whoever may write. People of the
    desk, who act on the client's word, are asked for only where it names some of them."""
    if not rule.by:
        return True
    people = access.roles_of(ticket, person)
    if people.isdisjoint(Role.values):
        return "contact" in rule.by or bool(people & rule.by)
    return rule.by.isdisjoint(Role.values) or bool(people & rule.by)
