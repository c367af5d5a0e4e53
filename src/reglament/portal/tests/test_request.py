"""The page of a request: all the client may see, and what he can do."""

from datetime import timedelta

import pytest
import time_machine

from reglament.portal.tests.browsing import signed_in
from reglament.testing.world import MONDAY_NOON, WorldTestCase
from reglament.tickets.conversation.answering import answer, ask
from reglament.tickets.conversation.noting import note
from reglament.tickets.course.assigning import assign
from reglament.tickets.course.closing import reopen
from reglament.tickets.course.ending import refuse, resolve
from reglament.tickets.models import Ticket

KEY = "0123456789abcdef0123456789abcdef"
LATER = MONDAY_NOON + timedelta(minutes=10)


class TestRequest(WorldTestCase):
    def setUp(self) -> None:
        travel = time_machine.travel(MONDAY_NOON + timedelta(hours=1), tick=False)
        travel.start()
        self.addCleanup(travel.stop)
        self.ticket = self.world.ticket()
        self.browser = signed_in(self.carl)
        self.address = f"/requests/{self.ticket.tid}/"

    def page(self) -> str:
        return self.browser.get(self.address).content.decode()

    def now(self) -> Ticket:
        return Ticket.objects.get(pk=self.ticket.pk)

    @pytest.mark.clause("C-54")
    def test_the_whole_correspondence_is_there(self) -> None:
        answer(self.ticket, "Please reload.", by=self.anna, at=LATER)
        page = self.page()
        assert page.index("The map is grey on all three shifts.") < page.index("Please reload.")

    @pytest.mark.clause("C-22")
    def test_the_promise_is_explained(self) -> None:
        page = self.page()
        assert "We answer by Mon 2 Mar, 15:00" in page
        assert "3 working hours" in page
        assert "Section 2 of the regulation" in page

    @pytest.mark.clause("C-29")
    def test_somebody_responsible_is_always_named(self) -> None:
        assert "responsible: Anna" in self.page()
        assign(self.ticket, self.bo, by=self.anna, at=LATER)
        assert "responsible: Bo" in self.page()
        Ticket.objects.update(assignee=None, responsible=None)
        assert "responsible: North desk" in self.page()

    @pytest.mark.clause("C-19")
    def test_an_answer_held_for_the_window_is_not_shown_before_it_leaves(self) -> None:
        answer(self.ticket, "Please reload.", by=self.anna, at=LATER)
        self.ticket.messages.filter(kind="answer").update(leaves_at=MONDAY_NOON + timedelta(hours=5))
        page = self.page()
        assert "Please reload." not in page
        assert "An answer is written; it leaves Mon 2 Mar, 17:00" in page

    def test_writing_ends_our_waiting_for_the_client(self) -> None:
        ask(self.ticket, "Which version?", by=self.anna, at=LATER)
        assert "Your answer is awaited" in self.page()
        self.browser.post(f"{self.address}messages/", {"key": KEY, "text": "4.2"})
        assert "Your answer is awaited" not in self.page()
        assert self.now().waits_for == ""

    def test_writing_twice_writes_once(self) -> None:
        for _again in range(2):
            self.browser.post(f"{self.address}messages/", {"key": KEY, "text": "4.2"})
        assert self.ticket.messages.count() == 2

    def test_an_empty_message_is_refused_in_place(self) -> None:
        sent = self.browser.post(f"{self.address}messages/", {"key": KEY, "text": " "})
        assert sent.status_code == 422
        assert "Please write something first." in sent.content.decode()

    def test_what_is_solved_is_closed_or_reopened_with_a_word(self) -> None:
        resolve(self.ticket, "Fixed.", by=self.anna, at=LATER)
        assert self.browser.post(f"{self.address}reopening/", {"text": ""}).status_code == 422
        self.browser.post(f"{self.address}reopening/", {"key": KEY, "text": "It is grey again."})
        assert self.now().is_open
        assert "It is grey again." in self.page()
        resolve(self.ticket, "Now it is.", by=self.anna, at=MONDAY_NOON + timedelta(hours=1))
        self.browser.post(f"{self.address}closure/")
        assert self.now().closed_at is not None

    def test_what_is_said_on_reopening_is_kept_once_even_if_it_was_reopened_meanwhile(self) -> None:
        resolve(self.ticket, "Fixed.", by=self.anna, at=LATER)
        reopen(self.ticket, by=self.dora, at=LATER)
        for _again in range(2):
            self.browser.post(f"{self.address}reopening/", {"key": KEY, "text": "It is grey again."})
        assert self.ticket.messages.filter(text="It is grey again.", kind="client", author=self.carl).count() == 1

    def test_a_text_no_page_could_show_is_refused_in_place(self) -> None:
        sent = self.browser.post(f"{self.address}messages/", {"key": KEY, "text": "x" * 200_000})
        assert sent.status_code == 422
        assert self.ticket.messages.count() == 1

    def test_closing_what_is_open_says_why_not(self) -> None:
        sent = self.browser.post(f"{self.address}closure/")
        assert sent.status_code == 422
        assert 'role="alert"' in sent.content.decode()

    def test_withdrawing_ends_it(self) -> None:
        self.browser.post(f"{self.address}withdrawal/")
        assert self.now().resolved_as == "withdrawn"

    @pytest.mark.clause("C-16")
    def test_an_emergency_is_claimed_on_a_ground_with_an_answer(self) -> None:
        sent = self.browser.post(f"{self.address}emergency/", {"ground": "unusable", "reason": ""})
        assert sent.status_code == 422
        self.browser.post(f"{self.address}emergency/", {"ground": "unusable", "reason": "All is down."})
        assert self.now().severity == "emergency"

    @pytest.mark.clause("C-29")
    def test_a_refusal_is_told_with_its_reason(self) -> None:
        reason = next(iter(self.desk.regulation.promise.refuse.values()))
        refuse(self.ticket, reason.slug, text="We can't, since…", by=self.anna, at=LATER)
        page = self.page()
        assert f"Refused: {reason.name.en}" in page
        assert "We can&#39;t, since…" in page

    @pytest.mark.clause("C-03")
    def test_the_representative_sees_who_asked(self) -> None:
        page = signed_in(self.dora).get("/").content.decode()
        assert "The map does not load" in page
        assert "Carl" in page

    def test_the_list_of_open_ones_leaves_closed_ones_to_all(self) -> None:
        resolve(self.ticket, "Fixed.", by=self.anna, at=LATER)
        self.browser.post(f"{self.address}closure/")
        assert "The map does not load" not in self.browser.get("/").content.decode()
        assert "The map does not load" in self.browser.get("/?show=all").content.decode()

    def test_pages_ask_the_database_no_more_for_more_requests(self) -> None:
        few = self._queries()
        for _one in range(5):
            self.world.ticket()
        assert self._queries() <= few

    def _queries(self) -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as asked:
            self.browser.get("/")
        return len(asked)

    def test_an_open_page_learns_of_answers_and_never_of_notes(self) -> None:
        value = self.browser.get(f"{self.address}pulse").content.decode()
        note(self.ticket, "Their cache again.", by=self.anna, at=LATER)
        assert self.browser.get(f"{self.address}pulse?since={value}").status_code == 204
        answer(self.ticket, "Please reload.", by=self.anna, at=LATER)
        assert self.browser.get(f"{self.address}pulse?since={value}").status_code == 200
        assert signed_in(self.eve).get(f"{self.address}pulse").status_code == 404
