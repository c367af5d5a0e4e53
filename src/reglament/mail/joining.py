"""Which ticket a letter may join: by token, own Message-ID, number, each only for a sender allowed there (C-53)."""

from collections.abc import Iterator
from dataclasses import dataclass

from reglament.directory.models import Person
from reglament.mail import tokens
from reglament.mail.matching import Candidate
from reglament.mail.models import Outgoing
from reglament.mail.reading import Reading
from reglament.regulation.models import Desk
from reglament.tickets import access
from reglament.tickets.models import Ticket


@dataclass(frozen=True, slots=True)
class Place:
    """Where a letter belongs: `ticket` it joins, else the one it only `claims`, else neither."""

    ticket: Ticket | None = None
    claims: Ticket | None = None


def place(reading: Reading, person: Person, *, desk: Desk) -> Place:
    """The first claim whose ticket `person` may write on decides. The number alone needs a letter not found forged."""
    claimed = None
    for candidate, ticket in _claimed(reading, desk):
        claimed = claimed or ticket
        forged = candidate.by == "tid" and reading.authentication == "fail"
        if not forged and access.is_client(person, ticket):
            return Place(ticket=ticket)
    return Place(claims=claimed)


def mentioned(reading: Reading, *, desk: Desk) -> Ticket | None:
    """The ticket an automatic letter is about, whoever sent it."""
    return next((ticket for _, ticket in _claimed(reading, desk)), None)


def _claimed(reading: Reading, desk: Desk) -> Iterator[tuple[Candidate, Ticket]]:
    for candidate in reading.claims.candidates:
        tid = _tid(candidate)
        ticket = Ticket.objects.filter(desk=desk, pk=tid).first() if tid else None
        if ticket is not None:
            yield candidate, ticket


def _tid(candidate: Candidate) -> int | None:
    if candidate.by == "token":
        meant = tokens.read(candidate.value)
        return meant.tid if meant else None
    if candidate.by == "message-id":
        return Outgoing.objects.filter(key=candidate.value).values_list("ticket", flat=True).first()
    return int(candidate.value)
