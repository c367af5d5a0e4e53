"""A name that a contract, an edition it pins or an open ticket uses is never forgotten by the next edition."""

import re
from datetime import date
from pathlib import Path

import pytest

from reglament.cli import main
from reglament.directory.models import Contract
from reglament.regulation.document.problems.problems import Faulty
from reglament.regulation.editions.publishing import publish
from reglament.regulation.loading import library
from reglament.testing.world import MONDAY_NOON, World
from reglament.tickets.clocks.milestones import find
from reglament.tickets.course.ending import resolve
from reglament.tickets.course.postponing import postpone
from reglament.tickets.emergency.approving import ask_approval

TEXT = library.text("hivetaxi")


def renamed(*names: str) -> str:
    """HiveTaxi's text in which every one of `names` is called otherwise."""
    text = TEXT
    for name in names:
        text, times = re.subn(rf"""(?m)(?<=["[. ]){name}(?=["\].]| =)|^{name}(?= =)""", f"{name}-2", text)
        assert times
    return text


def told(world: World, text: str, language: str = "en") -> str:
    """What is said about publishing `text`, which is refused."""
    before = world.desk.edition_id
    with pytest.raises(Faulty) as refused:
        publish(world.desk, text, by=world.bo, at=MONDAY_NOON)
    world.desk.refresh_from_db()
    assert world.desk.edition_id == before
    return refused.value.words(language)


@pytest.mark.clause("C-02")
def test_the_level_of_a_contract_can_only_be_retired(world: World) -> None:
    text = renamed("vip")
    assert told(world, text).splitlines()[0].partition(": ")[2] == (
        "the name “vip” is still in use: contract N-1. Do not remove [levels.vip] but add to it "
        'retired = "…" with a successor, one of: vip-2, extended, standard, none. Did you mean “vip-2”?'
    )
    assert told(world, text, "ru").splitlines()[0].partition(": ")[2] == (
        "имя «vip» ещё нужно: договор N-1. Не удаляйте [levels.vip], а добавьте туда "
        'retired = "…" с преемником; можно: vip-2, extended, standard, none. Может быть, «vip-2»?'
    )


@pytest.mark.clause("C-02")
def test_a_name_of_an_edition_that_a_contract_pins_can_only_be_retired(world: World) -> None:
    said = told(world, renamed("failure", "critical-error", "requirements-breached"))
    by = "is still in use: edition 1, pinned by contract N-1."
    for table, slug in (
        ("request-types", "failure"),
        ("severities.….grounds", "critical-error"),
        ("findings", "requirements-breached"),
    ):
        assert f"{table}: the name “{slug}” {by} Do not remove [{table}.{slug}]" in said
    assert "имя «failure» ещё нужно: редакция 1, за которой договор N-1." in told(world, renamed("failure"), "ru")


def test_what_is_retired_with_a_successor_is_published(world: World) -> None:
    retired = TEXT.replace("[request-types.failure]", '[request-types.failure]\nretired = "error"')
    assert publish(world.desk, retired, by=world.bo, at=MONDAY_NOON).number == 2


def test_a_contract_that_is_over_needs_no_name(world: World) -> None:
    over(world)
    assert publish(world.desk, renamed("vip", "failure"), by=world.bo, at=MONDAY_NOON).number == 2


def test_on_its_last_day_a_contract_still_needs_its_names(world: World) -> None:
    world.contract.valid_to = date(2026, 3, 2)
    world.contract.save()
    assert "contract N-1" in told(world, renamed("vip"))


def test_many_users_of_a_name_are_counted(world: World) -> None:
    for number in range(2, 9):
        Contract.objects.create(
            desk=world.desk,
            company=world.globex,
            number=f"N-{number}",
            signed_on=date(2026, 1, 12),
            valid_from=date(2026, 1, 12),
            level="vip",
            edition=world.contract.edition,
        )
    assert "in use: contracts N-1, N-2, N-3, N-4, N-5 and 3 more." in told(world, renamed("vip"))
    assert "нужно: договоры N-1, N-2, N-3, N-4, N-5 и ещё 3." in told(world, renamed("vip"), "ru")


def test_the_calendar_a_contract_names_stays_among_those_it_may_name(world: World) -> None:
    own = '\n[contract-hours]\ncalendar = "omsk"\ncalendars = {}\n'
    publish(world.desk, TEXT + own.format('["always"]'), by=None, at=MONDAY_NOON)
    world.contract.hours = "always"
    world.contract.save()
    without = TEXT + own.format("[]")
    assert "contract-hours: the calendar “always” is still in use: contract N-1. Leave it among" in told(world, without)
    assert "календарь «always» ещё нужен: договор N-1. Оставьте его в calendars" in told(world, without, "ru")


@pytest.mark.clause("C-02")
def test_what_an_open_ticket_has_can_only_be_retired(world: World) -> None:
    one, two = world.ticket(), world.ticket()
    over(world)
    by = f"is still in use: open tickets #{one.tid}, #{two.tid}."
    said = told(world, renamed("vip", "support"))
    assert f"levels: the name “vip” {by}" in said
    assert f"departments: the name “support” {by}" in said
    assert f"ещё нужно: открытые обращения #{one.tid}, #{two.tid}." in told(world, renamed("vip"), "ru")


def test_what_is_asked_found_and_waited_for_counts_as_well(world: World) -> None:
    ticket = world.ticket()
    ask_approval(ticket, by=world.anna, at=MONDAY_NOON)
    find(ticket, "product-defect", by=world.anna, at=MONDAY_NOON)
    postpone(ticket, "needs-release", until=None, text="Soon.", by=world.anna, at=MONDAY_NOON)
    over(world)
    said = told(world, renamed("by-agreement", "product-defect", "needs-release"))
    for slug in ("by-agreement", "product-defect", "needs-release"):
        assert f"the name “{slug}” is still in use: open ticket #{ticket.tid}." in said


def test_what_only_resolved_tickets_have_may_go(world: World) -> None:
    resolve(world.ticket(), "Restart it.", by=world.anna, at=MONDAY_NOON)
    over(world)
    assert publish(world.desk, library.text("rosinfotech"), by=world.bo, at=MONDAY_NOON).number == 2


def test_what_the_text_forgets_is_told_with_all_that_is_wrong_in_it(world: World) -> None:
    misspelt = told(world, renamed("vip").replace("rank = 0", "rank = 500", 1))
    assert "the rank 500 is not from 0 to 99." in misspelt
    assert "the name “vip” is still in use" in misspelt
    nonsense = told(world, renamed("vip").replace('calendar = "omsk"', 'calendar = "tomsk"', 1))
    assert "“tomsk” is described nowhere" in nonsense
    assert "the name “vip” is still in use" in nonsense


@pytest.mark.parametrize("words", [("publish",), ("check",)])
def test_the_terminal_says_what_would_be_forgotten(
    world: World, words: tuple[str, ...], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "next.toml"
    file.write_text(renamed("vip"), "utf-8")
    assert main(["regulation", *words, str(file), "--desk", "north", "--lang", "en"]) == 1
    said = "".join(capsys.readouterr())
    assert "the name “vip” is still in use: contract N-1." in said
    assert "Problems: 1" in said
    world.desk.refresh_from_db()
    assert world.desk.edition == world.contract.edition


def over(world: World) -> None:
    """The contract of the cast is over."""
    world.contract.valid_to = date(2026, 3, 1)
    world.contract.save()
