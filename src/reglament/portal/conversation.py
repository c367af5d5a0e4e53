"""What the client sees of a request: what was written and what happened, in order (C-54). Never notes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from reglament.directory.models import Person
from reglament.events.models import Event
from reglament.lib.html import language, local_date
from reglament.mail.senders import senders_of
from reglament.regulation.terms import Named
from reglament.tickets.claims import claim_of
from reglament.tickets.models import Attachment, Message, Ticket


@dataclass(frozen=True, slots=True)
class Spoken:
    """A message as the client sees it: an answer is dated when it left."""

    at: datetime
    message: Message
    author: Person | None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Happened:
    """Something the desk or the client did, in one line."""

    at: datetime
    words: str


Entry = Spoken | Happened


def conversation(ticket: Ticket, *, now: datetime) -> list[Entry]:
    """All the client may see of `ticket` at `now`, oldest first."""
    released = list(_released(ticket, now).select_related("author").prefetch_related("attachments"))
    senders = senders_of(released)
    entries: list[Entry] = [
        Spoken(
            message.leaves_at or message.written_at,
            message,
            message.author,
            message.author.name if message.author else senders.get(message.pk, ""),
        )
        for message in released
    ]
    events = Event.objects.filter(stream=ticket.stream, verb__in=WORDS).order_by("seq")
    entries += [Happened(event.at, WORDS[event.verb](ticket, event)) for event in events]
    return sorted(entries, key=attrgetter("at"))


def pulse_of(ticket: Ticket, *, now: datetime) -> str:
    """Changes whenever the client's page of `ticket` would show something else: what open pages compare."""
    told = Event.objects.filter(stream=ticket.stream, verb__in=[*WORDS, *_SHOWN_ANEW])
    return f"{told.count()}-{_released(ticket, now).count()}"


_SHOWN_ANEW = ("answered", "asked", "wrote", "wrote_unverified", "nudged", "complained", "assigned")


def leaves_next(ticket: Ticket, *, now: datetime) -> datetime | None:
    """When an answer that is written but held (C-19) will leave; None when none is held."""
    held = Message.objects.public().filter(ticket=ticket, leaves_at__gt=now).order_by("leaves_at").first()
    return held.leaves_at if held else None


def attachment_of(ticket: Ticket, pk: int, *, now: datetime) -> Attachment | None:
    """The attachment `pk` of a message the client already sees."""
    return Attachment.objects.filter(pk=pk, message__in=_released(ticket, now)).first()


def _released(ticket: Ticket, now: datetime) -> QuerySet[Message]:
    left = Q(leaves_at=None) | Q(leaves_at__lte=now)
    return Message.objects.public().filter(left, ticket=ticket).in_order()


def _name(known: Mapping[str, Named], slug: str) -> str:
    return known[slug].name.in_(language()) if slug in known else slug


def _started(ticket: Ticket, event: Event) -> str:
    return _("Processing has begun.")


def _claimed(ticket: Ticket, event: Event) -> str:
    claim = claim_of(ticket.regulation.promise, event.data["ground"])
    return _("Claimed: %(ground)s.") % {"ground": claim.ground.name.in_(language())}


def _confirmed(ticket: Ticket, event: Event) -> str:
    severity = _name(ticket.regulation.promise.severities, event.data.get("severity", ""))
    return _("Confirmed: the request is %(severity)s.") % {"severity": severity}


def _lowered(ticket: Ticket, event: Event) -> str:
    severity = _name(ticket.regulation.promise.severities, event.data["new"])
    return _("The request is now %(severity)s: %(reason)s") % {"severity": severity, "reason": event.data["reason"]}


def _transferred(ticket: Ticket, event: Event) -> str:
    department = _name(ticket.desk.regulation.conduct.departments, event.data["new"])
    return _("Handed to: %(department)s.") % {"department": department}


def _developers(ticket: Ticket, event: Event) -> str:
    return _("Developers were brought in.")


def _postponed(ticket: Ticket, event: Event) -> str:
    return _("Put off: %(reason)s.") % {"reason": _name(ticket.regulation.promise.postpone, event.data["reason"])}


def _woken(ticket: Ticket, event: Event) -> str:
    return _("The wait is over, we go on.")


def _moved_to_edition(ticket: Ticket, event: Event) -> str:
    return _("The edition of the regulation of %(dated)s counts from here.") % {
        "dated": local_date(date.fromisoformat(event.data["dated"]))
    }


def _resolved(ticket: Ticket, event: Event) -> str:
    return _("Solved.")


def _refused(ticket: Ticket, event: Event) -> str:
    return _("Refused: %(reason)s.") % {"reason": _name(ticket.regulation.promise.refuse, event.data["reason"])}


def _redirected(ticket: Ticket, event: Event) -> str:
    return _("Redirected: %(reason)s.") % {"reason": _name(ticket.regulation.promise.redirect, event.data["reason"])}


def _withdrawn(ticket: Ticket, event: Event) -> str:
    return _("Withdrawn.")


def _closed(ticket: Ticket, event: Event) -> str:
    return _("Closed.")


def _reopened(ticket: Ticket, event: Event) -> str:
    return _("Reopened.")


def _followed(ticket: Ticket, event: Event) -> str:
    return _("Goes on in request #%(tid)s.") % {"tid": event.data["ticket"]}


def _filled_in(ticket: Ticket, event: Event) -> str:
    return _("Missing information was added.")


WORDS: dict[str, Callable[[Ticket, Event], str]] = {
    "started": _started,
    "emergency_claimed": _claimed,
    "emergency_confirmed": _confirmed,
    "emergency_approved": _confirmed,
    "severity_lowered": _lowered,
    "filled_in": _filled_in,
    "transferred": _transferred,
    "developers_involved": _developers,
    "moved_to_edition": _moved_to_edition,
    "postponed": _postponed,
    "woken": _woken,
    "resolved": _resolved,
    "refused": _refused,
    "redirected": _redirected,
    "withdrawn": _withdrawn,
    "closed": _closed,
    "reopened": _reopened,
    "followed": _followed,
}
"""The events a client is told of, each with its words. What is not here stays inside."""
