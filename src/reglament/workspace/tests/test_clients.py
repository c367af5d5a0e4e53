"""The first client of a desk: from the letter nobody knows to a request with its due time."""

import pytest
import time_machine
from django.test import Client as Browser

from reglament.directory.models import Client, Contract
from reglament.events.models import Event
from reglament.mail.incoming.arrivals_sweep import process_arrivals
from reglament.mail.models import Arrival
from reglament.regulation.editions.publishing import publish
from reglament.regulation.loading import library
from reglament.testing.arrivals import arrived
from reglament.testing.world import MONDAY_NOON, WorldTestCase
from reglament.tickets.models import Ticket
from reglament.workspace.forms.clients import NewClient
from reglament.workspace.tests.browsing import signed_in, words

LETTER = (
    b"From: Olga <Olga@initech.example>\r\nTo: support@north.example\r\nSubject: The map\r\n"
    b"Message-ID: <1@initech.example>\r\nDate: Mon, 2 Mar 2026 12:00:00 +0600\r\n\r\nGrey as ever.\r\n"
)
ASKED = {
    "name": "ООО «Инитех»",
    "kind": "client",
    "contact": "Olga",
    "address": "olga@initech.example",
    "representative": "on",
    "level": "vip",
    "number": "N-77",
    "valid_from": "2026-03-02",
    "valid_to": "",
}
NEW = "/desk/north/clients/new/"
NEXT = library.text("hivetaxi").replace("dated = 2017-08-01", "dated = 2026-03-02")


@time_machine.travel(MONDAY_NOON, tick=False)
class TestClients(WorldTestCase):
    def setUp(self) -> None:
        self.browser = signed_in(self.bo)

    def test_only_who_may_register_clients_finds_the_page(self) -> None:
        for stranger in (self.anna, self.carl, self.fyodor):
            assert signed_in(stranger).get(NEW).status_code == 404
            assert signed_in(stranger).post(NEW, ASKED).status_code == 404
        assert Browser().post(NEW, ASKED).status_code == 401
        assert Client.objects.filter(desk=self.desk).count() == 2

    def test_the_letter_it_began_with_becomes_a_request_with_the_level_of_the_contract(self) -> None:
        letter = self.letter()
        page = words(self.browser.get(f"{NEW}?letter={letter.pk}"))
        assert 'value="olga@initech.example"' in page
        assert 'value="2026-03-02"' in page
        assert self.browser.post(f"{NEW}?letter={letter.pk}", ASKED)["Location"] == "/desk/triage/"
        process_arrivals(MONDAY_NOON)
        ticket = Ticket.objects.get()
        assert ticket.company is not None
        assert (ticket.company.name, ticket.level, ticket.requester.name) == ("ООО «Инитех»", "vip", "Olga")
        assert Contract.objects.get(number="N-77").edition == self.desk.edition
        assert Event.objects.filter(verb="client_registered", by=self.bo).count() == 1

    @pytest.mark.clause("C-02")
    def test_a_contract_pins_the_edition_of_the_day_it_was_signed(self) -> None:
        signed = {"2026-03-01": "first", "2026-03-02": "second"}
        first, second = self.desk.edition, publish(self.desk, NEXT, by=None, at=MONDAY_NOON)
        for number, day in enumerate(signed):
            asked = {"name": f"Client {number}", "number": f"S-{number}", "address": f"s{number}@s.example"}
            assert self.browser.post(NEW, {**ASKED, **asked, "valid_from": day}).status_code == 303
        pinned = Contract.objects.filter(number__startswith="S-").order_by("number")
        assert [contract.edition for contract in pinned] == [first, second]

    def test_without_a_contract_its_kind_gives_the_level(self) -> None:
        assert self.browser.post(NEW, {**ASKED, "level": "", "number": ""}).status_code == 303
        assert not Contract.objects.filter(company__name="ООО «Инитех»").exists()

    def test_what_can_not_be_is_told_beside_what_was_typed(self) -> None:
        for wrong, told in (
            ({"number": ""}, "Please give the number of the contract."),
            ({"number": "N-1"}, "There is a contract of that number already."),
            ({"name": "ооо «АКМЕ»"}, "There is a client of that name already."),
            ({"valid_to": "2026-03-01"}, "That is before the contract begins."),
            ({"valid_from": "0202-03-01"}, "Please check the year."),
            ({"address": "anna@north.example"}, "That is the address of a colleague."),
            ({"level": "none"}, "Select a valid choice."),
        ):
            response = self.browser.post(NEW, {**ASKED, **wrong})
            assert response.status_code == 422, wrong
            assert told in words(response), wrong
        assert Client.objects.filter(desk=self.desk).count() == 2

    def test_an_address_already_known_keeps_its_person(self) -> None:
        self.browser.post(NEW, {**ASKED, "address": "Carl@acme.example"})
        client = Client.objects.get(company__name="ООО «Инитех»")
        assert client.company.memberships.get().person == self.carl

    def test_a_desk_without_clients_says_how_it_begins(self) -> None:
        page = words(self.browser.get("/desk/north/"))
        assert "No clients yet" not in page
        Contract.objects.all().delete()
        Client.objects.all().delete()
        assert f'href="{NEW}"' in words(self.browser.get("/desk/north/"))
        assert "No clients yet" in words(signed_in(self.anna).get("/desk/north/mine/"))

    def letter(self) -> Arrival:
        """A letter of somebody unknown, in triage."""
        arrival = arrived(
            self.desk.mailboxes.get(), LETTER, envelope_from="olga@initech.example", envelope_to="support@north.example"
        )
        process_arrivals(MONDAY_NOON)
        assert f"{NEW}?letter={arrival.pk}" in words(self.browser.get(f"/desk/triage/{arrival.pk}/"))
        return arrival

    def test_no_contract_gives_the_level_requests_have_in_development(self) -> None:
        form = NewClient(self.other_desk, now=MONDAY_NOON)
        levels = [value for value, _ in form.fields["level"].choices]  # type: ignore[attr-defined]
        assert levels == ["", "partner", "initial"]
