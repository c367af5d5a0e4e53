"""What becomes of a letter that was read: the rules of docs/mail.md, in the order in which they are asked."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from reglament.directory.identifying import Sender, identify
from reglament.directory.models import Company, DeskMembership, Membership, Person
from reglament.directory.registering import join_company, register_person
from reglament.events.recording import record
from reglament.lib.prepared import prepared, update
from reglament.mail.joining import mentioned, place
from reglament.mail.models import Arrival
from reglament.mail.reading import Reading
from reglament.mail.returning import take_back
from reglament.regulation.models import Desk
from reglament.tickets.models import Message, Ticket
from reglament.tickets.opening import open_ticket
from reglament.tickets.speaking import said_before
from reglament.tickets.writing import write_as_client

CHANNEL = "email"
SAME_WITHIN = timedelta(hours=24)  # for letters without a Message-ID (design.md §7)
State = Arrival.State


def decide(arrival: Arrival, reading: Reading, *, now: datetime) -> None:
    """Make the letter an entry, log it, or leave it to people. Call it inside a write transaction that has locked the
    arrival and its desk.

    Raises Refused when a command refuses; the caller then leaves the letter to people.
    """
    desk = arrival.desk
    if copy := _earlier_copy(arrival, reading):
        _end(arrival, State.SAME, same_as=copy, ticket=copy.ticket)
    elif reading.letter.auto not in (None, "list"):
        ticket = take_back(arrival, reading, now=now) or mentioned(reading, desk=desk)
        _end(arrival, State.LOGGED, why=reading.letter.auto or "", ticket=ticket)
    elif not reading.sender:
        leave_to_people(arrival, "no-sender", now=now)
    else:
        _decide_by_sender(arrival, reading, desk, now)


def leave_to_people(arrival: Arrival, why: str, *, now: datetime, error: str = "") -> None:
    """Put it into triage."""
    arrival.error = error
    _end(arrival, State.TRIAGE, why=why)
    record(arrival, "triaged", by=None, at=now, why=why)


def _earlier_copy(arrival: Arrival, reading: Reading) -> Arrival | None:
    """The first arrival of the same letter at this desk: same Message-ID and content; without one, same content and
    sender within a day."""
    if reading.message_id:
        found = _copies(arrival.desk_id, reading.letter.fingerprint, reading.message_id)
    else:
        around = arrival.received_at - SAME_WITHIN, arrival.received_at + SAME_WITHIN
        found = _nameless_copies(arrival.desk_id, reading.letter.fingerprint, reading.sender, *around)
    return next(iter(found), None)


@prepared
def _copies(desk: int, fingerprint: str, message_id: str) -> QuerySet[Arrival]:
    return _settled(desk, fingerprint).filter(message_id=message_id)


@prepared
def _nameless_copies(desk: int, fingerprint: str, sender: str, since: datetime, until: datetime) -> QuerySet[Arrival]:
    alike = _settled(desk, fingerprint).filter(message_id="", sender=sender)
    return alike.filter(received_at__gte=since, received_at__lte=until)


def _settled(desk: int, fingerprint: str) -> QuerySet[Arrival]:
    settled = Arrival.objects.filter(desk=desk, fingerprint=fingerprint).exclude(state__in=[State.STORED, State.SAME])
    return settled.only("pk", "ticket_id").order_by("pk")


def _decide_by_sender(arrival: Arrival, reading: Reading, desk: Desk, now: datetime) -> None:
    found = identify(reading.sender, desk=desk)
    if why := _why_people(found, reading, desk):
        leave_to_people(arrival, why, now=now)
        return
    person = found.person or _newcomer(found, reading, now)
    at = place(reading, person, desk=desk)
    if at.ticket is not None:
        join(arrival, reading, at.ticket, person=person, by=person, now=now)
    elif found.company is None:
        leave_to_people(arrival, _why_no_company(person, desk), now=now)
    else:
        open_from(arrival, reading, person=person, company=found.company, by=None, now=now, claims=at.claims)


def _why_people(found: Sender, reading: Reading, desk: Desk) -> str:
    """Why people must decide about this sender, whatever he writes; "" when they need not."""
    if found.person is None and found.company is None:
        return "unknown-sender"
    if found.person is None:
        return "unverified" if reading.authentication == "fail" else ""
    return "from-agent" if _memberships(desk.pk, found.person.pk) else ""


@prepared
def _memberships(desk: int, person: int) -> QuerySet[DeskMembership]:
    return DeskMembership.objects.filter(desk=desk, person=person, left_at=None)


def _newcomer(found: Sender, reading: Reading, now: datetime) -> Person:
    """Somebody whose address a domain rule gives to a company is a contact of it from now on (C-04)."""
    assert found.company is not None
    person = register_person(reading.sender_name, reading.sender, at=now)
    join_company(person, found.company)
    return person


def _why_no_company(person: Person, desk: Desk) -> str:
    several = Membership.objects.filter(person=person, left_at=None, company__clients__desk=desk).exists()
    return "several-companies" if several else "no-company"


def open_from(
    arrival: Arrival,
    reading: Reading,
    *,
    person: Person,
    company: Company | None,
    by: Person | None,
    now: datetime,
    claims: Ticket | None = None,
    from_triage: bool = False,
) -> Ticket:
    """Open a ticket with the letter; its reaction counts from the arrival. `by` None: the desk itself."""
    why = "claims-to-belong" if claims else _why_second(arrival, reading)
    ticket = open_ticket(
        arrival.desk,
        requester=person,
        company=company,
        subject=reading.subject,
        message=reading.message(arrival),
        channel=CHANNEL,
        received_at=arrival.received_at,
        at=now,
        by=by,
        imported=arrival.imported,
        from_triage=from_triage,
        claims_to_belong_to=claims,
    )
    _end(arrival, State.JOINED, why=why, ticket=ticket, message=said_before(arrival.stream))
    return ticket


def join(
    arrival: Arrival, reading: Reading, ticket: Ticket, *, person: Person | None, by: Person, now: datetime
) -> Message:
    """Add the letter to `ticket` as `person`'s (None: a stranger's); `by` is he, or the agent who decided so."""
    message = write_as_client(
        ticket,
        reading.message(arrival),
        by=by,
        received_at=arrival.received_at,
        at=now,
        channel=CHANNEL,
    )
    if by != person:
        message.author = person
        message.save(update_fields=["author"])
    _end(arrival, State.JOINED, why=_why_second(arrival, reading), ticket=ticket, message=message)
    return message


def _why_second(arrival: Arrival, reading: Reading) -> str:
    """A Message-ID seen before with other content is an entry of its own, flagged."""
    if not reading.message_id:
        return ""
    others = _namesakes(arrival.desk_id, reading.message_id, arrival.pk, reading.letter.fingerprint)
    return "id-seen-before" if others else ""


@prepared
def _namesakes(desk: int, message_id: str, but: int, fingerprint: str) -> QuerySet[Arrival, int]:
    named = Arrival.objects.filter(desk=desk, message_id=message_id)
    return named.exclude(pk=but).exclude(fingerprint=fingerprint).values_list("pk", flat=True)[:1]


_DECIDED = (
    *("state", "why", "held_until", "error", "ticket", "entry", "same_as"),
    *("sender", "sender_name", "subject", "message_id", "fingerprint", "silent"),
)


def _end(
    arrival: Arrival,
    state: Arrival.State,
    *,
    why: str = "",
    ticket: Ticket | None = None,
    message: Message | None = None,
    same_as: Arrival | None = None,
) -> None:
    arrival.state, arrival.why, arrival.held_until = state, why, None
    arrival.ticket, arrival.entry, arrival.same_as = ticket, message, same_as
    update(arrival, *_DECIDED)
