"""What an open page keeps while others work: the place, the selection, open menus, and what is typed."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from reglament.testing.browser import chromium
from reglament.testing.world import World
from reglament.tickets.conversation.noting import note
from reglament.tickets.course.assigning import assign
from reglament.workspace.tests.opening_pages import now, open_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SELECTED = "getSelection().toString()"
SELECT = "getSelection().selectAllChildren(document.querySelector('.message-text'))"


@pytest.fixture(autouse=True)
def _rows_beside_the_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Playwright runs a loop in this thread; our rows are read between its steps, never within them."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


def test_what_others_do_takes_nothing_out_of_the_hand(live_server: Any, world: World) -> None:
    ticket = world.ticket(at=now())
    with chromium(language="en-GB") as context:
        page = open_page(context, live_server.url, world.anna, f"/desk/tickets/{ticket.tid}/")
        page.locator(".ticket-head summary").click()
        page.evaluate(SELECT)
        note(ticket, "From afar.", by=world.bo, at=now())
        expect(page.locator(".note")).to_contain_text("From afar.")
        assert page.evaluate(SELECTED) == "The map is grey on all three shifts."
        expect(page.locator(".ticket-head details")).to_have_attribute("open", "")
        assign(ticket, world.bo, by=world.bo, at=now())
        expect(page.locator("#side")).to_contain_text("Bo")
        expect(page.locator(".note")).to_have_count(1)


def test_the_row_one_stands_on_stays_in_focus_with_its_reason(live_server: Any, world: World) -> None:
    first, second = world.ticket(at=now()), world.ticket(subject="The second", at=now())
    with chromium(language="en-GB") as context:
        page = open_page(context, live_server.url, world.anna, "/desk/north/")
        page.keyboard.press("k")
        page.keyboard.press("w")
        assign(first, world.bo, by=world.bo, at=now())
        expect(page.get_by_role("img", name="Bo", exact=True)).to_have_count(1)
        expect(page.locator(f"#t{second.tid}")).to_be_focused()
        expect(page.locator(".queue-why")).to_have_count(1)


def test_back_from_a_ticket_one_stands_where_he_left_the_list(live_server: Any, world: World) -> None:
    world.ticket(at=now())
    second = world.ticket(subject="The second", at=now())
    with chromium(language="en-GB") as context:
        page = open_page(context, live_server.url, world.anna, "/desk/north/new/")
        page.keyboard.press("k")
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_contain_text("The second")
        page.keyboard.press("u")
        expect(page.locator(f"#t{second.tid}")).to_be_focused()
        assert page.url.endswith("/desk/north/new/")


def test_a_dialog_left_by_mistake_has_what_was_typed(live_server: Any, world: World) -> None:
    ticket = world.ticket(at=now())
    with chromium(language="en-GB") as context:
        page = open_page(context, live_server.url, world.anna, f"/desk/tickets/{ticket.tid}/")
        page.keyboard.press("d")
        page.locator("dialog textarea").fill("Needs a look into the core.")
        page.mouse.click(5, 5)
        expect(page.locator("dialog textarea")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("dialog")).to_be_hidden()
        page.keyboard.press("d")
        expect(page.locator("dialog textarea")).to_have_value("Needs a look into the core.")
        page.locator("dialog textarea").press("Control+Enter")
        expect(page.locator("#flashes")).to_contain_text("Developers were brought in.")
        assert _drafts(page) == []


@pytest.mark.parametrize("width", [360, 1280])
def test_keeping_a_draft_moves_no_button_away_from_the_press(live_server: Any, world: World, width: int) -> None:
    world.anna.language = "ru"
    world.anna.save()
    ticket = world.ticket(at=now())
    with chromium(width=width) as context:
        page = open_page(context, live_server.url, world.anna, f"/desk/tickets/{ticket.tid}/")
        page.locator("#text").fill("Нажмите Ctrl+F5.")
        send = page.locator(".composer-answer .button").first
        before = send.bounding_box()
        page.locator("#text").blur()
        expect(page.locator(".composer-draft")).to_have_text("черновик сохранён")
        assert send.bounding_box() == before
        send.click()
        expect(page.locator(".message-ours")).to_contain_text("Нажмите Ctrl+F5.")


def test_who_is_signed_out_is_told_and_loses_nothing(live_server: Any, world: World) -> None:
    ticket = world.ticket(at=now())
    with chromium(language="en-GB") as context:
        page = open_page(context, live_server.url, world.anna, f"/desk/tickets/{ticket.tid}/")
        page.keyboard.press("d")
        page.locator("dialog textarea").fill("Needs a look into the core, and into what was changed on Friday.")
        context.clear_cookies(name="sessionid")
        expect(page.locator("dialog .flash-error")).to_contain_text("You have been signed out.")
        page.locator("dialog .button-primary").click()
        expect(page.locator("[data-again] h1")).to_have_text("You have been signed out")
        expect(page.locator("[data-again] textarea")).to_contain_text("changed on Friday")


def _drafts(page: Page) -> list[str]:
    kept: list[str] = page.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('draft/'))")
    return kept
