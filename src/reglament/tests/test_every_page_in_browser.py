"""Every address of our doors that shows a page, in both languages and themes, wide and narrow: axe finds nothing, and
nothing is wider than the window."""

from typing import Any

import pytest
from playwright.sync_api import Page

from reglament.directory.models import DeskMembership, Person, Role
from reglament.testing.browser import chromium, faults_of
from reglament.testing.world import World
from reglament.tests.test_strangers import Secrets, addresses
from reglament.tickets.links import form_link, ticket_link
from reglament.workspace.tests.opening_pages import open_page

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

# What is no page: files, fragments, counters.
APART = {"attachment", "thumbnail", "picture", "source", "letter", "arrival_letter", "pulse", "contacts", "promise"}
SETTINGS = [("ru", 1280, False), ("en", 360, True)]


@pytest.fixture(autouse=True)
def _rows_beside_the_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Playwright runs a loop in this thread; our rows are read between its steps, never within them."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("door", ["desk", "portal"])
def test_every_page(live_server: Any, world: World, door: str, setting: tuple[str, int, bool]) -> None:
    language, width, dark = setting
    DeskMembership.objects.create(person=world.bo, desk=world.desk, role=Role.ADMINISTRATOR)
    who = _speaking(world.bo if door == "desk" else world.carl, language)
    paths = [path for name, path in addresses(Secrets(world)) if _shows(name, door)]
    with chromium(width=width, dark=dark) as context:
        page = open_page(context, live_server.url, who, "/settings/")
        shown = sum(_is_clean(page, live_server.url + path) for path in [*paths, "/no/such/page/"])
    assert shown > (40 if door == "desk" else 4)


@pytest.mark.parametrize(("language", "width", "dark"), SETTINGS)
def test_what_strangers_see(live_server: Any, world: World, language: str, width: int, dark: bool) -> None:
    secrets = Secrets(world)
    ticket_page, form_page = ticket_link(secrets.ticket, world.carl), form_link(secrets.ticket, world.carl)
    with chromium(language={"ru": "ru-RU", "en": "en-GB"}[language], width=width, dark=dark) as context:
        page = context.new_page()
        for path in (
            "/",
            "/accounts/login/",
            "/accounts/password/reset/",
            "/accounts/password/reset/done/",
            "/accounts/password/reset/key/1-x/",
            "/accounts/inactive/",
            "/no/such/page/",
            "/r/old/",
            *("/" + link.partition("://")[2].partition("/")[2] for link in (form_page, ticket_page)),
        ):
            assert _is_clean(page, live_server.url + path), path
        page.goto(f"{live_server.url}/accounts/login/")
        page.locator("#email").fill("carl@acme.example")
        page.locator(".sign-in .button-primary").click()
        page.locator("#code").wait_for()
        assert faults_of(page) == []


def test_dialogs_and_menus_are_clean_too(live_server: Any, world: World) -> None:
    ticket = world.ticket()
    for dark in (False, True):
        with chromium(width=360, dark=dark) as context:
            page = open_page(context, live_server.url, world.anna, f"/desk/tickets/{ticket.tid}/")
            page.locator(".ticket-head summary").click()
            assert faults_of(page) == []
            page.keyboard.press("x")
            page.locator("dialog textarea").wait_for()
            assert faults_of(page) == []


def _speaking(person: Person, language: str) -> Person:
    person.language = language
    person.save(update_fields=["language"])
    return person


def _shows(name: str, door: str) -> bool:
    namespace, _colon, short = name.partition(":")
    return namespace == door and short not in APART


def _is_clean(page: Page, address: str) -> bool:
    """Whether the address shows a page of its own (others lead to one); a page that is not clean fails the test."""
    response = page.goto(address)
    assert response is not None
    assert response.status < 500, address
    assert faults_of(page) == [], address
    return page.url == address or response.status == 200
