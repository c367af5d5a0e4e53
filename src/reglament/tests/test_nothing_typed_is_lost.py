"""Who is signed out while he writes, or whose page has grown old, gets back what he typed; who opens an address that
only takes forms is led to the page they stand on."""

import re
from typing import Any

from django.core.files.base import ContentFile
from django.test import Client as Browser

from reglament.testing.world import WorldTestCase
from reglament.tickets.models import Message
from reglament.workspace.tests.browsing import signed_in, words

HERE = {"Origin": "http://testserver"}


class TestNothingTypedIsLost(WorldTestCase):
    def setUp(self) -> None:
        self.ticket = self.world.ticket()
        self.answers = f"/desk/tickets/{self.ticket.tid}/answers/"
        self.messages = f"/requests/{self.ticket.tid}/messages/"

    def test_who_is_signed_out_gets_his_words_back_and_is_told_to_sign_in(self) -> None:
        for address in (self.answers, self.messages, "/requests/new/", "/settings/"):
            response = Browser().post(address, {"text": "Please press <Ctrl+F5>.", "key": "0123"})
            assert response.status_code == 401, address
            assert "Please press &lt;Ctrl+F5&gt;." in words(response)
            assert 'name="key" value="0123"' in words(response)
            assert "/accounts/login/" in words(response)
            assert f'action="{address}"' in words(response)

    def test_a_script_is_told_by_the_status_alone(self) -> None:
        for address in ("/desk/north/", "/desk/north/pulse", "/requests/new/promise/"):
            for header in ({"HX-Request": "true"}, {"X-Requested-With": "fetch"}):
                ask = Browser().post if "promise" in address else Browser().get
                response: Any = ask(address, headers=header)
                assert (response.status_code, response.content) == (401, b""), address

    def test_files_are_named_since_they_do_not_come_back(self) -> None:
        file = ContentFile(b"words", name="journal.txt")
        response = Browser().post(self.answers, {"text": "As asked.", "files": file})
        assert "journal.txt" in words(response)

    def test_a_page_that_was_open_too_long_sends_its_form_once_more(self) -> None:
        anna = _strict(self.anna)
        old = anna.post(self.answers, {"text": "Please press Ctrl+F5.", "key": "77"}, headers=HERE)
        assert old.status_code == 403
        assert "Please press Ctrl+F5." in words(old)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', words(old))
        assert token
        typed = {"text": "Please press Ctrl+F5.", "key": "77", "csrfmiddlewaretoken": token[1]}
        assert anna.post(self.answers, typed, headers=HERE).status_code == 303
        assert Message.objects.filter(kind="answer").count() == 1

    def test_what_another_site_sends_is_not_offered_again(self) -> None:
        for headers in ({}, {"Origin": "https://evil.example"}, {"Origin": "null"}):
            response = _strict(self.anna).post(self.answers, {"text": "Buy now."}, headers=headers)
            assert response.status_code == 403
            assert "Buy now." not in words(response)

    def test_a_password_does_not_come_back(self) -> None:
        typed = {"login": "anna@north.example", "password": "correct horse battery"}
        response = Browser(enforce_csrf_checks=True).post("/accounts/login/", typed, headers=HERE)
        assert response.status_code == 403
        assert "correct horse" not in words(response)

    def test_an_address_that_only_takes_forms_leads_to_the_page_they_stand_on(self) -> None:
        anna = signed_in(self.anna)
        for address, page in (
            (self.answers, f"/desk/tickets/{self.ticket.tid}/"),
            ("/desk/mail/outbox/7/sending/", "/desk/mail/outbox/"),
            ("/language", "/"),
        ):
            response = anna.get(address)
            assert (response.status_code, response["Location"]) == (303, page), address

    def test_what_can_not_be_read_is_told_in_the_language_of_the_reader(self) -> None:
        many = {f"field{number}": "x" for number in range(2000)}
        assert "This could not be read" in words(signed_in(self.anna).post(self.answers, many))
        response = Browser(headers={"Accept-Language": "ru"}).get("/accounts/login/", many)
        assert (response.status_code, "Прочитать это не удалось" in words(response)) == (400, True)


def _strict(person: Any) -> Browser:
    browser = Browser(enforce_csrf_checks=True)
    browser.force_login(person, backend="reglament.directory.signing_in.Backend")
    return browser
