"""Scanned paper: a PDF of one page that is a picture, as scanners make them."""

import random
import zlib

_WIDTH, _HEIGHT = 420, 594
_PAPER, _INK, _STAMP = 0xF4, 0x40, 0x90


def scan(_name: str, chance: random.Random) -> bytes:
    """A letter with a head, paragraphs, a signature and a stamp, unreadable but plainly a letter."""
    rows = [bytearray([_PAPER]) * _WIDTH for _ in range(_HEIGHT)]
    _letter(rows, chance)
    return _pdf(zlib.compress(b"".join(bytes(row) for row in rows), 9))


def _letter(rows: list[bytearray], chance: random.Random) -> None:
    for number in range(4):
        _line(rows, 60, 48 + 12 * number, chance.randint(80, 130), chance)
        _line(rows, 270, 48 + 12 * number, chance.randint(60, 100), chance)
    _line(rows, 150, 128, 120, chance)
    for number in range(chance.randint(9, 18)):
        _line(rows, 60, 160 + 15 * number, chance.randint(230, 300), chance)
    _line(rows, 60, 480, 90, chance)
    _line(rows, 290, 480, 70, chance)
    for y in range(455, 525):
        for x in range(190, 260):
            if 28**2 < (x - 225) ** 2 + (y - 490) ** 2 < 33**2:
                rows[y][x] = _STAMP


def _line(rows: list[bytearray], x: int, y: int, width: int, chance: random.Random) -> None:
    end = x + width
    while x < end:
        length = min(chance.randint(5, 30), end - x)
        for row in rows[y : y + 5]:
            row[x : x + length] = bytes([_INK + chance.randint(0, 20)]) * length
        x += length + 5


def _pdf(pixels: bytes) -> bytes:
    drawn = b"q 595 0 0 842 0 0 cm /Page Do Q"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /XObject << /Page 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8 "
        b"/Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (_WIDTH, _HEIGHT, len(pixels), pixels),
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(out)
