"""Signing in: by a code that goes through the outbox, by password, and never by guessing who is registered."""

import re

import pytest
from django.core.cache import cache
from django.test import Client as Browser
from django.urls import NoReverseMatch, reverse

from reglament.mail.models import Outgoing
from reglament.portal.tests.browsing import signed_in
from reglament.testing.world import WorldTestCase

PASSWORD = "correct horse battery"


class TestSigningIn(WorldTestCase):
    def setUp(self) -> None:
        cache.clear()  # rate limits
        self.browser = self.english_browser()

    def english_browser(self) -> Browser:
        browser = Browser()
        browser.cookies["django_language"] = "en"
        return browser

    def ask_for_code(self, address: str) -> str:
        answer = self.browser.post("/accounts/login/code/", {"email": address}, follow=True)
        assert answer.status_code == 200
        return answer.content.decode()

    def test_an_emailed_code_signs_in(self) -> None:
        self.ask_for_code("Carl@ACME.example")
        letter = Outgoing.objects.get()
        assert (letter.kind, letter.to_address, letter.person, letter.desk) == (
            "sign-in-code",
            "carl@acme.example",
            self.carl,
            None,
        )
        code = letter.subject.split()[0]
        assert code in letter.text
        answer = self.browser.post("/accounts/login/code/confirm/", {"code": code, "action": "verify"})
        assert answer["Location"] == "/"
        assert "My requests" in self.browser.get("/").content.decode()

    def test_enter_in_the_password_field_signs_in_and_sends_no_code(self) -> None:
        self.carl.set_password(PASSWORD)
        self.carl.save()
        self.browser.post("/accounts/login/code/", {"email": "carl@acme.example", "password": PASSWORD})
        assert "My requests" in self.browser.get("/").content.decode()
        assert not Outgoing.objects.exists()

    def test_behind_a_proxy_who_guesses_locks_nobody_else_out(self) -> None:
        def guess(address: str) -> int:
            sent = {"email": f"{address}@acme.example", "password": "guessed"}
            return self.browser.post(
                "/accounts/login/", sent, headers={"X-Forwarded-For": f"1.2.3.4, {address}"}
            ).status_code

        with self.settings(ALLAUTH_TRUSTED_PROXY_COUNT=1):
            assert 429 in [guess("10.0.0.1") for _ in range(40)]
            assert guess("10.0.0.2") == 200

    def test_the_code_works_only_where_it_was_asked_for(self) -> None:
        self.ask_for_code("carl@acme.example")
        code = Outgoing.objects.get().subject.split()[0]
        elsewhere = Browser()
        elsewhere.post("/accounts/login/code/confirm/", {"code": code, "action": "verify"})
        assert "My requests" not in elsewhere.get("/").content.decode()

    def test_an_unknown_address_gets_the_same_page_and_no_letter(self) -> None:
        known = self.ask_for_code("carl@acme.example").replace("carl@acme.example", "ADDRESS")
        self.browser = self.english_browser()
        unknown = self.ask_for_code("nobody@acme.example").replace("nobody@acme.example", "ADDRESS")
        assert _without_tokens(known) == _without_tokens(unknown)
        assert Outgoing.objects.count() == 1

    def test_the_letter_speaks_the_persons_language(self) -> None:
        self.carl.language = "ru"
        self.carl.save()
        self.ask_for_code("carl@acme.example")
        letter = Outgoing.objects.get()
        assert letter.language == "ru"
        assert letter.from_name == "Северная служба"

    def test_people_of_a_desk_go_to_their_workspace(self) -> None:
        self.anna.set_password(PASSWORD)
        self.anna.save()
        answer = self.browser.post("/accounts/login/", {"email": "anna@north.example", "password": PASSWORD})
        assert answer["Location"] == "/desk/"

    def test_a_wrong_password_is_told_beside_the_address_typed(self) -> None:
        answer = self.browser.post("/accounts/login/", {"email": "carl@acme.example", "password": "wrong"})
        page = answer.content.decode()
        assert 'value="carl@acme.example"' in page
        assert 'role="alert"' in page
        assert "wrong" not in page

    def test_guessing_passwords_is_stopped(self) -> None:
        self.carl.set_password(PASSWORD)
        self.carl.save()
        for guess in range(8):
            self.browser.post("/accounts/login/", {"email": "carl@acme.example", "password": f"guess {guess}"})
        answer = self.browser.post("/accounts/login/", {"email": "carl@acme.example", "password": PASSWORD})
        assert answer.status_code == 200  # not signed in

    def test_a_forgotten_password_is_set_anew_by_a_letters_link(self) -> None:
        self.browser.post("/accounts/password/reset/", {"email": "carl@acme.example"})
        letter = Outgoing.objects.get(kind="password-reset")
        link = re.search(r"https?://[^/]+(/\S+)", letter.text)
        assert link
        form = self.browser.get(link[1])["Location"]
        self.browser.post(form, {"password1": PASSWORD, "password2": PASSWORD})
        self.carl.refresh_from_db()
        assert self.carl.check_password(PASSWORD)
        assert self.browser.get(link[1]).status_code == 200
        assert "used already" in self.browser.get(link[1]).content.decode()

    def test_a_password_is_set_from_the_settings(self) -> None:
        browser = signed_in(self.carl)
        answer = browser.post("/accounts/password/set/", {"password1": PASSWORD, "password2": PASSWORD})
        assert answer["Location"] == "/settings/"
        self.carl.refresh_from_db()
        assert self.carl.check_password(PASSWORD)

    def test_the_time_zone_is_set_in_the_settings(self) -> None:
        signed_in(self.carl).post("/settings/", {"zone": "Asia/Irkutsk"})
        self.carl.refresh_from_db()
        assert self.carl.zone == "Asia/Irkutsk"
        assert signed_in(self.carl).post("/settings/", {"zone": "Mars/Olympus"}).status_code == 422


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_confirm_email"])
def test_there_are_no_pages_to_sign_up_or_manage_addresses(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.django_db
def test_nothing_answers_where_signing_up_would_be(client: Browser) -> None:
    assert client.get("/accounts/signup/").status_code == 404


def _without_tokens(page: str) -> str:
    return re.sub(r'(value|nonce|content|hx-headers)=("[^"]*"|\'[^\']*\')', "", page)
