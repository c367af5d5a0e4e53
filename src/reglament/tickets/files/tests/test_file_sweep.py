"""Files are scanned, converted and made small outside of any request (C-56)."""

import socket
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.test import override_settings

from reglament.events.models import Event
from reglament.lib import pictures, store
from reglament.lib.tests.test_pictures import bomb, picture
from reglament.regulation.terms.edition_terms import Attachments
from reglament.testing.losing import path_in_store
from reglament.testing.ports import free_port
from reglament.testing.scanner import EICAR, FOUND, LARGEST, Scanner
from reglament.testing.world import MONDAY_NOON, World
from reglament.tickets.course.opening import NewMessage
from reglament.tickets.files.file_policy import taken
from reglament.tickets.files.file_sweep import examine_files
from reglament.tickets.models import Attachment, Ticket

NOW = MONDAY_NOON + timedelta(seconds=10)


def sent(world: World, *contents: bytes, rules: Attachments | None = None, name: str = "map.png") -> Ticket:
    """A request that brings these files."""
    files = [taken(rules, content, filename=name, content_type="image/png") for content in contents]
    return world.ticket(message=NewMessage("See.", files=files))


def test_a_picture_gets_a_small_one_and_the_same_picture_only_once(world: World) -> None:
    sent(world, picture("PNG"), picture("PNG"), b"no picture")
    assert examine_files(NOW) == 3
    first, second, other = Attachment.objects.order_by("pk")
    assert first.thumbnail == second.thumbnail != ""
    assert store.get(first.thumbnail)[8:12] == b"WEBP"
    assert (other.thumbnail, other.due_at, first.due_at) == ("", None, None)
    assert examine_files(NOW) == 0


def test_a_picture_that_would_unfold_to_too_much_is_only_a_file(world: World) -> None:
    sent(world, bomb())
    examine_files(NOW)
    assert (Attachment.objects.get().thumbnail, Attachment.objects.get().due_at) == ("", None)


@pytest.mark.clause("C-56")
def test_a_bitmap_is_converted_where_the_regulation_says_so(world: World) -> None:
    rules = Attachments(pictures=frozenset({"png"}), converted=frozenset({"bmp"}))
    sent(world, picture("BMP", (40, 30)), rules=rules, name="grey.bmp")
    examine_files(NOW)
    file = Attachment.objects.get()
    assert (file.filename, file.kind, file.content_type, file.refused) == ("grey.png", "png", "image/png", "")
    assert store.get(file.sha256).startswith(b"\x89PNG")
    assert file.thumbnail


@pytest.mark.clause("C-56")
@pytest.mark.processes
def test_nobody_gets_a_file_before_the_scanner_has_looked(world: World, scanner: Scanner) -> None:
    sent(world, b"words")
    file = Attachment.objects.get()
    assert (file.scan, file.is_served, file.is_for_client) == ("waiting", False, False)
    examine_files(NOW)
    file.refresh_from_db()
    assert (file.scan, file.is_served, file.is_for_client) == ("clean", True, True)


@pytest.mark.clause("C-56")
@pytest.mark.processes
def test_what_is_infected_is_never_served_and_agents_are_told(world: World, scanner: Scanner) -> None:
    ticket = sent(world, EICAR)
    examine_files(NOW)
    file = Attachment.objects.get()
    assert (file.scan, file.found, file.is_served) == ("infected", FOUND, False)
    event = Event.objects.get(verb="infected")
    assert (event.stream, event.data["name"]) == (ticket.stream, "map.png")


def test_a_scanner_that_is_away_is_waited_for(world: World) -> None:
    with override_settings(SCANNER=f"tcp:127.0.0.1:{free_port()}"):
        sent(world, b"words")
        for hours in range(8):
            examine_files(NOW + timedelta(hours=hours))
    file = Attachment.objects.get()
    assert (file.scan, file.attempts) == ("waiting", 8)
    assert file.due_at == NOW + timedelta(hours=7, minutes=10)
    with override_settings(SCANNER=""):  # given up altogether
        examine_files(NOW + timedelta(hours=9))
    file = Attachment.objects.get()
    assert (file.scan, file.due_at) == ("", None)


@pytest.mark.processes
def test_what_is_too_large_for_the_scanner_is_the_agents_alone(world: World, scanner: Scanner) -> None:
    sent(world, bytes(LARGEST + 1))
    examine_files(NOW)
    file = Attachment.objects.get()
    assert (file.scan, file.is_served, file.is_for_client) == ("unchecked", True, False)


@pytest.mark.processes
def test_a_picture_that_can_not_be_made_small_keeps_what_the_scanner_said(
    world: World, scanner: Scanner, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent(world, picture("PNG"))
    monkeypatch.setattr(pictures, "thumbnail", lambda content, kind: 1 // 0)
    for hours in range(6):
        examine_files(NOW + timedelta(hours=hours))
    file = Attachment.objects.get()
    assert (file.scan, file.due_at, file.attempts, file.is_for_client) == ("clean", None, 5, True)


def test_what_is_not_in_the_store_is_not_waited_for(world: World, settings: Any) -> None:
    settings.SCANNER = f"tcp:127.0.0.1:{free_port()}"
    sent(world, b"words")
    path_in_store(Attachment.objects.get().sha256).unlink()
    examine_files(NOW)
    file = Attachment.objects.get()
    assert (file.scan, file.due_at) == ("unchecked", None)


def test_a_scanner_that_hangs_is_asked_once_a_run_and_pictures_are_made_all_the_same(
    world: World, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reglament.lib.clamd.TIMEOUT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.SCANNER = f"tcp:127.0.0.1:{silent.getsockname()[1]}"
        sent(world, b"one", b"two", b"three", picture("PNG"))
        Attachment.objects.filter(kind="png").update(scan="clean")
        assert examine_files(NOW) == 4
        assert asked(silent) == 1
    assert set(Attachment.objects.values_list("kind", "scan", "attempts")) == {("", "waiting", 1), ("png", "clean", 0)}
    assert Attachment.objects.get(kind="png").thumbnail


def asked(server: socket.socket) -> int:
    """How many connections wait to be taken."""
    server.setblocking(False)
    count = 0
    with suppress(BlockingIOError):
        while True:
            server.accept()[0].close()
            count += 1
    return count


@pytest.mark.processes
def test_examining_twice_records_once(world: World, scanner: Scanner) -> None:
    sent(world, EICAR)
    assert examine_files(NOW) == 1
    assert examine_files(NOW + timedelta(hours=1)) == 0
    assert Event.objects.filter(verb="infected").count() == 1
