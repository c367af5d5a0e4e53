"""Moving an open ticket to another edition: an explicit act, shown before it is done, and recorded (clocks.md,
"Other editions, other years")."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from reglament.directory.models import Person
from reglament.events.recording import record
from reglament.lib.db import write
from reglament.lib.html import local_date
from reglament.lib.refused import Refused
from reglament.regulation.engine.facts import MovedToEdition
from reglament.regulation.models import Edition
from reglament.regulation.terms.edition_terms import Promise
from reglament.regulation.terms.successors import successor
from reglament.tickets import access
from reglament.tickets.clocks.clock_rows import preview, retime
from reglament.tickets.clocks.history import history
from reglament.tickets.locking import locked, need_open
from reglament.tickets.models import Ticket


@dataclass(frozen=True, slots=True)
class Move:
    """What moving would do: the next due time as it is and as it would be, None for none; the level there."""

    ticket: Ticket
    before: datetime | None
    after: datetime | None
    level: str

    @property
    def due(self) -> tuple[datetime | None, datetime | None]:
        """Before and after."""
        return self.before, self.after


def preview_move(ticket: Ticket, edition: Edition, *, at: datetime, level: str = "") -> Move:
    """What `move_to_edition` would do, without doing it. Raises `Refused` where it would."""
    names = _names_there(ticket, edition, level)
    known = history(ticket)
    moved = MovedToEdition(at, regulation=edition.regulation, left=ticket.regulation, level=level)
    return Move(ticket, ticket.next_due, preview(ticket, known, moved, at=at), names["level"])


@write
def move_to_edition(
    ticket: Ticket, edition: Edition, *, by: Person | None, at: datetime, reason: str, level: str = ""
) -> Ticket:
    """Let the Promise of another edition of its desk count for an open ticket from now on.

    Names that are retired there have their successors; `level` gives the client another level than that. What is missed
    or settled stays as it is; a shorter amount counts from now, a longer one from the original start.
    """
    ticket = locked(ticket)
    access.require(by, "move_to_edition", ticket)
    need_open(ticket, _("This request is already resolved."))
    if edition.pk == ticket.edition_id:
        return ticket
    if not reason.strip():
        raise Refused(_("Please say why: the move is recorded."), code="needs-reason", field="reason")
    names = _names_there(ticket, edition, level)
    data: dict[str, Any] = {"old": ticket.edition_id, "new": edition.pk, "dated": edition.dated.isoformat()}
    data |= {name: [getattr(ticket, name), new] for name, new in names.items() if getattr(ticket, name) != new}
    if level:
        data["own_level"] = level
    for name, new in names.items():
        setattr(ticket, name, new)
    ticket.edition, ticket.changed_at = edition, at
    ticket.save(update_fields=["edition", "changed_at", *names])
    record(ticket, "moved_to_edition", by=by, at=at, reason=reason.strip(), **data)
    retime(ticket, at=at)
    return ticket


def _names_there(ticket: Ticket, edition: Edition, level: str) -> dict[str, str]:
    """How the ticket's level, severity and type are called in `edition`. Raises `Refused` for what it does not know."""
    if edition.desk_id != ticket.desk_id:
        raise Refused(_("This edition is of another desk."), code="other-desk")
    promise = edition.regulation.promise
    names = {
        "level": _level_there(ticket, promise, level),
        "severity": successor(promise.severities, ticket.severity),
        "request_type": successor(promise.request_types, ticket.request_type),
    }
    known = {"level": promise.levels, "severity": promise.severities, "request_type": promise.request_types}
    for name, new in names.items():
        if new not in known[name] and new not in ("", "none"):
            facts = {"dated": local_date(edition.dated), "name": new}
            message = _("The edition of %(dated)s does not know “%(name)s”.") % facts
            raise Refused(message, code="unknown-name", field=name)
    return names


def _level_there(ticket: Ticket, promise: Promise, level: str) -> str:
    """While development has the ticket, the level of that stage; else the one given, or the client's own."""
    own = ticket.regulation.promise.levels.get(ticket.level)
    if own is not None and own.stage == "development":
        return next((one.slug for one in promise.levels.values() if one.stage == "development"), level or own.slug)
    return level or successor(promise.levels, ticket.level)
