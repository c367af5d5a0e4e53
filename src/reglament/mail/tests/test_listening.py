from smtplib import LMTP, SMTP, SMTPSenderRefused

import pytest

from reglament.lib import store
from reglament.lib.db import writing
from reglament.mail.catching import catch_all
from reglament.mail.models import Arrival, Caught, Mailbox
from reglament.mail.tests.posting import letter, listening, post
from reglament.testing.ports import free_port
from reglament.testing.world import LONG_AGO, build_world

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.processes]


def test_a_letter_is_safe_before_the_sender_is_told_so() -> None:
    build_world()
    with listening() as port:
        assert post(port, letter())[0] == 250
        arrival = Arrival.objects.get()
    assert store.get(arrival.sha256) == letter()
    assert (arrival.envelope_from, arrival.envelope_to) == ("carl@acme.example", "support@north.example")


def test_letters_for_others_are_refused_at_the_door() -> None:
    build_world()
    with listening() as port, SMTP("127.0.0.1", port) as server:
        server.ehlo()
        server.mail("carl@acme.example")
        code, words = server.rcpt("sales@elsewhere.example")
    assert code == 550
    assert b"sales@elsewhere.example" in words


def test_two_desks_get_an_arrival_each_and_one_mailbox_never_two() -> None:
    build_world()
    with listening() as port:
        post(port, letter(), "support@north.example", "support+sy-h-abcdefgh@north.example", "support@south.example")
    assert sorted(Arrival.objects.values_list("envelope_to", flat=True)) == [
        "support+sy-h-abcdefgh@north.example",
        "support@south.example",
    ]


def test_while_the_disk_is_full_the_sender_keeps_the_letter(settings: object) -> None:
    build_world()
    settings.FILES_ROOT = "/dev/null/full"  # type: ignore[attr-defined]
    with listening() as port:
        assert post(port, letter())[0] == 451
    assert not Arrival.objects.exists()


def test_a_letter_over_the_limit_is_refused_before_it_is_sent() -> None:
    build_world()
    with listening() as port, SMTP("127.0.0.1", port) as server:
        with pytest.raises(SMTPSenderRefused) as refused:
            server.sendmail("carl@acme.example", ["support@north.example"], b"x" * (51 * 1024 * 1024))
        assert refused.value.smtp_code == 552


def test_very_long_lines_and_raw_bytes_are_kept_as_they_came() -> None:
    build_world()
    raw = letter() + b"x" * 200_000 + "\r\nпривет\r\n".encode("cp1251")
    with listening() as port:
        assert post(port, raw)[0] == 250
    assert store.get(Arrival.objects.get().sha256) == raw


def test_lmtp_answers_for_every_recipient() -> None:
    build_world()
    with listening() as port, LMTP("127.0.0.1", port) as server:
        server.ehlo()  # which smtplib's LMTP spells LHLO
        server.mail("carl@acme.example")
        server.rcpt("support@north.example")
        server.rcpt("support@south.example")
        assert server.data(letter())[0] == 250
        assert server.getreply()[0] == 250
    assert Arrival.objects.count() == 2


def test_bytes_no_address_has_are_no_reason_to_say_try_again_for_ever() -> None:
    build_world()
    with listening() as port, SMTP("127.0.0.1", port) as server:
        server.ehlo()
        server.command_encoding = "latin-1"
        assert server.docmd("MAIL FROM:<\xff\0@acme.example> SMTPUTF8")[0] == 250
        assert server.rcpt("\xfe\0@north.example")[0] == 550
        assert server.rcpt("support@north.example")[0] == 250
        assert server.data(letter())[0] == 250
    assert Arrival.objects.get().envelope_from == "\ufffd@acme.example"


def test_the_null_sender_is_welcome() -> None:
    build_world()
    with listening() as port:
        assert post(port, letter(), sender="")[0] == 250
    assert Arrival.objects.get().envelope_from == "<>"


def test_a_mailbox_added_while_listening_takes_letters_at_once() -> None:
    world = build_world()
    with listening() as port:
        with writing():
            Mailbox.objects.create(desk=world.desk, address="help@north.example", activated_at=LONG_AGO)
        assert post(port, letter(), "help@north.example")[0] == 250


def test_the_catch_all_takes_letters_to_anybody() -> None:
    with catch_all("127.0.0.1", port := free_port()):
        assert post(port, letter(), "carl@acme.example", "eve@globex.example")[0] == 250
    assert sorted(Caught.objects.values_list("envelope_to", "subject")) == [
        ("carl@acme.example", "The map does not load"),
        ("eve@globex.example", "The map does not load"),
    ]
