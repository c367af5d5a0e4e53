"""Browsers of the tests."""

from django.test import Client as Browser

from reglament.directory.models import Person

BACKEND = "reglament.directory.signing_in.Backend"


def signed_in(person: Person) -> Browser:
    """A browser in which `person` is signed in."""
    browser = Browser()
    browser.force_login(person, backend=BACKEND)
    return browser
