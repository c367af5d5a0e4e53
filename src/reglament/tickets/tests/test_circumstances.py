"""Hours and zones of contracts, whose company it is and who asks, where a regulation makes a difference of them."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from reglament.events.models import Event
from reglament.regulation.loading import library
from reglament.testing.world import World, build_world
from reglament.tickets.clocks.clock_rows import explained
from reglament.tickets.clocks.doctor import differences
from reglament.tickets.course.opening import preview_due
from reglament.tickets.models import Ticket

MONDAY = datetime(2026, 3, 2, 12, tzinfo=UTC)  # 12:00 in London, 23:00 in Sydney, 21:00 in Tokyo


@pytest.fixture
def at_sea(db: Any) -> World:
    """The cast under Polaris, whose contracts name their town; Acme is of the level Ship: eight hours of it."""
    return build_world(regulation="polaris", level="ship")


def sign(world: World, *, hours: str = "", zone: str = "") -> None:
    """Let Acme's contract name its hours."""
    world.contract.hours, world.contract.zone = hours, zone
    world.contract.save()


@pytest.mark.parametrize(
    ("hours", "zone", "due", "calendar"),
    [
        ("", "", datetime(2026, 3, 3, 10, tzinfo=UTC), "london"),
        ("sydney", "", datetime(2026, 3, 3, 5, tzinfo=UTC), "sydney"),
        ("atlantis", "", datetime(2026, 3, 3, 10, tzinfo=UTC), "london"),
        ("", "Asia/Tokyo", datetime(2026, 3, 3, 6, tzinfo=UTC), "london@Asia/Tokyo"),
        ("", "Mars/Olympus", datetime(2026, 3, 3, 10, tzinfo=UTC), "london"),
    ],
)
def test_the_clock_runs_by_the_hours_of_the_contract(
    at_sea: World, hours: str, zone: str, due: datetime, calendar: str
) -> None:
    sign(at_sea, hours=hours, zone=zone)
    ticket = at_sea.ticket(at=MONDAY)
    clock = ticket.clocks.get(metric="first_response")
    assert (clock.due_at, clock.calendar) == (due, calendar)
    assert list(differences(now=MONDAY)) == []
    asked: dict[str, Any] = {"company": at_sea.acme, "request_type": "", "channel": "portal", "ground": ""}
    assert preview_due(at_sea.desk, at=MONDAY, **asked).due_at == due


def test_hours_in_another_zone_are_told_there(at_sea: World) -> None:
    sign(at_sea, zone="Asia/Tokyo")
    clock = at_sea.ticket(at=MONDAY).clocks.get(metric="first_response")
    assert explained(clock, language="en").line.startswith("Answer by Tue 3 Mar 2026 15:00 (Tokyo).")


def test_what_the_contract_says_later_changes_no_open_ticket(at_sea: World) -> None:
    ticket = at_sea.ticket(at=MONDAY)
    sign(at_sea, hours="sydney")
    assert list(differences(now=MONDAY)) == []
    assert Ticket.objects.get(pk=ticket.pk).next_due == datetime(2026, 3, 3, 10, tzinfo=UTC)


def test_usual_circumstances_are_not_recorded(world: World) -> None:
    world.ticket()
    assert not {"kind", "asked_by", "hours", "zone"} & set(Event.objects.get(verb="opened").data)


ROW = """
[[targets]]
metric = ["first_response", "next_response"]
when = {{ asked-by = "{who}" }}
amount = "1 working hour"
calendar = "omsk"

[[targets]]
"""


@pytest.mark.parametrize(
    ("who", "requester", "by"),
    [
        ("representative", "dora", None),
        ("representative", "dora", "dora"),
        ("contact", "carl", "carl"),
        ("agent", "carl", "anna"),
        ("account_manager", "carl", "max"),
    ],
)
def test_who_asks_may_decide(db: Any, tmp_path: Path, who: str, requester: str, by: str | None) -> None:
    text = library.text("hivetaxi")
    (tmp_path / "asked.toml").write_text(text.replace("[[targets]]\n", ROW.format(who=who).lstrip(), 1), "utf-8")
    cast = build_world(regulation=str(tmp_path / "asked.toml"))
    at = datetime(2026, 3, 2, 6, tzinfo=UTC)
    people = {"requester": getattr(cast, requester), "by": getattr(cast, by) if by else None}
    assert cast.ticket(at=at, **people).next_due == datetime(2026, 3, 2, 7, tzinfo=UTC)
    others = {"requester": cast.carl if requester == "dora" else cast.dora, "by": None}
    assert cast.ticket(at=at, **others).next_due != datetime(2026, 3, 2, 7, tzinfo=UTC) or who == "contact"
    assert list(differences(now=at)) == []
