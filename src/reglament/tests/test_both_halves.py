"""A Promise that a contract pins, and beside it the Conduct of an edition that has names the Promise does not know."""

from datetime import timedelta

import pytest

from reglament.directory.models import Contract
from reglament.regulation.editions.publishing import publish
from reglament.regulation.loading import library
from reglament.regulation.models import Edition
from reglament.testing.world import MONDAY_NOON, World, build_world
from reglament.tickets.clocks.doctor import differences
from reglament.tickets.clocks.moving_edition import move_to_edition
from reglament.tickets.course.opening import preview_due
from reglament.tickets.course.transferring import transfer

HOUR = timedelta(hours=1)


@pytest.fixture
def partner(db: None) -> World:
    """The cast at a desk whose development has a level of its own."""
    return build_world(regulation="rosinfotech", other="hivetaxi", level="partner")


def published(world: World, *changes: tuple[str, str]) -> Edition:
    """The desk's text with `changes`, in force from now on."""
    assert world.contract.edition
    text = world.contract.edition.text
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return publish(world.desk, text, by=None, at=MONDAY_NOON - HOUR)


@pytest.mark.clause("C-02")
def test_a_letter_is_taken_though_the_pinned_edition_has_no_such_default_type(world: World) -> None:
    new = '[request-types.unsorted]\nname = { ru = "Разное", en = "Unsorted" }\n\n[request-types.other]'
    published(world, ('default-type = "other"', 'default-type = "unsorted"'), ("[request-types.other]", new))
    taken = world.ticket()
    assert (taken.edition, taken.request_type) == (world.contract.edition, "")
    before = preview_due(world.desk, company=world.acme, request_type="", channel="email", ground="", at=MONDAY_NOON)
    assert before.due_at == taken.next_due
    assert world.ticket(requester=world.eve, company=world.globex).request_type == "unsorted"
    assert list(differences(now=MONDAY_NOON)) == []


@pytest.mark.clause("C-02", "C-11")
def test_in_development_a_ticket_has_the_level_its_own_edition_knows(partner: World) -> None:
    level = '[levels.development]\nretired = "engineering"'
    published(
        partner,
        ('level = "development"        #', 'level = "engineering"        #'),
        ("[levels.development]", level),
        ('when = { level = "development" }', 'when = { level = "engineering" }'),
        (
            "[levels.none]",
            '[levels.engineering]\nname = { ru = "Инженеры", en = "Engineering" }\nrank = 7\nstage = "development"\n\n'
            "[levels.none]",
        ),
    )
    moved = transfer(partner.ticket(), "development", by=partner.anna, at=MONDAY_NOON + HOUR)
    assert moved.level == "development"
    assert list(differences(now=MONDAY_NOON + HOUR)) == []


def test_back_from_development_it_has_the_level_it_was_moved_to(partner: World) -> None:
    ticket = partner.ticket()
    new = published(partner, ("8 working hours", "7 working hours"))
    ticket = move_to_edition(ticket, new, by=partner.bo, at=MONDAY_NOON, reason="Agreed.", level="initial")
    ticket = transfer(ticket, "development", by=partner.anna, at=MONDAY_NOON + HOUR)
    assert transfer(ticket, "support", by=partner.anna, at=MONDAY_NOON + 2 * HOUR).level == "initial"
    assert Contract.objects.get().level == "partner"
    assert library.regulation("rosinfotech").promise.levels["initial"].stage == "support"
    assert list(differences(now=MONDAY_NOON + 2 * HOUR)) == []
