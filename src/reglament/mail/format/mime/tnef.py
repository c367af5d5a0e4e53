"""winmail.dat (MS-OXTNEF): the files and the body Outlook hides in it. Reads what is whole, raises nothing."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from reglament.mail.format.mime import charsets

MOST_FILES = 500
MOST_PROPERTIES = 5_000
DEEPEST = 4  # letters inside letters
_SIGNATURE = b"\x78\x9f\x3e\x22"

_ATTACHMENT_BEGINS, _TITLE, _DATA, _ATTACHMENT_PROPERTIES = 0x9002, 0x8010, 0x800F, 0x9005
_BODY, _MESSAGE_PROPERTIES, _CODE_PAGE = 0x800C, 0x9003, 0x9007
_LONG_NAME, _SHORT_NAME, _NAME, _CONTENT = 0x3707, 0x3704, 0x3001, 0x3701
_MIME_TYPE, _CONTENT_ID = 0x370E, 0x3712
_TEXT, _HTML, _RTF, _INTERNET_CODE_PAGE = 0x1000, 0x1013, 0x1009, 0x3FDE
_OBJECT, _STRING8, _UNICODE, _BINARY = 0x0D, 0x1E, 0x1F, 0x102
_FIXED = {0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8, 0x48: 16}


@dataclass
class File:
    """A file: its name and type as Outlook tells them, either maybe empty."""

    content: bytes = b""
    name: str = ""
    content_type: str = ""
    content_id: str = ""


@dataclass
class Contents:
    """What a winmail.dat held. `rtf` is compressed (MS-OXRTFCP)."""

    files: list[File] = field(default_factory=list)
    text: str = ""
    html: str = ""
    rtf: bytes = b""
    code_page: str = "cp1252"
    is_whole: bool = True  # False: it was cut off, and may have held more


def unpack(data: bytes, *, depth: int = 0) -> Contents | None:
    """The contents of `data`, or None when it is no TNEF at all or nothing in it can be read."""
    if not data.startswith(_SIGNATURE):
        return None
    found = Contents()
    read = 6
    for level, name, value in _attributes(data):
        read += 9 + len(value) + 2
        if level == 2:
            _take_file(found, name, value, depth)
        elif name == _CODE_PAGE and len(value) >= 4:
            found.code_page = _codec(struct.unpack_from("<I", value)[0]) or found.code_page
        elif name == _BODY:
            found.text = found.text or charsets.decode(value.rstrip(b"\0"), found.code_page)
        elif name == _MESSAGE_PROPERTIES:
            _take_body(found, value)
    found.is_whole = read >= len(data)
    found.files = [file for file in found.files if file.content]
    return found if found.files or found.text or found.html or found.rtf else None


def _attributes(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """(level, id, value) of every attribute up to the first that is cut off."""
    at = 6
    while at + 9 <= len(data):
        level, name, _kind, length = struct.unpack_from("<BHHI", data, at)
        if level not in (1, 2) or at + 9 + length > len(data):
            return
        yield level, name, data[at + 9 : at + 9 + length]
        at += 9 + length + 2  # a checksum follows


def _take_file(found: Contents, name: int, value: bytes, depth: int) -> None:
    if name == _ATTACHMENT_BEGINS and len(found.files) < MOST_FILES:
        found.files.append(File())
    if not found.files:
        return
    file = found.files[-1]
    if name == _TITLE:
        file.name = file.name or charsets.decode(value.rstrip(b"\0"), found.code_page)
    elif name == _DATA:
        file.content = file.content or value
    elif name == _ATTACHMENT_PROPERTIES:
        _take_file_properties(found, file, value, depth)


def _take_file_properties(found: Contents, file: File, value: bytes, depth: int) -> None:
    known = dict(_properties(value, found.code_page))
    texts = {number: text for number, text in known.items() if isinstance(text, str)}
    file.name = texts.get(_LONG_NAME) or file.name or texts.get(_SHORT_NAME) or texts.get(_NAME) or ""
    file.content_type, file.content_id = texts.get(_MIME_TYPE, ""), texts.get(_CONTENT_ID, "")
    content = known.get(_CONTENT)
    if not isinstance(content, bytes):
        return
    inner = unpack(content[16:], depth=depth + 1) if depth < DEEPEST and content[16:20] == _SIGNATURE else None
    if inner is None:
        file.content = file.content or content
        return
    words = inner.html or inner.text
    file.content, file.name = (
        words.encode("utf-8", "replace"),
        f"{file.name or 'message'}{'.html' if inner.html else '.txt'}",
    )
    file.content_type = "text/html" if inner.html else "text/plain"
    found.files.extend(inner.files[: MOST_FILES - len(found.files)])


def _take_body(found: Contents, value: bytes) -> None:
    known = dict(_properties(value, found.code_page))
    page = known.get(_INTERNET_CODE_PAGE)
    codec = _codec(page) if isinstance(page, int) else None
    for number, written in known.items():
        if number == _TEXT and isinstance(written, str):
            found.text = written
        elif number == _HTML:
            found.html = charsets.decode(written, codec) if isinstance(written, bytes) else str(written)
        elif number == _RTF and isinstance(written, bytes):
            found.rtf = written


def _properties(data: bytes, code_page: str) -> Iterator[tuple[int, bytes | str | int]]:
    """(id, value) of the MAPI properties in `data`, of types that matter here."""
    try:
        count, at = struct.unpack_from("<I", data)[0], 4
        for _ in range(min(count, MOST_PROPERTIES)):
            kind, number = struct.unpack_from("<HH", data, at)
            at = _after_name(data, at + 4) if number >= 0x8000 else at + 4
            several, kind = bool(kind & 0x1000) and kind != _BINARY | 0x1000, kind & ~0x1000
            if kind in _FIXED:
                values, at = _fixed(data, at, _FIXED[kind], several)
                if kind in (0x02, 0x03) and values:
                    yield number, struct.unpack("<i", values[0])[0]
                continue
            if kind not in (_OBJECT, _STRING8, _UNICODE, _BINARY):
                return
            values, at = _variable(data, at)
            if values:
                yield number, _value(values[0], kind, code_page)
    except struct.error:
        return


def _after_name(data: bytes, at: int) -> int:
    """Past the name of a named property: a GUID, then a number or a string."""
    kind = struct.unpack_from("<I", data, at + 16)[0]
    if kind == 0:
        return at + 24
    length = struct.unpack_from("<I", data, at + 20)[0]
    return int(at + 24 + _padded(length))


def _fixed(data: bytes, at: int, size: int, several: bool) -> tuple[list[bytes], int]:
    count = 1
    if several:
        count, at = struct.unpack_from("<I", data, at)[0], at + 4
    end = at + count * size
    if end > len(data):
        raise struct.error("cut off")
    return ([data[at : at + size]] if count else []), end


def _variable(data: bytes, at: int) -> tuple[list[bytes], int]:
    count, at = struct.unpack_from("<I", data, at)[0], at + 4
    values = []
    for _ in range(min(count, MOST_PROPERTIES)):
        length = struct.unpack_from("<I", data, at)[0]
        if at + 4 + length > len(data):
            raise struct.error("cut off")
        values.append(data[at + 4 : at + 4 + length])
        at += 4 + _padded(length)
    return values, at


def _padded(length: int) -> int:
    return length + -length % 4


def _value(raw: bytes, kind: int, code_page: str) -> bytes | str:
    if kind == _UNICODE:
        return charsets.clean(raw.decode("utf-16-le", "replace")).rstrip("\0")
    if kind == _STRING8:
        return charsets.decode(raw.rstrip(b"\0"), code_page)
    return raw


def _codec(page: int) -> str | None:
    """Python's name for a Windows code page."""
    known = {65001: "utf-8", 20866: "koi8-r", 21866: "koi8-u", 20127: "ascii", 28591: "latin-1", 28595: "iso8859-5"}
    return charsets.codec_name(known.get(page, f"cp{page}"))
