"""Setting up mailboxes at the desk's own pages, with real servers behind them."""

import urllib.error
import urllib.parse
import urllib.request
from typing import Any

import pytest
from django.test import Client as Browser

from reglament.directory.models import DeskMembership, Role
from reglament.events.models import Event
from reglament.mail.models import Folder, Grant, Mailbox
from reglament.mail.servers.sealed_passwords import seal, unseal
from reglament.mail.tests.sinks import rude, silence, sink
from reglament.testing.dovecot import PASSWORD, Dovecot, dovecot
from reglament.testing.dovecot import imap as imap
from reglament.testing.granter import Granter, granter
from reglament.testing.ports import free_port
from reglament.testing.world import MONDAY_NOON, World
from reglament.workspace.tests.browsing import signed_in, words

pytestmark = pytest.mark.django_db

LIST, NEW = "/desk/mail/mailboxes/", "/desk/mail/north/mailboxes/new/"
TYPED = {
    "address": "sales@north.example",
    "name": "Sales",
    "way": "imap",
    "host": "127.0.0.1",
    "port": "993",
    "username": "support",
    "sign_in": "password",
    "password": "xyzzy",
    "folders": "INBOX\nJunk",
    "smtp_port": "587",
    "smtp_security": "starttls",
}


@pytest.fixture
def bo(world: World) -> Browser:
    """Bo, who is administrator too."""
    DeskMembership.objects.create(person=world.bo, desk=world.desk, role=Role.ADMINISTRATOR)
    return signed_in(world.bo)


@pytest.mark.parametrize("who", ["anna", "carl", "fyodor", "bo"])
def test_who_may_not_set_up_mailboxes_finds_no_page_for_it(world: World, who: str) -> None:
    DeskMembership.objects.create(person=world.fyodor, desk=world.other_desk, role=Role.ADMINISTRATOR)
    browser, mailbox = signed_in(getattr(world, who)), Mailbox.objects.get(desk=world.desk)
    own = f"{LIST}{mailbox.pk}/"
    for address in (NEW, own, f"{own}leave/"):
        assert browser.get(address).status_code == 404, address
    for act in ("", "trying/", "switching-off/", "switching-on/", "removal/"):
        assert browser.post(f"{own}{act}", TYPED).status_code == 404, act
    for address in (NEW, f"{NEW}trying/"):
        assert browser.post(address, TYPED).status_code == 404
    assert Mailbox.objects.count() == 2


def test_a_mailbox_is_set_up_and_shows_all_but_its_password(bo: Browser) -> None:
    response = bo.post(NEW, TYPED)
    mailbox = Mailbox.objects.get(address="sales@north.example")
    assert (response.status_code, response["Location"]) == (303, f"{LIST}{mailbox.pk}/")
    assert unseal(mailbox.password) == "xyzzy"
    page = words(bo.get(f"{LIST}{mailbox.pk}/"))
    assert 'value="sales@north.example"' in page
    assert "INBOX\nJunk" in page
    assert "as before" in page
    assert "xyzzy" not in page
    assert str(mailbox.password) not in page
    assert "sales@north.example" in words(bo.get(LIST))


def test_what_is_changed_is_told_with_who_did_it_and_an_empty_password_keeps_the_old_one(bo: Browser) -> None:
    bo.post(NEW, TYPED)
    mailbox = Mailbox.objects.get(address="sales@north.example")
    bo.post(f"{LIST}{mailbox.pk}/", TYPED | {"password": "", "host": "mx.north.example"})
    mailbox.refresh_from_db()
    assert (mailbox.host, unseal(mailbox.password)) == ("mx.north.example", "xyzzy")
    page = words(bo.get(f"{LIST}{mailbox.pk}/"))
    assert "server: 127.0.0.1 → mx.north.example" in page
    assert "<b>Bo</b>" in page


def test_nothing_typed_is_lost_on_an_error_not_even_the_password(bo: Browser) -> None:
    response = bo.post(NEW, TYPED | {"address": "support@south.example"})
    page = words(response)
    assert response.status_code == 422
    assert "This address is a mailbox already." in page
    assert "Junk" in page
    assert "xyzzy" not in page
    sealed = page.partition('name="password-sealed" value="')[2].partition('"')[0]
    bo.post(NEW, TYPED | {"password": "", "password-sealed": sealed})
    assert unseal(Mailbox.objects.get(address="sales@north.example").password) == "xyzzy"


def test_a_forged_sealed_password_is_none(bo: Browser) -> None:
    bo.post(NEW, TYPED | {"password": "", "password-sealed": "forged"})
    assert not Mailbox.objects.get(address="sales@north.example").password


