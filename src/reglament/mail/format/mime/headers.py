"""Header fields: cutting them from the bytes, encoded words (RFC 2047), parameters (RFC 2231).

A bare CR never begins a new field while the letter has line feeds: a forger could slip in a second From that way.
"""

import base64
import binascii
import re
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from reglament.mail.format.mime import charsets
from reglament.mail.format.mime.letter import Headers

MOST_FIELDS = 3_000
LONGEST_FIELD = 400_000  # bytes of one unfolded field
LONGEST_PARAMETERS = 100_000
FARTHEST_FIELD = 2_000_000  # where a header block with garbage in it is given up

_FIELD = re.compile(rb"([!-9;-~]{1,100})[ \t]*:[ \t]*")
_LINE = re.compile(rb"[^\n]*\n?")
_FOLDS = re.compile(rb"(?:[ \t][^\n]*+\n)*+")
_FOLD = re.compile(r"[\r\n\x00]+[ \t]*|[\x0b\x0c]")
_KNOWN = re.compile(
    rb"(?i)(from|to|cc|bcc|subject|date|sender|received|return-path|reply-to|message-id|in-reply-to|references|mime-version"
    rb"|content-.*|x-.*|dkim-.*|delivered-to|list-.*|precedence|auto-.*|errors-to|status|user-agent|resent-.*)\Z"
)
_CONTENT_FIELD = re.compile(rb"(?im)^(?:content-type|content-transfer-encoding|content-disposition|content-id)[ \t]*:")
MESSAGE_FIELD = re.compile(rb"(?im)^(?:from|to|subject|date|message-id|received|mime-version|content-[a-z-]+)[ \t]*:")
_BLANK_LINE = re.compile(rb"\n\r?\n|\r\r")
_SPACES = re.compile(r"\s+")
_CUT_SHORT = re.compile(r"[A-Za-z0-9+/=_.-]{4,200}\??\Z")  # the last word of a field that was cut
_WORD_HEAD = re.compile(r"=\?([^?\s]{1,80})\?\s*([bBqQ])\s*\?")


def cut(raw: bytes, *, known: re.Pattern[bytes] = _CONTENT_FIELD) -> tuple[list[tuple[str, bytes]], bytes, list[str]]:
    """(fields as name and unfolded bytes, body, defects) of a message or part.

    Without a blank line the body begins at the first line that is no field, unless a field of `known` follows.
    """
    block = _Block()
    blank = _BLANK_LINE.search(raw)
    end = min(blank.start() if blank else len(raw), FARTHEST_FIELD)
    last_known = max((field.start() for field in known.finditer(raw, 0, end)), default=-1)
    at = 0
    while at < len(raw):
        found = _LINE.match(raw, at)
        line = found[0] if found else b""
        if not line.strip(b"\r\n"):
            at += len(line)
            break
        if not block.takes(line) and not (at == 0 and line.startswith((b"From ", b">From "))):
            if at >= last_known:
                if line[:1] not in b" \t":
                    block.defects.append("no-blank-line-after-headers")
                break
            block.defects.append("bad-header-line")
        at += len(line)
        if len(block.fields) >= MOST_FIELDS:
            block.defects.append("too-many-headers")
            at = blank.end() if blank else at
            break
        if block.size >= LONGEST_FIELD and (folds := _FOLDS.match(raw, at)) and folds[0]:
            block.defects.append("header-too-long")
            at = folds.end()
    block.finish()
    return block.fields, raw[at:], list(dict.fromkeys(block.defects))


class _Block:
    """The fields read so far, and the lines of the one being read."""

    def __init__(self) -> None:
        self.fields: list[tuple[str, bytes]] = []
        self.defects: list[str] = []
        self.lines: list[bytes] = []
        self.size = 0

    def takes(self, line: bytes) -> bool:
        """Takes a field or a fold of one; False for any other line."""
        if field := _FIELD.match(line):
            self.finish()
            self.lines = [field[1], line[field.end() : field.end() + LONGEST_FIELD]]
            self.size = len(line)
            return True
        if line[:1] not in b" \t" or not (self.lines or not line.strip()):
            return False
        if self.lines:
            self.lines.append(line)
        self.size += len(line)
        return True

    def finish(self) -> None:
        """Closes the field being read."""
        if self.lines:
            self.fields.append((self.lines[0].decode("ascii"), b"".join(self.lines[1:]).rstrip(b"\r\n")))
        self.lines = []


def are_headers(fields: list[tuple[str, bytes]]) -> bool:
    """True when at least one of `fields` is one that mail knows; prose with a colon is not a header."""
    return any(_KNOWN.match(name.encode()) for name, _ in fields)


def readable(fields: list[tuple[str, bytes]], *, hint: str | None = None) -> Headers:
    """The fields as text: folds removed, raw 8-bit bytes decoded (`hint`: the charset of the body)."""
    return Headers(tuple((name, unfold(charsets.decode(value, hint=hint))) for name, value in fields))


def unfold(value: str) -> str:
    """One line: each fold is as long as its white space, at least a single blank."""
    return _FOLD.sub(lambda found: found[0].strip("\r\n\x00\x0b\x0c") or " ", value).strip()


