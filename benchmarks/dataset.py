"""A desk with many tickets, kept under var/bench (or `REGLAMENT_BENCH`) so that the next run need not make it again.

Made directly as rows, because letters would take hours: 500 client companies, 20 agents, three messages a ticket and
ten on every hundredth, one ticket in twenty still open, its clocks by the engine. The same seed makes the same rows.
"""

import hashlib
import os
import random
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import material
from measuring import install, say

if TYPE_CHECKING:
    from django.db.models import Model

    from reglament.directory.models import Company, Contract, Person
    from reglament.events.models import Event
    from reglament.mail.models import Outgoing
    from reglament.regulation.models import Desk
    from reglament.tickets.models import Clock, Message, Ticket

ROOT = Path(__file__).parents[1]
COMPANIES, AGENTS = 500, 20
OPEN_ONE_IN, TALKATIVE_ONE_IN = 20, 100
FIRST, OPEN = 1001, 7  # the first number; which of each twenty is open, and of each hundred talkative
PIECE = 2_000
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


def opened(tickets: int, folder: Path | None = None) -> Path:
    """Load Django over the data set of that many tickets, making it first where there is none; its folder."""
    folder = folder or Path(os.environ.get("REGLAMENT_BENCH") or ROOT / "var" / "bench") / str(tickets)
    stamp = folder / "complete"
    if folder.exists() and not (stamp.exists() and stamp.read_text() == _version()):
        shutil.rmtree(folder)
    install(folder, REGLAMENT_LANGUAGE="ru")
    if not stamp.exists():
        say(f"making {tickets} tickets")
        _make(tickets)
        stamp.write_text(_version())
    return folder


def _version() -> str:
    """Changes with this file and the material; a new schema is migrated to, as everywhere."""
    sources = (Path(__file__), Path(material.__file__))
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()


def _make(tickets: int) -> None:
    from django.core.management import call_command
    from django.core.management.color import no_style
    from django.db import connection

    from reglament.cli.serving import UNUSED_STATIC
    from reglament.events.models import Event
    from reglament.lib.db import writing
    from reglament.mail.models import Outgoing
    from reglament.tickets.models import Clock, Message, Ticket

    models = (Ticket, Message, Event, Clock, Outgoing)
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=UNUSED_STATIC)
    desk = material.desk()
    people, companies = _agents(desk), material.clients(desk, COMPANIES)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":  # the folder is not complete before all is written, so nothing is at stake
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute("PRAGMA cache_size=-500000")
        rows = _tickets(tickets, desk, people, companies)
        for first in range(0, tickets, PIECE):
            piece = [row for made in islice(rows, PIECE) for row in made]
            with writing():
                for model in models:
                    _write(model, [row for row in piece if isinstance(row, model)])
            if first % (PIECE * 50) == 0:
                say(f"{first} of {tickets}")
        for sql in connection.ops.sequence_reset_sql(no_style(), list(models)):
            cursor.execute(sql)
        cursor.execute("ANALYZE")


def _write(model: "type[Model]", rows: "Sequence[Model]") -> None:
    """Add rows the fastest way the database has; Django's `bulk_create` takes several times as long."""
    from django.db import connection

    if not rows:
        return
    names = connection.ops.quote_name
    fields = [field for field in model._meta.concrete_fields if not field.primary_key or rows[0].pk is not None]
    table, columns = names(model._meta.db_table), ", ".join(names(field.column) for field in fields)
    values = ([field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields] for row in rows)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            places = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", values)
            return
        with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
            for row in values:
                copy.write_row(row)


def _agents(desk: "Desk") -> "list[Person]":
    from reglament.directory.models import DeskMembership, Role
    from reglament.directory.registering import register_person

    people = []
    for number in range(AGENTS):
        name, address = f"Специалист Номер{number}", f"agent{number}@taxi.example"
        people.append(register_person(name, address, at=material.LONG_AGO, language="ru"))
        DeskMembership.objects.create(person=people[-1], desk=desk, role=Role.AGENT, department="support")
    return people


def _tickets(tickets: int, desk: "Desk", people: "list[Person]", companies: "list[Company]") -> Iterator[list[Any]]:
    """For each ticket its rows."""
    from reglament.directory.models import Contract, Membership, Person

    lot = random.Random(tickets)
    contacts = dict(Membership.objects.values_list("company", "person").order_by("-pk"))
    contracts = {contract.company_id: contract for contract in Contract.objects.filter(desk=desk)}
    clients = dict(Person.objects.get_queryset().in_bulk(contacts.values()))
    keys = Keys()
    for number in range(tickets):
        company, agent = lot.choice(companies), lot.choice(people)
        is_open, messages = number % OPEN_ONE_IN == OPEN, 10 if number % TALKATIVE_ONE_IN == OPEN else 3
        age = timedelta(days=lot.uniform(0.5, 3)) if is_open else timedelta(days=300 - 290 * number / tickets)
        about = About(desk, company, contracts[company.pk], clients[contacts[company.pk]], agent, lot, keys)
        yield about.rows(FIRST + number, NOW - age, messages=messages, is_open=is_open)


@dataclass
class Keys:
    """The next keys of messages and events, given here so that rows can point at each other before they are written."""

    message: Iterator[int] = field(default_factory=lambda: count(1))
    event: Iterator[int] = field(default_factory=lambda: count(1_000_000))


