"""What the client sees of a request: what was written and what happened, in order (C-54). Never notes."""

from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from django.db.models import Q, QuerySet

from reglament.directory.models import Person
from reglament.events.models import Event
from reglament.lib.excerpts import Excerpt, excerpt
from reglament.mail.incoming.unregistered_senders import senders_of
from reglament.portal.client_words import WORDS, Teller, say
from reglament.tickets.models import Attachment, Message, Ticket


@dataclass(frozen=True, slots=True)
class Spoken:
    """A message as the client sees it: an answer is dated when it left, without a file that was kept from leaving."""

    at: datetime
    message: Message
    author: Person | None
    said: Excerpt
    files: list[Attachment]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Happened:
    """Something the desk or the client did, in one line."""

    at: datetime
    words: str


Entry = Spoken | Happened


def conversation(ticket: Ticket, *, now: datetime, zone: str) -> list[Entry]:
    """All the client may see of `ticket` at `now`, oldest first; times are told in `zone`."""
    released = list(_released(ticket, now).select_related("author").prefetch_related("attachments"))
    senders = senders_of(released)
    entries: list[Entry] = [
        Spoken(
            message.leaves_at or message.written_at,
            message,
            message.author,
            excerpt(message.text, message.full_text),
            _files(message),
            message.author.name if message.author else senders.get(message.pk, ""),
        )
        for message in released
    ]
    events, teller = Event.objects.filter(stream=ticket.stream, verb__in=WORDS).order_by("seq"), Teller(ticket, zone)
    entries += [Happened(event.at, words) for event in events if (words := say(event, teller))]
    return sorted(entries, key=attrgetter("at"))


def _files(message: Message) -> list[Attachment]:
    """A client sees what became of his own files, and of ours those he can have, now or soon."""
    infected = Attachment.Scan.INFECTED
    return [file for file in message.attachments.all() if not (message.is_ours and file.scan == infected)]


def pulse_of(ticket: Ticket, *, now: datetime) -> str:
    """Changes whenever the client's page of `ticket` would show something else: what open pages compare."""
    told = Event.objects.filter(stream=ticket.stream, verb__in=[*WORDS, *_SHOWN_ANEW])
    return f"{told.count()}-{_released(ticket, now).count()}"


_SHOWN_ANEW = ("answered", "asked", "wrote", "wrote_unverified", "nudged", "complained", "assigned")


def leaves_next(ticket: Ticket, *, now: datetime) -> datetime | None:
    """When an answer that is written but held (C-19) will leave; None when none is held."""
    held = Message.objects.public().filter(ticket=ticket, leaves_at__gt=now).order_by("leaves_at").first()
    return held.leaves_at if held else None


def message_of(ticket: Ticket, pk: int, *, now: datetime) -> Message | None:
    """The message `pk` if the client already sees it."""
    return _released(ticket, now).filter(pk=pk).first()


def attachment_of(ticket: Ticket, pk: int, *, now: datetime) -> Attachment | None:
    """The attachment `pk` of a message the client already sees."""
    return Attachment.objects.filter(pk=pk, message__in=_released(ticket, now)).first()


def _released(ticket: Ticket, now: datetime) -> QuerySet[Message]:
    left = Q(leaves_at=None) | Q(leaves_at__lte=now)
    return Message.objects.public().filter(left, ticket=ticket).in_order()
