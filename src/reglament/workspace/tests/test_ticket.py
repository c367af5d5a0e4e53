"""The page of a ticket and its composer."""

from datetime import UTC, datetime, timedelta

import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from reglament.events.handling import handle_due
from reglament.lib import store
from reglament.notices.models import Notice
from reglament.testing.world import MONDAY_NOON, WorldTestCase
from reglament.tickets.conversation.answering import answer
from reglament.tickets.conversation.noting import note
from reglament.tickets.conversation.writing import write_as_client
from reglament.tickets.course.assigning import assign
from reglament.tickets.course.opening import NewFile, NewMessage
from reglament.tickets.course.transferring import transfer
from reglament.workspace.tests.browsing import signed_in, words

ONE_O_CLOCK = MONDAY_NOON + timedelta(hours=1)
SATURDAY = datetime(2026, 3, 7, 6, tzinfo=UTC)


@time_machine.travel(ONE_O_CLOCK, tick=False)
class TestTicketPage(WorldTestCase):
    def setUp(self) -> None:
        self.ticket = self.world.ticket()
        self.address = f"/desk/tickets/{self.ticket.tid}/"

    def test_it_shows_the_conversation_with_notes_set_apart(self) -> None:
        note(self.ticket, "Their cache again.", by=self.anna, at=MONDAY_NOON)
        answer(self.ticket, "Please press Ctrl+F5.", by=self.anna, at=MONDAY_NOON)
        page = words(signed_in(self.anna).get(self.address))
        assert "The map is grey on all three shifts." in page
        assert '<article class="message note"' in page
        assert '<article class="message message-ours"' in page
        assert "Registered: " in page

    def test_a_clock_says_in_words_why_it_is_due(self) -> None:
        page = words(signed_in(self.anna).get(self.address))
        assert "3 working hours" in page
        assert "Omsk" in page
        assert "Section 2" in page

    def test_what_became_of_earlier_clocks_is_told_where_it_is_asked_for(self) -> None:
        answer(self.ticket, "Please press Ctrl+F5.", by=self.anna, at=MONDAY_NOON)
        browser = signed_in(self.anna)
        page = words(browser.get(self.address))
        assert f'<a href="{self.address}clocks/" data-dialog>Earlier: 1</a>' in page
        assert "3 working hours" not in page
        alone = browser.get(f"{self.address}clocks/")
        in_dialog = browser.get(f"{self.address}clocks/", headers={"HX-Request": "true"})
        for earlier in (words(alone), words(in_dialog)):
            assert "in time" in earlier
            assert "3 working hours" in earlier
        assert "<html" in words(alone)
        assert "<html" not in words(in_dialog)

    def test_it_says_when_there_is_no_entitlement_and_why(self) -> None:
        stranger = self.world.ticket(requester=self.eve, company=self.globex)
        page = words(signed_in(self.anna).get(f"/desk/tickets/{stranger.tid}/"))
        assert "no valid contract on the day it was received" in page

    def test_it_says_which_ticket_a_letter_claimed_to_belong_to(self) -> None:
        other = self.world.ticket(requester=self.eve, company=self.globex, claims_to_belong_to=self.ticket)
        page = words(signed_in(self.anna).get(f"/desk/tickets/{other.tid}/"))
        assert f"says it belongs to #{self.ticket.tid}" in page

    def test_what_a_letter_quotes_is_folded(self) -> None:
        message = NewMessage("Still grey.", full_text="Still grey.\n\n> Please press Ctrl+F5.")
        answer(self.ticket, "Please press Ctrl+F5.", by=self.anna, at=MONDAY_NOON)
        write_as_client(self.ticket, message, by=self.carl, received_at=MONDAY_NOON, at=MONDAY_NOON, channel="email")
        page = words(signed_in(self.anna).get(self.address))
        assert "Quoted text and signature" in page
        assert '<div class="message-rest">&gt; Please press Ctrl+F5.</div>' in page

    def test_the_html_of_a_letter_can_do_nothing(self) -> None:
        message = NewMessage("Hello", html="<p style='color:red'>Hello</p>")
        written = write_as_client(
            self.ticket, message, by=self.carl, received_at=MONDAY_NOON, at=MONDAY_NOON, channel="email"
        )
        browser = signed_in(self.anna)
        letter = browser.get(f"{self.address}messages/{written.pk}/letter/")
        assert letter["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
        assert letter["Cache-Control"] == "no-store"
        assert "sandbox" in words(browser.get(f"{self.address}messages/{written.pk}/as-sent/"))

    def test_more_messages_ask_no_more_queries(self) -> None:
        browser = signed_in(self.anna)
        counts = []
        for _round in range(2):
            for number in range(5):
                note(self.ticket, f"Note {number}", by=self.anna, at=MONDAY_NOON)
            with CaptureQueriesContext(connection) as captured:
                browser.get(self.address)
            counts.append(len(captured))
        assert counts[0] == counts[1]

    def test_pictures_are_shown_in_place_and_everything_else_is_saved(self) -> None:
        files = [
            NewFile("grey.png", "image/png", 3, store.put(b"png")),
            NewFile("evil.html", "text/html", 4, store.put(b"<b>!")),
        ]
        ticket = self.world.ticket(message=NewMessage("Look.", files=files))
        picture, page = ticket.messages.get().attachments.order_by("pk")
        browser = signed_in(self.anna)
        shown, saved = browser.get(f"/desk/attachments/{picture.pk}/"), browser.get(f"/desk/attachments/{page.pk}/")
        assert shown["Content-Type"] == "image/png"
        assert "attachment" in saved["Content-Disposition"]
        assert saved["Content-Type"] == "application/octet-stream"
        for response in (shown, saved):
            assert response["X-Content-Type-Options"] == "nosniff"
            assert response["Content-Security-Policy"].startswith("sandbox")

    def test_next_by_regulation_leads_on(self) -> None:
        later = self.world.ticket(at=MONDAY_NOON + timedelta(minutes=1))
        assert signed_in(self.anna).get(f"{self.address}next/")["Location"] == f"/desk/tickets/{later.tid}/"


@time_machine.travel(ONE_O_CLOCK, tick=False)
class TestComposer(WorldTestCase):
    def setUp(self) -> None:
        self.ticket = self.world.ticket()
        self.address = f"/desk/tickets/{self.ticket.tid}/"
        self.browser = signed_in(self.anna)

    def test_an_answer_is_given_and_the_page_comes_back(self) -> None:
        response = self.browser.post(f"{self.address}answers/", {"text": "Please press Ctrl+F5."})
        assert response.status_code == 303
        assert response["Location"].startswith(self.address)
        assert self.ticket.messages.get(kind="answer").author == self.anna

    def test_a_question_makes_it_wait_for_the_client(self) -> None:
        self.browser.post(f"{self.address}questions/", {"text": "Which version?"})
        self.ticket.refresh_from_db()
        assert self.ticket.waits_for == "client"

    def test_a_note_stays_inside(self) -> None:
        self.browser.post(f"{self.address}notes/", {"text": "Their cache again."})
        assert not self.ticket.messages.get(kind="note").is_public

    def test_an_answer_can_resolve(self) -> None:
        self.browser.post(f"{self.address}resolution/", {"text": "Repaired."})
        self.ticket.refresh_from_db()
        assert self.ticket.resolved_as == "solved"

    def test_nothing_typed_is_refused_beside_the_field_and_files_stay(self) -> None:
        file = SimpleUploadedFile("log.txt", b"a line", "text/plain")
        response = self.browser.post(f"{self.address}answers/", {"text": "  ", "files": file})
        page = words(response)
        assert response.status_code == 422
        assert "Please write something first." in page
        assert "log.txt" in page
        token = page.split('name="kept" value="')[1].split('"')[0]
        self.browser.post(f"{self.address}answers/", {"text": "Here is the log.", "kept": token})
        assert self.ticket.messages.get(kind="answer").attachments.get().filename == "log.txt"

    def test_what_is_refused_keeps_what_was_typed(self) -> None:
        self.browser.post(f"{self.address}resolution/", {"text": "Repaired."})
        response = self.browser.post(f"{self.address}resolution/", {"text": "Repaired once more, at length."})
        assert response.status_code == 422
        assert "Repaired once more, at length." in words(response)
        assert "already resolved" in words(response)

    def test_it_says_before_sending_when_the_answer_leaves(self) -> None:
        assert "leaves now" in words(self.browser.get(self.address))
        other = self.world.ticket(desk=self.other_desk, requester=self.eve, company=None)
        with time_machine.travel(SATURDAY, tick=False):
            page = words(signed_in(self.fyodor).get(f"/desk/tickets/{other.tid}/"))
        assert "(answer window)" in page

    def test_departments_are_told_apart_by_the_header(self) -> None:
        transfer(self.ticket, "administration", by=self.anna, at=MONDAY_NOON)
        assert "Administration" in words(self.browser.get(self.address))


@time_machine.travel(ONE_O_CLOCK, tick=False)
class TestNotices(WorldTestCase):
    def test_what_happened_is_told_until_the_ticket_is_opened(self) -> None:
        ticket = self.world.ticket()
        assign(ticket, self.anna, by=self.bo, at=MONDAY_NOON)
        handle_due(ONE_O_CLOCK)
        browser = signed_in(self.anna)
        assert "Assigned to Anna" in words(browser.get("/desk/notices/"))
        browser.get(f"/desk/tickets/{ticket.tid}/")
        assert "Nothing new" in words(browser.get("/desk/notices/"))

    def test_all_that_was_looked_through_is_marked_at_once_and_nothing_of_anybody_else(self) -> None:
        assign(self.world.ticket(), self.anna, by=self.bo, at=MONDAY_NOON)
        assign(self.world.ticket(), self.bo, by=self.anna, at=MONDAY_NOON)
        handle_due(ONE_O_CLOCK)
        browser, colleague = signed_in(self.anna), signed_in(self.bo)
        shown = Notice.objects.filter(person=self.anna).latest("pk")
        assert browser.post(f"/desk/notices/seen/{shown.pk - 1}/").status_code == 303
        assert "Assigned to" in words(browser.get("/desk/notices/"))
        browser.post(f"/desk/notices/seen/{'9' * 30}/")
        assert "Nothing new" in words(browser.get("/desk/notices/"))
        assert "Assigned to" in words(colleague.get("/desk/notices/"))

    def test_a_refused_request_from_elsewhere_says_what_to_do(self) -> None:
        strict = Browser(enforce_csrf_checks=True)
        response = strict.post("/theme", {"theme": "dark"})
        assert response.status_code == 403
        assert "<html" in words(response)
