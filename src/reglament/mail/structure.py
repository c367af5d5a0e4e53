"""The tree of MIME parts, cut straight from the bytes.

Why not `email.message_from_bytes`: it recurses per level (a letter 3,000 levels deep kills it), splits letters inside
letters which must be kept byte by byte, and needs several times longer. Here a part is a slice, found by `bytes.find`.
"""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from reglament.mail import headers
from reglament.mail.letter import Headers

DEEPEST = 40
MOST_PARTS = 2_000

_MEDIA_TYPE = re.compile(r"[\w!#$&^.+-]{1,80}/[\w!#$&^.+-]{1,120}")
_FIRST_DELIMITER = re.compile(rb"(?:\A|\n)--([^\s-][^\r\n]{0,200}?)[ \t]*\r?\n(?:[A-Za-z-]+:|\r?\n)")
_UU_BEGIN = re.compile(rb"(?:\A|\n)begin(?:-base64)? [0-7]{3,4} ([^\r\n]+)\r?\n")


@dataclass
class Part:
    """One node: its headers, its type and its still encoded body; a multipart has children instead of a body."""

    headers: Headers
    content_type: str
    parameters: dict[str, str]
    disposition: str
    disposition_parameters: dict[str, str]
    body: bytes = field(repr=False)
    children: list["Part"] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)
    fields: list[tuple[str, bytes]] = field(default_factory=list, repr=False)  # the headers before decoding

    @property
    def main_type(self) -> str:
        """`text` of `text/plain`."""
        return self.content_type.partition("/")[0]

    @property
    def charset(self) -> str | None:
        """As declared."""
        return self.parameters.get("charset")

    @property
    def filename(self) -> str | None:
        """As named by the sender: not yet safe."""
        return self.disposition_parameters.get("filename") or self.parameters.get("name") or None

    @property
    def encoding(self) -> str:
        """The transfer encoding in lower case; what trails it is dropped."""
        raw = self.headers.get("Content-Transfer-Encoding") or ""
        return re.split(r"[\s;(]", raw.strip().strip("\"'"), maxsplit=1)[0].lower()

    def content(self) -> bytes:
        """The body with its transfer encoding undone; an unknown one is left as it is."""
        match self.encoding:
            case "base64":
                return headers.unbase64(self.body)
            case "quoted-printable":
                return binascii.a2b_qp(self.body)
            case "x-uuencode" | "uuencode" | "x-uue" | "uue":
                return uudecoded(self.body)[0]
        return self.body


def read(raw: bytes) -> Part:
    """The tree of a whole letter."""
    raw = raw.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n") if raw[:1] in b"\xef\r\n" else raw
    if b"\n" not in raw and b"\r" in raw:
        raw = raw.replace(b"\r", b"\n")
    fields, body, defects = headers.cut(raw, known=headers.MESSAGE_FIELD)
    if not headers.are_headers(fields):
        fields, body, defects = [], raw, ["no-headers"] if raw.strip() else ["empty"]
    root = _part(fields, body, default="text/plain")
    root.defects = defects + root.defects
    _split_all(root)
    return root


def _split_all(root: Part) -> None:
    """Cuts multiparts level by level, without recursion, up to DEEPEST levels and MOST_PARTS parts."""
    waiting, seen = [(root, 0)], 1
    while waiting:
        part, depth = waiting.pop()
        if part.main_type != "multipart":
            continue
        if depth >= DEEPEST or seen >= MOST_PARTS:
            root.defects.append("nested-too-deep" if depth >= DEEPEST else "too-many-parts")
            part.content_type = "application/octet-stream"
            continue
        pieces = _pieces(part, MOST_PARTS - seen)
        default = "message/rfc822" if part.content_type == "multipart/digest" else "text/plain"
        for piece in pieces:
            fields, body, defects = headers.cut(piece)
            if not headers.are_headers(fields):
                fields, body, defects = [], piece if fields or defects else body, []
            child = _part(fields, body, default=default)
            root.defects.extend(defects)
            part.children.append(child)
        seen += len(pieces)
        if not pieces:
            root.defects.append("multipart-without-parts")
            part.content_type, part.parameters = "text/plain", {}
        waiting.extend((child, depth + 1) for child in reversed(part.children))
    root.defects = list(dict.fromkeys(root.defects))


