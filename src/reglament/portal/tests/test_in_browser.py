"""The way of a client in a real browser: a code, a question, what is promised; and nothing that axe objects to."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from reglament.mail.models import Outgoing
from reglament.portal.tests.browsing import signed_in
from reglament.testing.browser import chromium, faults_of
from reglament.testing.world import World
from reglament.tickets.models import Ticket

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _rows_beside_the_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Playwright runs a loop in this thread; our rows are read between its steps, never within them."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


@pytest.mark.parametrize(("language", "width", "dark"), [("ru-RU", 1280, False), ("en-GB", 360, True)])
def test_from_the_code_to_the_answer(live_server: Any, world: World, language: str, width: int, dark: bool) -> None:
    world.carl.language = language[:2]
    world.carl.save()
    with chromium(language=language, width=width, dark=dark) as context:
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.goto(f"{live_server.url}/accounts/login/")
        assert faults_of(page) == []
        page.locator("#email").fill("carl@acme.example")
        page.locator(".sign-in .button-primary").click()
        page.locator("#code").fill(_code())
        page.locator("button[value=verify]").click()
        page.locator(".heading .button-primary").click()
        assert faults_of(page) == []
        page.locator("a[href$='type=error']").click()
        _ask(page)
        expect(page.locator(".flash-success")).to_contain_text("#")
        expect(page.locator(".message-text")).to_contain_text("The map is grey.")
        assert faults_of(page) == []
        ticket = Ticket.objects.get()
        page.locator(".composer textarea").fill("Now it is red.")
        page.locator(".composer .button-primary").click()
        expect(page.locator(".message-text").nth(1)).to_have_text("Now it is red.")
        page.goto(f"{live_server.url}/")
        expect(page.locator(".requests")).to_contain_text(f"#{ticket.tid}")
        assert faults_of(page) == []
        page.goto(f"{live_server.url}/settings/")
        assert faults_of(page) == []
    assert ticket.severity == "emergency"
    assert not complaints


def test_a_choice_made_before_the_scripts_have_come_counts(live_server: Any, world: World) -> None:
    with chromium(language="en-GB") as context:
        cookie = signed_in(world.carl).cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        withheld: list[Route] = []
        page.route("**/htmx*.js", lambda script: _keep(script, withheld))
        page.goto(f"{live_server.url}/requests/new/?type=error", wait_until="commit")
        ordinary = page.locator("#promise").text_content() or ""
        page.locator("input[name=ground][value=unusable]").check()
        expect(page.locator("#promise")).to_have_text(ordinary)
        for script in withheld:
            script.continue_()
        expect(page.locator("#promise")).not_to_have_text(ordinary)
    assert withheld


def _keep(script: Route, withheld: list[Route]) -> None:
    """The browser waits for it until it is continued."""
    withheld.append(script)


def _ask(page: Page) -> None:
    """Fill in the form; the promise follows what is claimed."""
    ordinary = page.locator("#promise").text_content() or ""
    page.locator("input[name=ground][value=unusable]").check()
    expect(page.locator("#promise")).not_to_have_text(ordinary)  # at some hours the instant is the same, not the reason
    expect(page.locator("#promise")).to_have_count(1)
    page.locator("#id_subject").fill("The map")
    page.locator("#id_ground_answer").fill("Everything, since ten.")
    page.locator("#id_text").fill("The map is grey.")
    for field in page.locator("input[name^=info-], textarea[name^=info-]").all():
        field.fill("As written in the guide.")
    assert faults_of(page) == []
    page.locator("main .form-acts .button-primary").click()


def _code() -> str:
    found = re.match(r"\S+", Outgoing.objects.get(kind="sign-in-code").subject)
    assert found
    return found[0]
