"""Asking the virus scanner: a real clamd."""

import socket
import threading

import pytest

from reglament.lib import clamd
from reglament.lib.clamd import Found, Unreachable, scan
from reglament.lib.tests.test_kinds import under_a_password, zipped
from reglament.testing.ports import free_port
from reglament.testing.scanner import EICAR, FOUND, LARGEST, Scanner

pytestmark = pytest.mark.processes


def test_clean_and_infected_are_told_apart(scanner: Scanner) -> None:
    for where in (scanner.where, scanner.socket):
        assert scan(b"words" * 50_000, where) == Found()
        assert scan(b"..." + EICAR, where) == Found(FOUND)
        assert scan(b"", where) == Found()


def test_what_is_infected_inside_an_archive_is_found(scanner: Scanner) -> None:
    assert scan(zipped("notes.txt", of=EICAR), scanner.where) == Found(FOUND)


def test_what_is_too_large_for_it_is_not_called_clean(scanner: Scanner) -> None:
    """Whether it is the stream that is too long, at once or by far, or what it would have to look into."""
    for length in (LARGEST + 1, 20 * LARGEST, 400_000):
        assert scan(bytes(length), scanner.where) == Found(checked=False)


def test_what_it_can_not_look_into_is_not_called_infected(scanner: Scanner) -> None:
    assert scan(under_a_password(zipped("notes.txt")), scanner.where) == Found(checked=False)


def test_one_that_ends_in_the_middle_gives_no_answer_until_it_is_started_again(scanner: Scanner) -> None:
    with scanner.asleep():
        asked = threading.Timer(0.3, scanner.stop)
        asked.start()
        with pytest.raises(Unreachable):
            scan(b"words", scanner.where)
        asked.join()
        scanner.start()
    assert scan(b"words", scanner.where) == Found()


def test_one_that_sleeps_is_not_waited_for_without_end(scanner: Scanner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clamd, "TIMEOUT", 0.3)
    with scanner.asleep(), pytest.raises(Unreachable):
        scan(b"words", scanner.where)


def test_nobody_there_is_no_answer() -> None:
    for where in (f"tcp:127.0.0.1:{free_port()}", "unix:/nowhere/clamd.ctl", "tcp:nowhere", "?"):
        with pytest.raises(Unreachable):
            scan(b"words", where)


@pytest.mark.parametrize("said", [b"", b"INSTREAM: Can't allocate memory ERROR\0", b"UNKNOWN COMMAND\0"])
def test_an_error_and_silence_are_no_answer(said: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(5)

        def answer() -> None:
            connection, _ = server.accept()
            with connection:
                connection.sendall(said)

        threading.Thread(target=answer, daemon=True).start()
        with pytest.raises(Unreachable):
            scan(b"words", f"tcp:127.0.0.1:{server.getsockname()[1]}")
