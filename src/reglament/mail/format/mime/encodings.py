"""What stands inside a text that is no text: files as uuencode and yEnc; and words that stand below base64."""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

MOST = 500
PIECE = 500_000  # bytes
LONG = 40  # signs of a line that is nothing but base64

_BASE64_SIGNS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\r\n"
_PROSE = re.compile(rb"[\w\x80-\xff][,.:;!?]?[ \t]+[\w\x80-\xff]")
_SOFT_BREAK = re.compile(rb"=[ \t]+(?=\r?\n)")
_UU_BEGIN = re.compile(rb"(?:\A|\n)begin(-base64)? [0-7]{3,4} ([^\r\n]+)\r?\n")
_YENC_BEGIN = re.compile(rb"(?:\A|\n)=ybegin [^\r\n]{0,200}?name=([^\r\n]{1,300})\r?\n")
_YENC_PART = re.compile(rb"=ypart [^\r\n]*\r?\n")
_YENC_ESCAPE = re.compile(rb"=(.)", re.DOTALL)
_YENC_TABLE = bytes((sign - 42) % 256 for sign in range(256))


@dataclass(frozen=True)
class Inlaid:
    """A file found in a text, with the stretch it takes there."""

    name: str
    content: bytes
    start: int
    end: int


def unquoted(data: bytes) -> bytes:
    """Quoted-printable undone. Blanks that a server put at the end of a line are none of it (RFC 2045 §6.7)."""
    if b"= " in data or b"=\t" in data:
        data = b"".join(_SOFT_BREAK.sub(b"=", piece) for piece in _pieces(data))
    return binascii.a2b_qp(data)


def _pieces(data: bytes) -> Iterator[bytes]:
    """`data` in pieces of whole lines: what is replaced in one costs memory by the replacement."""
    at = 0
    while at < len(data):
        end = data.find(b"\n", at + PIECE) + 1 or len(data)
        yield data[at:end]
        at = end


def words_below_base64(data: bytes) -> int:
    """Where in base64 the words begin that a list or a filter put below it without encoding them; 0 when all of it are
    words, the length of `data` when there are none. Stray signs between lines of base64 are no words."""
    if not data.translate(None, _BASE64_SIGNS + b" \t"):
        return len(data)
    at = 0
    for line in data.splitlines(keepends=True):
        if line.strip().translate(None, _BASE64_SIGNS):
            break
        at += len(line)
    below = data[at:]
    if not _PROSE.search(below) or any(map(_is_base64, below.splitlines())):
        return len(data)
    return at


def _is_base64(line: bytes) -> bool:
    return len(line) >= LONG and not line.translate(None, _BASE64_SIGNS)


def may_hold_files(data: bytes) -> bool:
    """A cheap first look."""
    return b"begin" in data and (b"\nbegin" in data or b"=ybegin" in data or data.startswith(b"begin"))


def inlaid(data: bytes) -> list[Inlaid]:
    """Every file inside `data`, in order."""
    found = [*islice(_uu_files(data), MOST), *islice(_yenc_files(data), MOST)]
    return sorted(found, key=lambda file: file.start)


def uudecoded(data: bytes) -> tuple[bytes, str | None]:
    """(decoded bytes, file name) of the first uuencoded file in `data`; the data itself when there is none."""
    file = next(_uu_files(data), None)
    return (file.content, file.name) if file else (data, None)


def _uu_files(data: bytes) -> Iterator[Inlaid]:
    at = 0
    while (begin := _UU_BEGIN.search(data, at)) is not None:
        is_base64 = begin[1] is not None
        end = data.find(b"\n====" if is_base64 else b"\nend", begin.end() - 1)
        if end < 0:
            return
        inside = data[begin.end() : end]
        content = _base64(inside) if is_base64 else _uu_lines(inside.splitlines())
        at = end + (5 if is_base64 else 4)
        if content is not None:
            yield Inlaid(_name(begin[2]), content, _start(data, begin), at)


def _uu_lines(lines: list[bytes]) -> bytes | None:
    decoded = []
    for line in lines:
        try:
            decoded.append(binascii.a2b_uu(line))
        except binascii.Error:
            length = ((line[0] - 32 & 63) * 4 + 5) // 3 if line else 0  # some encoders add a sign to each line
            try:
                decoded.append(binascii.a2b_uu(line[:length]))
            except binascii.Error:
                return None
    return b"".join(decoded)


def _base64(inside: bytes) -> bytes | None:
    try:
        return binascii.a2b_base64(inside)
    except binascii.Error:
        return None


def _yenc_files(data: bytes) -> Iterator[Inlaid]:
    at = 0
    while (begin := _YENC_BEGIN.search(data, at)) is not None:
        end = data.find(b"\n=yend", begin.end() - 1)
        if end < 0:
            return
        inside = _YENC_PART.sub(b"", data[begin.end() : end], count=1).replace(b"\r", b"").replace(b"\n", b"")
        plain = _YENC_ESCAPE.sub(lambda found: bytes([(found[1][0] - 64) % 256]), inside)
        line_end = data.find(b"\n", end + 1)
        at = line_end if line_end >= 0 else len(data)
        yield Inlaid(_name(begin[1]), plain.translate(_YENC_TABLE), _start(data, begin), at)


def _name(raw: bytes) -> str:
    return raw.decode("utf-8", "replace").strip()


def _start(data: bytes, begin: re.Match[bytes]) -> int:
    return begin.start() + (data[begin.start() : begin.start() + 1] == b"\n")
