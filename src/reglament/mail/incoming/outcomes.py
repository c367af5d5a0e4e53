"""What a letter becomes, once that is decided: a ticket, a message, a line in the log, a question for people."""

from datetime import datetime
from typing import Literal, TypedDict

from reglament.directory.models import Company, Person
from reglament.events.recording import record
from reglament.lib.prepared import update
from reglament.mail.incoming.assessment import Reading
from reglament.mail.incoming.complaints import addressee_of
from reglament.mail.incoming.copies import why_second
from reglament.mail.models import Arrival
from reglament.tickets.conversation.complaining import complain
from reglament.tickets.conversation.nudging import nudge
from reglament.tickets.conversation.speaking import said_before
from reglament.tickets.conversation.writing import add_unverified, write_as_client
from reglament.tickets.course.opening import open_ticket
from reglament.tickets.models import Message, Ticket

CHANNEL = "email"
State = Arrival.State
Way = Literal["", "unverified", "nudge", "complaint"]


class Saying(TypedDict):
    """What every command takes with which a client speaks."""

    by: Person
    received_at: datetime
    at: datetime
    channel: str


def leave_to_people(arrival: Arrival, why: str, *, now: datetime, error: str = "") -> None:
    """Put it into triage."""
    arrival.error = error
    end(arrival, State.TRIAGE, why=why)
    record(arrival, "triaged", by=None, at=now, why=why)


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
    why = "claims-to-belong" if claims else "follows" if follows else why_second(arrival, reading)
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
    end(arrival, State.JOINED, why=why, ticket=ticket, message=said_before(arrival.stream))
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
    end(arrival, State.JOINED, why=why_second(arrival, reading) or way, ticket=ticket, message=message)
    return message


_DECIDED = (
    "state",
    "why",
    "held_until",
    "error",
    "ticket",
    "entry",
    "same_as",
    "sender",
    "sender_name",
    "subject",
    "message_id",
    "answers",
    "proof",
    "fingerprint",
    "silent",
)


def end(
    arrival: Arrival,
    state: Arrival.State,
    *,
    why: str = "",
    ticket: Ticket | None = None,
    message: Message | None = None,
    same_as: Arrival | None = None,
) -> None:
    """Write down what became of it."""
    arrival.state, arrival.why, arrival.held_until = state, why, None
    arrival.ticket, arrival.entry, arrival.same_as = ticket, message, same_as
    update(arrival, *_DECIDED)
