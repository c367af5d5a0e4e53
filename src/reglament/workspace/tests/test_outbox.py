"""The outbox and the mailboxes, as people see and decide about them."""

from datetime import timedelta
from typing import Any

import time_machine

from reglament.directory.models import Address
from reglament.events.handling import handle_due
from reglament.mail.models import Destination, Folder, Mailbox, Outgoing
from reglament.testing.world import MONDAY_NOON, WorldTestCase
from reglament.tickets.conversation.answering import answer
from reglament.workspace.tests.browsing import signed_in, words

OUTBOX = "/desk/mail/outbox/"
MAILBOXES = "/desk/mail/mailboxes/"


@time_machine.travel(MONDAY_NOON + timedelta(minutes=30), tick=False)
class TestOutbox(WorldTestCase):
    def setUp(self) -> None:
        self.ticket = self.world.ticket()
        answer(self.ticket, "It works.", by=self.anna, at=MONDAY_NOON)
        handle_due(MONDAY_NOON)
        self.letter = Outgoing.objects.get(kind="answer")
        self.browser = signed_in(self.anna)

    def test_a_returned_letter_is_shown_with_its_cause_in_plain_words(self) -> None:
        self._becomes("bounced", status="5.1.1", server_said="250 taken", sent_at=MONDAY_NOON)
        page = words(self.browser.get(OUTBOX))
        assert "there is no such mailbox" in page
        assert f"#{self.ticket.tid}" in page
        assert "carl@acme.example" in page

    def test_a_letter_without_trouble_is_not_among_those_that_need_attention(self) -> None:
        assert "Every letter has left" in words(self.browser.get(OUTBOX))
        assert self.letter.subject in words(self.browser.get(f"{OUTBOX}?show=waiting"))

    def test_a_held_letter_is_let_go(self) -> None:
        self._becomes("held", why="left")
        assert self.browser.post(f"{OUTBOX}{self.letter.pk}/sending/").status_code == 303
        self.letter.refresh_from_db()
        assert self.letter.state == "waiting"

    def test_a_refused_letter_is_sent_again_or_never(self) -> None:
        self._becomes("failed", status="5.7.1", server_said="550 5.7.1 no")
        assert self.browser.post(f"{OUTBOX}{self.letter.pk}/cancellation/").status_code == 303
        self.letter.refresh_from_db()
        assert self.letter.state == "cancelled"
        self.browser.post(f"{OUTBOX}{self.letter.pk}/sending/")
        assert "already left, or was cancelled" in words(self.browser.get(OUTBOX))

    def test_an_address_where_nobody_is_can_be_used_again(self) -> None:
        address = Address.objects.get(email="carl@acme.example")
        Address.objects.filter(pk=address.pk).update(dead_since=MONDAY_NOON)
        assert "carl@acme.example" in words(self.browser.get(f"{OUTBOX}?show=dead"))
        assert self.browser.post(f"/desk/mail/addresses/{address.pk}/revival/").status_code == 303
        address.refresh_from_db()
        assert address.dead_since is None

    def test_the_navigation_counts_what_needs_somebody(self) -> None:
        self._becomes("held", why="storm")
        page = words(self.browser.get("/desk/north/new/"))
        assert '<span class="view-count red">1</span>' in page

    def test_what_became_of_a_letter_stands_on_its_ticket(self) -> None:
        self._becomes("bounced", status="5.2.2")
        page = words(self.browser.get(f"/desk/tickets/{self.ticket.tid}/"))
        assert "came back from carl@acme.example: the mailbox is full" in page
        assert f'href="{OUTBOX}"' in page

    def test_an_answer_that_waits_for_its_window_is_sent_now_by_who_may(self) -> None:
        tomorrow = MONDAY_NOON + timedelta(days=1)
        self._becomes("waiting", send_after=tomorrow, next_try_at=tomorrow)
        act = f"{OUTBOX}{self.letter.pk}/hurrying/"
        assert "Send now" not in words(self.browser.get(f"{OUTBOX}?show=waiting"))
        self.browser.post(act)
        assert Outgoing.objects.get(pk=self.letter.pk).send_after == tomorrow
        bo = signed_in(self.bo)
        assert "Send now" in words(bo.get(f"{OUTBOX}?show=waiting"))
        assert bo.post(act).status_code == 303
        assert Outgoing.objects.get(pk=self.letter.pk).send_after == MONDAY_NOON + timedelta(minutes=30)

    def test_an_agent_of_another_desk_finds_and_changes_nothing(self) -> None:
        self._becomes("held", why="left")
        fyodor = signed_in(self.fyodor)
        assert "carl@acme.example" not in words(fyodor.get(OUTBOX))
        for act in ("sending", "cancellation", "hurrying"):
            assert fyodor.post(f"{OUTBOX}{self.letter.pk}/{act}/").status_code == 404
        self.letter.refresh_from_db()
        assert self.letter.state == "held"

    def test_who_may_not_decide_about_letters_finds_no_outbox(self) -> None:
        manager = signed_in(self.max)
        assert manager.get(OUTBOX).status_code == 404
        assert OUTBOX not in words(manager.get("/desk/north/new/"))

    def _becomes(self, state: str, **facts: Any) -> None:
        Outgoing.objects.filter(pk=self.letter.pk).update(state=state, **facts)