@dataclass
class About:
    """Whom a ticket is about, and the lot that decides what they say."""

    desk: "Desk"
    company: "Company"
    contract: "Contract"
    client: "Person"
    agent: "Person"
    lot: random.Random
    keys: Keys

    def rows(self, tid: int, received: datetime, *, messages: int, is_open: bool) -> list[Any]:
        """The ticket with its messages, events, clocks and (where it is a long conversation) letters."""
        from reglament.tickets.clocks.clock_rows import place_in_queue
        from reglament.tickets.models import Ticket

        received = received.replace(microsecond=0)
        texts = [material.text(self.lot) for _ in range(messages)]
        ticket = Ticket(
            tid=tid,
            desk=self.desk,
            subject=material.subject(self.lot),
            first_words=" ".join(texts[0].split())[:200],
            requester=self.client,
            company=self.company,
            contract=self.contract,
            edition_id=self.contract.edition_id,
            level=self.contract.level,
            severity="normal",
            channel="email",
            department="support",
            responsible=self.agent,
            assignee=self.agent if self.lot.random() < 0.7 else None,
            received_at=received,
            registered_at=received,
            accepted_at=received,
            changed_at=received,
        )
        spoken, events = self._conversation(ticket, texts)
        if not is_open:
            ended = ticket.changed_at = ticket.resolved_at = ticket.closed_at = ticket.changed_at + timedelta(hours=1)
            ticket.resolved_as, ticket.reply_owed_since = "solved", None
            events.append(self._event(ticket, len(events) + 1, "resolved", ended, how="solved"))
        clocks = self._clocks(ticket, events)
        place_in_queue(ticket, at=NOW)
        return [ticket, *spoken, *events, *clocks, *(self._letters(ticket, spoken) if messages > 3 else [])]

    def _conversation(self, ticket: "Ticket", texts: list[str]) -> "tuple[list[Message], list[Event]]":
        """Client and agent take turns; whoever speaks last decides whether a reply is owed."""
        from reglament.tickets.models import Message

        spoken, events, at = [], [], ticket.received_at
        for number, text in enumerate(texts):
            ours = number % 2 == 1
            kind, author = (Message.Kind.ANSWER, self.agent) if ours else (Message.Kind.CLIENT, self.client)
            key = next(self.keys.message)
            spoken.append(
                Message(pk=key, ticket=ticket, kind=kind, author=author, text=text, channel="email", written_at=at)
            )
            verb = "answered" if ours else "wrote" if number else "opened"
            events.append(self._event(ticket, number + 1, verb, at, message=key))
            ticket.reply_owed_since, ticket.changed_at = None if ours else at, at
            if ours:
                ticket.answered_at = ticket.answered_at or at
            at += timedelta(minutes=self.lot.randrange(5, 60))
        return spoken, events

    def _event(self, ticket: "Ticket", seq: int, verb: str, at: datetime, **data: Any) -> "Event":
        from reglament.events.models import Event

        if verb == "opened":
            names = ("level", "severity", "request_type", "channel", "department")
            data |= {name: getattr(ticket, name) for name in names}
        elif verb == "answered":
            data["leaves_at"] = at.isoformat()
        by = self.client if verb in ("opened", "wrote") else self.agent
        return Event(pk=next(self.keys.event), stream=ticket.stream, seq=seq, verb=verb, by=by, at=at, data=data)

    def _clocks(self, ticket: "Ticket", events: "list[Event]") -> "list[Clock]":
        from reglament.events.models import Recorded
        from reglament.regulation.engine.clocks import clocks
        from reglament.tickets.clocks.clock_rows import share_used_at
        from reglament.tickets.clocks.history import facts_of
        from reglament.tickets.models import Clock

        facts = [fact for event in events for fact in facts_of(Recorded.of(event))]
        states = clocks(ticket.regulation, facts, now=NOW)
        awaited = [state for state in states if state.is_open and state.due_at is not None]
        ticket.next_due = min((state.due_at for state in awaited if state.due_at), default=None)
        danger, promise = self.desk.regulation.conduct.order.danger, ticket.regulation.promise
        ticket.next_danger = min((share_used_at(promise, state, danger) for state in awaited), default=None)
        return [
            Clock(
                ticket=ticket,
                edition_id=ticket.edition_id,
                outcome=state.outcome or "",
                because=state.because.to_json(),
                **{name: getattr(state, name) for name in _OF_CLOCK},
            )
            for state in states
        ]

    def _letters(self, ticket: "Ticket", spoken: "list[Message]") -> "list[Outgoing]":
        from reglament.mail.models import Outgoing

        return [
            Outgoing(
                desk=self.desk,
                ticket=ticket,
                entry=message,
                kind="answer",
                key=f"bench.{message.pk}",
                person=self.client,
                to_address="a@client.example",
                from_address=material.MAILBOX,
                message_id=f"bench.{message.pk}@desk.example",
                language="ru",
                subject=ticket.subject,
                text=message.text,
                made_at=message.written_at,
                send_after=message.written_at,
                next_try_at=message.written_at,
                sent_at=message.written_at,
                state=Outgoing.State.SENT,
                attempts=1,
            )
            for message in spoken
            if message.is_ours
        ]


_OF_CLOCK = (
    "metric",
    "ordinal",
    "rule",
    "clause",
    "calendar",
    "started_at",
    "due_at",
    "stopped_at",
    "superseded_by",
)
