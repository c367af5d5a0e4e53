"""The tree of MIME parts, cut straight from the bytes.

Why not `email.message_from_bytes`: it recurses per level (a letter 3,000 levels deep kills it), splits letters inside
letters which must be kept byte by byte, and needs several times longer. Here a part is a slice, found by `bytes.find`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reglament.mail.format.mime import encodings, headers
from reglament.mail.format.mime.letter import Headers

DEEPEST = 40
MOST_PARTS = 2_000
_ENCODINGS = {
    "base64": "base64",
    "xbase64": "base64",
    "quoted": "quoted-printable",  # "quoted printable"
    "quotedprintable": "quoted-printable",
    "qp": "quoted-printable",
}
UUENCODED = ("x-uuencode", "uuencode", "x-uue", "uue")

_MEDIA_TYPE = re.compile(r"[\w!#$&^.+-]{1,80}/[\w!#$&^.+-]{1,120}")
_NO_SEMICOLON = re.compile(r"([\w!#$&^.+-]{1,80}/[\w!#$&^.+*-]{1,120})(?:\s*,\s*|\s+)(?=[\w-]{1,40}\s*=)")
_NOTICE = re.compile(rb"(?i)this is a (?:multi-?part|cryptographically signed) message in mime format\b")
_FIRST_DELIMITER = re.compile(rb"(?:\A|\n)--([^\s-][^\r\n]{0,200}?)[ \t]*\r?\n(?:[A-Za-z-]+:|\r?\n)")


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
        """The transfer encoding in lower case, under its right name; what trails it is dropped."""
        raw = self.headers.get("Content-Transfer-Encoding") or ""
        named = re.split(r"[\s;(]", raw.strip().strip("\"'"), maxsplit=1)[0].lower()
        return _ENCODINGS.get(named.replace("-", ""), named)

    def content(self) -> bytes:
        """The body with its transfer encoding undone; an unknown one is left as it is."""
        match self.encoding:
            case "base64" if self.main_type == "text" and not self.filename:
                end = encodings.words_below_base64(self.body)
                return headers.unbase64(self.body[:end]) + (b"\n" + self.body[end:] if self.body[end:] else b"")
            case "base64":
                return headers.unbase64(self.body)
            case "quoted-printable":
                return encodings.unquoted(self.body)
            case encoding if encoding in UUENCODED:
                return encodings.uudecoded(self.body)[0]
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
        if first := _unmarked_first(part):
            part.children.append(first)
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
            part.content_type, part.parameters = "text/plain", _only_boundary(part.parameters)
        waiting.extend((child, depth + 1) for child in reversed(part.children))
    root.defects = list(dict.fromkeys(root.defects))


def _only_boundary(parameters: dict[str, str]) -> dict[str, str]:
    return {"boundary": parameters["boundary"]} if parameters.get("boundary") else {}


def _unmarked_first(part: Part) -> Part | None:
    """The first part where the delimiter above it got lost, so that its Content-Type stands among the fields of the
    multipart and its words where a preamble would be."""
    fields = [field for field in part.fields if field[0].lower() != "content-type"]
    types = [field for field in part.fields if field[0].lower() == "content-type"]
    boundary = part.parameters.get("boundary", "").encode("utf-8", "replace")
    if len(types) < 2 or not boundary:
        return None
    preamble = part.body.partition(b"--" + boundary)[0].strip(b"\r\n")
    if not preamble or _NOTICE.match(preamble):  # programs write this above the first delimiter of any letter
        return None
    return _part([types[-1], *fields], preamble, default="text/plain")


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
    main, found = _content_type(read_headers.all("Content-Type"), body, default)
    disposition, disposition_found = headers.parameters(read_headers.get("Content-Disposition") or "")
    if not _MEDIA_TYPE.fullmatch(main) and main.startswith("multipart"):
        main = "multipart/mixed"  # as for any kind of multipart not known (RFC 2046 §5.1.3)
    elif not _MEDIA_TYPE.fullmatch(main):
        main = (
            "text/plain"
            if main in ("", "text", "plain", "text/") or not found.get("name")
            else "application/octet-stream"
        )
    return Part(read_headers, main, found, disposition, disposition_found, body, fields=fields)


def _content_type(values: Sequence[str], body: bytes, default: str) -> tuple[str, dict[str, str]]:
    """The first Content-Type, unless another one names a boundary that does stand in the body. Scripts forget the
    semicolon after the type, or write a comma."""
    if not values or not values[0]:
        return default, {}
    values = [_NO_SEMICOLON.sub(r"\1; ", value, count=1) if _NO_SEMICOLON.match(value) else value for value in values]
    for value in values[:3] if len(values) > 1 else ():
        main, found = headers.parameters(value)
        boundary = found.get("boundary", "").encode("utf-8", "replace")
        if main.startswith("multipart/") and boundary and b"--" + boundary in body:
            return main, found
    return headers.parameters(values[0])


def is_media_type(name: str) -> bool:
    """True for `main/sub`."""
    return bool(_MEDIA_TYPE.fullmatch(name))


def walk(root: Part) -> Iterator[Part]:
    """Every node, in reading order."""
    waiting = [root]
    while waiting:
        part = waiting.pop()
        yield part
        waiting.extend(reversed(part.children))