@time_machine.travel(MONDAY_NOON + timedelta(minutes=30), tick=False)
class TestMailboxes(WorldTestCase):
    def test_a_mailbox_in_trouble_says_what_is_wrong_in_plain_words(self) -> None:
        self._fails("[AUTHENTICATIONFAILED] Authentication failed.")
        page = words(signed_in(self.bo).get(MAILBOXES))
        assert "does not accept the name and password" in page
        assert "[AUTHENTICATIONFAILED]" in page

    def test_trouble_stands_on_every_page_of_those_who_may_see_mailboxes(self) -> None:
        self._fails("timed out")
        assert "No letters have come in at support@north.example" in words(signed_in(self.bo).get("/desk/north/new/"))
        assert "No letters have come in" not in words(signed_in(self.anna).get("/desk/north/new/"))
        assert "No letters have come in" not in words(signed_in(self.fyodor).get("/desk/south/new/"))

    def test_a_short_interruption_alerts_nobody(self) -> None:
        self._fails("timed out", since=MONDAY_NOON + timedelta(minutes=29))
        assert "No letters have come in" not in words(signed_in(self.bo).get("/desk/north/new/"))

    def test_a_missing_folder_is_told(self) -> None:
        mailbox = Mailbox.objects.get(address="support@north.example")
        Mailbox.objects.filter(pk=mailbox.pk).update(way="imap")
        Folder.objects.create(mailbox=mailbox, name="Junk", last_error="Mailbox doesn't exist: Junk")
        browser = signed_in(self.bo)
        assert "Junk: There is no such folder." in words(browser.get(MAILBOXES))
        assert "A folder of support@north.example" in words(browser.get("/desk/north/new/"))

    def test_a_server_that_takes_no_letters_is_told(self) -> None:
        Destination.objects.create(
            name="127.0.0.1:25",
            since=MONDAY_NOON,
            failures=9,
            resting_until=MONDAY_NOON + timedelta(minutes=31),
            said="127.0.0.1:25: [Errno 111] Connection refused",
        )
        browser = signed_in(self.bo)
        assert "Nothing answers at this server and port." in words(browser.get(MAILBOXES))
        assert "No letters have left by 127.0.0.1:25" in words(browser.get("/desk/north/new/"))

    def test_agents_and_strangers_find_no_mailboxes(self) -> None:
        for person in (self.anna, self.fyodor, self.max, self.carl, self.eve):
            assert signed_in(person).get(MAILBOXES).status_code == 404

    def _fails(self, error: str, *, since: Any = MONDAY_NOON) -> None:
        facts = {"way": "imap", "last_error": error, "last_error_at": since, "failing_since": since}
        Mailbox.objects.filter(address="support@north.example").update(**facts)
