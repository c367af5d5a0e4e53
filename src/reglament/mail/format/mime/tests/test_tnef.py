"""What Outlook hides in winmail.dat comes out; what is broken stays a file."""

import struct

import pytest

from reglament.mail.format.mime import rtf, tnef
from reglament.mail.format.parser import parse


def attribute(level: int, name: int, value: bytes) -> bytes:
    """One TNEF attribute."""
    return struct.pack("<BHHI", level, name, 0, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)


def text_property(number: int, text: str) -> bytes:
    raw = text.encode("utf-16-le") + b"\0\0"
    return struct.pack("<HHII", 0x1F, number, 1, len(raw)) + raw.ljust(len(raw) + -len(raw) % 4, b"\0")


def binary_property(number: int, raw: bytes, kind: int = 0x102) -> bytes:
    return struct.pack("<HHII", kind, number, 1, len(raw)) + raw.ljust(len(raw) + -len(raw) % 4, b"\0")


def properties(*encoded: bytes) -> bytes:
    return struct.pack("<I", len(encoded)) + b"".join(encoded)


NUMBER = struct.pack("<HHI", 0x03, 0x0E08, 7)
NAMED = struct.pack("<HH16sII", 0x03, 0x8001, b"g" * 16, 0, 5) + struct.pack("<I", 9)


def winmail(*attributes: bytes) -> bytes:
    return b"\x78\x9f\x3e\x22\x01\x00" + attribute(1, 0x9007, struct.pack("<II", 1251, 0)) + b"".join(attributes)


FILE = (
    attribute(2, 0x9002, b"\0" * 14)
    + attribute(2, 0x8010, "Отчёт.pdf".encode("cp1251") + b"\0")
    + attribute(2, 0x800F, b"%PDF-1")
    + attribute(2, 0x9005, properties(NUMBER, NAMED, text_property(0x3707, "Отчёт за март.pdf")))
)


def letter(raw: bytes, text: str = "") -> bytes:
    head = b"From: carl@acme.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
    head += f"--b\nContent-Type: text/plain; charset=utf-8\n\n{text}\n".encode()
    return head + b"--b\nContent-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: 8bit\n\n" + raw


def test_files_come_out_with_their_long_names() -> None:
    found = tnef.unpack(winmail(FILE))
    assert found is not None
    assert [(file.name, file.content) for file in found.files] == [("Отчёт за март.pdf", b"%PDF-1")]


def test_a_letter_shows_the_files_and_not_the_wrapping() -> None:
    read = parse(letter(winmail(FILE), "См. файл."))
    assert read.text == "См. файл."
    assert [(file.filename, file.content_type) for file in read.attachments] == [
        ("Отчёт за март.pdf", "application/pdf")
    ]


def test_words_that_are_nowhere_else_are_shown() -> None:
    body = attribute(1, 0x9003, properties(NUMBER, text_property(0x1000, "Касса не печатает.\r\nПомогите.")))
    assert parse(letter(winmail(body, FILE))).text == "Касса не печатает.\nПомогите."
    assert parse(letter(winmail(body, FILE), "Своё")).text == "Своё"


def test_html_of_the_hidden_body_is_made_safe() -> None:
    page = "<p>Касса</p><script>x</script>".encode("cp1251")
    body = attribute(1, 0x9003, properties(struct.pack("<HHI", 0x03, 0x3FDE, 1251), binary_property(0x1013, page)))
    read = parse(letter(winmail(body)))
    assert (read.text, read.html) == ("Касса", "<p>Касса</p>")


def test_a_letter_attached_in_outlook_gives_its_words_and_files() -> None:
    inner = winmail(attribute(1, 0x9003, properties(text_property(0x1000, "внутри"))), FILE)
    outer = attribute(2, 0x9002, b"") + attribute(
        2, 0x9005, properties(text_property(0x3001, "Касса"), binary_property(0x3701, b"i" * 16 + inner, 0x0D))
    )
    found = parse(letter(winmail(outer), "см.")).attachments
    assert [(file.filename, file.content_type) for file in found] == [
        ("Касса.txt", "text/plain"),
        ("Отчёт за март.pdf", "application/pdf"),
    ]


@pytest.mark.parametrize("cut", range(0, len(winmail(FILE)) - 2, 7))
def test_a_cut_off_file_raises_nothing_and_loses_nothing(cut: int) -> None:
    read = parse(letter(winmail(FILE)[:cut]))
    assert "winmail.dat" in [file.filename for file in read.attachments]
    assert "bad-tnef" in read.defects


def test_a_broken_one_stays_itself() -> None:
    read = parse(letter(b"\x78\x9f\x3e\x22 nothing"))
    assert [file.filename for file in read.attachments] == ["winmail.dat"]
    assert "bad-tnef" in read.defects


def compressed(rtf_bytes: bytes) -> bytes:
    """RTF as literals only, which is valid LZFu."""
    out = bytearray()
    for at in range(0, len(rtf_bytes), 8):
        out += b"\0" + rtf_bytes[at : at + 8]
    return struct.pack("<II4sI", len(out) + 12, len(rtf_bytes), b"LZFu", 0) + bytes(out)


def test_references_into_the_window_are_followed() -> None:
    # "{\rtf1" out of the dictionary the format begins with, then two literals, then the end
    packed = struct.pack("<II4sI", 0, 100, b"LZFu", 0) + bytes([0b00000001, 0x00, 0x04]) + b"xy"
    assert rtf.decompressed(packed) == b"{\\rtf1xy"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            rb"{\rtf1\ansi\ansicpg1251{\fonttbl{\f0 Arial;}}\'ca\'e0\'f1\'f1\'e0\par two \{x\}}",
            ("Касса\ntwo {x}", False),
        ),
        (rb"{\rtf1\ansi\uc1\u1050?\u1072?\par}", ("Ка", False)),
        (
            rb"{\rtf1\ansi\ansicpg1251\fromhtml1{\*\htmltag64 <p>}\htmlrtf {\b \htmlrtf0 a < b{\*\htmltag84 &lt;}"
            rb"\htmlrtf }\htmlrtf0 {\*\htmltag72 </p>}}",
            ("<p>a < b&lt;</p>", True),
        ),
        (b"no rtf at all", ("no rtf at all", False)),
        (b"{" * 5_000, ("", False)),
    ],
)
def test_words_of_rich_text(source: bytes, expected: tuple[str, bool]) -> None:
    assert rtf.words(source) == expected
    assert rtf.decompressed(compressed(source)) == source


def test_a_body_in_compressed_rich_text_is_read() -> None:
    source = rb"{\rtf1\ansi\ansicpg1251\'ca\'e0\'f1\'f1\'e0}"
    body = attribute(1, 0x9003, properties(binary_property(0x1009, compressed(source))))
    assert parse(letter(winmail(body))).text == "Касса"
