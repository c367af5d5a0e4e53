"""What files are, by their bytes."""

import io
import struct
import zipfile

import pytest

from reglament.lib.archives import MOST, document_in, listed
from reglament.lib.kinds import canonical, kind_of, named

BITMAP = b"BM" + struct.pack("<IHHI", 70, 0, 0, 54) + struct.pack("<IiiHH", 40, 2, 2, 1, 24) + bytes(40)
PROGRAM = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0" + bytes(200)
RAR4_MAIN = b"\0\0\x73\0\0\x0d\0" + bytes(6)


def zipped(*names: str, of: bytes = b"content") -> bytes:
    """An archive with these files."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, of)
    return file.getvalue()


def under_a_password(archive: bytes) -> bytes:
    """The same, with the bits of its first file and of its directory set."""
    marked = bytearray(archive)
    marked[6] |= 1
    marked[archive.index(b"PK\x01\x02") + 8] |= 1
    return bytes(marked)


def rar4(name: bytes, flags: int = 0x8000) -> bytes:
    """An archive of one empty file, as RAR 4 writes it."""
    head = struct.pack("<BHH", 0x74, flags, 32 + len(name)) + struct.pack(
        "<IIBIIBBHI", 0, 0, 0, 0, 0, 29, 48, len(name), 32
    )
    return b"Rar!\x1a\x07\0" + RAR4_MAIN + b"\0\0" + head + name


def rar5(name: bytes, extra: bytes = b"") -> bytes:
    """An archive of one empty file, as RAR 5 writes it."""
    body = bytes([0x02, 0x01 if extra else 0]) + (bytes([len(extra)]) if extra else b"")
    body += bytes([0, 0, 0, 0, 0, len(name)]) + name + extra
    return b"Rar!\x1a\x07\x01\0" + b"\0\0\0\0" + bytes([len(body)]) + body


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n....", "png"),
        (b"\xff\xd8\xff\xe0..JFIF", "jpg"),
        (b"GIF89a..", "gif"),
        (BITMAP, "bmp"),
        (b"BMW is a car", ""),
        (PROGRAM, "exe"),
        (b"MZ, my friend, is a text of more than sixty-four signs and nothing that one could run.", ""),
        (b"RIFF\0\0\0\0WEBPVP8 ", "webp"),
        (b"\0\0\0\x18ftypheic", "heic"),
        (b"\0\0\0\x18ftypisom", "mp4"),
        (b"%PDF-1.7", "pdf"),
        (zipped("a.txt"), "zip"),
        (rar4(b"a.txt"), "rar"),
        (rar5(b"a.txt"), "rar"),
        (b"just words", ""),
        (b"", ""),
    ],
)
def test_the_bytes_tell_the_kind(content: bytes, kind: str) -> None:
    assert kind_of(content) == kind


def test_a_name_claims_a_kind_by_its_ending() -> None:
    assert [named(name) for name in ("A.JPEG", "x.tar.gz", "no", ".", "shot.png ", "a.b/c")] == [
        "jpg",
        "gz",
        "",
        "",
        "png",
        "",
    ]
    assert canonical(" .JPG") == "jpg"


def test_an_archive_lists_its_files() -> None:
    assert listed(zipped("a.bmp", "b/c.log"), "zip").names == ("a.bmp", "b/c.log")
    assert listed(b"prefix of a self-extracting one" + zipped("a.bmp"), "zip").names == ("a.bmp",)
    assert listed(rar4(b"shot.bmp"), "rar").names == ("shot.bmp",)
    assert listed(rar5(b"shot.bmp"), "rar").names == ("shot.bmp",)


def test_a_password_shows() -> None:
    assert not listed(zipped("a.bmp"), "zip").encrypted
    assert listed(under_a_password(zipped("a.bmp")), "zip").encrypted
    assert listed(rar4(b"a.bmp", flags=0x8004), "rar").encrypted
    assert listed(b"Rar!\x1a\x07\0\0\0\x73\x80\0\x0d\0" + bytes(6), "rar").encrypted
    assert listed(rar5(b"a.bmp", extra=b"\x02\x01\0"), "rar").encrypted
    assert listed(b"Rar!\x1a\x07\x01\0\0\0\0\0\x03\x04\0\0", "rar").encrypted


def test_what_is_broken_lists_what_can_be_read() -> None:
    whole = zipped(*(f"{number}.txt" for number in range(50)))
    for cut in range(0, len(whole), 7):
        listed(whole[:cut], "zip")
    for archive in (rar4(b"a.bmp") * 2, rar5(b"a.bmp") * 2):
        for cut in range(len(archive)):
            listed(archive[:cut], "rar")
    assert listed(b"7z\xbc\xaf\x27\x1c" + b"\xff" * 40, "7z").names == ()


def test_a_listing_is_bounded() -> None:
    entry = b"PK\x01\x02" + bytes(24) + struct.pack("<HHH", 1, 0, 0) + bytes(12) + b"a"
    directory = entry * (MOST + 10)
    archive = directory + b"PK\x05\x06" + bytes(8) + struct.pack("<II", len(directory), 0) + b"\0\0"
    assert len(listed(archive, "zip").names) == MOST


def test_an_office_document_is_no_archive() -> None:
    assert document_in(("[Content_Types].xml", "xl/workbook.xml")) == "xlsx"
    assert document_in(("META-INF/MANIFEST.MF", "a.class")) == "jar"
    assert document_in(("a.txt", "word/b.txt")) == ""
