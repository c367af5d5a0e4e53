"""Which ticket a letter belongs to: by token, own Message-ID, number, or a letter that it answers; each only for a
sender allowed there (C-53)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from django.db.models import QuerySet

from reglament.directory.models import Person
from reglament.lib.prepared import prepared
from reglament.mail.format.references import Candidate, Reference
from reglament.mail.format.replies.reminders import folded, thread_of
from reglament.mail.incoming.assessment import Reading
from reglament.mail.models import Arrival, Outgoing
from reglament.mail.outgoing import reply_tokens
from reglament.regulation.models import Desk
from reglament.tickets import access
from reglament.tickets.course.merging import LONGEST_CHAIN
from reglament.tickets.models import Ticket

MOST_COMPARED = 50  # open requests of one client, the newest, whose subjects are compared with a letter's

By = Literal["token", "message-id", "tid", "letter"]
STRONG = frozenset({"token", "message-id"})
"""What only those have to whom we wrote; a number or a letter of somebody else's can be guessed or seen."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a letter belongs: `ticket` it joins, else the one it only `claims`, else neither."""

    ticket: Ticket | None = None
    claims: Ticket | None = None


def place(arrival: Arrival, reading: Reading, person: Person, *, trusted: bool) -> Place:
    """The first claim whose ticket `person` may write on decides. A letter that is not `trusted` to be his joins by
    token or own Message-ID alone (C-05)."""
    claimed = None
    for by, ticket in _claimed(reading.claims, arrival.desk):
        claimed = claimed or ticket
        if (trusted or by in STRONG) and _may_write(person, ticket):
            return Place(ticket=ticket)
    if trusted:
        for ticket in _of_letters(arrival, reading):
            if _may_write(person, ticket):
                return Place(ticket=ticket)
    return Place(claims=claimed)


def mentioned(claims: Reference, *, desk: Desk) -> Ticket | None:
    """The ticket that a letter of whomever says it is about."""
    return next((ticket for _, ticket in _claimed(claims, desk)), None)


def own_token(reading: Reading, person: Person, *, desk: Desk) -> Ticket | None:
    """The ticket about which we wrote to `person` himself, and to which the letter answers by his own token."""
    meant = filter(None, map(reply_tokens.read, reading.claims.by("token")))
    return next((ticket for token in meant if token.person == person.pk for ticket in _at_desk(token.tid, desk)), None)


def of_same_subject(reading: Reading, person: Person, *, desk: Desk) -> Ticket | None:
    """His newest open request under the same subject (C-28)."""
    thread = thread_of(reading.subject)
    if not thread:
        return None
    word = thread.split()[0]
    alike = (
        known for known in _open_requests(desk.pk, person.pk) if word in folded(known[1])
    )  # cheap, and rules out most
    found = (tid for tid, subject in alike if thread_of(subject) == thread)
    return next((ticket for tid in found for ticket in _at_desk(tid, desk)), None)


def chased(person: Person, *, desk: Desk) -> Ticket | None:
    """The request of his that a letter without any reference asks about: the newest open one (C-28)."""
    newest = _open_requests(desk.pk, person.pk)[:1]
    return next((ticket for tid, _ in newest for ticket in _at_desk(tid, desk)), None)


def only_open(person: Person, *, desk: Desk) -> Ticket | None:
    """His open request, when there is just one."""
    found = _open_requests(desk.pk, person.pk)
    return next(iter(_at_desk(found[0][0], desk)), None) if len(found) == 1 else None


def _may_write(person: Person, ticket: Ticket) -> bool:
    return access.is_client(person, ticket) or access.is_let_in(person, ticket)


def _claimed(claims: Reference, desk: Desk) -> Iterator[tuple[By, Ticket]]:
    """The tickets claimed; of one that was merged first where it goes on, then, for who may not write there, itself."""
    for candidate in claims.candidates:
        tid = _tid(candidate)
        for ticket in _at_desk(tid, desk) if tid else ():
            yield candidate.by, ticket
            if ticket.pk != tid:
                yield from ((candidate.by, merged) for merged in _itself(tid, desk))


def _tid(candidate: Candidate) -> int | None:
    if candidate.by == "token":
        meant = reply_tokens.read(candidate.value)
        return meant.tid if meant else None
    if candidate.by == "message-id":
        return next(iter(_written_about(candidate.value)), None)
    return int(candidate.value)


def _of_letters(arrival: Arrival, reading: Reading) -> Iterator[Ticket]:
    """Tickets of letters it answers, and of letters that answer it and came before it."""
    desk, answered = arrival.desk, list(reading.claims.answered)
    before = _tickets_of(desk.pk, answered) if answered else []
    after = _tickets_of_answers(desk.pk, reading.message_id) if reading.message_id else []
    for tid in dict.fromkeys([*before, *after]):
        yield from _at_desk(tid, desk)


def _at_desk(tid: int, desk: Desk) -> Sequence[Ticket]:
    """The ticket of that number at `desk`, or the one its matter was merged into."""
    found = _tickets(desk.pk, tid)
    for _ in range(LONGEST_CHAIN):
        if not found or found[0].merged_into_id is None:
            break
        found = _tickets(desk.pk, found[0].merged_into_id)
    for ticket in found:
        ticket.desk = desk
    return found


def _itself(tid: int | None, desk: Desk) -> Sequence[Ticket]:
    found = _tickets(desk.pk, tid) if tid else []
    for ticket in found:
        ticket.desk = desk
    return found


@prepared
def _tickets(desk: int, tid: int) -> QuerySet[Ticket]:
    return Ticket.objects.filter(desk=desk, pk=tid)


@prepared
def _written_about(key: str) -> QuerySet[Outgoing, int]:
    return Outgoing.objects.filter(key=key).exclude(ticket=None).values_list("ticket_id", flat=True)


@prepared
def _tickets_of(desk: int, message_ids: list[str]) -> QuerySet[Arrival, int]:
    joined = Arrival.objects.filter(desk=desk, message_id__in=message_ids, state=Arrival.State.JOINED)
    return joined.exclude(ticket=None).order_by("-pk").values_list("ticket_id", flat=True)[:5]


@prepared
def _tickets_of_answers(desk: int, message_id: str) -> QuerySet[Arrival, int]:
    answers = Arrival.objects.filter(desk=desk, answers=message_id, state=Arrival.State.JOINED)
    return answers.exclude(ticket=None).order_by("pk").values_list("ticket_id", flat=True)[:5]


@prepared
def _open_requests(desk: int, requester: int) -> QuerySet[Ticket, tuple[int, str]]:
    open_ones = Ticket.objects.filter(requester=requester, desk=desk, resolved_at=None).order_by("-tid")
    return open_ones.values_list("tid", "subject")[:MOST_COMPARED]
