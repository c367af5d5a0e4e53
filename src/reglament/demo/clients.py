"""What clients do: their letters go through the real intake, their forms through the portal's commands."""

from datetime import datetime, timedelta

from reglament.demo.cast import Cast
from reglament.demo.making import keep, make
from reglament.demo.posting import Quoted, Writer, letter
from reglament.demo.script import Step, Story
from reglament.directory.models import Person
from reglament.mail.incoming.arrivals import store
from reglament.mail.incoming.arrivals_sweep import process_arrivals
from reglament.mail.models import Arrival, Mailbox, Outgoing
from reglament.regulation.models import Desk
from reglament.tickets.conversation.speaking import NewMessage
from reglament.tickets.conversation.writing import write_as_client
from reglament.tickets.course.opening import open_ticket
from reglament.tickets.models import Ticket

PROCESSED = timedelta(seconds=3)  # from the letter's arrival to its entry


def open_story(story: Story, cast: Cast, *, at: datetime, registered_at: datetime, subject: str) -> Ticket | None:
    """The story's first message; None when it becomes no ticket of its own."""
    if story.way == "email":
        return _post_first(story, cast, at=at, subject=subject)
    requester = cast.people[story.who]
    files = tuple(keep(name) for name in story.files)
    desk = cast.desks[story.desk]
    return open_ticket(
        desk,
        requester=requester,
        company=cast.companies[story.who],
        subject=subject,
        message=NewMessage(story.text, files=files, origin=f"demo/{story.key}"),
        channel=story.way,
        received_at=at,
        at=registered_at,
        by=cast.people[story.by] if story.by else requester,
        request_type=story.about,
        ground=story.ground,
        details=_details(story, desk),
        product=cast.products.get((story.desk, story.product)),
        version=story.version,
    )


def write_step(story: Story, step: Step, ticket: Ticket, cast: Cast, *, by: Person, at: datetime) -> None:
    """A client's further message: from the portal where he asked there, else by letter."""
    if story.way == "portal":
        files = tuple(keep(name) for name in step.files)
        message = NewMessage(step.text, files=files)
        write_as_client(ticket, message, by=by, received_at=at, at=at, channel="portal")
        return
    quoted = _last_letter(ticket, by)
    raw = letter(
        _writer(cast, by),
        to=_answer_to(ticket, by),
        subject="" if quoted else f"{ticket.subject} [#{ticket.tid}]",
        text=step.text,
        at=at,
        key=f"{ticket.tid}.{int(at.timestamp())}",
        answers=quoted,
        files=[make(name) for name in step.files],
        head=[step.what] if step.what else [],
    )
    _hand_over(raw, _mailbox(ticket.desk_id), by.address, at)


def _details(story: Story, desk: Desk) -> dict[str, str]:
    """What a careful client fills in: the long fields of the request type, and the versions he knows."""
    fields = desk.regulation.promise.request_types[story.about].fields if story.about else ()
    said = {"lines": story.text, "version": story.version}
    return {field.slug: said[field.kind] for field in fields if field.required and said.get(field.kind)}


def _post_first(story: Story, cast: Cast, *, at: datetime, subject: str) -> Ticket | None:
    person = cast.people.get(story.who)
    name, _, address = story.who.rpartition(" ")
    writer = _writer(cast, person) if person else Writer(name, address.strip("<>"), "", "phone", "")
    mailbox = _mailbox(cast.desks[story.desk].pk)
    raw = letter(
        writer,
        to=mailbox.address,
        subject=subject,
        text=story.text,
        at=at,
        key=story.key,
        files=[make(file) for file in story.files],
        head=story.head,
    )
    return _hand_over(raw, mailbox, writer.address, at).ticket


def _hand_over(raw: bytes, mailbox: Mailbox, sender: str, at: datetime) -> Arrival:
    arrival = store(
        raw,
        mailbox=mailbox,
        way=Mailbox.Way.LISTENER,
        received_at=at,
        at=at,
        envelope_from=sender,
        envelope_to=mailbox.address,
    )
    process_arrivals(at + PROCESSED)
    arrival.refresh_from_db()
    if arrival.error:
        raise RuntimeError(f"the demo's own letter could not be processed: {arrival.error}")
    return arrival


def _writer(cast: Cast, person: Person) -> Writer:
    key = next(key for key, known in cast.people.items() if known == person)
    return Writer(person.name, person.address, cast.companies[key].name, cast.writes[key], person.zone)


def _mailbox(desk_id: int) -> Mailbox:
    return Mailbox.objects.filter(desk=desk_id).order_by("pk")[:1].get()


def _last_letter(ticket: Ticket, person: Person) -> Quoted | None:
    last = Outgoing.objects.filter(ticket=ticket, person=person).order_by("-made_at", "-pk").first()
    if last is None:
        return None
    return Quoted(
        last.message_id, last.references, last.subject, last.from_name, last.from_address, last.text, last.made_at
    )


def _answer_to(ticket: Ticket, person: Person) -> str:
    last = Outgoing.objects.filter(ticket=ticket, person=person).order_by("-made_at", "-pk").first()
    return (last.reply_to or last.from_address) if last else _mailbox(ticket.desk_id).address
