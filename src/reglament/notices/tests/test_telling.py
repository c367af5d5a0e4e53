from datetime import timedelta

import pytest

from reglament.events.handling import handle_due
from reglament.notices.models import Notice
from reglament.notices.telling import see_all
from reglament.testing.world import MONDAY_NOON, World
from reglament.tickets.assigning import assign
from reglament.tickets.sweeping import mark_breaches

LATE = MONDAY_NOON + timedelta(hours=4)


@pytest.mark.clause("C-23")
def test_a_breach_is_told_to_the_responsible_the_head_and_the_account_manager_once(world: World) -> None:
    ticket = world.ticket()
    mark_breaches(LATE)
    for _ in range(2):
        handle_due(LATE)
    told = Notice.objects.filter(ticket=ticket, event__verb="breached").values_list("person__name", flat=True)
    assert sorted(told) == ["Anna", "Bo", "Max"]


def test_nobody_is_told_of_what_he_did_himself(world: World) -> None:
    ticket = world.ticket()
    assign(ticket, world.anna, by=world.anna, at=MONDAY_NOON)
    handle_due(MONDAY_NOON)
    assert not Notice.objects.filter(event__verb="assigned").exists()


def test_notices_are_seen_only_by_their_own_person(world: World) -> None:
    ticket = world.ticket()
    assign(ticket, world.anna, by=world.bo, at=MONDAY_NOON)
    handle_due(MONDAY_NOON)
    assert not Notice.objects.visible_to(world.fyodor).exists()
    assert see_all(world.anna, ticket, at=MONDAY_NOON) == 1
    assert not Notice.objects.visible_to(world.anna).unseen().exists()
