"""Who sees what: a stranger, another company's client and another desk's agent find nothing."""

import pytest
from django.conf import settings
from django.test import Client as Browser

from reglament.directory.models import Membership
from reglament.lib import store
from reglament.portal.tests.browsing import signed_in
from reglament.testing.losing import path_in_store
from reglament.testing.world import MONDAY_NOON, WorldTestCase
from reglament.tickets import access
from reglament.tickets.conversation.noting import note
from reglament.tickets.course.opening import NewFile, NewMessage
from reglament.tickets.links import ticket_link

ACTS = ("messages", "emergency", "withdrawal", "closure", "reopening")


class TestStrangers(WorldTestCase):
    def setUp(self) -> None:
        self.ticket = self.world.ticket(message=NewMessage("The map is grey.", files=[_picture()]))
        self.attachment = self.ticket.messages.get().attachments.get()

    def test_carl_and_his_representative_see_the_request(self) -> None:
        for person in (self.carl, self.dora):
            assert signed_in(person).get(f"/requests/{self.ticket.tid}/").status_code == 200

    def test_nobody_else_sees_it(self) -> None:
        for browser in (Browser(), signed_in(self.eve), signed_in(self.fyodor)):
            assert browser.get(f"/requests/{self.ticket.tid}/").status_code == 404

    def test_nobody_else_gets_its_files(self) -> None:
        address = f"/requests/attachments/{self.attachment.pk}/"
        assert signed_in(self.carl).get(address).status_code == 200
        for browser in (Browser(), signed_in(self.eve), signed_in(self.fyodor)):
            assert browser.get(address).status_code == 404

    def test_nobody_else_can_act_on_it(self) -> None:
        for browser, status in ((Browser(), 401), (signed_in(self.eve), 404), (signed_in(self.fyodor), 404)):
            for act in ACTS:
                answer = browser.post(
                    f"/requests/{self.ticket.tid}/{act}/", {"text": "It is mine.", "ground": "unusable"}
                )
                assert answer.status_code == status, act
        self.ticket.refresh_from_db()
        assert self.ticket.is_open
        assert self.ticket.messages.count() == 1

    def test_who_left_the_company_finds_nothing_of_it_any_more(self) -> None:
        browser, by_link = signed_in(self.carl), Browser()
        by_link.get(ticket_link(self.ticket, self.carl).removeprefix(settings.BASE_URL))
        Membership.objects.filter(person=self.carl).update(left_at=MONDAY_NOON)
        assert "The map does not load" not in browser.get("/?show=all").content.decode()
        for visitor in (browser, by_link):
            assert visitor.get(f"/requests/{self.ticket.tid}/").status_code == 404
            assert visitor.get(f"/requests/attachments/{self.attachment.pk}/").status_code == 404
            assert visitor.post(f"/requests/{self.ticket.tid}/messages/", {"text": "Mine."}).status_code in (401, 404)
        assert not access.may(self.carl, "write", self.ticket)

    def test_eve_does_not_find_it_in_her_list(self) -> None:
        assert "The map does not load" not in signed_in(self.eve).get("/?show=all").content.decode()

    def test_eve_can_not_ask_in_acmes_name(self) -> None:
        acme_at_desk = self.acme.clients.get()
        assert signed_in(self.eve).get(f"/requests/new/?client={acme_at_desk.pk}").status_code == 404

    def test_a_note_and_its_file_stay_inside(self) -> None:
        note(self.ticket, "Their cache again.", by=self.anna, at=MONDAY_NOON, files=[_picture("note.png")])
        page = signed_in(self.carl).get(f"/requests/{self.ticket.tid}/").content.decode()
        assert "Their cache again" not in page
        inside = self.ticket.messages.get(kind="note").attachments.get()
        assert signed_in(self.carl).get(f"/requests/attachments/{inside.pk}/").status_code == 404

    def test_a_file_the_store_has_lost_is_not_found(self) -> None:
        path_in_store(self.attachment.sha256).unlink()
        assert signed_in(self.carl).get(f"/requests/attachments/{self.attachment.pk}/").status_code == 404

    def test_what_was_attached_is_never_run_in_our_pages(self) -> None:
        answer = signed_in(self.carl).get(f"/requests/attachments/{self.attachment.pk}/")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/requests/new/", "/settings/"])
def test_strangers_are_asked_to_sign_in(client: Browser, address: str) -> None:
    assert client.get(address)["Location"] == f"/accounts/login/?next={address}"


def _picture(name: str = "map.png") -> NewFile:
    content = b"\x89PNG\r\n\x1a\n" + name.encode()
    return NewFile(name, "image/png", len(content), store.put(content))
