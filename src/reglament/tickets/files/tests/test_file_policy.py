"""Which files are taken (C-56)."""

from typing import Any

import pytest
from django.utils import translation

from reglament.lib.tests.test_kinds import BITMAP, PROGRAM, rar4, rar5, under_a_password, zipped
from reglament.regulation.terms.edition_terms import Attachments, Words
from reglament.tickets.files.file_policy import Verdict, judged, what_to_do

PNG = b"\x89PNG\r\n\x1a\n" + bytes(30)
HIVE = Attachments(
    pictures=frozenset({"jpg", "gif", "png"}), archived_pictures=frozenset({"bmp"}), archives=frozenset({"rar", "zip"})
)


def rules(**wanted: Any) -> Attachments:
    """Sets of names are written as sets."""
    given: dict[str, Any] = {
        key: frozenset(value) if isinstance(value, set) else value for key, value in wanted.items()
    }
    return Attachments(**given)


@pytest.mark.clause("C-56")
@pytest.mark.parametrize(
    ("filename", "content", "refused"),
    [
        ("shot.png", PNG, ""),
        ("shot.bmp", PNG, ""),  # the name says nothing
        ("shot.png", BITMAP, "picture"),
        ("shots.zip", zipped("a.bmp"), ""),
        ("shots.rar", rar4(b"a.bmp"), ""),
        ("shots.rar", rar5(b"a.bmp"), ""),
        ("shots.7z", b"7z\xbc\xaf\x27\x1c" + bytes(30), "archive"),
        ("shots.zip", zipped("a.tif", "b.tiff"), "picture"),
        ("mixed.zip", zipped("a.tif", "server.log"), ""),
        ("closed.zip", under_a_password(zipped("a.bmp")), "encrypted"),
        ("server.log", b"12:00 started", ""),
        ("offer.pdf", b"%PDF-1.7", ""),
        ("table.xlsx", zipped("[Content_Types].xml", "xl/workbook.xml"), ""),
        ("photo.heic", b"\0\0\0\x18ftypheic", "picture"),
    ],
)
def test_pictures_are_taken_by_what_they_are(filename: str, content: bytes, refused: str) -> None:
    assert judged(HIVE, filename, content).refused == refused


@pytest.mark.clause("C-56")
def test_without_rules_everything_is_taken() -> None:
    assert judged(None, "run.exe", PROGRAM) == Verdict("exe")
    assert judged(rules(), "shot.bmp", BITMAP) == Verdict("bmp")


@pytest.mark.clause("C-56")
def test_the_regulation_may_have_bitmaps_converted() -> None:
    assert judged(rules(pictures={"png"}, converted={"bmp"}), "shot.bmp", BITMAP) == Verdict("bmp", converts=True)


def test_what_is_never_taken_is_known_by_bytes_by_name_and_in_archives() -> None:
    never = rules(refused={"exe", "js"})
    assert judged(never, "holiday.jpg", PROGRAM).refused == "kind"
    assert judged(never, "a.JS", b"alert(1)").refused == "kind"
    assert judged(never, "a.zip", zipped("a/b.js")).refused == "kind"
    assert judged(never, "a.txt", b"words").refused == ""


def test_size_and_passwords_are_the_regulations() -> None:
    assert judged(rules(largest=1), "a.log", b"x" * (1024 * 1024)).refused == ""
    assert judged(rules(largest=1), "a.log", b"x" * (1024 * 1024 + 1)).refused == "too-large"
    assert judged(rules(encrypted=True), "a.zip", under_a_password(zipped("a"))).refused == ""


def test_the_sender_is_told_what_helps() -> None:
    told = rules(largest=25, refused={"exe"}, text=Words("Программ не берём.", "We take no programs."))
    with translation.override("en"):
        assert (
            what_to_do("too-large", told, "en")
            == "It is larger than 25.0 MB: please send it in parts, or a link to it."
        )
        assert what_to_do("picture", HIVE, "en") == "Pictures are taken as GIF, JPG, PNG, others in an archive."
        assert what_to_do("archive", HIVE, "en") == "Archives are taken as RAR, ZIP."
        assert what_to_do("kind", told, "en") == "We take no programs."
        assert what_to_do("kind", None, "en") == "Files of this kind are not taken."
