from datetime import timedelta

import pytest
from django.utils import translation

from reglament.events.models import Event
from reglament.lib.refused import Refused
from reglament.testing.world import MONDAY_NOON, World
from reglament.tickets.clocks.doctor import differences
from reglament.tickets.course.closing import reopen
from reglament.tickets.course.ending import resolve
from reglament.tickets.course.merging import goes_on_in, merge
from reglament.tickets.models import Ticket

LATER = MONDAY_NOON + timedelta(hours=1)


def two(world: World) -> tuple[Ticket, Ticket]:
    return world.ticket(subject="The map is grey"), world.ticket(subject="No map")


def code_of(ticket: Ticket, into: Ticket, world: World, who: str = "anna") -> str:
    with pytest.raises(Refused) as refused:
        merge(ticket, into, by=getattr(world, who), at=LATER)
    return refused.value.code


@pytest.mark.parametrize("who", ["carl", "dora", "eve", "fyodor"])
def test_clients_and_strangers_merge_nothing(world: World, who: str) -> None:
    ticket, into = two(world)
    assert code_of(ticket, into, world, who) == "forbidden"
    assert Ticket.objects.get(pk=ticket.pk).is_open


def test_a_merged_request_ends_its_clocks_without_an_answer_and_both_say_so(world: World) -> None:
    ticket, into = two(world)
    for _ in range(2):
        merge(ticket, into, by=world.anna, at=LATER)
    ticket.refresh_from_db()
    assert (ticket.resolved_as, ticket.merged_into, ticket.reply_owed_since) == ("duplicate", into, None)
    assert ticket.clocks.get().outcome == "cancelled"
    assert into.clocks.get().outcome == ""
    assert Event.objects.get(verb="merged").data == {"how": "duplicate", "into": into.pk}
    assert Event.objects.get(stream=into.stream, verb="took_over").data == {"ticket": ticket.pk}
    assert list(differences(now=LATER)) == []


def test_into_itself_it_is_refused_for_that_reason(world: World) -> None:
    ticket = world.ticket()
    assert code_of(ticket, ticket, world) == "itself"
    for language, words in (("en", "can't be merged into itself"), ("ru", "нельзя объединить с самим собой")):
        with translation.override(language), pytest.raises(Refused, match=words):
            merge(ticket, ticket, by=world.anna, at=LATER)


def test_only_open_requests_of_the_same_client_that_stand_for_themselves_take_one_over(world: World) -> None:
    ticket, into = two(world)
    foreign = world.ticket(requester=world.eve, company=world.globex)
    assert code_of(ticket, foreign, world) == "other-client"
    other = world.ticket()
    merge(other, into, by=world.anna, at=LATER)
    assert code_of(ticket, other, world) == "merged"
    resolve(into, "Fixed.", by=world.anna, at=LATER)
    assert code_of(ticket, into, world) == "resolved"


def test_people_without_a_company_are_not_one_client(world: World) -> None:
    ticket = world.ticket(company=None)
    assert code_of(ticket, world.ticket(company=None, requester=world.eve), world) == "other-client"
    merge(ticket, world.ticket(company=None), by=world.anna, at=LATER)
    assert not Ticket.objects.get(pk=ticket.pk).is_open


def test_reopening_undoes_it(world: World) -> None:
    ticket, into = two(world)
    merge(ticket, into, by=world.anna, at=LATER)
    reopen(Ticket.objects.get(pk=ticket.pk), by=world.anna, at=LATER + timedelta(minutes=5))
    ticket = Ticket.objects.get(pk=ticket.pk)
    assert (ticket.is_open, ticket.merged_into) == (True, None)
    assert ticket.clocks.filter(outcome="", stopped_at=None).exists()
    assert goes_on_in(ticket, world.carl) == ticket


def test_what_somebody_writes_goes_where_it_goes_on_if_he_may_write_there(world: World) -> None:
    ticket, into = two(world)
    last = world.ticket(requester=world.dora)
    merge(ticket, into, by=world.anna, at=LATER)
    assert goes_on_in(Ticket.objects.get(pk=ticket.pk), world.carl) == into
    merge(into, last, by=world.anna, at=LATER)
    ticket = Ticket.objects.get(pk=ticket.pk)
    assert goes_on_in(ticket, world.dora) == last
    assert goes_on_in(ticket, world.carl) == ticket  # he may not see Dora's