def test_a_provider_fills_in_its_servers(bo: Browser) -> None:
    page = words(bo.get(f"{NEW}?like=microsoft"))
    for known in ("outlook.office365.com", "smtp.office365.com", "login.microsoftonline.com"):
        assert known in page
    assert "imap.yandex.ru" in words(bo.get(f"{NEW}?like=yandex"))
    assert "imap.gmail.com" in words(bo.get(f"{NEW}?like=gmail"))


def test_trying_signs_in_lists_folders_to_tick_and_makes_nothing(bo: Browser, imap: Dovecot, settings: Any) -> None:
    with imap.client() as client:
        client.create_folder("Лето")
    with sink(settings):
        response = bo.post(f"{NEW}trying/", at(imap) | {"folders": "INBOX\nNowhere"})
    page = words(response)
    assert page.count("It works.") == 2
    assert '<input type="checkbox" name="found" value="INBOX" checked>' in page
    assert '<input type="checkbox" name="found" value="Лето">' in page
    assert ">\nNowhere</textarea>" in page
    assert not Mailbox.objects.filter(address="sales@north.example").exists()
    bo.post(NEW, at(imap) | {"folders": "Nowhere", "found": ["INBOX", "Лето"]})
    assert list(Folder.objects.order_by("pk").values_list("name", flat=True)) == ["INBOX", "Лето", "Nowhere"]


def test_trying_a_saved_mailbox_uses_the_password_that_is_kept(bo: Browser, imap: Dovecot, settings: Any) -> None:
    bo.post(NEW, at(imap))
    mailbox = Mailbox.objects.get(address="sales@north.example")
    with sink(settings):
        page = words(bo.post(f"{LIST}{mailbox.pk}/trying/", at(imap) | {"password": ""}))
    assert page.count("It works.") == 2


def test_a_wrong_password_is_told_in_plain_words_and_in_those_of_the_server(
    bo: Browser, imap: Dovecot, settings: Any
) -> None:
    with rude(settings) as out:
        out.offers = ["AUTH PLAIN"]
        out.says["AUTH"] = "535 5.7.8 Authentication credentials invalid"
        own = {"smtp_host": "127.0.0.1", "smtp_port": str(out.port), "smtp_security": "none", "smtp_username": "sales"}
        page = words(bo.post(f"{NEW}trying/", at(imap) | own | {"password": "wrong", "smtp_password": "wrong"}))
    assert page.count("The server does not accept the name and password.") == 2
    assert "AUTHENTICATIONFAILED" in page
    assert "535 5.7.8 Authentication credentials invalid" in page


