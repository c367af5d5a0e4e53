"""An agent's morning in a real browser: by keyboard, live, and with nothing that axe objects to."""

import re
from typing import Any

import pytest
from playwright.sync_api import FilePayload, expect

from reglament.testing.browser import chromium
from reglament.testing.world import World
from reglament.tickets.conversation.noting import note
from reglament.tickets.models import Attachment
from reglament.workspace.tests.opening_pages import complaints_of, now, open_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _rows_beside_the_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Playwright runs a loop in this thread; our rows are read between its steps, never within them."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


def test_a_ticket_is_taken_noted_and_answered_without_a_mouse(live_server: Any, world: World) -> None:
    first, ticket = world.ticket(at=now()), world.ticket(subject="The second", at=now())
    with chromium(language="en-GB") as context:
        page = open_page(context, live_server.url, world.anna, "/desk/north/")
        complaints = complaints_of(page)
        page.keyboard.press("j")
        expect(page.locator(f"#t{first.tid}")).to_be_focused()
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_contain_text("The second")
        page.keyboard.press("a")
        page.locator("dialog select").select_option(label="Anna")
        page.locator("dialog .button-primary").click()
        expect(page.locator("#flashes")).to_contain_text("Assigned.")
        page.keyboard.press("c")
        page.keyboard.type("Their cache again.")
        page.locator(".composer-note .button").click()
        expect(page.locator(".note")).to_contain_text("Their cache again.")
        page.keyboard.press("r")
        page.keyboard.type("Please press Ctrl+F5.")
        page.locator(".composer-answer .button-primary").click()
        expect(page.locator(".message-ours")).to_contain_text("Please press Ctrl+F5.")
    ticket.refresh_from_db()
    assert (ticket.assignee, ticket.resolved_as) == (world.anna, "solved")
    assert not complaints


def test_an_open_page_shows_what_others_do_and_keeps_what_is_typed(live_server: Any, world: World) -> None:
    ticket = world.ticket(at=now())
    with chromium(language="en-GB") as context:
        page = open_page(context, live_server.url, world.anna, f"/desk/tickets/{ticket.tid}/")
        page.locator("#text").fill("I am writing")
        note(ticket, "From afar.", by=world.bo, at=now())
        expect(page.locator(".note")).to_contain_text("From afar.")
        expect(page.locator("#text")).to_have_value("I am writing")


def test_files_are_chosen_pasted_and_taken_back(live_server: Any, world: World) -> None:
    ticket = world.ticket(at=now())
    with chromium(language="en-GB") as context:
        page = open_page(context, live_server.url, world.anna, f"/desk/tickets/{ticket.tid}/")
        files = page.locator("[data-attach-list] .file")
        page.locator("#files").set_input_files([_file("one.txt"), _file("two.txt")])
        page.locator("#files").set_input_files([_file("three.txt")])
        expect(files).to_have_count(3)
        page.get_by_label("Remove two.txt").click()
        expect(files).to_have_count(2)
        page.evaluate(PASTE)
        expect(files.last).to_contain_text("screenshot")
        expect(page.locator("#text")).to_have_value(re.compile(r"^\[screenshot [\d-]+\.png\]$"))
        page.locator("#text").fill("As asked.")
        page.locator(".composer-answer .button").first.click()
        expect(page.locator(".message-ours .file")).to_have_count(3)
    names = Attachment.objects.values_list("filename", flat=True).order_by("pk")
    assert [name[:5] for name in names] == ["one.t", "three", "scree"]


def test_a_row_says_why_it_stands_where_it_stands(live_server: Any, world: World) -> None:
    world.ticket(at=now())
    with chromium(language="en-GB") as context:
        page = open_page(context, live_server.url, world.anna, "/desk/north/")
        page.keyboard.press("j")
        page.keyboard.press("w")
        expect(page.locator(".queue-why")).to_contain_text("by receipt")
        page.keyboard.press("w")
        expect(page.locator(".queue-why")).to_have_count(0)


def test_keys_can_be_switched_off(live_server: Any, world: World) -> None:
    ticket = world.ticket(at=now())
    with chromium(language="en-GB") as context:
        page = open_page(context, live_server.url, world.anna, f"/desk/tickets/{ticket.tid}/")
        page.keyboard.press("Shift+Slash")
        page.locator("dialog [data-keys-switch]").uncheck()
        page.keyboard.press("Escape")
        page.keyboard.press("x")
        expect(page.locator("dialog")).to_be_hidden()


PASTE = """() => {
    const held = new DataTransfer();
    held.items.add(new File(["png"], "image.png", { type: "image/png" }));
    const paste = new ClipboardEvent("paste", { clipboardData: held, bubbles: true, cancelable: true });
    document.querySelector("#text").dispatchEvent(paste);
}"""


def _file(name: str) -> FilePayload:
    return {"name": name, "mimeType": "text/plain", "buffer": b"words"}
