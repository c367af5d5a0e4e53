"""Requests under the whole policy that docs/regulation.md shows, and under what may be said besides."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from reglament.testing.reference import PAGE
from reglament.testing.world import World, build_world
from reglament.tickets.clocks.milestones import CONTACT, DELIVERED, WORKAROUND, Moment, declarable, declare
from reglament.tickets.conversation.answering import answer
from reglament.tickets.models import Ticket

MORNING = datetime(2026, 3, 2, 10, tzinfo=UTC)  # a Monday in London
HOUR = timedelta(hours=1)
VISIT = """
[metrics.visit]
name = { ru = "приезд", en = "visit" }
starts = ["answer", "contact"]
stops = "delivered"
once = true

[[targets]]
metric = "visit"
when = { severity = "p3" }
amount = "4 hours"

[metrics.lasting-fix]
name = { ru = "постоянное исправление", en = "lasting fix" }
starts = "workaround"
stops = "resolved"

[[targets]]
metric = "lasting-fix"
when = { severity = "p3" }
amount = "1 calendar month"
"""


@pytest.fixture
def policy(db: Any, tmp_path: Path) -> Callable[[str], World]:
    def world(more: str = "") -> World:
        examples = re.findall(r"```toml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
        (whole,) = [example for example in examples if "[regulation]" in example and "[order]" in example]
        file = tmp_path / "hollybush.toml"
        file.write_text(whole + more, "utf-8")
        return build_world(regulation=str(file), level="core")

    return world


def dues(ticket: Ticket, metric: str) -> list[str]:
    rows = ticket.clocks.filter(metric=metric, superseded_by=None).order_by("ordinal")
    return [f"{clock.due_at:%m-%d %H:%M}" if clock.due_at else "" for clock in rows]


def test_a_version_is_promised_something_until_its_day(policy: Callable[[str], World]) -> None:
    world = policy("")
    last_day, next_day = datetime(2026, 12, 31, 23, 59, tzinfo=UTC), datetime(2027, 1, 1, 0, 0, tzinfo=UTC)
    assert dues(world.ticket(at=last_day, details={"version": "v4"}), "first_response") == ["01-05 17:30"]
    assert dues(world.ticket(at=next_day, details={"version": "v4"}), "first_response") == [""]
    assert dues(world.ticket(at=next_day, details={"version": "v5"}), "first_response") == ["01-05 17:30"]


def test_a_call_stops_an_update_and_begins_the_next(policy: Callable[[str], World]) -> None:
    world = policy("")
    ticket = world.ticket(at=MORNING, ground="production-down")
    declare(ticket, Moment(CONTACT), by=world.anna, at=MORNING + HOUR / 2, text="Called: we are on it.")
    assert dues(ticket, "update") == ["03-02 11:00", "03-02 11:30"]


def test_what_nobody_confirms_or_approves_counts_at_once(policy: Callable[[str], World]) -> None:
    world = policy('[severities.p2.grounds.slow]\nname = { ru = "Медленно", en = "Slow" }\n')
    ticket = world.ticket(at=MORNING, ground="slow")
    assert (ticket.severity, ticket.ground, dues(ticket, "first_response")) == ("p2", "slow", ["03-03 09:30"])


def test_a_visit_is_owed_once_from_the_first_answer_or_call(policy: Callable[[str], World]) -> None:
    world = policy(VISIT)
    ticket = world.ticket(at=MORNING)
    assert Moment(CONTACT) in declarable(ticket, list(ticket.clocks.all()))
    declare(ticket, Moment(CONTACT), by=world.anna, at=MORNING + HOUR, text="We are coming.")
    answer(ticket, "We are on our way.", by=world.anna, at=MORNING + 2 * HOUR)
    declare(ticket, Moment(DELIVERED, "visit"), by=world.anna, at=MORNING + 4 * HOUR, text="Been there.")
    answer(ticket, "It was the cable.", by=world.anna, at=MORNING + 5 * HOUR)
    assert dues(ticket, "visit") == ["03-02 15:00"]


def test_a_workaround_nobody_promised_begins_the_time_of_the_lasting_fix(policy: Callable[[str], World]) -> None:
    world = policy(VISIT)
    ticket = world.ticket(at=MORNING)
    declare(ticket, Moment(WORKAROUND), by=world.anna, at=MORNING + HOUR, text="Use the other button.")
    assert dues(ticket, "lasting-fix") == ["04-02 23:00"]