def _pieces(part: Part, most: int) -> list[bytes]:
    """The raw parts of a multipart. Without a usable boundary parameter the first delimiter-like line tells it."""
    for body in (part.body, part.content()):
        boundary = part.parameters.get("boundary", "").rstrip().encode("utf-8", "replace")
        found = _between(body, boundary, most) if boundary else []
        if not found and (guess := _FIRST_DELIMITER.search(body)):
            found = _between(body, guess[1].rstrip(), most)
        if found:
            return found
        if part.encoding not in ("base64", "quoted-printable"):
            break
    return []


def _between(body: bytes, boundary: bytes, most: int) -> list[bytes]:
    delimiter = b"--" + boundary
    pieces: list[bytes] = []
    start, at = None, -1
    while True:
        at = body.find(delimiter, at + 1)
        if at < 0:
            break
        if at > 0 and body[at - 1 : at] != b"\n":
            continue
        rest_end = body.find(b"\n", at)
        rest = body[at + len(delimiter) : rest_end if rest_end >= 0 else len(body)].strip()
        if rest not in (b"", b"--"):
            continue
        if start is not None:
            pieces.append(_without_last_break(body[start:at]))
        if rest == b"--" or rest_end < 0:
            start = None
            if rest == b"--":
                break
        elif len(pieces) >= most - 1:
            pieces.append(body[rest_end + 1 :])
            return pieces
        else:
            start = rest_end + 1
    if start is not None:
        pieces.append(body[start:])
    return pieces


def _without_last_break(piece: bytes) -> bytes:
    """The line break before a delimiter belongs to the delimiter (RFC 2046 §5.1.1)."""
    return piece[:-2] if piece.endswith(b"\r\n") else piece[:-1] if piece.endswith(b"\n") else piece


def _part(fields: list[tuple[str, bytes]], body: bytes, *, default: str) -> Part:
    read_headers = headers.readable(fields)
    raw_type = read_headers.get("Content-Type")
    main, found = headers.parameters(raw_type) if raw_type else (default, {})
    disposition, disposition_found = headers.parameters(read_headers.get("Content-Disposition") or "")
    if not _MEDIA_TYPE.fullmatch(main):
        main = (
            "text/plain"
            if main in ("", "text", "plain", "text/") or not found.get("name")
            else "application/octet-stream"
        )
    return Part(read_headers, main, found, disposition, disposition_found, body, fields=fields)


def walk(root: Part) -> Iterator[Part]:
    """Every node, in reading order."""
    waiting = [root]
    while waiting:
        part = waiting.pop()
        yield part
        waiting.extend(reversed(part.children))


def uudecoded(data: bytes) -> tuple[bytes, str | None]:
    """(decoded bytes, file name) of the first uuencoded file in `data`; the data itself when there is none."""
    files = list(uu_files(data))
    return (files[0][1], files[0][0]) if files else (data, None)


def uu_files(data: bytes) -> list[tuple[str, bytes, int, int]]:
    """(name, content, start, end) of every uuencoded file inside a text."""
    found: list[tuple[str, bytes, int, int]] = []
    at = 0
    while (begin := _UU_BEGIN.search(data, at)) is not None:
        end = data.find(b"\nend", begin.end() - 1)
        if end < 0:
            break
        content = _uu_lines(data[begin.end() : end].splitlines())
        at = end + 4
        if content is not None:
            start = begin.start() + (data[begin.start() : begin.start() + 1] == b"\n")
            found.append((begin[1].decode("utf-8", "replace").strip(), content, start, at))
    return found


def _uu_lines(lines: list[bytes]) -> bytes | None:
    decoded = []
    for line in lines:
        try:
            decoded.append(binascii.a2b_uu(line))
        except binascii.Error:
            return None
    return b"".join(decoded)
