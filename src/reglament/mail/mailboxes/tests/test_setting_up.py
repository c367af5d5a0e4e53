"""Mailboxes set up, changed and switched off: who may, what is kept, what is recorded."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from reglament.directory.models import DeskMembership, Role
from reglament.events.handling import handle_due
from reglament.events.models import Event
from reglament.lib.refused import Refused
from reglament.mail.incoming.arrivals import mailbox_of
from reglament.mail.mailboxes.setting_up import change_mailbox, make_mailbox
from reglament.mail.mailboxes.switching import remove, switch_off, switch_on
from reglament.mail.mailboxes.wanted_mailbox import Wanted, WantedGrant
from reglament.mail.models import Folder, Grant, Mailbox, Outgoing
from reglament.mail.servers.sealed_passwords import unseal
from reglament.testing.arrivals import arrived
from reglament.testing.world import MONDAY_NOON, World
from reglament.tickets.conversation.answering import answer

pytestmark = pytest.mark.django_db

LATER = MONDAY_NOON + timedelta(hours=1)
GRANT = WantedGrant(
    authorize_url="https://login.vendor.example/authorize",
    token_url="https://login.vendor.example/token",
    client_id="desk",
    client_secret="hush",
    refresh_token="refresh-1",
)
IMAP = Wanted(
    address="Sales@North.example",
    way="imap",
    host="imap.vendor.example",
    username="sales",
    password="xyzzy",
    folders=("INBOX", "Junk"),
)


@pytest.fixture(autouse=True)
def administrator(world: World) -> None:
    """Bo is one; Fyodor is one at the other desk."""
    for person, desk in ((world.bo, world.desk), (world.fyodor, world.other_desk)):
        DeskMembership.objects.create(person=person, desk=desk, role=Role.ADMINISTRATOR)


def made(world: World, wanted: Wanted = IMAP) -> Mailbox:
    return make_mailbox(world.desk, wanted, by=world.bo, at=MONDAY_NOON)


@pytest.mark.parametrize("who", ["anna", "carl", "dora", "eve", "fyodor", "max"])
def test_who_may_not_set_up_mailboxes_is_refused_everything(world: World, who: str) -> None:
    mailbox, told = made(world), {"by": getattr(world, who), "at": LATER}
    acts: list[Callable[[], object]] = [
        lambda: make_mailbox(world.desk, replace(IMAP, address="x@north.example"), **told),
        lambda: change_mailbox(mailbox, replace(IMAP, host="evil.example"), **told),
        lambda: switch_off(mailbox, **told),
        lambda: switch_on(mailbox, **told),
        lambda: remove(mailbox, **told),
    ]
    for act in acts:
        with pytest.raises(Refused):
            act()
    assert Mailbox.objects.get(pk=mailbox.pk).host == "imap.vendor.example"
    assert Event.objects.filter(stream=mailbox.stream).count() == 1


def test_a_department_head_looks_at_mailboxes_and_sets_none_up(world: World) -> None:
    DeskMembership.objects.filter(person=world.bo, role=Role.ADMINISTRATOR).delete()
    with pytest.raises(Refused):
        made(world)


def test_a_mailbox_is_made_with_its_folders_and_its_secrets_sealed(world: World) -> None:
    mailbox = made(world)
    assert (mailbox.address, mailbox.way, mailbox.activated_at) == ("sales@north.example", "imap", MONDAY_NOON)
    assert unseal(mailbox.password) == "xyzzy"
    assert list(mailbox.folders.order_by("pk").values_list("name", flat=True)) == ["INBOX", "Junk"]
    event = Event.objects.get(stream=mailbox.stream)
    assert (event.verb, event.by, event.data) == (
        "mailbox_made", world.bo, {"address": "sales@north.example", "way": "imap"},
    )  # fmt: skip


def test_an_empty_password_keeps_the_old_one_and_a_new_one_is_recorded_without_its_words(world: World) -> None:
    mailbox = made(world)
    change_mailbox(mailbox, replace(IMAP, password="", host="mx.vendor.example"), by=world.bo, at=LATER)
    mailbox = change_mailbox(mailbox, replace(IMAP, host="mx.vendor.example", password="plugh"), by=world.bo, at=LATER)
    assert unseal(mailbox.password) == "plugh"
    first, second = Event.objects.filter(verb="mailbox_changed").order_by("seq")
    assert first.data == {"changed": {"host": ["imap.vendor.example", "mx.vendor.example"]}, "secrets": []}
    assert second.data == {"changed": {}, "secrets": ["password"]}
    recorded = str(list(Event.objects.filter(stream=mailbox.stream).values_list("data", flat=True)))
    assert "xyzzy" not in recorded
    assert "plugh" not in recorded


def test_saving_what_is_there_already_records_nothing(world: World) -> None:
    mailbox = made(world)
    change_mailbox(mailbox, replace(IMAP, password=""), by=world.bo, at=LATER)
    assert not Event.objects.filter(verb="mailbox_changed").exists()


def test_folders_that_stay_remember_how_far_they_were_fetched_and_another_account_begins_anew(world: World) -> None:
    mailbox = made(world)
    Folder.objects.filter(name="INBOX").update(last_uid=7, uid_validity=1)
    change_mailbox(mailbox, replace(IMAP, folders=("INBOX", "Sales")), by=world.bo, at=LATER)
    assert dict(Folder.objects.values_list("name", "last_uid")) == {"INBOX": 7, "Sales": 0}
    change_mailbox(mailbox, replace(IMAP, username="other"), by=world.bo, at=LATER)
    assert dict(Folder.objects.values_list("name", "last_uid")) == {"INBOX": 0, "Junk": 0}


def test_a_grant_comes_with_its_secrets_sealed_keeps_them_when_left_empty_and_goes_with_a_password(
    world: World,
) -> None:
    mailbox = made(world, replace(IMAP, password="", grant=GRANT))
    empty = replace(GRANT, client_secret="", refresh_token="", scope="mail")
    change_mailbox(mailbox, replace(IMAP, password="", grant=empty), by=world.bo, at=LATER)
    grant = Grant.objects.get()
    assert (unseal(grant.client_secret), unseal(grant.refresh_token), grant.scope) == ("hush", "refresh-1", "mail")
    change_mailbox(mailbox, IMAP, by=world.bo, at=LATER)
    assert not Grant.objects.exists()


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (replace(IMAP, address="support@south.example"), "known"),
        (replace(IMAP, address="support+1@north.example"), "bad-address"),
        (replace(IMAP, host=""), "no-host"),
        (replace(IMAP, move_to="Junk"), "circle"),
    ],
)
def test_what_no_mailbox_may_be_is_refused(world: World, wanted: Wanted, code: str) -> None:
    with pytest.raises(Refused) as refused:
        made(world, wanted)
    assert refused.value.code == code
    assert Mailbox.objects.count() == 2


def test_an_address_people_write_to_stays_and_its_mailbox_can_not_be_removed(world: World) -> None:
    mailbox = with_a_letter(made(world))
    for act in (
        lambda: change_mailbox(mailbox, replace(IMAP, address="new@north.example"), by=world.bo, at=LATER),
        lambda: remove(mailbox, by=world.bo, at=LATER),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "has-letters"


def test_a_mailbox_nobody_wrote_to_is_removed_and_that_stays_on_record(world: World) -> None:
    mailbox = made(world)
    stream = mailbox.stream
    remove(mailbox, by=world.bo, at=LATER)
    assert not Mailbox.objects.filter(address="sales@north.example").exists()
    assert Event.objects.filter(stream=stream).latest("seq").verb == "mailbox_removed"


def test_switched_off_it_takes_no_letters_and_switched_on_those_from_meanwhile_bring_no_promise(world: World) -> None:
    mailbox = made(world)
    for _ in range(2):
        switch_off(mailbox, by=world.bo, at=LATER)
    assert mailbox_of("sales@north.example") is None
    assert not Mailbox.objects.watched().exists()
    for _ in range(2):
        mailbox = switch_on(mailbox, by=world.bo, at=LATER + timedelta(days=9))
    assert mailbox_of("sales+token@north.example") == mailbox
    assert mailbox.activated_at == LATER + timedelta(days=9)
    verbs = list(Event.objects.filter(stream=mailbox.stream).order_by("seq").values_list("verb", flat=True))
    assert verbs == ["mailbox_made", "mailbox_switched_off", "mailbox_switched_on"]


def test_the_only_mailbox_of_a_desk_stays_on(world: World) -> None:
    with pytest.raises(Refused) as refused:
        switch_off(Mailbox.objects.get(desk=world.desk), by=world.bo, at=LATER)
    assert refused.value.code == "only-one"


def test_letters_of_a_ticket_leave_from_another_mailbox_when_its_own_is_off_signed_with_its_name(world: World) -> None:
    support = Mailbox.objects.get(desk=world.desk)
    made(world, replace(IMAP, name="Sales of North"))
    ticket = world.ticket()
    arrived(support, state="joined", ticket=ticket)
    switch_off(support, by=world.bo, at=LATER)
    answer(ticket, "It works.", by=world.anna, at=LATER)
    handle_due(LATER)
    written = Outgoing.objects.get(kind="answer")
    assert (written.from_address, written.from_name) == ("sales@north.example", "Sales of North")


def with_a_letter(mailbox: Mailbox) -> Mailbox:
    arrived(mailbox)
    return mailbox
