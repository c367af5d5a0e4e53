"""A name that an open ticket uses is never forgotten by the next edition."""

import argparse

import pytest

from reglament.cli.regulation import run_publish
from reglament.regulation import library
from reglament.regulation.editions import publish
from reglament.regulation.problems import Faulty
from reglament.testing.world import MONDAY_NOON, World
from reglament.tickets.ending import resolve


@pytest.mark.clause("C-02")
def test_what_an_open_ticket_has_can_only_be_retired(world: World) -> None:
    ticket = world.ticket()
    other = library.text("rosinfotech")
    with pytest.raises(Faulty) as refused:
        publish(world.desk, other, by=world.bo, at=MONDAY_NOON)
    told = refused.value.words("en")
    assert f"levels: open tickets have “{ticket.level}”: keep the name with retired" in told
    assert "levels: у открытых" not in told
    assert f"«{ticket.level}» есть у открытых обращений" in refused.value.words("ru")
    world.desk.refresh_from_db()
    assert world.desk.edition == world.contract.edition


def test_what_only_resolved_tickets_have_may_go(world: World) -> None:
    resolve(world.ticket(), "Restart it.", by=world.anna, at=MONDAY_NOON)
    assert publish(world.desk, library.text("rosinfotech"), by=world.bo, at=MONDAY_NOON).number == 2


def test_the_terminal_says_which_names_would_be_forgotten(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    ticket = world.ticket()
    assert run_publish(argparse.Namespace(name="rosinfotech", desk=world.desk.slug, lang="en")) == 1
    assert f"levels: open tickets have “{ticket.level}”" in capsys.readouterr().err
    world.desk.refresh_from_db()
    assert world.desk.edition == world.contract.edition
