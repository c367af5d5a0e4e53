"""Merging at the page of a ticket, and what both pages and the portal say of it."""

from datetime import timedelta

import time_machine

from reglament.testing.world import MONDAY_NOON, WorldTestCase
from reglament.tickets.course.ending import resolve
from reglament.tickets.models import Ticket
from reglament.workspace.tests.browsing import signed_in, words


@time_machine.travel(MONDAY_NOON + timedelta(minutes=30), tick=False)
class TestMerging(WorldTestCase):
    def setUp(self) -> None:
        self.ticket = self.world.ticket(subject="The map is grey")
        self.into = self.world.ticket(subject="No map at all", requester=self.dora)
        self.foreign = self.world.ticket(subject="zebra", requester=self.eve, company=self.globex)
        self.page = f"/desk/tickets/{self.ticket.tid}/merging/"
        self.browser = signed_in(self.anna)

    def test_strangers_find_no_page_and_merge_nothing(self) -> None:
        for stranger in (self.carl, self.eve, self.fyodor):
            browser = signed_in(stranger)
            assert browser.get(self.page).status_code == 404
            assert browser.post(self.page, {"into": self.into.tid}).status_code == 404
        assert Ticket.objects.get(pk=self.ticket.pk).is_open

    def test_open_requests_of_the_client_are_offered_with_what_would_be(self) -> None:
        page = words(self.browser.get(self.page))
        assert f"#{self.into.tid} No map at all" in page
        assert "answers go to Dora" in page
        assert "due Mon 2 Mar" in page
        assert "zebra" not in page

    def test_merged_both_pages_say_so(self) -> None:
        response = self.browser.post(self.page, {"into": self.into.tid})
        assert response.status_code == 303
        assert f"goes on in #{self.into.tid}" in words(self.browser.get(f"/desk/tickets/{self.ticket.tid}/"))
        there = words(self.browser.get(f"/desk/tickets/{self.into.tid}/"))
        assert f'href="/desk/tickets/{self.ticket.tid}/">#{self.ticket.tid} goes on here' in there

    def test_a_number_is_shown_first_and_then_confirmed(self) -> None:
        old = self.world.ticket(subject="From last year")
        for _ in range(9):
            self.world.ticket()
        assert f"#{old.tid} " not in words(self.browser.get(self.page))
        response = self.browser.post(self.page, {"number": f"#{old.tid}"})
        assert response.status_code == 422
        page = words(response)
        assert f"Please look at #{old.tid} below, and confirm." in page
        assert f'value="{old.tid}" checked' in page
        self.browser.post(self.page, {"into": old.tid, "number": ""})
        assert Ticket.objects.get(pk=self.ticket.pk).merged_into == old

    def test_nobody_learns_of_a_foreign_request_by_its_number(self) -> None:
        foreign = words(self.browser.post(self.page, {"number": str(self.foreign.tid)}))
        nothing = words(self.browser.post(self.page, {"number": "999999"}))
        for page in (foreign, nothing):
            assert "This client has no such request." in page
            assert "zebra" not in page
        self.browser.post(self.page, {"into": self.foreign.tid})
        assert Ticket.objects.get(pk=self.ticket.pk).is_open

    def test_into_itself_or_a_resolved_one_it_is_refused_with_the_reason(self) -> None:
        assert "can&#39;t be merged into itself" in words(self.browser.post(self.page, {"number": self.ticket.tid}))
        resolve(self.into, "Fixed.", by=self.anna, at=MONDAY_NOON)
        assert "already resolved" in words(self.browser.post(self.page, {"into": self.into.tid}))

    def test_the_client_sees_where_it_goes_on_and_what_he_writes_is_added_there(self) -> None:
        mine = self.world.ticket(subject="My other one")
        self.browser.post(self.page, {"into": mine.tid})
        carl = signed_in(self.carl)
        page = words(carl.get(f"/requests/{self.ticket.tid}/"))
        assert f"This request goes on in #{mine.tid}." in page
        assert f'href="/requests/{mine.tid}/"' in page
        form = {"text": "Still grey.", "key": "0" * 32}
        response = carl.post(f"/requests/{self.ticket.tid}/messages/", form)
        assert response["Location"] == f"/requests/{mine.tid}/"
        assert mine.messages.latest("pk").text == "Still grey."
        assert not Ticket.objects.get(pk=self.ticket.pk).is_open

    def test_who_may_not_see_where_it_goes_on_reopens_his_own_by_writing(self) -> None:
        self.browser.post(self.page, {"into": self.into.tid})
        carl = signed_in(self.carl)
        page = words(carl.get(f"/requests/{self.ticket.tid}/"))
        assert "No map at all" not in page
        carl.post(f"/requests/{self.ticket.tid}/messages/", {"text": "Still grey.", "key": "0" * 32})
        ticket = Ticket.objects.get(pk=self.ticket.pk)
        assert (ticket.is_open, ticket.merged_into) == (True, None)
