from datetime import timedelta

import pytest

from reglament.directory.models import Membership
from reglament.events.handling import handle_due
from reglament.lib.db import writing
from reglament.mail.models import Outgoing
from reglament.mail.outgoing import bounced
from reglament.mail.outgoing.held_letters import hold_back
from reglament.notices.models import Notice
from reglament.notices.telling import see_all
from reglament.testing.world import MONDAY_NOON, World
from reglament.tickets.clocks.clock_sweeps import mark_breaches
from reglament.tickets.course.assigning import assign
from reglament.tickets.models import Ticket

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


@pytest.mark.clause("C-59")
def test_who_is_in_charge_learns_that_a_letter_did_not_arrive(world: World) -> None:
    ticket = world.ticket()
    handle_due(MONDAY_NOON)
    acknowledgement = Outgoing.objects.get(kind="ack")
    with writing():
        bounced.tell(acknowledgement, status="5.1.1", permanent=True, proven=True, now=MONDAY_NOON)
    for _ in range(2):
        handle_due(MONDAY_NOON)
    assert Notice.objects.get(event__verb="undelivered").person == world.anna == ticket.responsible


@pytest.mark.clause("C-59")
def test_where_nobody_is_in_charge_the_heads_learn_it(world: World) -> None:
    ticket = world.ticket()
    Ticket.objects.filter(pk=ticket.pk).update(responsible=None, assignee=None)
    handle_due(MONDAY_NOON)
    with writing():
        bounced.tell(Outgoing.objects.get(kind="ack"), status="5.7.1", permanent=True, proven=True, now=MONDAY_NOON)
    handle_due(MONDAY_NOON)
    assert Notice.objects.get(event__verb="undelivered").person == world.bo


def test_an_answer_held_back_from_somebody_who_left_is_told(world: World) -> None:
    ticket = world.ticket()
    handle_due(MONDAY_NOON)
    Membership.objects.filter(person=world.carl).update(left_at=MONDAY_NOON)
    hold_back(list(Outgoing.objects.filter(ticket=ticket, kind="ack")), now=MONDAY_NOON)
    handle_due(MONDAY_NOON)
    assert Notice.objects.get(event__verb="held_back").person == world.anna
