"""Rich text of Outlook: the compression of MS-OXRTFCP, and the words or the HTML it carries (MS-OXRTFEX)."""

import re
import struct
from html import escape

from reglament.mail.format.mime import charsets

LONGEST = 1_000_000  # bytes of RTF read
_DICTIONARY = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor "
    rb"MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
_TOKEN = re.compile(rb"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)")
_SIGNS = {
    "par": "\n", "line": "\n", "sect": "\n", "page": "\n", "row": "\n", "cell": "\t", "tab": "\t", "lquote": "‘",
    "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "endash": "–", "emdash": "—",
}  # fmt: skip
_NO_WORDS = frozenset(
    (
        "fonttbl",
        "colortbl",
        "stylesheet",
        "info",
        "pict",
        "object",
        "header",
        "footer",
        "generator",
        "themedata",
        "listtable",
    )
)


def decompressed(data: bytes) -> bytes:
    """The RTF in `data`; b"" when it is no compressed RTF. Never more than LONGEST bytes."""
    if len(data) < 16:
        return b""
    _size, raw_size, kind = struct.unpack_from("<II4s", data)
    if kind == b"MELA":
        return data[16 : 16 + min(raw_size, LONGEST)]
    return _unpacked(data, min(raw_size, LONGEST)) if kind == b"LZFu" else b""


def _unpacked(data: bytes, most: int) -> bytes:
    window = bytearray(_DICTIONARY.ljust(4096, b"\0"))
    write, at, out = len(_DICTIONARY), 16, bytearray()
    while at < len(data) and len(out) < most:
        flags = data[at]
        at += 1
        for bit in range(8):
            if at + (flags >> bit & 1) >= len(data):
                return bytes(out)
            if not flags >> bit & 1:
                piece, at = data[at : at + 1], at + 1
                out += piece
                window[write] = piece[0]
                write = (write + 1) % 4096
                continue
            offset, length = data[at] << 4 | data[at + 1] >> 4, (data[at + 1] & 15) + 2
            at += 2
            if offset == write:
                return bytes(out)
            for step in range(length):
                sign = window[(offset + step) % 4096]
                out.append(sign)
                window[write] = sign
                write = (write + 1) % 4096
    return bytes(out)


def words(rtf: bytes) -> tuple[str, bool]:
    """(text or HTML, whether it is HTML): what the RTF was made from, if Outlook made it from HTML or text."""
    rtf = rtf[:LONGEST]
    is_html = b"\\fromhtml" in rtf[:2_000]
    reader = _Reader(is_html=is_html)
    for token in _TOKEN.finditer(rtf):
        reader.take(token)
    reader.flush()
    return charsets.clean("".join(reader.found)).strip("\n"), is_html


class _Reader:
    """Follows groups: which are seen (an ignored destination is not), and which code page a byte is in."""

    def __init__(self, *, is_html: bool) -> None:
        self.is_html = is_html
        self.found: list[str] = []
        self.waiting = bytearray()  # bytes of a character set with several bytes per sign
        self.groups: list[tuple[bool, bool, int]] = []
        self.hidden = False  # a group of fonts, pictures …
        self.is_tag = False  # inside {\*\htmltag …}
        self.skip = 1  # \uc: signs after \u that stand in for it
        self.skipping = 0
        self.ignorable = False
        self.suppressed = False  # \htmlrtf: RTF for those who read no HTML
        self.codec = "cp1252"

    def take(self, token: re.Match[bytes]) -> None:
        """One token of the file."""
        word, number, byte, symbol, brace, text = token.groups()
        if brace:
            self._group(brace == b"{")
        elif byte:
            self._bytes(bytes([int(byte, 16)]))
        elif text:
            self._text(text)
        elif symbol:
            self._symbol(symbol)
        elif word:
            self._word(word.decode(), int(number) if number else None)

    def flush(self) -> None:
        """Writes the bytes that wait."""
        if self.waiting:
            shown = bytes(self.waiting).decode(self.codec, "replace")
            self.found.append(shown)
            self.waiting.clear()

    def _group(self, opens: bool) -> None:
        self.flush()
        self.ignorable, self.skipping = False, 0
        if opens:
            self.groups.append((self.hidden, self.is_tag, self.skip))
        elif self.groups:
            self.hidden, self.is_tag, self.skip = self.groups.pop()

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self.ignorable = True
        elif symbol in (b"\\", b"{", b"}"):
            self._text(symbol)
        elif symbol == b"~":
            self._write("\xa0")

    def _text(self, text: bytes) -> None:
        if self.skipping:
            cut = min(self.skipping, len(text))
            self.skipping, text = self.skipping - cut, text[cut:]
        if text and self._is_seen():
            self.flush()
            self.found.append(text.decode(self.codec, "replace"))

    def _bytes(self, raw: bytes) -> None:
        if self.skipping:
            self.skipping -= 1
        elif self._is_seen():
            self.waiting += raw

    def _write(self, text: str) -> None:
        if self._is_seen():
            self.flush()
            self.found.append(escape(text, quote=False) if self.is_html and not self.is_tag else text)

    def _is_seen(self) -> bool:
        return not self.hidden and (self.is_tag or not self.suppressed)

    def _word(self, word: str, number: int | None) -> None:
        ignorable, self.ignorable = self.ignorable, False
        if word == "htmltag" and self.is_html:
            self.is_tag = True
        elif word == "htmlrtf":
            self.flush()
            self.suppressed = number != 0
        elif ignorable or word in _NO_WORDS:
            self.hidden = True
        elif word == "ansicpg" and number:
            self.codec = charsets.codec_name(f"cp{number}") or self.codec
        elif word == "uc" and number is not None:
            self.skip = max(0, min(number, 10))
        elif word == "u" and number is not None:
            self._write(charsets.clean(chr(number % 65536)))
            self.skipping = self.skip
        elif word in _SIGNS and (not self.is_html or self.is_tag or word != "par"):
            self._write(_SIGNS[word])
