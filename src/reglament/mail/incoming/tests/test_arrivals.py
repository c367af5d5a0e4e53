import os
from datetime import timedelta

from reglament.lib import store as files
from reglament.mail.incoming.arrivals import mailbox_of, receive_pipe, store
from reglament.mail.models import Arrival, Mailbox
from reglament.mail.tests.posting import letter
from reglament.testing.world import MONDAY_NOON, World


def test_a_letter_is_kept_byte_for_byte(world: World) -> None:
    arrival = keep(letter())
    assert files.get(arrival.sha256) == letter()
    assert (arrival.state, arrival.desk, arrival.size) == ("stored", world.desk, len(letter()))


def test_the_same_uid_is_kept_once(world: World) -> None:
    first = keep(letter(), uid="7/1")
    assert keep(letter("other words"), uid="7/1") == first
    assert Arrival.objects.count() == 1


def test_without_uid_every_arrival_is_kept(world: World) -> None:
    keep(letter())
    keep(letter())
    assert Arrival.objects.count() == 2


def test_an_address_with_a_reply_token_belongs_to_its_mailbox(world: World) -> None:
    assert mailbox_of("Support+abc-123@North.example") == mailbox_of("support@north.example") is not None
    assert mailbox_of("sales@north.example") is None
    assert mailbox_of("") is None


def test_a_pipe_is_told_that_the_letter_is_safe(world: World) -> None:
    assert receive_pipe(letter(), "support@north.example", at=MONDAY_NOON) == os.EX_OK
    assert Arrival.objects.get().way == "pipe"


def test_a_pipe_for_somebody_else_has_no_user(world: World) -> None:
    assert receive_pipe(letter(), "sales@north.example", at=MONDAY_NOON) == os.EX_NOUSER


def test_on_a_full_disk_the_mail_server_keeps_the_letter(world: World, settings: object, tmp_path: object) -> None:
    settings.FILES_ROOT = "/dev/null/full"  # type: ignore[attr-defined]
    assert receive_pipe(letter(), "support@north.example", at=MONDAY_NOON) == os.EX_TEMPFAIL
    assert not Arrival.objects.exists()


def test_people_see_only_the_letters_of_their_desks(world: World) -> None:
    keep(letter())
    assert Arrival.objects.visible_to(world.anna).count() == 1
    for stranger in (world.fyodor, world.carl, world.eve):
        assert not Arrival.objects.visible_to(stranger).exists()


def keep(raw: bytes, *, uid: str = "") -> Arrival:
    mailbox = Mailbox.objects.get(address="support@north.example")
    at = MONDAY_NOON + timedelta(seconds=1)
    return store(raw, mailbox=mailbox, way=Mailbox.Way.PIPE, received_at=MONDAY_NOON, at=at, uid=uid)
