"""Pages of what a ticket's regulation waits for."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from reglament.testing.world import MONDAY_NOON, World, build_world
from reglament.tickets.clocks.clock_rows import clocks_of
from reglament.tickets.clocks.milestones import found
from reglament.tickets.emergency.emergencies import claim_emergency
from reglament.tickets.models import Ticket
from reglament.workspace.tests.browsing import signed_in, words


@pytest.fixture
def works(db: Any) -> World:
    return build_world(regulation="kernwerk", level="continuous")


@pytest.fixture
def ticket(works: World) -> Ticket:
    return claim_emergency(works.ticket(), "line-stopped", by=works.carl, at=MONDAY_NOON)


@pytest.fixture
def browser(works: World) -> Iterator[Client]:
    with time_machine.travel(MONDAY_NOON + timedelta(minutes=10), tick=False):
        yield signed_in(works.anna)


def page(browser: Client, ticket: Ticket, act: str = "") -> str:
    return words(browser.get(f"/desk/tickets/{ticket.tid}/{act}"))


def test_only_what_is_awaited_is_offered_and_once_declared_it_is_told(ticket: Ticket, browser: Client) -> None:
    address = f"/desk/tickets/{ticket.tid}/declaring/workaround/"
    assert address in page(browser, ticket)
    assert "declaring/terms/" not in page(browser, ticket)
    assert 'name="reason"' in page(browser, ticket, "declaring/workaround/")
    assert browser.post(address, {"reason": "Run it by hand."}).status_code == 303
    told = page(browser, ticket)
    assert "Run it by hand." in told
    assert address not in told
    assert {clock.outcome for clock in clocks_of(ticket.pk) if clock.metric == "workaround"} == {"met"}


def test_what_is_no_longer_awaited_keeps_what_was_typed(ticket: Ticket, browser: Client) -> None:
    response = browser.post(f"/desk/tickets/{ticket.tid}/declaring/terms/", {"reason": "Two weeks."})
    assert response.status_code == 422
    assert "Two weeks." in words(response)


def test_a_moment_nobody_knows_is_no_page(ticket: Ticket, browser: Client) -> None:
    assert browser.get(f"/desk/tickets/{ticket.tid}/declaring/nonsense/").status_code == 404


def test_a_finding_is_chosen_of_the_documents_and_offered_once(ticket: Ticket, browser: Client) -> None:
    assert "defect" in page(browser, ticket, "finding/")
    sent = browser.post(f"/desk/tickets/{ticket.tid}/finding/", {"finding": "defect", "reason": "The log of 10:02."})
    assert sent.status_code == 303
    assert found(ticket) == {"defect"}
    assert "The log of 10:02." in page(browser, ticket)
    assert 'value="defect"' not in page(browser, ticket, "finding/")


def test_time_that_may_not_be_put_off_is_refused_with_words(ticket: Ticket, browser: Client) -> None:
    response = browser.post(f"/desk/tickets/{ticket.tid}/extending/resolution/", {"reason": "The part is late."})
    assert response.status_code == 422
    assert "The part is late." in words(response)


def test_urgency_and_impact_are_asked_where_they_make_the_severity(db: Any) -> None:
    city = build_world(regulation="kamenogorsk", level="essential")
    channels = city.desk.regulation.promise.channels.values()
    ticket = city.ticket(channel=next(one.slug for one in channels if one.may_open))
    browser = signed_in(city.anna)
    asked = page(browser, ticket, "classification/")
    assert 'name="urgency"' in asked
    assert 'name="severity"' not in asked
    given = {"urgency": "now", "impact": "city", "fault": "unknown"}
    assert browser.post(f"/desk/tickets/{ticket.tid}/classification/", given).status_code == 303
    ticket.refresh_from_db()
    assert ticket.severity == "p1"
