"""What becomes of a letter that was read: the rules of docs/mail.md, in the order in which they are asked."""

from datetime import datetime, timedelta
from typing import Literal, TypedDict

from django.db.models import QuerySet

from reglament.directory.identifying import Sender, identify
from reglament.directory.models import Company, DeskMembership, Membership, Person
from reglament.directory.registering import join_company, register_person
from reglament.events.recording import record
from reglament.lib.prepared import prepared, update
from reglament.mail.chasing import is_brief, is_chaser
from reglament.mail.complaints import addressee_of
from reglament.mail.joining import Place, chased, mentioned, of_same_subject, only_open, own_token, place
from reglament.mail.models import Arrival
from reglament.mail.reading import Reading
from reglament.mail.returning import take_back
from reglament.mail.staff import say_as_staff
from reglament.regulation.models import Desk
from reglament.tickets.complaining import complain
from reglament.tickets.models import Message, Ticket
from reglament.tickets.nudging import nudge
from reglament.tickets.opening import open_ticket
from reglament.tickets.reopening import what_a_reply_does
from reglament.tickets.speaking import said_before
from reglament.tickets.writing import add_unverified, write_as_client

CHANNEL = "email"
SAME_WITHIN = timedelta(hours=24)  # for letters without a Message-ID (design.md §7)
State = Arrival.State
Way = Literal["", "unverified", "nudge", "complaint"]


class Saying(TypedDict):
    """What every command takes with which a client speaks."""

    by: Person
    received_at: datetime
    at: datetime
    channel: str


def decide(arrival: Arrival, reading: Reading, *, now: datetime) -> None:
    """Make the letter an entry, log it, or leave it to people. Call it inside a write transaction that has locked the
    arrival and its desk.

    Raises Refused when a command refuses; the caller then leaves the letter to people.
    """
    desk = arrival.desk
    if copy := _earlier_copy(arrival, reading):
        _end(arrival, State.SAME, same_as=copy, ticket=copy.ticket)
    elif reading.letter.auto == "loop" and not _loops_already(arrival, reading):
        leave_to_people(arrival, "loop", now=now)
    elif reading.letter.auto not in (None, "list"):
        ticket = take_back(arrival, reading, now=now) or mentioned(reading.claims, desk=desk)
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


def _loops_already(arrival: Arrival, reading: Reading) -> bool:
    """Whether people know already that letters of this sender seem to go in a circle; the others are only logged."""
    alike = Arrival.objects.filter(desk=arrival.desk, state=State.TRIAGE, why="loop", sender=reading.sender)
    return alike.exists()


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
    if found.person is None and found.company is None:
        leave_to_people(arrival, "unknown-sender", now=now)
    elif found.person is not None and _memberships(desk.pk, found.person.pk):
        _decide_of_colleague(arrival, reading, found.person, now)
    elif found.person is None and not _is_trusted(reading, desk):
        leave_to_people(arrival, "unverified", now=now)
    else:
        person = found.person or _newcomer(found, reading, now)
        _decide_of_client(arrival, reading, person, found.company, now)


def _is_trusted(reading: Reading, desk: Desk) -> bool:
    """Whether a client's letter may do what it asks: not if found forged, without proof as the desk wants (C-05)."""
    unproven = reading.proof == "none" and desk.regulation.conduct.intake.unproven == "unverified"
    return reading.proof != "failed" and not unproven


def _decide_of_colleague(arrival: Arrival, reading: Reading, colleague: Person, now: datetime) -> None:
    """A letter of the desk's own people acts only with proof and a reply token of theirs, and then answers or notes."""
    ticket = own_token(reading, colleague, desk=arrival.desk) if reading.proof == "passed" else None
    if ticket is None:
        leave_to_people(arrival, "from-agent", now=now)
        return
    message = say_as_staff(reading.message(arrival), reading, ticket, by=colleague, at=now)
    _end(arrival, State.JOINED, why=f"staff-{message.kind}", ticket=ticket, message=message)


