"""What an act would do to the due time, told before it is done."""

from datetime import UTC, datetime

from reglament.regulation.engine.facts import EmergencyClaimed, SeverityLowered
from reglament.testing.world import World
from reglament.tickets.clocks.clock_rows import preview
from reglament.tickets.clocks.history import history
from reglament.tickets.emergency.emergencies import claim_emergency
from reglament.tickets.models import Clock

MONDAY_NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_a_preview_is_what_the_act_then_gives(world: World) -> None:
    ticket = world.ticket(at=MONDAY_NOON)
    claim = EmergencyClaimed(MONDAY_NOON, "Anna", severity="emergency", ground="unusable")
    foreseen = preview(ticket, history(ticket), claim, at=MONDAY_NOON)
    assert foreseen is not None
    assert foreseen != ticket.next_due
    ticket = claim_emergency(ticket, "unusable", by=world.anna, at=MONDAY_NOON)
    assert ticket.next_due == foreseen


def test_a_preview_changes_nothing(world: World) -> None:
    ticket = world.ticket(at=MONDAY_NOON)
    due, clocks = ticket.next_due, Clock.objects.count()
    assert preview(ticket, history(ticket), SeverityLowered(MONDAY_NOON, "Anna"), at=MONDAY_NOON) == due
    ticket.refresh_from_db()
    assert (ticket.next_due, Clock.objects.count()) == (due, clocks)
