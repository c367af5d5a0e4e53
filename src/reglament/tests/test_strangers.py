"""Nobody sees what is not theirs: every address, asked and posted to by people it does not concern."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from reglament.directory.models import Address
from reglament.events.models import Event
from reglament.lib import store
from reglament.mail.models import Arrival, Mailbox, Outgoing
from reglament.testing.arrivals import arrived
from reglament.testing.world import MONDAY_NOON, World
from reglament.tickets.conversation.answering import answer
from reglament.tickets.conversation.noting import note
from reglament.tickets.course.opening import NewFile, NewMessage
from reglament.tickets.emergency.approving import ask_approval
from reglament.tickets.models import Approval, Attachment, Message, Ticket

SECRET = "zebra-crossing"
OURS = ("desk", "portal")  # the namespaces of our own doors
OPEN_TO_ALL = {"portal:home", "portal:welcome", "portal:signed_link", "desk:start", "desk:keys", "portal:settings"}
OPEN_TO_ALL |= {"portal:new_request", "portal:promise", "desk:triage", "desk:notices", "desk:outbox"}


class Secrets:
    """One of everything that belongs to Acme at the north desk, each holding the secret word."""

    def __init__(self, world: World) -> None:
        digest = store.put(SECRET.encode())
        file = NewFile(f"{SECRET}.txt", "text/plain", len(SECRET), digest)
        self.ticket = world.ticket(subject=SECRET, message=NewMessage(SECRET, html=f"<p>{SECRET}</p>", files=[file]))
        note(self.ticket, f"note {SECRET}", by=world.anna, at=MONDAY_NOON)
        answer(self.ticket, f"answer {SECRET}", by=world.anna, at=MONDAY_NOON)
        self.approval = ask_approval(self.ticket, by=world.anna, at=MONDAY_NOON, reason=SECRET)
        mailbox = world.desk.mailboxes.get()
        raw = f"From: x@y.example\r\nSubject: {SECRET}\r\n\r\n{SECRET}".encode()
        self.arrival = arrived(mailbox, raw, state=Arrival.State.TRIAGE, subject=SECRET)
        self.outgoing = Outgoing.objects.create(
            desk=world.desk,
            ticket=self.ticket,
            kind="answer",
            key=SECRET,
            to_address=f"{SECRET}@acme.example",
            from_address="support@north.example",
            message_id=SECRET,
            language="en",
            subject=SECRET,
            text=SECRET,
            made_at=MONDAY_NOON,
            send_after=MONDAY_NOON,
            next_try_at=MONDAY_NOON,
            state=Outgoing.State.HELD,
        )
        self.address = Address.objects.create(person=world.carl, email=f"{SECRET}@acme.example", dead_since=MONDAY_NOON)
        Mailbox.objects.filter(pk=mailbox.pk).update(last_error=SECRET, way="imap", host=SECRET)
        self.slug = world.desk.slug

    def argument(self, name: str, pattern: str) -> Any:
        """What fills the placeholder `name` of an address."""
        if name == "tid":
            return self.ticket.tid
        if name == "slug":
            return self.slug
        if name == "pk":
            return self.key(pattern)
        return {"listing": "new", "department": "support", "token": "no-such-token", "key": "x"}.get(name, "1")

    def key(self, pattern: str) -> int:
        """The key of the row an address is about."""
        for word, row in (("attachment", Attachment), ("approval", Approval), ("triage", Arrival)):
            if word in pattern:
                return row.objects.get().pk
        for word, made in (("outbox", self.outgoing), ("addresses", self.address)):
            if word in pattern:
                return made.pk
        return Message.objects.filter(ticket=self.ticket).earliest("pk").pk


def addresses(secrets: Secrets) -> Iterator[tuple[str, str]]:
    """Name and path of every address of our doors."""
    for namespace, (_prefix, resolver) in get_resolver().namespace_dict.items():
        if namespace in OURS:
            for pattern in patterns(resolver):
                name = f"{namespace}:{pattern.name}"
                route = str(pattern.pattern)
                kwargs = {key: secrets.argument(key, route) for key in pattern.pattern.converters}
                yield name, reverse(name, kwargs=kwargs)


def patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    """All patterns below a resolver."""
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one)
        else:
            yield one


@pytest.fixture
def secrets(world: World) -> Secrets:
    return Secrets(world)


def state() -> tuple[Any, ...]:
    """All that a stranger's act could change."""
    tickets = list(Ticket.objects.order_by("pk").values())
    counts = (Event.objects.count(), Message.objects.count(), Outgoing.objects.count(), Attachment.objects.count())
    letters = (list(Arrival.objects.values("state", "ticket")), list(Outgoing.objects.values("state").order_by("pk")))
    return tickets, counts, letters, Address.objects.exclude(dead_since=None).count()


FORM = {"text": "mine now", "reason": "because", "kind": "answer", "ground": "unusable", "severity": "normal"}
FORM |= {"department": "development", "assignee": "1", "name": "Eve", "ticket": "1001", "company": "1"}


@pytest.mark.parametrize("who", [None, "eve", "fyodor"])
def test_a_stranger_sees_and_changes_nothing(world: World, secrets: Secrets, who: str | None) -> None:
    client = Client()
    if who is not None:
        client.force_login(getattr(world, who))
    before, asked = state(), 0
    for name, path in addresses(secrets):
        for ask in (client.get, client.post):
            response: Any = ask(path, FORM) if ask == client.post else ask(path)
            asked += 1
            body = b"".join(response) if response.streaming else response.content
            assert SECRET.encode() not in body, f"{who} saw a secret at {path}"
            if name not in OPEN_TO_ALL and not leads_up(response, path):
                assert response.status_code in allowed(who, ask == client.get), f"{who} {path}: {response.status_code}"
    assert state() == before, f"{who} changed something"
    assert asked > 80


def leads_up(response: Any, path: str) -> bool:
    """Whether it only leads from an address that takes forms to one above it, as it would whatever stands there."""
    return response.status_code == 303 and path != response["Location"] and path.startswith(response["Location"])


def allowed(who: str | None, reading: bool) -> set[int]:
    """Strangers who are signed in find nothing (404; 405 where nobody may post); others are asked to sign in."""
    return {404, 405} if who is not None else {302, 404, 405, 401, 403}


@pytest.mark.parametrize("who", ["carl", "dora"])
def test_the_client_never_sees_notes_nor_the_agents_door(world: World, secrets: Secrets, who: str) -> None:
    client = Client()
    client.force_login(getattr(world, who))
    page = client.get(reverse("portal:request", kwargs={"tid": secrets.ticket.tid}))
    assert f"answer {SECRET}" in page.content.decode()
    assert f"note {SECRET}" not in page.content.decode()
    for name, path in addresses(secrets):
        if name.startswith("desk:") and name not in {"desk:start", "desk:keys"}:
            for ask in _both(client):
                response = ask(path)
                assert SECRET.encode() not in response.content, path


def _both(client: Client) -> tuple[Callable[..., Any], Callable[..., Any]]:
    return client.get, client.post
