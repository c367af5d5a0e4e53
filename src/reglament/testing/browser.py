"""Debian's Chromium for tests, without a sandbox of its own (tests run as root in containers)."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import BrowserContext, sync_playwright

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@contextmanager
def chromium(*, language: str = "ru-RU", width: int = 1280, dark: bool = False) -> Iterator[BrowserContext]:
    """A fresh browser profile."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        context = browser.new_context(
            locale=language, viewport={"width": width, "height": 800}, color_scheme="dark" if dark else "light"
        )
        context.set_default_timeout(15_000)
        yield context
        browser.close()
