"""Triage of mail: letters a person decides about."""

from datetime import timedelta

import time_machine

from reglament.directory.models import Address
from reglament.directory.registering import join_company
from reglament.lib import store
from reglament.mail.incoming.arrivals_sweep import process_arrivals
from reglament.mail.models import Arrival
from reglament.testing.arrivals import arrived
from reglament.testing.losing import path_in_store
from reglament.testing.world import MONDAY_NOON, WorldTestCase
from reglament.workspace.tests.browsing import signed_in, words

LETTER = (
    b"From: Olga <olga@mail.example>\r\nTo: support@north.example\r\nSubject: The map\r\n"
    b"Message-ID: <1@mail.example>\r\nDate: Mon, 2 Mar 2026 12:00:00 +0600\r\n\r\nGrey as ever.\r\n"
)


@time_machine.travel(MONDAY_NOON, tick=False)
class TestTriage(WorldTestCase):
    def setUp(self) -> None:
        self.arrival = arrived(
            self.desk.mailboxes.get(), LETTER, envelope_from="olga@mail.example", envelope_to="support@north.example"
        )
        process_arrivals(MONDAY_NOON)
        self.address = f"/desk/triage/{self.arrival.pk}/"
        self.browser = signed_in(self.anna)

    def test_a_letter_of_an_unknown_sender_waits_with_its_reason(self) -> None:
        page = words(self.browser.get("/desk/triage/"))
        assert "The map" in page
        assert "address is not registered" in page

    def test_it_can_be_read_and_its_source_saved(self) -> None:
        assert "Grey as ever." in words(self.browser.get(self.address))
        source = self.browser.get(f"{self.address}source/")
        assert b"".join(source) == LETTER
        assert "attachment" in source["Content-Disposition"]

    def test_a_letter_that_can_not_be_read_still_has_its_page(self) -> None:
        path_in_store(self.arrival.sha256).unlink()
        assert "be read" in words(self.browser.get(self.address))

    def test_registering_the_sender_opens_a_request(self) -> None:
        response = self.browser.post(f"{self.address}registration/", {"name": "Olga", "company": self.acme.pk})
        assert response.status_code == 303
        assert Address.objects.get(email="olga@mail.example").person.name == "Olga"
        self.arrival.refresh_from_db()
        assert self.arrival.ticket is not None
        assert response["Location"] == f"/desk/tickets/{self.arrival.ticket_id}/"

    def test_it_can_be_added_to_a_request(self) -> None:
        ticket = self.world.ticket()
        assert self.browser.post(f"{self.address}attaching/", {"ticket": "no number"}).status_code == 422
        assert self.browser.post(f"{self.address}attaching/", {"ticket": "#999999"}).status_code == 422
        assert self.browser.post(f"{self.address}attaching/", {"ticket": f"#{ticket.tid}"}).status_code == 303
        assert ticket.messages.count() == 2

    def test_discarding_needs_a_reason_and_is_done_once(self) -> None:
        assert self.browser.post(f"{self.address}discarding/", {}).status_code == 422
        assert self.browser.post(f"{self.address}discarding/", {"reason": "spam"}).status_code == 303
        assert self.browser.post(f"{self.address}discarding/", {"reason": "spam"}).status_code == 422
        assert "No letter waits" in words(self.browser.get("/desk/triage/"))

    def test_an_agent_of_another_desk_finds_none_of_it(self) -> None:
        fyodor = signed_in(self.fyodor)
        assert "The map" not in words(fyodor.get("/desk/triage/"))
        assert fyodor.get(self.address).status_code == 404
        assert fyodor.get(f"{self.address}source/").status_code == 404
        assert fyodor.post(f"{self.address}discarding/", {"reason": "spam"}).status_code == 404

    def test_he_opens_nothing_and_registers_nothing_either(self) -> None:
        fyodor = signed_in(self.fyodor)
        assert fyodor.post(f"{self.address}opening/", {"known": "carl@acme.example"}).status_code == 404
        assert fyodor.post(f"{self.address}address/", {"known": "carl@acme.example"}).status_code == 404
        assert fyodor.get(f"{self.address}letter/").status_code == 404

    def test_how_long_it_waits_and_its_source_are_shown(self) -> None:
        with time_machine.travel(MONDAY_NOON + timedelta(hours=2, minutes=5), tick=False):
            page = words(self.browser.get(self.address))
            assert "2:05" in words(self.browser.get("/desk/triage/"))
        assert "2:05" in page
        assert "Message-ID: &lt;1@mail.example&gt;" in page

    def test_a_request_is_opened_for_a_known_contact(self) -> None:
        assert self.browser.post(f"{self.address}opening/", {"known": "no@mail.example"}).status_code == 422
        assert self.browser.post(f"{self.address}opening/", {"known": "anna@north.example"}).status_code == 422
        assert self.browser.post(f"{self.address}opening/", {"known": "carl@acme.example"}).status_code == 303
        self.arrival.refresh_from_db()
        assert self.arrival.ticket is not None
        assert (self.arrival.ticket.requester, self.arrival.ticket.company) == (self.carl, self.acme)
        assert "Opened as #" in words(self.browser.get(self.address))

    def test_of_several_companies_one_is_chosen(self) -> None:
        join_company(self.carl, self.globex)
        assert self.browser.post(f"{self.address}opening/", {"known": "carl@acme.example"}).status_code == 422
        chosen = {"known": "carl@acme.example", "company": self.globex.pk}
        assert self.browser.post(f"{self.address}opening/", chosen).status_code == 303
        self.arrival.refresh_from_db()
        assert self.arrival.ticket is not None
        assert self.arrival.ticket.company == self.globex

    def test_the_address_is_given_to_a_known_contact(self) -> None:
        assert self.browser.post(f"{self.address}address/", {"known": "carl@acme.example"}).status_code == 303
        assert Address.objects.get(email="olga@mail.example").person == self.carl

    def test_letters_are_looked_through_by_kind(self) -> None:
        assert "The map" in words(self.browser.get("/desk/triage/?kind=unknown"))
        for kind in ("unproven", "loops", "others"):
            assert "No letter waits" in words(self.browser.get(f"/desk/triage/?kind={kind}"))
        assert "The map" in words(self.browser.get("/desk/triage/?kind=rubbish"))

    def test_a_letter_that_a_colleague_forwards_is_opened_for_whom_it_names(self) -> None:
        forwarded = LETTER.replace(b"olga@mail.example", b"anna@north.example").replace(
            b"Grey as ever.", b"-- Forwarded --\r\nFrom: Carl <carl@acme.example>\r\nTo: Anna\r\n\r\nIt is grey."
        )
        Arrival.objects.filter(pk=self.arrival.pk).update(
            sha256=store.put(forwarded), state="stored", next_try_at=MONDAY_NOON
        )
        process_arrivals(MONDAY_NOON)
        assert 'value="carl@acme.example"' in words(self.browser.get(self.address))
