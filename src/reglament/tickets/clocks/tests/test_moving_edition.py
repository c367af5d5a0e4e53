"""Moving an open ticket to another edition, and what a calendar supplement does to the rows of a desk."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from reglament.events.models import Event
from reglament.lib.refused import Refused
from reglament.regulation.document.problems.problems import Faulty
from reglament.regulation.editions.publishing import publish
from reglament.regulation.editions.supplementing import supplement
from reglament.regulation.loading import library
from reglament.regulation.models import Desk, Edition, Supplement
from reglament.testing.world import MONDAY_NOON, World
from reglament.tickets.clocks.clock_rows import explained, retime
from reglament.tickets.clocks.doctor import differences
from reglament.tickets.clocks.moving_edition import move_to_edition, preview_move
from reglament.tickets.clocks.recount import recount, recount_due
from reglament.tickets.conversation.answering import answer
from reglament.tickets.models import Clock, Ticket

HOUR = timedelta(hours=1)
LATER = MONDAY_NOON + HOUR


def omsk(text: str) -> datetime:
    """A time on Omsk's wall clock."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Omsk")).astimezone(UTC)


def edited(desk: Desk, *, vip: str) -> Edition:
    """The desk's text with another amount for VIP, published."""
    text = library.text("hivetaxi")
    row = text[text.index('level = "vip"') :]
    assert '"3 working hours"' in row
    changed = text.replace('"3 working hours"', f'"{vip}"')
    assert changed != text
    return publish(desk, changed, by=None, at=MONDAY_NOON - HOUR)


@contextmanager
def refused(code: str) -> Iterator[None]:
    """What is done within is refused for this reason."""
    with pytest.raises(Refused) as told:
        yield
    assert told.value.code == code


def due(ticket: Ticket) -> datetime | None:
    """Its next due time as stored."""
    return Ticket.objects.get(pk=ticket.pk).next_due


def test_a_new_edition_alone_changes_nothing(world: World) -> None:
    ticket = world.ticket()
    edited(world.desk, vip="1 working hour")
    retime(Ticket.objects.get(pk=ticket.pk), at=LATER)
    assert due(ticket) == MONDAY_NOON + 3 * HOUR


def test_the_move_is_shown_before_it_is_done(world: World) -> None:
    ticket = world.ticket()
    edition = edited(world.desk, vip="1 working hour")
    move = preview_move(ticket, edition, at=LATER)
    assert (move.before, move.after, move.level) == (MONDAY_NOON + 3 * HOUR, LATER + HOUR, "vip")
    assert due(ticket) == MONDAY_NOON + 3 * HOUR
    assert not Event.objects.filter(verb="moved_to_edition").exists()


def test_a_moved_ticket_has_rows_of_both_editions(world: World) -> None:
    ticket = world.ticket()
    old, new = ticket.edition, edited(world.desk, vip="5 working hours")
    moved = move_to_edition(ticket, new, by=world.bo, at=LATER, reason="Agreed with Acme.")
    rows = moved.clocks.filter(metric="first_response").order_by("ordinal")
    assert [(row.edition, row.due_at, row.superseded_by) for row in rows] == [
        (old, MONDAY_NOON + 3 * HOUR, 2),
        (new, MONDAY_NOON + 5 * HOUR, None),
    ]
    assert due(ticket) == MONDAY_NOON + 5 * HOUR
    assert "3 working hours" in explained(rows[0], language="en").line
    assert "5 working hours" in explained(rows[1], language="en").line
    assert list(differences(now=LATER)) == []
    event = Event.objects.get(verb="moved_to_edition")
    assert (event.by, event.data["old"], event.data["new"]) == (world.bo, old.pk, new.pk)
    assert event.data["reason"] == "Agreed with Acme."


def test_moving_twice_records_once(world: World) -> None:
    ticket = world.ticket()
    new = edited(world.desk, vip="5 working hours")
    for _ in range(2):
        move_to_edition(ticket, new, by=world.bo, at=LATER, reason="Agreed.")
    assert Event.objects.filter(verb="moved_to_edition").count() == 1


def test_moving_there_and_back_is_two_acts_and_the_doctor_agrees(world: World) -> None:
    ticket = world.ticket()
    old, new = ticket.edition, edited(world.desk, vip="5 working hours")
    move_to_edition(ticket, new, by=world.bo, at=LATER, reason="Agreed.")
    move_to_edition(ticket, old, by=world.bo, at=LATER + HOUR, reason="A mistake.")
    answer(Ticket.objects.get(pk=ticket.pk), "So it is.", by=world.anna, at=LATER + HOUR, now_please=False)
    assert list(differences(now=LATER + HOUR)) == []
    assert Clock.objects.filter(ticket=ticket, outcome="met").exists()


def test_only_who_leads_may_move(world: World) -> None:
    ticket = world.ticket()
    new = edited(world.desk, vip="5 working hours")
    for person in (world.anna, world.carl, world.eve, world.fyodor):
        with pytest.raises(Refused):
            move_to_edition(ticket, new, by=person, at=LATER, reason="Please.")