def test_servers_that_are_away_or_silent_are_told_after_a_bounded_time(
    bo: Browser, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reglament.mail.mailboxes.trial.PATIENCE", 0.5)
    away = TYPED | {"port": str(free_port())}
    with silence(settings):
        page = words(bo.post(f"{NEW}trying/", away))
    assert "Nothing answers at this server and port." in page
    assert "The server does not answer in time." in page


def test_a_password_goes_to_no_other_machine_without_tls(bo: Browser, imap: Dovecot, settings: Any) -> None:
    with sink(settings):
        page = words(bo.post(f"{NEW}trying/", at(imap) | {"host": "127.1"}))  # who can't tell that it is this one
    assert "The server offers no TLS, so it gets no password of ours." in page


def test_a_demo_reaches_no_other_machine(bo: Browser, settings: Any) -> None:
    settings.DEMO = True
    with sink(settings):
        page = words(bo.post(f"{NEW}trying/", TYPED | {"host": "imap.vendor.example"}))
    assert "A demo fetches letters from this machine only" in page
    grant = {"sign_in": "token", "token_url": "https://x.example/token", "client_id": "desk", "refresh_token": "one"}
    page = words(bo.post(f"{NEW}trying/", TYPED | grant))
    assert "A demo asks this machine only for access tokens" in page


def test_leave_is_given_at_the_providers_page_and_opens_the_mailbox(bo: Browser, settings: Any) -> None:
    with granter() as tokens, dovecot(tokens=tokens.port) as own, sink(settings):
        tokens.user = "support"
        bo.post(NEW, with_tokens(own, tokens))
        mailbox = Mailbox.objects.get(address="sales@north.example")
        assert "Nobody has given leave" in words(bo.get(f"{LIST}{mailbox.pk}/"))
        back = consented(bo.get(f"{LIST}{mailbox.pk}/leave/")["Location"])
        assert bo.get(back)["Location"] == f"{LIST}{mailbox.pk}/"
        assert unseal(Grant.objects.get().refresh_token) == tokens.refresh_token
        page = words(bo.post(f"{LIST}{mailbox.pk}/trying/", with_tokens(own, tokens)))
    assert page.count("It works.") == 2
    assert unseal(Grant.objects.get().refresh_token) == tokens.refresh_token
    assert Event.objects.filter(verb="mailbox_granted").count() == 1
    assert tokens.refresh_token not in page


def test_leave_comes_back_only_to_who_asked_for_it(bo: Browser, world: World, settings: Any) -> None:
    with granter() as tokens, dovecot(tokens=tokens.port) as own:
        bo.post(NEW, with_tokens(own, tokens))
        mailbox = Mailbox.objects.get(address="sales@north.example")
        back = consented(bo.get(f"{LIST}{mailbox.pk}/leave/")["Location"])
        DeskMembership.objects.create(person=world.anna, desk=world.desk, role=Role.ADMINISTRATOR)
        assert signed_in(world.anna).get(back).status_code == 404
        assert bo.get(f"{LIST}leave/?code=code-1&state=forged").status_code == 404
        other = signed_in(world.bo)  # another browser of the same person does not know the verifier
        other.get(back)
    assert not Grant.objects.get().refresh_token


def test_a_refusal_of_the_provider_is_told(bo: Browser, settings: Any) -> None:
    with granter() as tokens, dovecot(tokens=tokens.port) as own:
        bo.post(NEW, with_tokens(own, tokens))
        mailbox = Mailbox.objects.get(address="sales@north.example")
        asked = urllib.parse.urlsplit(bo.get(f"{LIST}{mailbox.pk}/leave/")["Location"])
        state = dict(urllib.parse.parse_qsl(asked.query))["state"]
        query = urllib.parse.urlencode({"error": "access_denied", "state": state})
        assert "access_denied" in words(bo.get(bo.get(f"{LIST}leave/?{query}")["Location"]))


def test_a_pasted_refresh_token_that_trying_uses_up_is_replaced_by_its_successor(bo: Browser, settings: Any) -> None:
    with granter() as tokens, dovecot(tokens=tokens.port) as own, sink(settings):
        typed = with_tokens(own, tokens) | {"refresh_token": tokens.refresh_token}
        page = words(bo.post(f"{NEW}trying/", typed))
        assert page.count("It works.") == 2
        sealed = page.partition('name="refresh_token-sealed" value="')[2].partition('"')[0]
        bo.post(NEW, typed | {"refresh_token": "", "refresh_token-sealed": sealed})
        assert unseal(Grant.objects.get().refresh_token) == tokens.refresh_token


def test_a_mailbox_is_switched_off_and_on_and_removed(bo: Browser) -> None:
    bo.post(NEW, TYPED)
    mailbox = Mailbox.objects.get(address="sales@north.example")
    bo.post(f"{LIST}{mailbox.pk}/switching-off/")
    assert "switched off" in words(bo.get(LIST))
    assert "Switch on" in words(bo.get(f"{LIST}{mailbox.pk}/"))
    bo.post(f"{LIST}{mailbox.pk}/switching-on/")
    mailbox.refresh_from_db()
    assert mailbox.off_since is None
    bo.post(f"{LIST}{mailbox.pk}/removal/")
    assert not Mailbox.objects.filter(pk=mailbox.pk).exists()


def test_trouble_of_a_mailbox_that_is_off_is_told_to_nobody(bo: Browser, world: World) -> None:
    Mailbox.objects.create(
        desk=world.desk, address="old@north.example", way="imap", host="x.example", password=seal("x"),
        last_error="gone", failing_since=MONDAY_NOON, activated_at=MONDAY_NOON, off_since=MONDAY_NOON,
    )  # fmt: skip
    assert "No letters have come in" not in words(bo.get("/desk/north/new/"))


def at(server: Dovecot) -> dict[str, Any]:
    return TYPED | {"port": str(server.port), "password": PASSWORD}


def with_tokens(server: Dovecot, tokens: Granter) -> dict[str, Any]:
    grant = {"authorize_url": tokens.authorize_url, "token_url": tokens.url, "client_id": "desk", "scope": "mail"}
    return TYPED | {"port": str(server.port), "password": "", "sign_in": "token", "client_secret": "hush"} | grant


def consented(address: str) -> str:
    """Where the provider sends somebody who gives leave."""

    class Stays(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: Any) -> None:
            return None

    try:
        urllib.request.build_opener(Stays).open(address)
    except urllib.error.HTTPError as found:
        back = urllib.parse.urlsplit(found.headers["Location"])
        return f"{back.path}?{back.query}"
    raise AssertionError(address)
