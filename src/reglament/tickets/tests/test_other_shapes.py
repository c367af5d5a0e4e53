"""Requests under regulations of other shapes: channels, scales and findings have the names of their document."""

from datetime import UTC, datetime
from typing import Any

import pytest

from reglament.lib.refused import Refused
from reglament.regulation.engine.facts import Opened
from reglament.testing.world import World, build_world
from reglament.tickets.clocks.history import history
from reglament.tickets.conversation.writing import write_as_client
from reglament.tickets.course.opening import NewMessage, preview_due
from reglament.tickets.emergency.emergencies import claim_emergency
from reglament.tickets.models import Ticket

NOON = datetime(2026, 3, 3, 7, tzinfo=UTC)  # Tuesday noon in the Urals


@pytest.fixture
def kamenogorsk(db: Any) -> World:
    return build_world(regulation="kamenogorsk", level="office")


def due(ticket: Ticket, metric: str = "first_response") -> str:
    clock = ticket.clocks.unanswered().get(metric=metric)
    return clock.due_at.strftime("%d %H:%M") if clock.due_at else ""


def test_the_program_s_own_ways_in_have_the_names_of_the_document(kamenogorsk: World) -> None:
    world = kamenogorsk
    ticket = world.ticket(at=NOON, by=world.carl, channel="portal", request_type="breakdown")
    assert ticket.channel == "site"
    message = write_as_client(ticket, NewMessage("Still."), by=world.carl, received_at=NOON, at=NOON, channel="email")
    assert message.channel == "letter"
    assert preview_due(
        world.desk, company=world.acme, request_type="breakdown", channel="portal", ground="", at=NOON
    ).due_at == datetime(2026, 3, 3, 12, 30, tzinfo=UTC)


def test_what_comes_after_the_time_of_day_is_due_the_next_day(kamenogorsk: World) -> None:
    world = kamenogorsk
    before = world.ticket(at=datetime(2026, 3, 3, 9, 59, tzinfo=UTC), by=world.carl, request_type="breakdown")
    after = world.ticket(at=datetime(2026, 3, 3, 10, 1, tzinfo=UTC), by=world.carl, request_type="breakdown")
    assert (due(before), due(after)) == ("03 12:30", "04 12:30")


def test_a_representative_is_answered_by_the_hour(kamenogorsk: World) -> None:
    world = kamenogorsk
    ticket = world.ticket(at=NOON, requester=world.dora, by=world.dora, request_type="breakdown")
    assert due(ticket) == "03 12:00"


def test_an_answer_to_a_choice_is_a_finding_from_the_beginning(db: Any) -> None:
    world = build_world(regulation="polaris", level="fleet")
    ticket = world.ticket(at=NOON, by=world.carl, request_type="chart", details={"chart": "1218", "position": "sea"})
    (opened,) = [fact for fact in history(ticket) if isinstance(fact, Opened)]
    assert opened.findings == {"at-sea"}


def test_a_ground_is_claimed_by_those_and_that_way_the_document_says(db: Any) -> None:
    world = build_world(regulation="lindenhof", level="five")
    with pytest.raises(Refused):  # by phone only
        world.ticket(at=NOON, by=world.carl, channel="portal", request_type="till", ground="till-down")
    ticket = world.ticket(at=NOON, by=world.anna, channel="phone", request_type="till")
    with pytest.raises(Refused):
        claim_emergency(ticket, "till-down", by=world.carl, at=NOON)


def test_only_coordinators_and_staff_claim_that_the_city_stands_still(kamenogorsk: World) -> None:
    world = kamenogorsk
    ticket = world.ticket(at=NOON, by=world.carl, request_type="breakdown")
    with pytest.raises(Refused):
        claim_emergency(ticket, "city-down", by=world.carl, at=NOON)
    assert claim_emergency(ticket, "city-down", by=world.dora, at=NOON).severity == "p1"
