"""The first start: one link, one administrator."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client as Browser

from reglament.directory.founding import LASTS, founding_link, is_founded
from reglament.directory.models import DeskMembership, Person, Role
from reglament.mail.models import Mailbox
from reglament.regulation.loading import library
from reglament.regulation.models import Desk
from reglament.testing.world import MONDAY_NOON

FILLED = {
    "name": "Ada",
    "address": "ada@vendor.example",
    "password": "a long enough password",
    "desk_name": "Vendor support",
    "mailbox": "support@vendor.example",
    "regulation": "blank",
}


@pytest.fixture
def link(db: None) -> str:
    return "/" + founding_link().split("/", 3)[3]


@pytest.mark.parametrize("regulation", library.names())
def test_it_makes_the_desk_its_edition_and_its_head(client: Browser, link: str, regulation: str) -> None:
    answer = client.post(link, FILLED | {"regulation": regulation})
    assert answer["Location"] == "/desk/"
    desk = Desk.objects.get()
    assert (desk.slug, desk.name) == ("vendor-support", "Vendor support")
    assert desk.regulation.name == library.regulation(regulation).name
    ada = Person.objects.get()
    assert set(DeskMembership.objects.values_list("person", "role")) == {
        (ada.pk, Role.ADMINISTRATOR),
        (ada.pk, Role.HEAD),
    }
    assert ada.check_password(FILLED["password"])
    assert Mailbox.objects.get().address == "support@vendor.example"
    assert client.session["_auth_user_id"] == str(ada.pk)


def test_the_link_works_once(client: Browser, link: str) -> None:
    client.post(link, FILLED)
    assert is_founded()
    assert Browser().get(link).status_code == 404
    assert Browser().post(link, FILLED | {"address": "eve@globex.example"}).status_code == 404
    assert Person.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_desk_is_never_made_without_its_mailbox(client: Browser) -> None:
    former = Desk.objects.create(slug="former", name="Former")
    Mailbox.objects.create(desk=former, address=FILLED["mailbox"], activated_at=MONDAY_NOON)
    client.raise_request_exception = False
    assert client.post("/" + founding_link().split("/", 3)[3], FILLED).status_code == 500
    assert not is_founded()


def test_a_forged_or_old_link_opens_nothing(client: Browser, link: str) -> None:
    assert client.get("/welcome/found/").status_code == 404
    with time_machine.travel(MONDAY_NOON):
        old = "/" + founding_link().split("/", 3)[3]
    with time_machine.travel(MONDAY_NOON + LASTS + timedelta(seconds=2)):
        assert client.get(old).status_code == 404


def test_bad_input_keeps_what_was_typed_but_not_the_password(client: Browser, link: str) -> None:
    answer = client.post(link, FILLED | {"password": "short"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "ada@vendor.example" in page
    assert 'value="short"' not in page
    assert not Person.objects.exists()
