"""Whatever is published, pinned or supplemented: promises stay promised, what was settled stays settled."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reglament.lib.refused import Refused
from reglament.regulation import models
from reglament.regulation.editions.publishing import publish
from reglament.regulation.editions.supplementing import supplement
from reglament.regulation.loading import library
from reglament.testing.world import World
from reglament.tests.watched import Watched, everything
from reglament.tickets.clocks.clock_rows import retime
from reglament.tickets.clocks.moving_edition import move_to_edition, preview_move
from reglament.tickets.clocks.recount import recount
from reglament.tickets.conversation.answering import answer, ask
from reglament.tickets.conversation.writing import write_as_client
from reglament.tickets.course.classifying import classify
from reglament.tickets.course.ending import resolve
from reglament.tickets.course.opening import NewMessage
from reglament.tickets.course.transferring import transfer
from reglament.tickets.emergency.emergencies import claim_emergency, confirm_emergency, lower_severity
from reglament.tickets.models import Clock, Ticket

CHRISTMAS = datetime(2026, 12, 25, 4, 0, tzinfo=UTC)
GAPS = (0, 1, 45, 180, 600, 1440, 4320)  # minutes
AMOUNTS = ("3 working hours", "1 working hour", "5 working hours", "2 working days", "30 working hours")
GROUNDS = ("unusable", "critical-error", "by-agreement")
YEARS = (2027, 2028, 2029)


class Step(NamedTuple):
    """After `gap` minutes `act` is done to the `which`-th ticket, with one choice of what there is to choose."""

    gap: int
    act: str
    which: int
    choice: int


def publishing(world: World, choice: int, at: datetime) -> dict[str, Callable[[], object]]:
    """What is done to editions, and may touch no ticket."""

    def new_edition() -> None:
        text = library.text("hivetaxi").replace('"3 working hours"', f'"{AMOUNTS[choice % len(AMOUNTS)]}"')
        publish(world.desk, text.replace("dated = 2017-08-01", f"dated = 2026-01-{choice + 1:02}"), by=None, at=at)

    def pin() -> None:
        editions = list(world.desk.editions.order_by("number"))
        world.contract.edition = editions[choice % len(editions)]
        world.contract.save()

    return {"publish": new_edition, "pin": pin}


def new_year(world: World, choice: int, at: datetime) -> None:
    """A year is published, with a day off more than anybody expected."""
    written = f"""
[holiday-names.RU]
new-year = {{ ru = "Новый год", en = "New Year" }}

[production-calendar.RU.{YEARS[choice % len(YEARS)]}]
official = true
off = ["01-01…01-{8 + choice % 12:02} new-year"]
"""
    recount(world.desk, supplement(world.desk, written, by=None, at=at), at=at)


def acting(world: World, ticket: Ticket, choice: int, at: datetime) -> dict[str, Callable[[], object]]:
    """What is done to a ticket."""
    told: dict[str, Any] = {"by": world.anna, "at": at}
    ground = GROUNDS[choice % len(GROUNDS)]
    editions = list(world.desk.editions.order_by("number"))
    departments = list(world.desk.regulation.conduct.departments)

    def moved() -> object:
        edition = editions[choice % len(editions)]
        expected = preview_move(ticket, edition, at=at)
        done = move_to_edition(ticket, edition, by=world.bo, at=at, reason="Agreed.")
        assert done.edition == edition
        assert done.next_due == expected.after
        return done

    return {
        "write": lambda: write_as_client(
            ticket, NewMessage("And?"), by=world.carl, received_at=at, at=at, channel="portal"
        ),
        "answer": lambda: answer(ticket, "So it is.", now_please=False, **told),
        "ask": lambda: ask(ticket, "Which car?", **told),
        "claim": lambda: claim_emergency(ticket, ground, by=world.carl, at=at),
        "confirm": lambda: confirm_emergency(ticket, **told),
        "lower": lambda: lower_severity(ticket, "", reason="It works.", **told),
        "fault": lambda: classify(ticket, fault="client", **told),
        "transfer": lambda: transfer(ticket, departments[choice % len(departments)], **told),
        "resolve": lambda: resolve(ticket, "Fixed.", **told),
        "move": moved,
    }


TO_EDITIONS = ("publish", "pin")
TO_TICKETS = ("write", "answer", "ask", "claim", "confirm", "lower", "fault", "transfer", "resolve", "move", "move")
STEPS = st.builds(
    Step,
    gap=st.sampled_from(GAPS),
    act=st.sampled_from([*TO_EDITIONS, "publish", "open", "open", "new year", "sweep", *TO_TICKETS]),
    which=st.integers(0, 3),
    choice=st.integers(0, 11),
)
EVENTFUL = [
    Step(0, "open", 0, 0),
    Step(45, "publish", 0, 1),
    Step(1, "open", 0, 0),
    Step(0, "pin", 0, 1),
    Step(1, "open", 0, 0),
    Step(1, "publish", 0, 4),
    Step(45, "move", 0, 1),
    Step(1, "move", 1, 2),
    Step(600, "new year", 0, 3),
    Step(1440, "answer", 1, 0),
    Step(4320, "new year", 0, 7),
    Step(4320, "write", 1, 0),
    Step(45, "move", 1, 0),
    Step(1440, "sweep", 0, 0),
]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@example(steps=EVENTFUL)
@given(steps=st.lists(STEPS, min_size=6, max_size=18))
@pytest.mark.clause("C-02")
def test_nothing_published_changes_what_was_promised(world: World, steps: list[Step]) -> None:
    with transaction.atomic():
        play(world, steps)
        transaction.set_rollback(True)


def play(world: World, steps: list[Step]) -> None:
    """Do it all, looking after each step."""
    watched, now = Watched(), CHRISTMAS
    models._compiled.cache_clear()  # the editions of the last example were rolled back, their keys are used again
    models._supplements.clear()
    world.desk.refresh_from_db()
    world.contract.refresh_from_db()
    world.ticket(at=now)
    for step in steps:
        now += timedelta(minutes=step.gap)
        tickets = list(Ticket.objects.order_by("pk"))
        ticket = tickets[step.which % len(tickets)]
        before = everything()
        try:
            _do(world, ticket, step, now)
        except Refused:
            assert everything()[:2] == before[:2]
        if step.act in TO_EDITIONS:
            assert everything()[:2] == before[:2]
        watched.look(now)
        _retiming_changes_nothing(now)
    watched.work(now)


def _do(world: World, ticket: Ticket, step: Step, now: datetime) -> None:
    world.desk.refresh_from_db()
    if step.act == "open":
        world.ticket(at=now)
    elif step.act == "new year":
        new_year(world, step.choice, now)
    elif step.act == "sweep":
        Watched().work(now)
    else:
        doing = publishing(world, step.choice, now) | acting(world, ticket, step.choice, now)
        doing[step.act]()


def _retiming_changes_nothing(now: datetime) -> None:
    """What is stored is what the facts give; asking again changes no row. A breach nobody has marked yet is one."""
    with transaction.atomic():
        for _ in range(2):
            for ticket in Ticket.objects.select_related("desk"):
                retime(ticket, at=now)
            rows = list(Clock.objects.order_by("pk").values())
        for ticket in Ticket.objects.select_related("desk"):
            retime(ticket, at=now)
        assert list(Clock.objects.order_by("pk").values()) == rows
        transaction.set_rollback(True)
