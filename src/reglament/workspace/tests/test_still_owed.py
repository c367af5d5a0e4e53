"""What is promised beyond the solution is found by whoever owes it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reglament.events.handling import handle_due
from reglament.notices.models import Notice
from reglament.testing.world import MONDAY_NOON, World, build_world
from reglament.tickets.clocks.clock_sweeps import mark_breaches, mark_warnings
from reglament.tickets.clocks.milestones import DELIVERED, Moment, declare
from reglament.tickets.course.assigning import assign
from reglament.tickets.course.closing import close
from reglament.tickets.course.ending import resolve
from reglament.tickets.emergency.emergencies import claim_emergency
from reglament.tickets.models import Ticket
from reglament.workspace.shown.lists import counts
from reglament.workspace.tests.browsing import signed_in, words

HOUR = timedelta(hours=1)
REPORT = Moment(DELIVERED, "root-cause-report")


@pytest.fixture
def works(db: Any) -> World:
    """The cast at a desk that owes a report of the cause after an emergency was solved."""
    counts.forget()
    return build_world(regulation="kernwerk", level="continuous")


def solved(works: World, subject: str = "Line 3 stands") -> Ticket:
    """An emergency of Anna's, solved within an hour and closed; the report is owed."""
    ticket = claim_emergency(works.ticket(subject=subject), "line-stopped", by=works.carl, at=MONDAY_NOON)
    assign(ticket, works.anna, by=works.anna, at=MONDAY_NOON)
    resolve(ticket, "The drive was replaced.", by=works.anna, at=MONDAY_NOON + HOUR)
    return close(ticket, by=works.carl, at=MONDAY_NOON + HOUR)


def listing(works: World, slug: str, *, at: datetime = MONDAY_NOON + 2 * HOUR) -> str:
    """A list of the desk as Anna sees it."""
    counts.forget()
    with time_machine.travel(at, tick=False):
        return words(signed_in(works.anna).get(f"/desk/north/{slug}/"))


def test_a_report_owed_after_the_solution_stands_in_a_list_and_among_mine(works: World) -> None:
    ticket = solved(works)
    for slug in ("owed", "mine"):
        page = listing(works, slug)
        assert f'id="t{ticket.tid}"' in page
        assert "root-cause report by" in page
        assert "Closed" in page
        assert 'class="due due-calm"' in page
    assert f'id="t{ticket.tid}"' not in listing(works, "regulation")


def test_once_delivered_it_is_gone(works: World) -> None:
    ticket = solved(works)
    declare(ticket, REPORT, by=works.anna, at=MONDAY_NOON + 2 * HOUR, text="Sent by mail.")
    for slug in ("owed", "mine"):
        assert f'id="t{ticket.tid}"' not in listing(works, slug)
    assert "Nothing is owed on resolved requests" in listing(works, "owed")


def test_who_owes_it_is_warned_and_told_of_the_breach(works: World) -> None:
    ticket = solved(works)
    owed = ticket.clocks.get(metric="root-cause-report")
    assert owed.due_at is not None
    ticket.refresh_from_db()
    assert ticket.next_due == owed.due_at
    late = owed.due_at + HOUR
    mark_warnings(late)
    mark_breaches(late)
    handle_due(late)
    told = Notice.objects.filter(ticket=ticket, person=works.anna, event__data__metric="root-cause-report")
    assert "breached" in told.values_list("event__verb", flat=True)
    assert 'class="due due-broken"' in listing(works, "owed", at=late)


def test_the_client_reads_that_more_is_promised(works: World) -> None:
    ticket = solved(works)
    with time_machine.travel(MONDAY_NOON + 2 * HOUR, tick=False):
        page = words(signed_in(works.carl).get(f"/requests/{ticket.tid}/"))
    assert "Ended; more is promised by" in page
    with time_machine.travel(MONDAY_NOON + timedelta(days=30), tick=False):
        late = words(signed_in(works.carl).get(f"/requests/{ticket.tid}/"))
    assert "Ended; we are late with what was promised by" in late


def test_fifty_cost_no_more_than_one(works: World) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            listing(works, "owed")
        return len(captured)

    solved(works)
    queries()
    few = queries()
    for number in range(10):
        solved(works, f"Line {number} stands")
    assert queries() == few


def test_strangers_see_none_of_it(works: World) -> None:
    ticket = solved(works)
    assert signed_in(works.fyodor).get("/desk/north/owed/").status_code == 404
    assert f'id="t{ticket.tid}"' not in words(signed_in(works.fyodor).get("/desk/south/owed/"))
    assert signed_in(works.eve).get("/desk/north/owed/").status_code == 404
