"""The form of what a request lacks, behind its link (C-55)."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client as Browser

from reglament.directory.models import Membership
from reglament.events.models import Event
from reglament.portal.tests.browsing import signed_in
from reglament.testing.world import MONDAY_NOON, WorldTestCase
from reglament.tickets.information import missing_information
from reglament.tickets.links import LASTS, form_link, ticket_link


class TestMissing(WorldTestCase):
    def setUp(self) -> None:
        travel = time_machine.travel(MONDAY_NOON, tick=False)
        travel.start()
        self.addCleanup(travel.stop)
        kinds = self.desk.regulation.promise.request_types.values()
        kind = next(kind for kind in kinds if len([field for field in kind.fields if field.required]) > 1)
        self.ticket = self.world.ticket(request_type=kind.slug)
        self.lacking = missing_information(self.ticket)
        self.path = form_link(self.ticket, self.carl).removeprefix(settings.BASE_URL)
        self.given = {
            f"info-{field.slug}": field.choices[0].slug if field.choices else "4.12" for field in self.lacking
        }

    @pytest.mark.clause("C-55")
    def test_who_got_the_letter_fills_in_without_signing_in(self) -> None:
        browser = Browser(headers={"accept-language": "en"})
        page = browser.get(self.path).content.decode()
        assert all(field.name.en in page for field in self.lacking)
        assert "Thank you" in browser.post(self.path, self.given, follow=True).content.decode()
        self.ticket.refresh_from_db()
        assert missing_information(self.ticket) == []
        assert Event.objects.get(verb="filled_in").by == self.carl

    def test_nothing_else_is_visible_and_nothing_else_opens(self) -> None:
        browser = Browser()
        page = browser.get(self.path).content.decode()
        assert self.ticket.subject not in page
        assert "The map is grey" not in page
        assert self.carl.name not in page
        assert browser.get(f"/requests/{self.ticket.tid}/").status_code == 404
        assert browser.post(f"/requests/{self.ticket.tid}/messages/", {"text": "x"}).status_code == 401

    def test_the_link_of_a_letter_is_no_link_to_the_form_and_the_other_way_round(self) -> None:
        token = self.path.removeprefix("/i/")
        other = ticket_link(self.ticket, self.carl).removeprefix(settings.BASE_URL).removeprefix("/r/")
        assert Browser().get(f"/r/{token}").status_code == 404
        assert Browser().get(f"/i/{other}").status_code == 404

    def test_a_forged_or_old_link_opens_nothing(self) -> None:
        assert Browser().post(self.path[:-4] + "abc/", self.given).status_code == 404
        with time_machine.travel(MONDAY_NOON + LASTS + timedelta(seconds=2)):
            assert Browser().post(self.path, self.given).status_code == 404
        assert not Event.objects.filter(verb="filled_in").exists()

    def test_it_stops_for_who_may_not_see_the_request_any_more(self) -> None:
        Membership.objects.filter(person=self.carl).update(left_at=MONDAY_NOON)
        assert Browser().get(self.path).status_code == 404
        eves = form_link(self.ticket, self.eve).removeprefix(settings.BASE_URL)
        assert Browser().post(eves, self.given).status_code == 404

    def test_a_wrong_choice_comes_back(self) -> None:
        wrong = dict.fromkeys(self.given, "no-such")
        choices = [field for field in self.lacking if field.choices]
        answer = Browser().post(self.path, wrong)
        assert answer.status_code == (422 if choices else 302)

    def test_the_page_of_the_request_says_what_is_missing(self) -> None:
        page = signed_in(self.carl).get(f"/requests/{self.ticket.tid}/").content.decode()
        assert f"Still missing: {', '.join(field.name.en for field in self.lacking)}." in page
        signed_in(self.carl).post(self.path, self.given)
        assert "Still missing" not in signed_in(self.carl).get(f"/requests/{self.ticket.tid}/").content.decode()
