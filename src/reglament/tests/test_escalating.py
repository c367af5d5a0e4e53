"""Who is told as the time of a promise runs out: each rung of the document once, whoever looks how often (C-23)."""

from datetime import timedelta

import pytest
from django.utils import translation

from reglament.directory.models import DeskMembership, Role
from reglament.directory.registering import register_person
from reglament.events.handling import handle_due
from reglament.events.models import Event
from reglament.notices.models import Notice
from reglament.portal.tests.browsing import signed_in
from reglament.regulation.editions.publishing import publish
from reglament.testing.world import MONDAY_NOON, World
from reglament.tickets.clocks.clock_sweeps import mark_breaches, mark_warnings
from reglament.tickets.conversation.answering import answer
from reglament.tickets.course.postponing import postpone, wake
from reglament.tickets.course.transferring import transfer
from reglament.tickets.models import Ticket

pytestmark = pytest.mark.clause("C-23")

HOUR = timedelta(hours=1)
DUE = MONDAY_NOON + 3 * HOUR
LADDER = """
[[escalations]]
after = "75 %"
to = "account_manager"
metric = "first_response"

[[escalations]]
after = "100 %"
to = ["head_of_support", "contact"]
levels = "vip"
severities = "normal"

[[escalations]]
after = "1 working hour"
calendar = "omsk"
counts-from = "due"
to = "developer"
who = { ru = "директор", en = "the director" }
metric = "first_response"

[[escalations]]
after = "2 working hours"
calendar = "omsk"
to = "administrator"
severities = "critical"
"""


def taken(world: World, more: str) -> Ticket:
    """A ticket taken at noon under the document with these lines at its end."""
    assert world.contract.edition
    text = world.contract.edition.text + more
    world.contract.edition = publish(world.desk, text, by=None, at=MONDAY_NOON - HOUR)
    world.contract.save()
    person = register_person("Dmitri", "dmitri@north.example", at=MONDAY_NOON)
    DeskMembership.objects.create(person=person, desk=world.desk, role=Role.DEVELOPER)
    return world.ticket()


def told_until(minutes: int) -> list[tuple[str, str]]:
    """Verb and person of the notices after all sweeps until so long after noon; they come every half an hour."""
    for half in range(0, minutes + 1, 30):
        now = MONDAY_NOON + timedelta(minutes=half)
        for _ in range(2):
            mark_warnings(now)
            mark_breaches(now)
            handle_due(now)
    return list(Notice.objects.order_by("event", "person__name").values_list("event__verb", "person__name"))


def test_each_rung_tells_its_people_when_it_is_reached(world: World) -> None:
    taken(world, LADDER)
    assert told_until(120) == []
    told = [("warned", "Anna"), ("escalated", "Anna"), ("escalated", "Max")]  # 70 %; 75 % says who else is told
    assert told_until(150) == told
    told.append(("warned", "Anna"))
    assert told_until(180) == told
    told += [("breached", "Anna"), ("breached", "Bo"), ("breached", "Max"), ("escalated", "Anna"), ("escalated", "Bo")]
    assert sorted(told_until(210)) == sorted(told)


def test_after_the_breach_the_ladder_goes_on_until_somebody_answers(world: World) -> None:
    ticket = taken(world, LADDER)
    told_until(210)
    before = len(told_until(210))
    assert told_until(270)[before:] == [("escalated", "Anna"), ("escalated", "Dmitri")]
    assert told_until(600) == told_until(270)
    assert sorted(Event.objects.filter(verb="escalated").values_list("data__rung", flat=True)) == [1, 2, 3]
    ticket.refresh_from_db()
    with translation.override("en"):
        page = signed_in(world.anna).get(f"/desk/tickets/{ticket.tid}/").content.decode()
    assert "Escalated: first response. Told: a developer; please tell: the director" in page


def test_what_is_answered_is_escalated_no_more(world: World) -> None:
    ticket = taken(world, LADDER)
    told_until(180)
    answer(ticket, "So it is.", by=world.anna, at=DUE + timedelta(minutes=20))
    assert ("escalated", "Dmitri") not in told_until(600)


