"""What clients are told of promises a document has under names of its own."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import translation

from reglament.portal.promising import promises_of
from reglament.testing.world import build_world
from reglament.tickets.course.ending import resolve
from reglament.tickets.emergency.emergencies import claim_emergency

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_a_report_owed_after_the_solution_is_shown_by_its_name(db: Any) -> None:
    world = build_world(regulation="kernwerk", level="continuous")
    ticket = world.ticket(at=MONDAY)
    claim_emergency(ticket, "line-stopped", by=world.carl, at=MONDAY)
    resolve(ticket, "The line runs.", by=world.anna, at=MONDAY + timedelta(hours=1))
    with translation.override("en"):
        first = promises_of(ticket, zone="Europe/Vienna")[0]
        assert (first.name, first.tone) == ("Root-cause report", "calm")
        assert first.because.line.startswith("Send the root-cause report by Mon 9 Mar 2026")
