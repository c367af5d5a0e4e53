"""Whatever happens to a ticket, its stored clocks are those its facts give, and what was settled stays settled."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reglament.directory.models import Person
from reglament.lib.refused import Refused
from reglament.testing.world import World
from reglament.tests.regulations import REGULATIONS, severities, ways_in, world_under
from reglament.tests.watched import Watched, everything
from reglament.tickets.conversation.answering import answer, ask
from reglament.tickets.conversation.hurrying import hurry
from reglament.tickets.conversation.noting import note
from reglament.tickets.conversation.writing import write_as_client
from reglament.tickets.course.assigning import assign
from reglament.tickets.course.classifying import FAULTS, classify
from reglament.tickets.course.closing import close, reopen
from reglament.tickets.course.ending import redirect, refuse, resolve, withdraw
from reglament.tickets.course.opening import NewMessage
from reglament.tickets.course.postponing import postpone, wake
from reglament.tickets.course.starting import need_no_answer, start
from reglament.tickets.course.transferring import involve_developers, transfer
from reglament.tickets.emergency.approving import approve, ask_approval, decline
from reglament.tickets.emergency.emergencies import claim_emergency, confirm_emergency, lower_severity
from reglament.tickets.models import Ticket

SUNDAY = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)
GAPS = (0, 1, 12, 45, 180, 600, 2880, 7200)  # minutes
DELAYS = (0, 5, 90)  # minutes between the receipt of a letter and its entry


class Step(NamedTuple):
    """After `gap` minutes `who` does `act`, taking the `choice`-th of what the document offers; perhaps sweeps run."""

    gap: int
    who: str
    act: str
    choice: int
    sweeps: bool


def acts(world: World, ticket: Ticket, by: Person, at: datetime, choice: int) -> dict[str, Callable[[], object]]:
    """All commands on `ticket`, each with one choice of what its regulation offers."""
    document = world.desk.regulation
    promise = document.promise
    told: dict[str, Any] = {"by": by, "at": at}
    received = max(ticket.received_at, at - timedelta(minutes=DELAYS[choice % len(DELAYS)]))
    grounds = [ground.slug for severity in severities(document) for ground in severity.grounds]

    def one(offered: Iterable[Any]) -> Any:
        values = list(offered)
        return values[choice % len(values)]

    def write() -> object:
        way = one(ways_in(document))
        return write_as_client(ticket, NewMessage("And?"), by=by, received_at=received, at=at, channel=way)

    def postponed() -> object:
        until = at + timedelta(minutes=one(GAPS)) if choice % 3 else None
        return postpone(ticket, one(promise.postpone), until=until, text="Not now.", **told)

    def hurried() -> object:
        written = ticket.messages.filter(leaves_at__gt=at).order_by("-pk").first()
        return hurry(written, letter=1, address="carl@acme.example", **told) if written else None

    def decide() -> object:
        asked = ticket.approvals.order_by("-pk").first()
        if asked is None:
            return None
        return approve(asked, **told) if choice % 2 else decline(asked, reason="It can wait.", **told)

    return {
        "write": write,
        "answer": lambda: answer(ticket, "So it is.", now_please=choice % 4 == 0, **told),
        "ask": lambda: ask(ticket, "Which car?", **told),
        "hurry": hurried,
        "note": lambda: note(ticket, "Like #988.", **told),
        "start": lambda: start(ticket, **told),
        "need_no_answer": lambda: need_no_answer(ticket, reason="Thanks.", **told),
        "classify_type": lambda: classify(ticket, request_type=one(promise.request_types), **told),
        "classify_severity": lambda: classify(ticket, severity=one(promise.severities), **told),
        "classify_fault": lambda: classify(ticket, fault=one(FAULTS), **told),
        "assign": lambda: assign(ticket, one([world.bo, world.fyodor, None]), **told),
        "transfer": lambda: transfer(ticket, one(document.conduct.departments), **told),
        "involve_developers": lambda: involve_developers(ticket, **told),
        "claim": lambda: claim_emergency(ticket, one(grounds), **told),
        "confirm": lambda: confirm_emergency(ticket, **told),
        "lower": lambda: lower_severity(ticket, one(["", *promise.severities]), reason="It works.", **told),
        "ask_approval": lambda: ask_approval(ticket, **told),
        "decide": decide,
        "postpone": postponed,
        "wake": lambda: wake(ticket, **told),
        "resolve": lambda: resolve(ticket, one(["Fixed.", " "]), **told),
        "refuse": lambda: refuse(ticket, one(promise.refuse), text="No.", **told),
        "redirect": lambda: redirect(ticket, one(promise.redirect), text="Elsewhere.", **told),
        "withdraw": lambda: withdraw(ticket, **told),
        "close": lambda: close(ticket, **told),
        "reopen": lambda: reopen(ticket, text=one(["", "Again."]), **told),
    }


ACTS = [
    "write",
    "answer",
    "ask",
    "hurry",
    "note",
    "start",
    "need_no_answer",
    "classify_type",
    "classify_severity",
    "classify_fault",
    "assign",
    "transfer",
    "involve_developers",
    "claim",
    "confirm",
    "lower",
    "ask_approval",
    "decide",
    "postpone",
    "wake",
    "resolve",
    "refuse",
    "redirect",
    "withdraw",
    "close",
    "reopen",
]
STEPS = st.builds(
    Step,
    gap=st.sampled_from(GAPS),
    who=st.sampled_from(["anna", "anna", "anna", "bo", "bo", "carl", "carl", "max", "dora", "eve", "fyodor"]),
    act=st.sampled_from(ACTS),
    choice=st.integers(0, 11),
    sweeps=st.booleans(),
)


@pytest.fixture(params=REGULATIONS)
def anywhere(request: pytest.FixtureRequest, db: Any) -> World:
    """The cast at a desk under each of the regulations."""
    return world_under(request.param)


EVENTFUL = [
    Step(600, "carl", "claim", 1, False),
    Step(5, "anna", "confirm", 0, False),
    Step(10, "anna", "transfer", 1, False),
    Step(1, "anna", "transfer", 2, False),
    Step(1, "anna", "lower", 0, False),
    Step(45, "anna", "postpone", 4, False),
    Step(45, "carl", "write", 1, False),
    Step(12, "anna", "answer", 1, False),
    Step(12, "carl", "write", 2, False),
    Step(7200, "anna", "involve_developers", 0, False),
    Step(1, "anna", "resolve", 0, True),
    Step(2880, "carl", "reopen", 1, False),
    Step(180, "anna", "classify_severity", 1, False),
    Step(12, "anna", "redirect", 0, False),
]


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@example(steps=EVENTFUL)
@given(steps=st.lists(STEPS, min_size=5, max_size=15))
def test_stored_clocks_are_what_the_facts_give(anywhere: World, steps: list[Step]) -> None:
    with transaction.atomic():
        play(anywhere, steps)
        transaction.set_rollback(True)


def play(world: World, steps: list[Step]) -> None:
    """Do it all to one ticket, looking after each step."""
    watched, now = Watched(), SUNDAY
    ticket = world.ticket(at=now, channel=ways_in(world.desk.regulation)[0])
    watched.look(now)
    for step in steps:
        now += timedelta(minutes=step.gap)
        before = everything()
        ticket = Ticket.objects.get(pk=ticket.pk)
        command = acts(world, ticket, getattr(world, step.who), now, step.choice)[step.act]
        try:
            command()
        except Refused:
            assert everything() == before
        (watched.work if step.sweeps else watched.look)(now)
