"""Urgency and impact make the severity, where a regulation says so."""

from datetime import timedelta
from typing import Any

import pytest

from reglament.lib.refused import Refused
from reglament.testing.world import MONDAY_NOON, World, build_world
from reglament.tickets.course.classifying import Rating, classify, rating
from reglament.tickets.models import Ticket

SOON = MONDAY_NOON + timedelta(minutes=10)


@pytest.fixture
def city(db: Any) -> World:
    """The cast at a town hall whose severities are made of urgency and impact."""
    return build_world(regulation="kamenogorsk", level="essential")


@pytest.fixture
def ticket(city: World) -> Ticket:
    return city.ticket(
        channel=next(slug for slug, one in city.desk.regulation.promise.channels.items() if one.may_open)
    )


def test_both_together_make_the_severity(city: World, ticket: Ticket) -> None:
    classify(ticket, urgency="now", by=city.anna, at=SOON)
    ticket.refresh_from_db()
    assert (rating(ticket), ticket.severity) == (Rating("now"), "p4")
    classify(ticket, impact="department", by=city.anna, at=SOON)
    ticket.refresh_from_db()
    assert (rating(ticket), ticket.severity) == (Rating("now", "department"), "p2")


def test_a_lower_rating_does_not_lower_the_severity_without_a_reason(city: World, ticket: Ticket) -> None:
    classify(ticket, urgency="now", impact="department", by=city.anna, at=SOON)
    with pytest.raises(Refused) as refused:
        classify(ticket, urgency="some-day", by=city.anna, at=SOON)
    assert refused.value.code == "needs-reason"
    assert rating(ticket) == Rating("now", "department")


@pytest.mark.parametrize(
    ("given", "code"), [({"urgency": "yesterday"}, "bad-urgency"), ({"impact": "moon"}, "bad-impact")]
)
def test_only_steps_of_the_regulation(city: World, ticket: Ticket, given: dict[str, str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        classify(ticket, by=city.anna, at=SOON, **given)  # type: ignore[arg-type]
    assert refused.value.code == code


def test_where_the_regulation_knows_neither_there_is_no_rating(world: World) -> None:
    ticket = world.ticket()
    assert rating(ticket) == Rating()
    with pytest.raises(Refused):
        classify(ticket, urgency="now", by=world.anna, at=SOON)
