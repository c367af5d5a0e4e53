"""The queue."""

from datetime import timedelta
from unittest import mock

import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reglament.directory.models import Person
from reglament.testing.world import MONDAY_NOON, WorldTestCase
from reglament.tickets.clocks.clock_sweeps import mark_danger
from reglament.tickets.conversation.answering import ask
from reglament.tickets.course.assigning import assign
from reglament.tickets.emergency.emergencies import claim_emergency
from reglament.workspace.shown.lists import counts, desk_lists
from reglament.workspace.tests.browsing import signed_in, words
from reglament.workspace.views import queue

QUARTER_PAST_TWO = MONDAY_NOON + timedelta(hours=2, minutes=15)
ONE_O_CLOCK = MONDAY_NOON + timedelta(hours=1)


@time_machine.travel(ONE_O_CLOCK, tick=False)
class TestQueue(WorldTestCase):
    def queries(self, person: Person) -> int:
        browser = signed_in(person)
        browser.get("/desk/north/")
        counts.forget()
        with CaptureQueriesContext(connection) as captured:
            assert browser.get("/desk/north/").status_code == 200
        return len(captured)

    def test_a_row_says_how_much_working_time_is_left_and_who_owes_the_next_step(self) -> None:
        ticket = self.world.ticket()
        page = words(signed_in(self.anna).get("/desk/north/"))
        assert '<span class="due-left">2:00</span>' in page
        assert "first response by Mon 2 Mar, 15:00" in page
        assert f"#{ticket.tid}" in page
        assert "The map does not load" in page
        assert 'badge badge-best">VIP' in page
        assert '<div class="queue-stage">New</div>' in page

    def test_rows_stand_under_the_reason_why_they_stand_there(self) -> None:
        self.world.ticket(subject="Ordinary", at=MONDAY_NOON)
        urgent = self.world.ticket(subject="The service is down", at=MONDAY_NOON)
        claim_emergency(urgent, "unusable", by=self.carl, at=MONDAY_NOON)
        page = words(signed_in(self.anna).get("/desk/north/"))
        assert (
            page.index("Out of turn")
            < page.index("The service is down")
            < page.index("By receipt")
            < page.index("Ordinary")
        )

    def test_in_danger_a_row_is_amber_and_says_so(self) -> None:
        self.world.ticket()
        mark_danger(QUARTER_PAST_TWO)
        with time_machine.travel(QUARTER_PAST_TWO, tick=False):
            page = words(signed_in(self.anna).get("/desk/north/"))
        assert "Due time in danger" in page
        assert 'class="due due-danger"' in page
        assert '<span class="due-left">0:45</span>' in page

    def test_a_page_of_fifty_rows_asks_no_more_than_a_page_of_one(self) -> None:
        self.world.ticket()
        few = self.queries(self.anna)
        for number in range(49):
            self.world.ticket(subject=f"Question {number}")
        assert self.queries(self.anna) == few
        assert few <= 22  # most of them count the lists, once after each event

    def test_a_full_page_stays_light(self) -> None:
        for number in range(50):
            self.world.ticket(subject=f"Question {number}", text="What the client wrote, at some length. " * 8)
        assert len(signed_in(self.anna).get("/desk/north/").content) <= 60_000

    def test_the_next_page_goes_on_where_this_one_ends(self) -> None:
        tids = [self.world.ticket(at=MONDAY_NOON + timedelta(seconds=second)).tid for second in range(3)]
        desk_lists.page_of.cache_clear()
        self.addCleanup(desk_lists.page_of.cache_clear)
        with mock.patch.object(desk_lists, "PAGE", 2), mock.patch.object(queue, "PAGE", 2):
            browser = signed_in(self.anna)
            first = browser.get("/desk/north/")
            second = browser.get("/desk/north/", _next(first))
        assert f'id="t{tids[0]}"' in words(first)
        assert f'id="t{tids[2]}"' not in words(first)
        assert f'id="t{tids[2]}"' in words(second)
        assert f'id="t{tids[1]}"' not in words(second)

    def test_lists_hold_what_they_say(self) -> None:
        mine = self.world.ticket(subject="For Anna")
        assign(mine, self.anna, by=self.bo, at=MONDAY_NOON)
        asked = self.world.ticket(subject="Asked back")
        ask(asked, "Which version?", by=self.bo, at=MONDAY_NOON)
        browser = signed_in(self.anna)
        for listing, inside, outside in (
            ("mine", "For Anna", "Asked back"),
            ("new", "For Anna", "Asked back"),
            ("waiting", "Asked back", "For Anna"),
        ):
            page = words(browser.get(f"/desk/north/{listing}/"))
            assert inside in page, listing
            assert outside not in page, listing

    def test_a_department_has_its_own_list(self) -> None:
        self.world.ticket()
        assert "The map does not load" in words(signed_in(self.anna).get("/desk/north/departments/support/"))
        assert "nothing to do" in words(signed_in(self.anna).get("/desk/north/departments/development/"))
        assert signed_in(self.anna).get("/desk/north/departments/no-such/").status_code == 404

    def test_counts_stop_where_nobody_counts_any_more(self) -> None:
        for _number in range(3):
            self.world.ticket()
        with mock.patch.object(counts, "MOST_COUNTED", 2):
            assert '<span class="view-count">2+</span>' in words(signed_in(self.anna).get("/desk/north/"))

    def test_an_empty_queue_says_what_comes_next(self) -> None:
        assert "New requests appear here by themselves" in words(signed_in(self.anna).get("/desk/north/"))

    def test_a_number_in_the_search_leads_to_its_ticket(self) -> None:
        ticket = self.world.ticket()
        for typed in (f"#{ticket.tid}", str(ticket.tid), f" # {ticket.tid} "):
            response = signed_in(self.anna).get("/desk/north/search/", {"q": typed})
            assert response["Location"] == f"/desk/tickets/{ticket.tid}/"

    def test_words_find_subjects_people_and_companies(self) -> None:
        self.world.ticket(subject="Карта не грузится")
        browser = signed_in(self.anna)
        for typed in ("карта", "КАРТА", "carl", "акме"):
            assert "Карта не грузится" in words(browser.get("/desk/north/search/", {"q": typed})), typed
        assert "Nothing found" in words(browser.get("/desk/north/search/", {"q": "zebra"}))

    def test_odd_addresses_are_answered_all_the_same(self) -> None:
        browser = signed_in(self.anna)
        for odd in ("search/?q=%00", "?after=%00", "search/?q=99999999999999999999", "contacts/?contact=%00%00"):
            assert browser.get(f"/desk/north/{odd}").status_code in {200, 302}, odd
        assert browser.get("/desk/tickets/99999999999999999999/").status_code == 404
        assert browser.get("/desk/triage/?before=99999999999999999999").status_code == 200

    def test_the_counter_tells_whether_anything_has_happened(self) -> None:
        browser = signed_in(self.anna)
        before = words(browser.get("/desk/north/pulse"))
        assert browser.get("/desk/north/pulse", {"since": before}).status_code == 204
        self.world.ticket()
        assert int(words(browser.get("/desk/north/pulse", {"since": before}))) > int(before)


def _next(response: object) -> dict[str, str]:
    page = words(response)
    key = page.split("?after=")[1].split('"')[0]
    return {"after": key}
