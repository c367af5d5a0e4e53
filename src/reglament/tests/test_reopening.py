"""The time and the people the document gives to reopen a request bind every door (C-61)."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client as Browser
from django.utils import translation

from reglament.events.models import Event
from reglament.lib.refused import Refused
from reglament.portal.tests.browsing import signed_in
from reglament.regulation.editions.publishing import publish
from reglament.testing.world import MONDAY_NOON, World
from reglament.tickets.conversation.writing import add_unverified, vouch, write_as_client
from reglament.tickets.course.closing import reopen
from reglament.tickets.course.ending import resolve
from reglament.tickets.course.following import follow_up
from reglament.tickets.course.opening import NewMessage
from reglament.tickets.links import ticket_link
from reglament.tickets.models import Ticket

pytestmark = pytest.mark.clause("C-61")

IN_TIME, LATE = MONDAY_NOON + timedelta(days=2), MONDAY_NOON + timedelta(days=4)
KEY = "0123456789abcdef0123456789abcdef"
THREE_DAYS = 'within = "3 calendar days"\n'
REFUSED = THREE_DAYS + 'afterwards = "refused"\n'


def resolved(world: World, rule: str) -> Ticket:
    """A ticket solved on Monday under a document with this `[reopening]`."""
    assert world.contract.edition
    before, _, after = world.contract.edition.text.partition("[reopening]")
    text = before + f"[reopening]\n{rule}" + after[after.index("\n\n") :]
    world.contract.edition = publish(world.desk, text, by=None, at=MONDAY_NOON - timedelta(days=1))
    world.contract.save()
    return resolve(world.ticket(), "Restart it.", by=world.anna, at=MONDAY_NOON)


def refusal(code: str, command: Any) -> str:
    """The words with which `command` is refused for that reason."""
    with translation.override("en"), pytest.raises(Refused) as told:
        command()
    assert told.value.code == code
    return str(told.value)


def at(moment: Any) -> Any:
    """The clock on the wall."""
    return time_machine.travel(moment, tick=False)


def words(browser: Browser, address: str) -> str:
    """What a page says."""
    return browser.get(address).content.decode()


def test_in_time_every_door_reopens(world: World) -> None:
    one, two, three = (resolved(world, THREE_DAYS) for _ in range(3))
    reopen(one, by=world.carl, at=IN_TIME)
    reopen(two, by=world.anna, at=IN_TIME)
    message = NewMessage("It is back.")
    write_as_client(three, message, by=world.carl, received_at=IN_TIME, at=IN_TIME, channel="portal")
    assert Ticket.objects.unresolved().count() == 3


def test_later_none_does_and_each_says_what_to_do(world: World) -> None:
    ticket = resolved(world, THREE_DAYS)
    message = NewMessage("It is back.")

    def write() -> None:
        write_as_client(ticket, message, by=world.carl, received_at=LATE, at=LATE, channel="portal")

    told = f"The regulation does not let you reopen #{ticket.tid}. Please open a new request that goes on with it."
    assert refusal("follows", write) == told
    assert refusal("follows", lambda: reopen(ticket, by=world.carl, at=LATE)) == told
    assert refusal("follows", lambda: reopen(ticket, by=world.anna, at=LATE)) == told
    ticket.refresh_from_db()
    assert not ticket.is_open
    assert ticket.messages.count() == 2


def test_a_letter_counts_by_when_it_arrived_whoever_vouches_for_it_later(world: World) -> None:
    ticket = resolved(world, THREE_DAYS)
    said: Any = {"by": world.carl, "at": LATE, "channel": "email"}
    early = add_unverified(ticket, NewMessage("It is back."), received_at=IN_TIME, **said)
    late = add_unverified(ticket, NewMessage("It is back again."), received_at=LATE, **said)
    assert "open a new request" in refusal("follows", lambda: vouch(ticket, late, by=world.anna, at=LATE))
    vouch(ticket, early, by=world.anna, at=LATE)
    ticket.refresh_from_db()
    assert ticket.is_open


def test_whom_the_document_does_not_name_may_not_reopen(world: World) -> None:
    ticket = resolved(world, 'by = "representative"\n')
    refusal("follows", lambda: reopen(ticket, by=world.carl, at=IN_TIME))
    reopen(ticket, by=world.dora, at=IN_TIME)


def test_people_of_the_desk_are_asked_for_only_where_it_names_some(world: World) -> None:
    reopen(resolved(world, 'by = "representative"\n'), by=world.anna, at=IN_TIME)
    ticket = resolved(world, 'by = ["representative", "head_of_support"]\n')
    refusal("follows", lambda: reopen(ticket, by=world.anna, at=IN_TIME))
    reopen(ticket, by=world.bo, at=IN_TIME)


def test_a_follow_up_is_a_request_like_the_old_one_and_linked_both_ways(world: World) -> None:
    ticket = resolved(world, THREE_DAYS)
    message = NewMessage("It is back.", origin="portal/1")
    opened = follow_up(ticket, message, by=world.dora, at=LATE, channel="portal")
    assert follow_up(ticket, message, by=world.dora, at=LATE, channel="portal") == opened
    assert (opened.follows, opened.requester, opened.company) == (ticket, world.dora, world.acme)
    assert (opened.subject, opened.request_type, opened.channel) == (ticket.subject, ticket.request_type, "portal")
    assert Event.objects.get(stream=ticket.stream, verb="followed").data == {"ticket": opened.tid}
    ticket.refresh_from_db()
    assert not ticket.is_open


def test_the_desk_opens_one_on_the_requester_s_behalf(world: World) -> None:
    ticket = resolved(world, REFUSED)
    opened = follow_up(ticket, NewMessage("He calls again."), by=world.anna, at=LATE, channel="on-behalf")
    assert (opened.requester, opened.opened_by, opened.follows) == (world.carl, world.anna, ticket)


def test_none_is_opened_while_the_old_one_can_be_reopened_or_where_the_document_wants_none(world: World) -> None:
    message = NewMessage("It is back.")
    for rule, moment, code in ((THREE_DAYS, IN_TIME, "reopens"), (REFUSED, LATE, "too-late")):
        ticket = resolved(world, rule)
        refusal(code, lambda: follow_up(ticket, message, by=world.carl, at=moment, channel="portal"))  # noqa: B023
    assert not Ticket.objects.unresolved().exists()


def test_strangers_open_none(world: World) -> None:
    ticket = resolved(world, THREE_DAYS)
    for person in (world.eve, world.fyodor):
        refusal(
            "forbidden",
            lambda: follow_up(ticket, NewMessage("Mine."), by=person, at=LATE, channel="portal"),  # noqa: B023
        )
        for door in ("/requests", "/desk/tickets"):
            address = f"{door}/{ticket.tid}/follow-up/"
            assert signed_in(person).post(address, {"key": KEY, "text": "Mine.", "reason": "Mine."}).status_code == 404


class TestPortal:
    """What the client's page offers."""

    def test_in_time_it_says_until_when(self, world: World) -> None:
        ticket = resolved(world, THREE_DAYS)
        with at(IN_TIME):
            page = words(signed_in(world.carl), f"/requests/{ticket.tid}/")
        assert "It is not solved – reopen…" in page
        assert "That is possible until Fri 6 Mar, 00:00." in page

    def test_later_it_takes_what_is_written_as_a_new_request(self, world: World) -> None:
        ticket, browser = resolved(world, THREE_DAYS), signed_in(world.carl)
        address = f"/requests/{ticket.tid}/"
        with at(LATE):
            page = words(browser, address)
            assert "becomes a new request that goes on with it" in page
            assert "reopen…" not in page
            assert f'action="{address}follow-up/"' in page
            refused = browser.post(f"{address}reopening/", {"key": KEY, "text": "It is back."})
            assert "Please open a new request that goes on with it." in refused.content.decode()
            done = browser.post(f"{address}follow-up/", {"key": KEY, "text": "It is back."}, follow=True)
            new = Ticket.objects.get(follows=ticket)
            assert done.redirect_chain[-1][0] == f"/requests/{new.tid}/"
            assert f"it goes on with #{ticket.tid}" in done.content.decode()
            assert f'href="{address}">#{ticket.tid}</a>' in done.content.decode()
            assert f"Goes on in request #{new.tid}." in words(browser, address)

    def test_by_the_link_of_a_letter_too(self, world: World) -> None:
        ticket, browser = resolved(world, THREE_DAYS), Browser()
        with at(MONDAY_NOON):
            link = ticket_link(ticket, world.carl)
        with at(LATE):
            browser.get(link)
            done = browser.post(f"/requests/{ticket.tid}/follow-up/", {"key": KEY, "text": "It is back."}, follow=True)
        assert "It is back." in done.content.decode()
        assert Ticket.objects.get(follows=ticket).requester == world.carl

    def test_where_the_document_refuses_it_the_page_leads_to_the_form(self, world: World) -> None:
        ticket = resolved(world, REFUSED)
        with at(LATE):
            page = words(signed_in(world.carl), f"/requests/{ticket.tid}/")
        assert "This request can't be reopened any more." in page
        assert "follow-up" not in page
        assert "Solved; write if it is not" not in page


class TestWorkspace:
    """What the agent's page offers."""

    def test_in_time_it_offers_reopening(self, world: World) -> None:
        ticket = resolved(world, THREE_DAYS)
        with at(IN_TIME):
            page = words(signed_in(world.anna), f"/desk/tickets/{ticket.tid}/")
        assert f"/desk/tickets/{ticket.tid}/reopening/" in page
        assert "follow-up" not in page

    def test_later_a_request_that_goes_on(self, world: World) -> None:
        ticket, browser = resolved(world, THREE_DAYS), signed_in(world.anna)
        address = f"/desk/tickets/{ticket.tid}/"
        with at(LATE):
            page = words(browser, address)
            assert f"{address}reopening/" not in page
            assert f"{address}follow-up/" in page
            refused = browser.post(f"{address}reopening/", {"reason": "He calls again."})
            assert refused.status_code == 422
            assert "Please open a new request that goes on with it." in refused.content.decode()
            assert browser.post(f"{address}follow-up/", {"reason": "He calls again.", "key": KEY}).status_code == 303
        opened = Ticket.objects.get(follows=ticket)
        assert (opened.requester, opened.opened_by) == (world.carl, world.anna)
