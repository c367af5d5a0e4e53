"""Browsers of the tests."""

from django.test import Client as Browser

from reglament.directory.models import Person

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def signed_in(person: Person) -> Browser:
    """A browser in which `person` is signed in."""
    browser = Browser()
    browser.force_login(person, backend=BACKEND)
    return browser
