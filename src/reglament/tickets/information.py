"""What a request must contain, and what it still lacks (C-55). A lack changes no stage and pauses nothing."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from reglament.directory.models import Person
from reglament.events.recording import record
from reglament.lib.db import write
from reglament.lib.refused import Refused
from reglament.regulation.terms.edition_terms import InfoField
from reglament.tickets import access
from reglament.tickets.locking import locked
from reglament.tickets.models import Ticket

LONGEST = 20_000  # characters of one answer
LONGEST_VERSION = 60


def missing_information(ticket: Ticket) -> list[InfoField]:
    """Required information of the ticket's request type that it lacks, in the document's order.

    What the client wrote stands for the first field of free lines: who describes the problem has described it.
    """
    required = [field for field in _fields(ticket) if field.required]
    told = next((field for field in required if field.kind == "lines" and ticket.first_words), None)
    return [field for field in required if field is not told and not _is_given(ticket, field)]


@write
def fill_in(ticket: Ticket, given: Mapping[str, str], *, by: Person, at: datetime) -> Ticket:
    """Add information of the request type, by the slugs of its fields; empty answers leave what is known.

    It is no message: the stage, what is owed and every clock stay as they are (C-55). The same answers again
    add nothing.
    """
    ticket = locked(ticket)
    access.require(by, "fill_in", ticket)
    wanted = {field.slug: _checked(field, given[field.slug]) for field in _fields(ticket) if given.get(field.slug)}
    changes = {slug: [ticket.details.get(slug, ""), value] for slug, value in wanted.items() if value}
    changes = {slug: change for slug, change in changes.items() if change[0] != change[1]}
    if not changes:
        return ticket
    ticket.details = ticket.details | {slug: new for slug, (_old, new) in changes.items()}
    versions = [
        changes[field.slug][1] for field in _fields(ticket) if field.kind == "version" and field.slug in changes
    ]
    ticket.version = ticket.version or "".join(versions[:1])[:LONGEST_VERSION]
    ticket.changed_at = at
    ticket.save(update_fields=["details", "version", "changed_at"])
    record(ticket, "filled_in", by=by, at=at, fields=changes)
    return ticket


def _fields(ticket: Ticket) -> tuple[InfoField, ...]:
    kind = ticket.regulation.promise.request_types.get(ticket.request_type)
    return kind.fields if kind else ()


def _checked(field: InfoField, answer: str) -> str:
    answer = answer.replace("\0", "").strip()
    known = {choice.slug for choice in field.choices}
    if answer and field.kind == "choice" and answer not in known:
        raise Refused(_("Please choose one of the answers."), code="bad-choice", field=field.slug)
    if len(answer) > LONGEST:
        raise Refused(_("This is too long: please attach a file instead."), code="too-long", field=field.slug)
    return answer


def _is_given(ticket: Ticket, field: InfoField) -> bool:
    return bool(str(ticket.details.get(field.slug, "")).strip() or (field.kind == "version" and ticket.version))