def one_line(text: str) -> str:
    """`text` on one line, every run of white space a single blank, control characters gone."""
    if not text.isprintable():
        text = "".join(sign if sign.isprintable() else " " for sign in charsets.clean(text))
    return _SPACES.sub(" ", text).strip()


def words(value: str) -> str:
    """`value` with its encoded words decoded (RFC 2047), with the faults mail really has.

    Bytes of neighbouring words are joined before decoding, since many programs cut a character in two.
    """
    if "=?" not in value:
        return value
    return "".join(_decoded(value))


def _decoded(value: str) -> Iterator[str]:
    charset, waiting, at, search = "", b"", 0, 0
    while (head := _WORD_HEAD.search(value, search)) is not None:
        end = value.find("?=", head.end())
        if end < 0 and _CUT_SHORT.match(value, head.end()):
            end = len(value)
        if end < 0:
            break
        inner = value[head.end() : end]
        if _WORD_HEAD.search(inner):
            search = head.end()
            continue
        between = value[at : head.start()]
        data = _word_bytes(head[2], inner)
        if waiting and not between.strip() and head[1].lower() == charset.lower():
            waiting += data
        else:
            if charset:
                yield charsets.decode(waiting, charset)
            if not charset or between.strip():
                yield between
            charset, waiting = head[1], data
        at = search = end + 2
    if charset:
        yield charsets.decode(waiting, charset)
    yield value[at:]


def _word_bytes(encoding: str, inner: str) -> bytes:
    data = inner.encode("utf-8", "replace")
    if encoding in "bB":
        return unbase64(data)
    return binascii.a2b_qp(data.replace(b"_", b"=20").replace(b" ", b"=20"))


def unbase64(data: bytes) -> bytes:
    """Base64 without complaints: foreign signs skipped, padding mended, what follows a padding read on."""
    try:
        if b"=" not in data.rstrip()[:-2]:
            return binascii.a2b_base64(data + b"==")  # ten times faster, and without a copy of a long attachment
    except binascii.Error:
        pass
    chunks = [chunk for chunk in re.split(rb"=+", re.sub(rb"[^A-Za-z0-9+/=]+", b"", data)) if chunk]
    return b"".join(_unbase64(chunk) for chunk in chunks)


def _unbase64(chunk: bytes) -> bytes:
    whole = chunk if len(chunk) % 4 != 1 else chunk[:-1]
    return base64.b64decode(whole + b"=" * (-len(whole) % 4))


def parameters(value: str) -> tuple[str, dict[str, str]]:
    """(main value in lower case, parameters) of Content-Type or Content-Disposition; RFC 2231 and its abuses."""
    pieces = _split(value[:LONGEST_PARAMETERS])
    plain: dict[str, str] = {}
    pieced: dict[str, dict[int, tuple[bool, str]]] = {}
    for piece in pieces[1:]:
        name, _, raw = piece.partition("=")
        name, raw = name.strip().lower(), _unquote(raw.strip())
        base, star, number = name.partition("*")
        if not star:
            plain.setdefault(base, words(raw))
            continue
        index, encoded = number.rstrip("*"), name.endswith("*")
        if index == "" or (index.isdigit() and len(index) < 6):
            pieced.setdefault(base, {}).setdefault(int(index or 0), (encoded, raw))
    for base, parts in pieced.items():
        plain[base] = _joined(parts) or plain.get(base, "")
    main = re.sub(r"\([^)]*\)", "", pieces[0]).strip().lower()
    return main, {name: charsets.clean(text) for name, text in plain.items()}


def _split(value: str) -> list[str]:
    """`value` at the semicolons outside quoted strings; an unclosed quote is a plain character."""
    pieces, at, start = [], 0, 0
    while at < len(value):
        sign = value[at]
        if sign == '"':
            at = _end_of_quoted(value, at)
        elif sign == ";":
            pieces.append(value[start:at])
            start = at + 1
        at += 1
    pieces.append(value[start:])
    return pieces


_QUOTED = re.compile(r'"(?:[^"\\]|\\.){0,2000}+"', re.DOTALL)  # bounded: many unclosed quotes stay cheap


def _end_of_quoted(value: str, at: int) -> int:
    found = _QUOTED.match(value, at)
    return found.end() - 1 if found else at


def _unquote(raw: str) -> str:
    if len(raw) > 1 and raw[0] == '"':
        found = _QUOTED.match(raw)
        inner = raw[1 : found.end() - 1] if found else raw[1:]
        # Outlook writes Windows paths without escaping them: only an escaped quote or backslash is an escape.
        return re.sub(r'\\(["\\])', r"\1", inner)
    return raw.strip("\"'") if raw[:1] in "\"'" else raw


def _joined(parts: dict[int, tuple[bool, str]]) -> str:
    """The pieces in order. Neighbours are joined before the percent signs are read: some programs cut inside "%D0"."""
    charset, data, waiting = "", b"", ""
    pieces = [parts[number] for number in sorted(parts)]
    if pieces[0][0] and pieces[0][1].count("'") >= 2:
        charset, _, first = pieces[0][1].split("'", 2)
        pieces[0] = (True, first)
    for encoded, raw in pieces:
        if encoded:
            waiting += raw
        else:
            data += unquote_to_bytes(waiting) + raw.encode("utf-8", "replace")
            waiting = ""
    text = charsets.decode(data + unquote_to_bytes(waiting), charset or None)
    return words(text) if not charset else text