def test_a_move_needs_a_reason_an_open_ticket_and_an_edition_of_the_desk(world: World) -> None:
    ticket = world.ticket()
    new = edited(world.desk, vip="5 working hours")
    assert world.other_desk.edition is not None
    with refused("other-desk"):
        move_to_edition(ticket, world.other_desk.edition, by=world.bo, at=LATER, reason="Agreed.")
    with refused("needs-reason"):
        move_to_edition(ticket, new, by=world.bo, at=LATER, reason=" ")
    Ticket.objects.filter(pk=ticket.pk).update(resolved_at=LATER, resolved_as="solved")
    with refused("resolved"):
        move_to_edition(ticket, new, by=world.bo, at=LATER, reason="Agreed.")


def test_what_the_edition_does_not_know_is_refused(world: World) -> None:
    ticket = world.ticket()
    new = edited(world.desk, vip="5 working hours")
    with refused("unknown-name"):
        move_to_edition(ticket, new, by=world.bo, at=LATER, reason="Agreed.", level="platinum")


YEAR_2027 = """
[holiday-names.RU]
new-year = { ru = "Новогодние каникулы", en = "New Year Holidays" }
christmas = { ru = "Рождество Христово", en = "Christmas Day" }

[production-calendar.RU.2027]
official = true
off = ["01-01…01-06 new-year", "01-07 christmas", "01-08 new-year", "01-11 moved from 2027-01-02"]
"""
EVE = omsk("2026-12-30 16:00")
PUBLISHED = omsk("2026-12-30 17:00")


def test_a_supplement_moves_what_was_provisional_and_says_so(world: World) -> None:
    ticket = world.ticket(at=EVE)
    provisional = due(ticket)
    published = supplement(world.desk, YEAR_2027, by=None, at=PUBLISHED)
    assert recount(world.desk, published, at=PUBLISHED) == 1
    assert provisional is not None
    assert due(ticket) == provisional + timedelta(days=1)  # 11 January is a day off now
    assert list(differences(now=PUBLISHED)) == []
    row = Clock.objects.unanswered().get(ticket=ticket, metric="first_response")
    assert any("another year was published" in sentence for sentence in explained(row, language="en").details)
    assert recount(world.desk, published, at=PUBLISHED) == 1
    assert list(differences(now=PUBLISHED)) == []


def test_who_dies_before_counting_leaves_it_to_the_sweep(world: World) -> None:
    ticket = world.ticket(at=EVE)
    provisional = due(ticket)
    supplement(world.desk, YEAR_2027, by=None, at=PUBLISHED)
    assert list(differences(now=PUBLISHED)) != []
    assert recount_due(PUBLISHED) == 1
    assert provisional is not None
    assert due(ticket) == provisional + timedelta(days=1)
    assert list(differences(now=PUBLISHED)) == []
    assert recount_due(PUBLISHED) == 0


def test_a_ticket_opened_after_it_is_counted_by_it(world: World) -> None:
    before = world.ticket(at=EVE)
    supplement(world.desk, YEAR_2027, by=None, at=PUBLISHED)
    after = world.ticket(at=PUBLISHED)
    stored, computed = due(before), due(after)
    assert stored is not None
    assert computed is not None
    assert computed > stored + timedelta(days=1)
    assert not Clock.objects.filter(ticket=after, superseded_by__isnull=False).exists()


def test_without_recounting_a_late_sweep_still_finds_no_breach(world: World) -> None:
    ticket = world.ticket(at=EVE)
    old = due(ticket)
    assert old is not None
    supplement(world.desk, YEAR_2027, by=None, at=PUBLISHED)
    retime(Ticket.objects.get(pk=ticket.pk), at=old + timedelta(minutes=5))
    assert not Clock.objects.filter(ticket=ticket, outcome="breached").exists()


def test_publishing_it_twice_publishes_once_and_a_year_is_settled_once(world: World) -> None:
    assert supplement(world.desk, YEAR_2027, by=world.bo, at=PUBLISHED).number == 1
    assert supplement(world.desk, YEAR_2027, by=world.bo, at=PUBLISHED).number == 1
    assert Event.objects.filter(verb="calendar_supplemented", by=world.bo).count() == 1
    with refused("settled"):
        supplement(world.desk, YEAR_2027 + "\n", by=world.bo, at=PUBLISHED)


def test_a_supplement_is_never_changed_and_must_settle_a_year(world: World) -> None:
    published = supplement(world.desk, YEAR_2027, by=None, at=PUBLISHED)
    with pytest.raises(Refused):
        published.save()
    with refused("settles-nothing"):
        supplement(world.desk, YEAR_2027.replace("2027", "2028").replace("true", "false"), by=None, at=PUBLISHED)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[production-calendar", "line 1"),
        ("[calendars.office]", "calendars"),
        (YEAR_2027.replace("official = true", 'official = "yes"'), "official"),
        (YEAR_2027.replace("01-01…01-06", "13-01"), "13-01"),
        (YEAR_2027.replace("01-07 christmas", "01-07 xmas"), "xmas"),
    ],
)
def test_a_faulty_supplement_says_what_is_wrong(world: World, text: str, told: str) -> None:
    with pytest.raises(Faulty) as faulty:
        supplement(world.desk, text, by=None, at=PUBLISHED)
    assert told in faulty.value.words("en")
    assert not Supplement.objects.exists()
