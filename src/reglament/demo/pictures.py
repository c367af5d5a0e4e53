"""Screenshots drawn by a few rectangles: enough to see that a program has shown an error."""

import random
import struct
import zlib

WIDTH, HEIGHT = 560, 340
_PALETTE = [
    (0xFF, 0xFF, 0xFF),
    (0x2B, 0x57, 0x9A),
    (0xE6, 0xEA, 0xF0),
    (0xB8, 0xC1, 0xCC),
    (0x5B, 0x66, 0x73),
    (0xC6, 0x28, 0x28),
    (0xF2, 0xC2, 0x3E),
    (0x3A, 0x9B, 0x5C),
]
WHITE, BLUE, PALE, GREY, DARK, RED, AMBER, GREEN = range(len(_PALETTE))


class Canvas:
    """An indexed picture."""

    def __init__(self, width: int = WIDTH, height: int = HEIGHT, colour: int = WHITE) -> None:
        self.width, self.height = width, height
        self.rows = [bytearray([colour]) * width for _ in range(height)]

    def box(self, x: int, y: int, width: int, height: int, colour: int) -> None:
        """A filled rectangle; what lies outside the picture is cut off."""
        for row in self.rows[max(y, 0) : y + height]:
            end = min(x + width, self.width)
            row[x:end] = bytes([colour]) * (end - x)

    def words(self, x: int, y: int, width: int, colour: int, chance: random.Random) -> None:
        """A line of grey words."""
        end = x + width
        while x < end:
            length = min(chance.randint(12, 46), end - x)
            self.box(x, y, length, 6, colour)
            x += length + 6

    def png(self) -> bytes:
        """The picture as PNG (RFC 2083), eight bits a pixel."""
        palette = b"".join(bytes(colour) for colour in _PALETTE)
        pixels = zlib.compress(b"".join(b"\0" + bytes(row) for row in self.rows), 9)
        head = struct.pack(">IIBBBBB", self.width, self.height, 8, 3, 0, 0, 0)
        chunks = [(b"IHDR", head), (b"PLTE", palette), (b"IDAT", pixels), (b"IEND", b"")]
        return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)

    def bmp(self) -> bytes:
        """The picture as BMP, eight bits a pixel, bottom row first."""
        palette = b"".join(bytes([blue, green, red, 0]) for red, green, blue in _PALETTE)
        pixels = b"".join(bytes(row) + b"\0" * (-self.width % 4) for row in reversed(self.rows))
        offset = 14 + 40 + len(palette)
        head = struct.pack("<2sIHHI", b"BM", offset + len(pixels), 0, 0, offset)
        info = struct.pack(
            "<IiiHHIIiiII", 40, self.width, self.height, 1, 8, 0, len(pixels), 2835, 2835, len(_PALETTE), 0
        )
        return head + info + palette + pixels


def screenshot(_name: str, chance: random.Random) -> bytes:
    """A program's window with a message in front of a table or a map, as PNG."""
    return _window(chance).png()


def bitmap(_name: str, chance: random.Random) -> bytes:
    """The same as BMP, the way old screenshot programs save."""
    return _window(chance).bmp()


def _window(chance: random.Random) -> Canvas:
    canvas = Canvas()
    canvas.box(0, 0, WIDTH, 26, BLUE)
    canvas.words(12, 10, 150, WHITE, chance)
    for number, colour in enumerate((PALE, PALE, RED)):
        canvas.box(WIDTH - 66 + 22 * number, 8, 12, 10, colour)
    canvas.box(0, 26, 118, HEIGHT, PALE)
    for number in range(9):
        canvas.words(12, 44 + 26 * number, chance.randint(50, 94), DARK if number == 2 else GREY, chance)
    _map(canvas, chance) if chance.random() < 0.35 else _rows(canvas, chance)
    if chance.random() < 0.8:
        _message(canvas, chance)
    return canvas


def _rows(canvas: Canvas, chance: random.Random) -> None:
    canvas.box(130, 38, WIDTH - 142, 22, GREY)
    for number in range(11):
        top = 60 + 24 * number
        canvas.box(130, top, WIDTH - 142, 23, PALE if number % 2 else WHITE)
        for column in range(4):
            canvas.words(140 + 104 * column, top + 9, chance.randint(30, 84), DARK, chance)
        canvas.box(WIDTH - 30, top + 7, 9, 9, chance.choice((GREEN, GREEN, AMBER, RED)))


def _map(canvas: Canvas, chance: random.Random) -> None:
    canvas.box(130, 38, WIDTH - 142, HEIGHT - 50, PALE)
    for _ in range(7):
        canvas.box(130, chance.randint(50, HEIGHT - 30), WIDTH - 142, 5, WHITE)
        canvas.box(chance.randint(140, WIDTH - 30), 38, 6, HEIGHT - 50, WHITE)
    for _ in range(16):
        canvas.box(
            chance.randint(140, WIDTH - 30), chance.randint(46, HEIGHT - 26), 8, 8, chance.choice((AMBER, GREEN, DARK))
        )


def _message(canvas: Canvas, chance: random.Random) -> None:
    left, top, width, height = 176, 104, 300, 128
    canvas.box(left - 2, top - 2, width + 4, height + 4, DARK)
    canvas.box(left, top, width, height, WHITE)
    canvas.box(left, top, width, 20, PALE)
    canvas.words(left + 10, top + 7, 90, DARK, chance)
    canvas.box(left + 16, top + 38, 34, 34, chance.choice((RED, AMBER)))
    canvas.box(left + 31, top + 44, 4, 14, WHITE)
    canvas.box(left + 31, top + 62, 4, 4, WHITE)
    for number in range(3):
        canvas.words(left + 64, top + 40 + 14 * number, chance.randint(120, 216), DARK, chance)
    canvas.box(left + width - 78, top + height - 30, 64, 20, BLUE)
    canvas.words(left + width - 60, top + height - 23, 28, WHITE, chance)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
