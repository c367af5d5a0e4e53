"""Pages of the workspace in a real browser, with somebody signed in."""

from datetime import UTC, datetime

from playwright.sync_api import BrowserContext, Page

from reglament.directory.models import Person
from reglament.workspace.tests.browsing import signed_in


def open_page(context: BrowserContext, url: str, person: Person, path: str) -> Page:
    """The page at `path`, seen by `person`."""
    cookie = signed_in(person).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": url}])
    page = context.new_page()
    page.goto(f"{url}{path}")
    return page


def complaints_of(page: Page) -> list[str]:
    """What the browser will complain about, added to as it does."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def now() -> datetime:
    """This second: an open browser counts by the clock on the wall."""
    return datetime.now(UTC).replace(microsecond=0)
