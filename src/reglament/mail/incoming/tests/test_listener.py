import re
import socket
import ssl
import time
from pathlib import Path
from smtplib import LMTP, SMTP, SMTPSenderRefused, SMTPServerDisconnected
from typing import Any

import pytest

from reglament.lib import store
from reglament.lib.db import writing
from reglament.mail.models import Arrival, Mailbox
from reglament.mail.servers import smtp_server
from reglament.mail.tests.certificates import self_signed
from reglament.mail.tests.posting import letter, listening, post
from reglament.testing.running import eventually
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


def test_a_letter_may_be_sent_in_one_line_however_long() -> None:
    build_world()
    raw = b"Subject: x\r\n\r\n" + b"." + b"y" * 9_000_000 + b"\r\n"
    with listening() as port:
        assert post(port, raw)[0] == 250
    assert store.get(Arrival.objects.get().sha256) == raw


def test_dots_are_unstuffed_and_a_lone_dot_after_a_bare_line_feed_ends_nothing() -> None:
    build_world()
    with listening() as port, socket.create_connection(("127.0.0.1", port), 10) as client:
        talk(client, b"", b"EHLO x\r\n", b"MAIL FROM:<a@acme.example>\r\n", b"RCPT TO:<support@north.example>\r\n")
        talk(client, b"DATA\r\n")
        said = talk(client, b"Subject: x\r\n\r\none\n.\r\n..two\r\n.\r\n")
    assert said.startswith(b"250")
    assert store.get(Arrival.objects.get().sha256) == b"Subject: x\r\n\r\none\n.\r\n.two\r\n"


def test_who_sends_more_than_is_taken_is_told_so_or_hung_up_on(monkeypatch: pytest.MonkeyPatch) -> None:
    build_world()
    monkeypatch.setattr("reglament.mail.incoming.listener.LARGEST", 1_000_000)
    with listening() as port:
        for size, reply in ((1_500_000, b"552"), (5_000_000, b"")):
            with socket.create_connection(("127.0.0.1", port), 10) as client:
                talk(client, b"", b"EHLO x\r\n", b"MAIL FROM:<a@acme.example>\r\n")
                talk(client, b"RCPT TO:<support@north.example>\r\n", b"DATA\r\n")
                assert endless_line(client, size).startswith(reply)
        assert post(port, letter())[0] == 250  # and everybody else is served
    assert Arrival.objects.count() == 1


def test_who_only_guesses_addresses_is_sent_away(monkeypatch: pytest.MonkeyPatch) -> None:
    build_world()
    monkeypatch.setattr(smtp_server, "MOST_REFUSALS", 2)
    with listening() as port, SMTP("127.0.0.1", port, timeout=10) as server:
        server.ehlo()
        server.mail("carl@acme.example")
        assert [server.rcpt(f"guess{number}@north.example")[0] for number in range(3)] == [550, 550, 421]
        with pytest.raises(SMTPServerDisconnected):
            for _ in range(20):
                server.noop()
                time.sleep(0.1)


def test_more_connections_than_seats_are_asked_to_come_later(monkeypatch: pytest.MonkeyPatch) -> None:
    build_world()
    monkeypatch.setattr(smtp_server, "MOST_CONNECTIONS", 2)
    with listening() as port:
        silent = [socket.create_connection(("127.0.0.1", port), 10) for _ in range(2)]
        greeted = [client.recv(100) for client in silent]
        with socket.create_connection(("127.0.0.1", port), 10) as late:
            assert late.recv(100).startswith(b"421")
        for client in silent:
            client.close()
        assert all(words.startswith(b"220") for words in greeted)
        taken = eventually(lambda: _posted(port), what="a seat is free")
    assert taken == 250


def test_a_client_that_says_nothing_is_hung_up_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp_server, "TIMEOUT", 0.3)
    with listening() as port, socket.create_connection(("127.0.0.1", port), 10) as client:
        assert client.recv(100).startswith(b"220")
        assert client.recv(100) == b""


def test_letters_of_people_with_letters_of_their_own_in_their_addresses_are_taken() -> None:
    build_world()
    with listening() as port, SMTP("127.0.0.1", port, timeout=10) as server:
        server.ehlo()
        server.command_encoding = "utf-8"
        assert server.has_extn("SMTPUTF8")
        server.mail("карл@акме.example", ["SMTPUTF8"])
        server.rcpt("support@north.example")
        assert server.data(letter())[0] == 250
    assert Arrival.objects.get().envelope_from == "карл@акме.example"


def test_with_a_certificate_the_way_is_protected(settings: Any, tmp_path: Path) -> None:
    build_world()
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    self_signed(certificate, key)
    settings.LISTEN_CERTIFICATE, settings.LISTEN_KEY = str(certificate), str(key)
    with listening() as port, SMTP("localhost", port, timeout=10) as server:
        server.starttls(context=ssl.create_default_context(cafile=str(certificate)))
        server.sendmail("carl@acme.example", ["support@north.example"], letter())
    assert Arrival.objects.count() == 1


def _posted(port: int) -> int | None:
    try:
        return post(port, letter())[0]
    except OSError:
        return None


def talk(client: socket.socket, *lines: bytes) -> bytes:
    """Send line after line, waiting for the reply to each; the last reply."""
    said = b""
    for line in lines:
        client.sendall(line)
        said = b""
        while not re.search(rb"(?m)^\d{3} .*\r\n\Z", said):
            received = client.recv(4_000)
            if not received:
                raise ConnectionResetError
            said += received
    return said


def endless_line(client: socket.socket, size: int) -> bytes:
    """Send a line of that many bytes and the end of the letter; what is said of it, "" when hung up."""
    try:
        for _ in range(size // 100_000):
            client.sendall(b"x" * 100_000)
        return talk(client, b"\r\n.\r\n")
    except OSError:
        return b""
