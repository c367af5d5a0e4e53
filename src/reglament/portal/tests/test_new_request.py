"""A new request: what is asked, what is promised before it is sent, and that nothing typed is lost."""

import re
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from reglament.directory.models import Client
from reglament.directory.registering import join_company
from reglament.portal.tests.browsing import signed_in
from reglament.testing.world import MONDAY_NOON, WorldTestCase
from reglament.tickets.files import uploads
from reglament.tickets.models import Attachment, Ticket

KEY = "0123456789abcdef0123456789abcdef"


class TestNewRequest(WorldTestCase):
    def setUp(self) -> None:
        travel = time_machine.travel(MONDAY_NOON, tick=False)
        travel.start()
        self.addCleanup(travel.stop)
        self.browser = signed_in(self.carl)

    def form(self, **given: Any) -> dict[str, Any]:
        filled = {
            "key": KEY,
            "subject": "The map is grey",
            "text": "On all three shifts.",
            "info-steps": "Open the map.",
            "info-version": "4.2",
            "ground": "",
        }
        return filled | given

    def send(self, type_: str = "error", **given: Any) -> Any:
        return self.browser.post(f"/requests/new/?type={type_}", self.form(**given))

    @pytest.mark.clause("C-30")
    def test_types_stand_under_what_is_done_with_them(self) -> None:
        page = self.browser.get("/requests/new/").content.decode()
        assert page.index("We solve it") < page.index("We help within limits") < page.index("Others deal with it")

    @pytest.mark.clause("C-31")
    def test_what_is_not_solved_says_where_to_go_and_can_still_be_sent(self) -> None:
        promise = self.desk.regulation.promise
        type_ = next(known for known in promise.request_types.values() if known.scope == "not_solved")
        page = self.browser.get(f"/requests/new/?type={type_.slug}").content.decode()
        assert "This is not solved here." in page
        assert promise.redirect[type_.redirect].text.en[:40] in page
        answers = {f"info-{info.slug}": "Something" for info in type_.fields}
        assert self.send(type_.slug, **answers).status_code == 302

    @pytest.mark.clause("C-55")
    def test_only_the_fields_of_the_type_are_asked(self) -> None:
        promise = self.desk.regulation.promise
        for slug in ("error", "dial-plan"):
            page = self.browser.get(f"/requests/new/?type={slug}").content.decode()
            asked = set(re.findall(r'name="info-([\w-]+)"', page))
            assert asked == {info.slug for info in promise.request_types[slug].fields}

    @pytest.mark.clause("C-50")
    def test_sending_opens_a_ticket_by_the_portal(self) -> None:
        answer = self.send()
        ticket = Ticket.objects.get()
        assert answer["Location"] == f"/requests/{ticket.tid}/"
        assert (ticket.requester, ticket.company, ticket.channel, ticket.request_type, ticket.version) == (
            self.carl,
            self.acme,
            "portal",
            "error",
            "4.2",
        )
        assert ticket.details == {"steps": "Open the map.", "version": "4.2"}
        text = ticket.messages.get().text
        assert text.startswith("On all three shifts.")
        assert "Open the map." in text

    def test_sending_twice_opens_one_ticket(self) -> None:
        self.send()
        self.send()
        assert Ticket.objects.count() == 1

    def test_bad_input_comes_back_with_everything_typed_and_attached(self) -> None:
        picture = SimpleUploadedFile("map.png", b"\x89PNG....", "image/png")
        answer = self.send(subject="", files=[picture])
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "On all three shifts." in page
        assert "Open the map." in page
        assert 'aria-invalid="true"' in page
        kept = re.search(r'name="kept" value="([^"]+)" checked', page)
        assert kept
        self.send(kept=[kept[1]])
        assert Attachment.objects.get().filename == "map.png"

    def test_kept_files_are_only_for_who_sent_them(self) -> None:
        page = self.send(subject="", files=[SimpleUploadedFile("map.png", b"secret", "image/png")]).content.decode()
        kept = re.search(r'name="kept" value="([^"]+)" checked', page)
        assert kept
        self.browser = signed_in(self.eve)
        self.send(kept=[kept[1]])
        assert not Attachment.objects.exists()

    def test_a_file_too_large_is_named(self) -> None:
        large = SimpleUploadedFile("dump.zip", b"x" * (uploads.LARGEST + 1), "application/zip")
        answer = self.send(files=[large])
        assert answer.status_code == 422
        assert "dump.zip" in answer.content.decode()
        assert not Ticket.objects.exists()

    def test_by_when_we_answer_is_shown_before_sending(self) -> None:
        page = self.browser.get("/requests/new/?type=error").content.decode()
        assert "We answer not later than Mon 2 Mar, 15:00" in page  # VIP: 3 working hours from Monday 12:00
        assert "Section 2 of the regulation" in page

    @pytest.mark.clause("C-16")
    def test_claiming_an_emergency_shows_its_promise_and_needs_an_answer(self) -> None:
        promised = self.browser.post(
            "/requests/new/promise/?type=error", {"ground": "unusable"}, headers={"HX-Request": "true"}
        ).content.decode()
        assert "emergency" in promised
        assert "<html" not in promised
        answer = self.send(ground="unusable", ground_answer="")
        assert answer.status_code == 422
        self.send(ground="unusable", ground_answer="Everything, since ten.")
        ticket = Ticket.objects.get()
        assert (ticket.claimed_ground, ticket.severity) == ("unusable", "emergency")
        assert "Everything, since ten." in ticket.messages.get().text

    def test_without_script_the_promise_comes_with_the_form_filled_in(self) -> None:
        form = self.form(ground="unusable")
        page = self.browser.post("/requests/new/promise/?type=error", form).content.decode()
        assert "On all three shifts." in page
        assert 'aria-invalid="true"' not in page
        assert re.search(r'value="unusable" checked', page)

    def test_a_ground_the_regulation_does_not_know_is_refused(self) -> None:
        assert self.send(ground="because").status_code == 422

    def test_who_asks_at_several_desks_chooses_one(self) -> None:
        Client.objects.create(desk=self.other_desk, company=self.acme)
        page = self.browser.get("/requests/new/").content.decode()
        assert "North desk" in page
        assert "South desk" in page
        assert self.browser.get("/requests/new/?type=error").content.decode().count('name="subject"') == 0

    def test_who_belongs_to_no_client_is_told_what_to_do(self) -> None:
        page = signed_in(self.fyodor).get("/requests/new/").content.decode()
        assert "not registered for any company" in page

    @pytest.mark.clause("C-51")
    def test_a_level_without_the_portal_is_told_to_write_a_letter(self) -> None:
        Client.objects.create(desk=self.other_desk, company=self.globex, kind=Client.Kind.DEMO)
        join_company(self.fyodor, self.globex)
        at_south = self.other_desk.clients.get()
        page = signed_in(self.fyodor).get(f"/requests/new/?client={at_south.pk}").content.decode()
        assert "taken by letter only" in page
        assert "support@south.example" in page
