"""Small pictures."""

import io
import struct
import zlib

import pytest
from PIL import Image

from reglament.lib.kinds import kind_of
from reglament.lib.pictures import BOX, as_png, thumbnail


def picture(form: str, size: tuple[int, int] = (900, 600), mode: str = "RGB") -> bytes:
    """A picture in that format."""
    file = io.BytesIO()
    Image.new(mode, size, 1 if mode in "1P" else "red").save(file, form)
    return file.getvalue()


def bomb() -> bytes:
    """A PNG of a few hundred bytes that says it is 60,000 pixels wide and high."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_picture_is_made_small(form: str) -> None:
    content = picture(form)
    small = thumbnail(content, kind_of(content))
    assert small
    assert kind_of(small) == "webp"
    assert Image.open(io.BytesIO(small)).size == (360, 240)


def test_a_small_one_is_not_made_larger() -> None:
    small = thumbnail(picture("PNG", (8, 4)), "png")
    assert small
    assert Image.open(io.BytesIO(small)).size == (8, 4)
    assert BOX == (440, 240)


def test_what_would_unfold_to_too_much_is_left_alone() -> None:
    assert thumbnail(bomb(), "png") is None
    assert as_png(bomb(), "png") is None


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "BMP", "TIFF"])
def test_broken_bytes_make_no_picture_and_no_noise(form: str) -> None:
    whole = picture(form, (40, 30))
    for cut in (0, 1, 10, 30, len(whole) // 2):
        thumbnail(whole[:cut], kind_of(whole))
        as_png(whole[:cut], kind_of(whole))
    assert thumbnail(b"%PDF-1.7", "pdf") is None


def test_the_bytes_must_be_what_the_kind_says() -> None:
    assert thumbnail(picture("PNG"), "jpg") is None


def test_a_bitmap_becomes_a_png() -> None:
    made = as_png(picture("BMP", (4, 3)), "bmp")
    assert made
    assert kind_of(made) == "png"
    assert Image.open(io.BytesIO(made)).size == (4, 3)
