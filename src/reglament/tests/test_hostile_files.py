"""Files made to do harm: whatever they are and are called, they do nothing where they are shown or saved (C-56)."""

import unicodedata
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reglament.lib.tests.test_kinds import PROGRAM, zipped
from reglament.regulation.terms.edition_terms import Attachments
from reglament.testing.world import World
from reglament.tests.test_files import process, with_files
from reglament.tickets.files.file_policy import judged
from reglament.tickets.models import Attachment
from reglament.workspace.tests.browsing import signed_in

HOSTILE = [
    ("page.html", "text/html", b"<script>alert(1)</script>"),
    ("drawing.svg", "image/svg+xml", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    ("shot.png", "image/png", b"<html><script>alert(1)</script>"),
    ("shot.gif", "text/html", b"GIF89a/*<script>*/=1;alert(1)"),
    ("page.xhtml", "image/png", b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>'),
    ("invoice.pdf.exe", "application/pdf", PROGRAM),
    ("photo\u202egpj.exe", "image/jpeg", PROGRAM),
    ("a\tb\x07\x1b[2J.txt", "text/plain", b"words"),
    ("..\\..\\autoexec.bat", "text/plain", b"words"),
    ("notes.txt", 'text/html; charset="utf-7', b"+ADw-script+AD4-"),
]
PICTURES = {"image/png", "image/jpeg", "image/gif", "image/webp"}


def test_out_of_a_letter_they_are_saved_and_never_run(world: World) -> None:
    process(with_files(*HOSTILE))
    all_are_harmless(world, expected=len(HOSTILE))


def test_out_of_a_form_they_are_saved_and_never_run(world: World) -> None:
    ticket = world.ticket()
    files = [SimpleUploadedFile(name, content, content_type=kind) for name, kind, content in HOSTILE]
    signed_in(world.anna).post(f"/desk/tickets/{ticket.tid}/answers/", {"text": "See.", "key": "a", "files": files})
    all_are_harmless(world, expected=len(HOSTILE))


def all_are_harmless(world: World, *, expected: int) -> None:
    browser = signed_in(world.anna)
    for file in Attachment.objects.order_by("pk"):
        assert is_plain(file.filename), repr(file.filename)
        given: Any = browser.get(f"/desk/attachments/{file.pk}/")
        assert given.status_code == 200
        assert given["X-Content-Type-Options"] == "nosniff"
        assert given["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
        saved = given["Content-Disposition"].startswith("attachment")
        assert saved or given["Content-Type"] in PICTURES
        assert not saved or given["Content-Type"] == "application/octet-stream"
    assert Attachment.objects.count() == expected


def is_plain(name: str) -> bool:
    """Without path, control or direction signs."""
    return not any(sign in "/\\" or unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp") for sign in name)


@pytest.mark.clause("C-56")
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("invoice.pdf.exe", b"words"),
        ("invoice.exe. . ", b"words"),
        ("INVOICE.EXE", b"words"),
        ("photo.jpg", PROGRAM),
        ("many.zip", zipped("readme.txt", "deep/er/Setup.EXE")),
        ("many.zip", zipped("readme.txt", "invoice.pdf.exe")),
    ],
)
def test_what_is_never_taken_is_known_behind_other_names(name: str, content: bytes) -> None:
    assert judged(Attachments(refused=frozenset({"exe"})), name, content).refused == "kind"


def test_a_bomb_costs_nothing_because_no_archive_is_unpacked() -> None:
    bomb = zipped("zeros.bmp", of=b"\0" * 50_000_000)
    assert len(bomb) < 100_000
    assert judged(Attachments(pictures=frozenset({"png"})), "bomb.zip", bomb).refused == "picture"
