"""The demo's mailbox, and pages that belong to nobody."""

from typing import Any

import pytest
from django.test import Client as Browser

from reglament.lib import store
from reglament.mail.models import Caught
from reglament.testing.world import MONDAY_NOON
from reglament.workspace.tests.browsing import words

LETTER = (
    b"From: support@north.example\r\nTo: carl@acme.example\r\nSubject: [#1042] The map\r\n"
    b"Content-Type: text/html\r\n\r\n"
    b"<p>Hello<script>alert(1)</script></p>\r\n"
)


@pytest.fixture
def caught(db: Any) -> Caught:
    return Caught.objects.create(
        received_at=MONDAY_NOON, envelope_to="carl@acme.example", subject="[#1042] The map", sha256=store.put(LETTER)
    )


def test_outside_the_demo_it_is_not_there(caught: Caught, settings: Any) -> None:
    settings.DEMO = False
    for address in ("/mailbox", f"/mailbox/{caught.pk}", f"/mailbox/{caught.pk}/html"):
        assert Browser().get(address).status_code == 404


def test_in_the_demo_anybody_sees_the_letters(caught: Caught, settings: Any) -> None:
    settings.DEMO = True
    assert "[#1042] The map" in words(Browser().get("/mailbox"))
    assert "Hello" in words(Browser().get(f"/mailbox/{caught.pk}"))


def test_their_html_can_do_nothing(caught: Caught, settings: Any) -> None:
    settings.DEMO = True
    letter = Browser().get(f"/mailbox/{caught.pk}/html")
    assert "script" not in words(letter)
    assert letter["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
