"""Moving open tickets and publishing a year from the terminal."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

from reglament.cli import main
from reglament.events.models import Event
from reglament.regulation.editions.publishing import publish
from reglament.regulation.loading import library
from reglament.regulation.models import Supplement
from reglament.testing.world import MONDAY_NOON, World
from reglament.tickets.models import Ticket

LATER = MONDAY_NOON + timedelta(hours=1)
YEAR = """
[holiday-names.RU]
new-year = { ru = "Новый год", en = "New Year" }

[production-calendar.RU.2027]
official = true
off = ["01-01…01-08 new-year"]
"""


@pytest.fixture
def moving(world: World) -> World:
    """A ticket of Carl's, and a second edition with five hours instead of three."""
    world.ticket()
    text = library.text("hivetaxi").replace('"3 working hours"', '"5 working hours"')
    publish(world.desk, text, by=None, at=MONDAY_NOON)
    return world


def run(*words: str) -> int:
    """The exit code of `reglament regulation …` at one o'clock."""
    with time_machine.travel(LATER, tick=False):
        return main(["regulation", *words, "--desk", "north", "--lang", "en"])


def test_without_yes_it_is_only_told(moving: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("move", "2") == 0
    told = capsys.readouterr().out
    assert "2026-03-02 15:00 → 2026-03-02 17:00" in told
    assert "Nothing is changed yet" in told
    assert not Event.objects.filter(verb="moved_to_edition").exists()


def test_with_yes_and_a_reason_they_are_moved(moving: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("move", "2", "--contract", "N-1", "--yes", "--reason", "Agreed.") == 0
    assert "Tickets moved: 1" in capsys.readouterr().out
    assert Ticket.objects.get().next_due == MONDAY_NOON + timedelta(hours=5)
    assert run("move", "2", "--contract", "N-1", "--yes", "--reason", "Agreed.") == 0
    assert "Tickets moved: 0" in capsys.readouterr().out


def test_without_a_reason_none_is_moved(moving: World) -> None:
    assert run("move", "2", "--yes") == 1
    assert not Event.objects.filter(verb="moved_to_edition").exists()


def test_what_there_is_not_is_told(moving: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("move", "7") == 1
    assert run("move", "2", "--ticket", "4711") == 1
    assert run("supplement", "nowhere.toml") == 1
    told = capsys.readouterr().err
    assert "no edition 7" in told
    assert "4711" in told
    assert "nowhere.toml" in told


def test_a_year_is_published(world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "2027.toml").write_text(YEAR, "utf-8")
    assert run("supplement", str(tmp_path / "2027.toml")) == 0
    assert "Supplement 1 is published, tickets counted anew: 0" in capsys.readouterr().out
    assert Supplement.objects.get().desk == world.desk


def test_a_faulty_year_is_not_published(world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "2027.toml").write_text(YEAR.replace("01-08", "13-08"), "utf-8")
    assert run("supplement", str(tmp_path / "2027.toml")) == 1
    assert "13-08" in capsys.readouterr().err
    assert not Supplement.objects.exists()
