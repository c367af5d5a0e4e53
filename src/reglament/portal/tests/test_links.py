"""Links in letters: each opens its one request, to read and to write."""

from datetime import timedelta

import time_machine
from django.test import Client as Browser

from reglament.portal.tests.browsing import signed_in
from reglament.testing.world import MONDAY_NOON, WorldTestCase
from reglament.tickets.links import LASTS, ticket_link


class TestLinks(WorldTestCase):
    def setUp(self) -> None:
        travel = time_machine.travel(MONDAY_NOON, tick=False)
        travel.start()
        self.addCleanup(travel.stop)
        self.ticket, self.another = self.world.ticket(), self.world.ticket(subject="Another one")
        self.link = _path(ticket_link(self.ticket, self.carl))
        self.browser = Browser()

    def test_a_link_opens_its_request_without_a_password(self) -> None:
        page = self.browser.get(self.link, follow=True)
        assert page.redirect_chain == [(f"/requests/{self.ticket.tid}/", 302)]
        assert "The map does not load" in page.content.decode()

    def test_it_opens_no_other_request_and_no_list(self) -> None:
        self.browser.get(self.link)
        assert self.browser.get(f"/requests/{self.another.tid}/").status_code == 404
        assert "The map does not load" not in self.browser.get("/").content.decode()
        assert self.browser.get("/settings/").status_code == 302

    def test_what_is_written_through_it_is_the_addressees(self) -> None:
        self.browser.get(self.link)
        key = "0123456789abcdef0123456789abcdef"
        self.browser.post(f"/requests/{self.ticket.tid}/messages/", {"text": "Now it is red.", "key": key})
        written = self.ticket.messages.order_by("pk").last()
        assert written
        assert (written.author, written.text, written.channel) == (self.carl, "Now it is red.", "portal")

    def test_it_does_nothing_but_read_and_write(self) -> None:
        self.browser.get(self.link)
        for act in ("withdrawal", "closure", "reopening", "emergency"):
            assert self.browser.post(f"/requests/{self.ticket.tid}/{act}/", {"text": "x"}).status_code == 404

    def test_a_forged_or_old_link_opens_nothing(self) -> None:
        assert self.browser.get(self.link[:-4] + "abc/").status_code == 404
        with time_machine.travel(MONDAY_NOON + LASTS + timedelta(seconds=2)):
            assert self.browser.get(self.link).status_code == 404

    def test_what_it_opened_closes_again(self) -> None:
        self.browser.get(self.link)
        self.browser.cookies["sessionid"]["max-age"] = ""
        session = self.browser.session
        session.set_expiry(LASTS * 2)
        session.save()
        with time_machine.travel(MONDAY_NOON + LASTS + timedelta(seconds=2)):
            assert self.browser.get(f"/requests/{self.ticket.tid}/").status_code == 404

    def test_a_link_to_eve_opens_nothing_of_carls(self) -> None:
        self.browser.get(_path(ticket_link(self.ticket, self.eve)))
        assert self.browser.get(f"/requests/{self.ticket.tid}/").status_code == 404

    def test_somebody_who_left_is_let_in_no_more(self) -> None:
        self.browser.get(self.link)
        self.carl.is_active = False
        self.carl.save()
        assert self.browser.get(f"/requests/{self.ticket.tid}/").status_code == 404

    def test_eve_signed_in_reads_with_carls_link_only_that_request(self) -> None:
        browser = signed_in(self.eve)
        browser.get(self.link)
        assert browser.get(f"/requests/{self.ticket.tid}/").status_code == 200
        assert browser.get(f"/requests/{self.another.tid}/").status_code == 404


def _path(link: str) -> str:
    return "/" + link.split("/", 3)[3]