def test_a_rung_named_for_the_client_stands_in_his_history(world: World) -> None:
    ticket = taken(world, LADDER)
    told_until(150)
    words = "First answer: that its time runs out was told to those in charge."
    assert words not in signed_in(world.carl).get(f"/requests/{ticket.tid}/").content.decode()
    told_until(210)
    assert words in signed_in(world.carl).get(f"/requests/{ticket.tid}/").content.decode()


def test_without_a_ladder_warnings_go_to_all_who_are_responsible(world: World) -> None:
    taken(world, "")
    assert told_until(150) == [("warned", "Anna"), ("warned", "Bo"), ("warned", "Max")]


PAUSED = """
[[targets]]
metric = "resolution"
amount = "10 working hours"
calendar = "omsk"
pauses = ["date"]
warnings = ["50 %"]

[[escalations]]
after = "60 %"
to = "head_of_support"
metric = "resolution"
"""


def resolution_warnings(hours: int) -> list[str]:
    """What was told of the solution until so many hours after Monday noon, swept every hour."""
    for hour in range(hours + 1):
        mark_warnings(MONDAY_NOON + timedelta(hours=hour))
    told = Event.objects.filter(verb__in=("warned", "escalated"), data__metric="resolution").order_by("pk")
    return [event.verb for event in told]


def test_time_that_stood_still_is_no_part_of_a_share_and_nothing_is_told_twice(world: World) -> None:
    """Six hours are worked on Monday, two days are waited, and the rest begins on Thursday at eleven in Omsk."""
    ticket = taken(world, PAUSED)
    answer(ticket, "We look.", by=world.anna, at=MONDAY_NOON)
    monday_two = MONDAY_NOON + 2 * HOUR
    thursday = MONDAY_NOON + timedelta(days=3) - HOUR
    postpone(ticket, "agreed-time", until=thursday, text="On Thursday.", by=world.anna, at=monday_two)
    assert resolution_warnings(71) == []  # two of ten hours are used up
    wake(ticket, by=None, at=thursday)
    assert resolution_warnings(73) == []  # four
    assert resolution_warnings(74) == ["warned"]
    assert resolution_warnings(75) == ["warned", "escalated"]
    postpone(
        Ticket.objects.get(pk=ticket.pk),
        "agreed-time",
        until=thursday + timedelta(days=1),
        text="Tomorrow.",
        by=world.anna,
        at=thursday + 5 * HOUR,
    )
    wake(ticket, by=None, at=thursday + timedelta(days=1))
    assert resolution_warnings(100) == ["warned", "escalated"]


def test_a_breach_says_what_the_request_waited_for(world: World) -> None:
    ticket = taken(world, PAUSED.replace('pauses = ["date"]\n', ""))
    answer(ticket, "We look.", by=world.anna, at=MONDAY_NOON)
    postpone(ticket, "needs-release", until=None, text="Soon.", by=world.anna, at=MONDAY_NOON + HOUR)
    wake(ticket, by=world.anna, at=MONDAY_NOON + timedelta(days=3))  # nobody has swept meanwhile
    assert Event.objects.get(verb="breached").data["waits_for"] == "release"
    with translation.override("en"):
        page = signed_in(world.anna).get(f"/desk/tickets/{ticket.tid}/").content.decode()
    assert "Overdue: resolution; waits for a release" in page


@pytest.mark.clause("C-11")
@pytest.mark.parametrize(("minutes", "told"), [(60, []), (150, ["Bo"]), (200, [])])
def test_a_transfer_shortly_before_an_answer_is_due_is_told_to_the_heads(
    world: World, minutes: int, told: list[str]
) -> None:
    at = MONDAY_NOON + timedelta(minutes=minutes)
    ticket = transfer(world.ticket(), "development", by=world.anna, at=at)
    for _ in range(2):
        handle_due(at)
    notices = Notice.objects.filter(event__verb="transferred")
    assert list(notices.values_list("person__name", flat=True)) == told
    with translation.override("en"):
        page = signed_in(world.anna).get(f"/desk/tickets/{ticket.tid}/").content.decode()
    assert ("shortly before an answer was due" in page) == bool(told)
