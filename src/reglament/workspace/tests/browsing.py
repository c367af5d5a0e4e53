"""Browsers of the tests."""

from typing import Any

from django.test import Client as Browser

from reglament.directory.models import Person

BACKEND = "reglament.directory.signing_in.Backend"


def signed_in(person: Person) -> Browser:
    """A browser in which `person` is signed in."""
    browser = Browser()
    browser.force_login(person, backend=BACKEND)
    return browser


def words(response: Any) -> str:
    """What a page says, as text."""
    return response.content.decode()  # type: ignore[no-any-return]