def _decide_of_client(
    arrival: Arrival, reading: Reading, person: Person, company: Company | None, now: datetime
) -> None:
    desk, trusted = arrival.desk, _is_trusted(reading, arrival.desk)
    at = place(arrival, reading, person, trusted=trusted)
    if at.ticket is None and at.claims is None and trusted:
        at = Place(ticket=_asked_about(arrival, reading, person))
    if at.ticket is not None:
        _join_as_client(arrival, reading, at.ticket, person, trusted=trusted, now=now)
    elif not trusted:
        leave_to_people(arrival, "unverified", now=now)
    elif addressee_of(arrival, reading):
        leave_to_people(arrival, "which-request", now=now)
    elif company is None:
        leave_to_people(arrival, _why_no_company(person, desk), now=now)
    else:
        open_from(arrival, reading, person=person, company=company, by=None, now=now, claims=at.claims)


def _asked_about(arrival: Arrival, reading: Reading, person: Person) -> Ticket | None:
    """The request that a letter without any reference is about: a complaint the sender's only one, a letter under a
    known subject that one, "any news?" the newest (C-28, C-62)."""
    desk = arrival.desk
    if addressee_of(arrival, reading):
        return of_same_subject(reading, person, desk=desk) or only_open(person, desk=desk)
    if reading.letter.attachments or arrival.imported:
        return of_same_subject(reading, person, desk=desk) if not arrival.imported else None
    found = of_same_subject(reading, person, desk=desk)
    return found or (chased(person, desk=desk) if is_chaser(reading.words) else None)


def _join_as_client(
    arrival: Arrival, reading: Reading, ticket: Ticket, person: Person, *, trusted: bool, now: datetime
) -> None:
    if not trusted:
        join(arrival, reading, ticket, person=person, by=person, now=now, way="unverified")
    elif addressee_of(arrival, reading):
        join(arrival, reading, ticket, person=person, by=person, now=now, way="complaint")
    else:
        match what_a_reply_does(ticket, person, at=arrival.received_at):
            case "follows":
                open_from(arrival, reading, person=person, company=ticket.company, by=None, now=now, follows=ticket)
            case "too-late":
                leave_to_people(arrival, "too-late", now=now)
            case "joins" if _reminds(reading):
                join(arrival, reading, ticket, person=person, by=person, now=now, way="nudge")
            case _:
                join(arrival, reading, ticket, person=person, by=person, now=now)


def _reminds(reading: Reading) -> bool:
    """Whether it only chases: it says no more, or is a brief letter that refers to nothing, whose subject led here."""
    if reading.letter.attachments:
        return False
    referring = reading.claims.candidates or reading.claims.answered
    return is_chaser(reading.words) or (not referring and is_brief(reading.words))


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
    follows: Ticket | None = None,
    from_triage: bool = False,
) -> Ticket:
    """Open a ticket with the letter; its reaction counts from the arrival. `by` None: the desk itself."""
    why = "claims-to-belong" if claims else "follows" if follows else _why_second(arrival, reading)
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
        follows=follows,
    )
    if claims:
        record(claims, "claimed", by=None, at=now, ticket=ticket.pk)
    _end(arrival, State.JOINED, why=why, ticket=ticket, message=said_before(arrival.stream))
    return ticket


def join(
    arrival: Arrival,
    reading: Reading,
    ticket: Ticket,
    *,
    person: Person | None,
    by: Person,
    now: datetime,
    way: Way = "",
) -> Message:
    """Add the letter to `ticket` as `person`'s (None: a stranger's); `by` is he, or the agent who decided so. `way` is
    what it does there besides what any letter of a client does."""
    said: Saying = {"by": by, "received_at": arrival.received_at, "at": now, "channel": CHANNEL}
    match way:
        case "unverified":
            message = add_unverified(ticket, reading.message(arrival), **said)
        case "nudge":
            message = nudge(ticket, reading.message(arrival), **said)
        case "complaint":
            addressee = addressee_of(arrival, reading)
            message = complain(ticket, reading.message(arrival), addressee=addressee, **said)
        case _:
            message = write_as_client(ticket, reading.message(arrival), **said)
    if by != person:
        message.author = person
        message.save(update_fields=["author"])
    _end(arrival, State.JOINED, why=_why_second(arrival, reading) or way, ticket=ticket, message=message)
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
    *("sender", "sender_name", "subject", "message_id", "answers", "proof", "fingerprint", "silent"),
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
