"""What becomes of a letter that was read: the rules of docs/mail.md, in the order in which they are asked."""

from datetime import datetime

from django.db.models import QuerySet

from reglament.directory.identifying import Sender, identify
from reglament.directory.models import Company, DeskMembership, Membership, Person
from reglament.directory.registering import join_company, register_person
from reglament.lib.prepared import prepared
from reglament.mail.format.replies.reminders import is_brief, is_chaser
from reglament.mail.incoming.assessment import Reading
from reglament.mail.incoming.complaints import addressee_of
from reglament.mail.incoming.copies import earlier_copy
from reglament.mail.incoming.outcomes import end, join, leave_to_people, open_from
from reglament.mail.incoming.staff_letters import say_as_staff
from reglament.mail.incoming.threads import Place, chased, mentioned, of_same_subject, only_open, own_token, place
from reglament.mail.models import Arrival
from reglament.mail.outgoing.bounced import take_back
from reglament.regulation.models import Desk
from reglament.tickets.course.reopening import what_a_reply_does
from reglament.tickets.models import Ticket

State = Arrival.State


def decide(arrival: Arrival, reading: Reading, *, now: datetime) -> None:
    """Make the letter an entry, log it, or leave it to people. Call it inside a write transaction that has locked the
    arrival and its desk.

    Raises Refused when a command refuses; the caller then leaves the letter to people.
    """
    desk = arrival.desk
    if copy := earlier_copy(arrival, reading):
        end(arrival, State.SAME, same_as=copy, ticket=copy.ticket)
    elif reading.letter.auto == "loop" and not _loops_already(arrival, reading):
        leave_to_people(arrival, "loop", now=now)
    elif reading.letter.auto not in (None, "list"):
        ticket = take_back(arrival, reading.letter, reading.claims, now=now) or mentioned(reading.claims, desk=desk)
        end(arrival, State.LOGGED, why=reading.letter.auto or "", ticket=ticket)
    elif not reading.sender:
        leave_to_people(arrival, "no-sender", now=now)
    else:
        _decide_by_sender(arrival, reading, desk, now)


def _loops_already(arrival: Arrival, reading: Reading) -> bool:
    """Whether people know already that letters of this sender seem to go in a circle; the others are only logged."""
    alike = Arrival.objects.filter(desk=arrival.desk, state=State.TRIAGE, why="loop", sender=reading.sender)
    return alike.exists()


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
    end(arrival, State.JOINED, why=f"staff-{message.kind}", ticket=ticket, message=message)


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
