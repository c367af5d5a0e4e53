"""Moments a promise waits for, findings and more time, under a regulation that knows them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from reglament.directory.models import DeskMembership
from reglament.events.handling import handle_due
from reglament.lib.refused import Refused
from reglament.mail.models import Outgoing
from reglament.regulation.loading import library
from reglament.testing.world import MONDAY_NOON, World, build_world
from reglament.tickets.clocks.clock_rows import clocks_of
from reglament.tickets.clocks.milestones import (
    CONTACT,
    DELIVERED,
    WORKAROUND,
    Moment,
    declarable,
    declare,
    extend,
    find,
    found,
)
from reglament.tickets.course.ending import resolve
from reglament.tickets.emergency.emergencies import claim_emergency
from reglament.tickets.models import Ticket

SOON = MONDAY_NOON + timedelta(minutes=10)


@pytest.fixture
def works(db: Any) -> World:
    """The cast at a works that promises a way around, a solution and a report of the cause."""
    return build_world(regulation="kernwerk", level="continuous")


@pytest.fixture
def stopped(works: World) -> Ticket:
    ticket = works.ticket()
    return claim_emergency(ticket, "line-stopped", by=works.carl, at=MONDAY_NOON)


@contextmanager
def refused(code: str) -> Iterator[None]:
    with pytest.raises(Refused) as caught:
        yield
    assert caught.value.code == code


def outcomes(ticket: Ticket) -> dict[str, str]:
    """What became of what is promised; "" still runs."""
    return {clock.metric: clock.outcome for clock in clocks_of(ticket.pk) if clock.superseded_by is None}


def moments(ticket: Ticket) -> list[Moment]:
    return declarable(ticket, clocks_of(ticket.pk))


def test_only_what_the_promises_of_a_ticket_wait_for_can_be_declared(works: World, stopped: Ticket) -> None:
    assert moments(stopped) == [Moment(CONTACT), Moment(WORKAROUND)]
    with refused("not-awaited"):
        declare(stopped, Moment(DELIVERED, "root-cause-report"), by=works.anna, at=SOON)
    with refused("not-awaited"):
        declare(stopped, Moment("no-such-moment"), by=works.anna, at=SOON)


def test_a_call_back_stops_the_reaction_where_the_row_says_so(works: World, stopped: Ticket) -> None:
    declare(stopped, Moment(CONTACT), by=works.anna, at=SOON, text="Called the shift leader: line 3.")
    assert outcomes(stopped)["first_response"] == "met"


def test_a_call_needs_a_word_on_what_was_said(works: World, stopped: Ticket) -> None:
    with refused("empty"):
        declare(stopped, Moment(CONTACT), by=works.anna, at=SOON, text=" ")
    assert outcomes(stopped)["first_response"] == ""


@pytest.mark.clause("C-39")
def test_a_workaround_keeps_its_promise_and_is_declared_once(works: World, stopped: Ticket) -> None:
    declare(stopped, Moment(WORKAROUND), by=works.anna, at=SOON, text="Run it by hand.")
    assert outcomes(stopped)["workaround"] == "met"
    with refused("not-awaited"):
        declare(stopped, Moment(WORKAROUND), by=works.anna, at=SOON)


def test_the_report_is_owed_from_the_solution_until_it_is_delivered(works: World, stopped: Ticket) -> None:
    resolve(stopped, "The drive is replaced.", by=works.anna, at=SOON)
    stopped.refresh_from_db()
    report = Moment(DELIVERED, "root-cause-report")
    assert moments(stopped) == [report]
    assert outcomes(stopped)["root-cause-report"] == ""
    declare(stopped, report, by=works.anna, at=SOON + timedelta(days=1), text="Sent to the head of the plant.")
    assert outcomes(stopped)["root-cause-report"] == "met"
    stopped.refresh_from_db()
    assert moments(stopped) == []


@pytest.mark.clause("C-36")
def test_a_finding_settles_whose_fault_it_is_and_is_established_once(works: World, stopped: Ticket) -> None:
    find(stopped, "defect", by=works.anna, at=SOON, text="The log of 10:02.")
    stopped.refresh_from_db()
    assert stopped.fault == "vendor"
    assert found(stopped) == {"defect"}
    for finding in ("defect", "no-such-finding"):
        with refused("bad-finding"):
            find(stopped, finding, by=works.anna, at=SOON)


def test_a_finding_is_left_to_the_roles_it_names(works: World, stopped: Ticket) -> None:
    DeskMembership.objects.filter(person=works.anna).update(role="account_manager")
    with refused("forbidden"):
        find(stopped, "defect", by=works.anna, at=SOON)


def test_strangers_declare_find_and_extend_nothing(works: World, stopped: Ticket) -> None:
    for person in (works.carl, works.eve, works.fyodor):
        with refused("forbidden"):
            declare(stopped, Moment(WORKAROUND), by=person, at=SOON)
        with refused("forbidden"):
            find(stopped, "defect", by=person, at=SOON)
        with refused("forbidden"):
            extend(stopped, "resolution", reason="More time", by=person, at=SOON)


def test_without_a_word_in_the_row_no_time_is_put_off(works: World, stopped: Ticket) -> None:
    with refused("not-extendable"):
        extend(stopped, "resolution", reason="The part is late.", by=works.anna, at=SOON)


def test_a_time_is_put_off_once_and_the_client_is_told_reason_and_new_time(tmp_path: Path, db: Any) -> None:
    row = 'amount = "24 hours"\ncalendar = "always"\n'
    text = library.text("kernwerk")
    assert text.count(row) == 1
    patient = tmp_path / "patient.toml"
    patient.write_text(text.replace(row, row + 'extension = "48 hours"\n'))
    works = build_world(regulation=str(patient), level="continuous")
    ticket = claim_emergency(works.ticket(), "line-stopped", by=works.carl, at=MONDAY_NOON)
    extend(ticket, "resolution", reason="The drive comes from abroad.", by=works.anna, at=SOON)
    due = [clock.due_at for clock in clocks_of(ticket.pk) if clock.metric == "resolution"]
    assert due[-1] == MONDAY_NOON + timedelta(hours=72)
    with refused("not-extendable"):
        extend(ticket, "resolution", reason="It is still not here.", by=works.anna, at=SOON)
    handle_due(SOON)
    told = Outgoing.objects.get(kind="new-due")
    assert "The drive comes from abroad." in told.text
    assert "Thu 5 Mar 2026 07:00" in told.text
