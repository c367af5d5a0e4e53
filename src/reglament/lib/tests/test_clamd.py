"""Asking the virus scanner."""

import socket
import threading

import pytest

from reglament.lib.clamd import Found, Unreachable, scan
from reglament.testing.ports import free_port
from reglament.testing.scanner import EICAR, LARGEST, scanning


def test_clean_and_infected_are_told_apart() -> None:
    with scanning() as scanner:
        assert scan(b"words" * 50_000, scanner.where) == Found()
        assert scan(b"..." + EICAR, scanner.where) == Found("Eicar-Test-Signature")
        assert scan(b"", scanner.where) == Found()


def test_what_is_too_large_for_it_is_not_called_clean() -> None:
    with scanning() as scanner:
        assert scan(bytes(LARGEST + 1), scanner.where) == Found(checked=False)


def test_an_error_is_no_answer() -> None:
    with scanning() as scanner:
        scanner.broken = True
        with pytest.raises(Unreachable):
            scan(b"words", scanner.where)


def test_nobody_there_is_no_answer() -> None:
    for where in (f"tcp:127.0.0.1:{free_port()}", "unix:/nowhere/clamd.ctl", "tcp:nowhere", "?"):
        with pytest.raises(Unreachable):
            scan(b"words", where)


def test_hanging_up_without_a_word_is_no_answer() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.listen()
        port = server.getsockname()[1]
        server.settimeout(5)

        def hang_up() -> None:
            connection, _ = server.accept()
            connection.close()

        threading.Thread(target=hang_up, daemon=True).start()
        with pytest.raises(Unreachable):
            scan(b"words", f"tcp:127.0.0.1:{port}")
