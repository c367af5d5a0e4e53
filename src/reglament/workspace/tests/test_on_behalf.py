"""Opening a request on a client's behalf."""

import pytest
import time_machine
from django.core.files.base import ContentFile

from reglament.directory.registering import join_company
from reglament.testing.world import MONDAY_NOON, WorldTestCase
from reglament.tickets.models import Ticket
from reglament.workspace.tests.browsing import signed_in, words

ASKED = {
    "contact": "Carl <carl@acme.example>",
    "channel": "on-behalf",
    "subject": "By phone",
    "text": "The map is grey.",
}


@time_machine.travel(MONDAY_NOON, tick=False)
class TestOnBehalf(WorldTestCase):
    def setUp(self) -> None:
        self.browser = signed_in(self.max)

    @pytest.mark.clause("C-08")
    @pytest.mark.clause("C-50")
    def test_one_step_opens_it_for_the_client(self) -> None:
        response = self.browser.post("/desk/north/on-behalf/", ASKED)
        ticket = Ticket.objects.get()
        assert response["Location"] == f"/desk/tickets/{ticket.tid}/"
        assert (ticket.requester, ticket.company, ticket.opened_by) == (self.carl, self.acme, self.max)

    def test_a_name_is_enough_where_only_one_person_has_it(self) -> None:
        assert self.browser.post("/desk/north/on-behalf/", {**ASKED, "contact": "carl"}).status_code == 303

    def test_nobody_of_that_name_is_told_and_what_was_typed_stays(self) -> None:
        response = self.browser.post("/desk/north/on-behalf/", {**ASKED, "contact": "Zoe"})
        assert response.status_code == 422
        assert "Nobody of that name" in words(response)
        assert "The map is grey." in words(response)

    def test_who_writes_for_several_companies_is_asked_for_which(self) -> None:
        join_company(self.carl, self.globex)
        response = self.browser.post("/desk/north/on-behalf/", ASKED)
        assert response.status_code == 422
        assert "several companies" in words(response)
        assert self.browser.post("/desk/north/on-behalf/", {**ASKED, "company": self.globex.pk}).status_code == 303
        assert Ticket.objects.get().company == self.globex

    def test_paper_counts_from_when_it_came(self) -> None:
        self.browser.post("/desk/north/on-behalf/", {**ASKED, "received_at": "2026-03-02T11:30"})
        assert Ticket.objects.get().received_at.isoformat() == "2026-03-02T05:30:00+00:00"

    def test_a_slip_in_the_year_is_told(self) -> None:
        for typed in ("0001-01-01T00:00", "0202-03-02T11:30", "9999-12-31T23:59"):
            response = self.browser.post("/desk/north/on-behalf/", {**ASKED, "received_at": typed})
            assert response.status_code == 422
            assert "Please check the year." in words(response)

    def test_an_hour_that_summer_time_skips_is_the_one_after_it(self) -> None:
        self.max.zone = "America/New_York"
        self.max.save()
        with time_machine.travel("2026-03-09T12:00:00Z", tick=False):
            self.browser.post("/desk/north/on-behalf/", {**ASKED, "received_at": "2026-03-08T02:30"})
        assert Ticket.objects.get().received_at.isoformat() == "2026-03-08T07:30:00+00:00"

    def test_sending_the_form_twice_opens_one_request(self) -> None:
        for _time in range(2):
            self.browser.post("/desk/north/on-behalf/", {**ASKED, "key": "0123"})
        assert Ticket.objects.count() == 1

    def test_a_file_that_can_not_be_taken_is_not_dropped_silently(self) -> None:
        response = self.browser.post("/desk/north/on-behalf/", {**ASKED, "files": ContentFile(b"", name="scan.pdf")})
        assert response.status_code == 422
        assert "“scan.pdf” is empty." in words(response)
        assert not Ticket.objects.exists()

    def test_a_key_or_a_name_with_a_zero_byte_is_rubbish_not_a_failure(self) -> None:
        assert self.browser.post("/desk/north/on-behalf/", {**ASKED, "contact": "Carl\0"}).status_code == 422
        assert self.browser.post("/desk/north/on-behalf/", {**ASKED, "key": "\0"}).status_code == 303

    def test_people_are_suggested_while_typing(self) -> None:
        assert "carl@acme.example" in words(self.browser.get("/desk/north/contacts/", {"contact": "car"}))
        assert words(self.browser.get("/desk/north/contacts/", {"contact": "c"})).strip() == ""
