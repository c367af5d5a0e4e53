"""The demo's stand-in for the outside world."""

import pytest

from reglament.demo.catch_all import catch_all
from reglament.mail.models import Caught
from reglament.mail.tests.posting import letter, post
from reglament.testing.ports import free_port

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.processes]


def test_the_catch_all_takes_letters_to_anybody() -> None:
    with catch_all("127.0.0.1", port := free_port()):
        assert post(port, letter(), "carl@acme.example", "eve@globex.example")[0] == 250
    assert sorted(Caught.objects.values_list("envelope_to", "subject")) == [
        ("carl@acme.example", "The map does not load"),
        ("eve@globex.example", "The map does not load"),
    ]
