"""What an archive says it holds, read from its directory; its files are never unpacked: nothing here can grow
(C-56)."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from lzma import LZMAError

from reglament.lib import sevenzip

MOST = 10_000  # names read of one archive

_END, _END64, _LOCATOR, _ENTRY = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07", b"PK\x01\x02"
_RAR4, _RAR5 = b"Rar!\x1a\x07\0", b"Rar!\x1a\x07\x01\0"
_ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class Listing:
    """Names of the files inside, as far as they can be read, and whether a password is needed."""

    names: tuple[str, ...] = ()
    encrypted: bool = False


def listed(content: bytes, kind: str) -> Listing:
    """The listing of an archive or document of that kind (lib/kinds.py); empty where there is nothing to read."""
    try:
        match kind:
            case "zip":
                return _collected(_zip(content))
            case "rar":
                return _collected(_rar5(content) if content.startswith(_RAR5) else _rar4(content))
            case "7z":
                names, encrypted = sevenzip.listing(content)
                return _collected((name, encrypted) for name in names) if names else Listing(encrypted=encrypted)
            case "ole":
                return Listing(encrypted=_ENCRYPTED_OFFICE in content)
    except (struct.error, IndexError, ValueError, LZMAError):
        pass
    return Listing()


def _collected(entries: Iterator[tuple[bytes, bool]]) -> Listing:
    """A broken directory gives what stands before the break."""
    names: list[str] = []
    encrypted = False
    try:
        for name, is_encrypted in entries:
            encrypted = encrypted or is_encrypted
            if name and not name.endswith((b"/", b"\\")):
                names.append(name.decode("utf-8", "replace"))
            if len(names) >= MOST:
                break
    except (struct.error, IndexError):
        pass
    return Listing(tuple(names), encrypted)


def _zip(content: bytes) -> Iterator[tuple[bytes, bool]]:
    """The central directory (APPNOTE 4.3.12); where it lies is told at the end of the file."""
    end = content.rfind(_END, max(0, len(content) - 65_557))
    if end < 0:
        return
    size = struct.unpack_from("<I", content, end + 12)[0]
    at = end - size
    if content[end - 20 : end - 16] == _LOCATOR:
        end64 = content.rfind(_END64, 0, end)
        at = end64 - struct.unpack_from("<Q", content, end64 + 40)[0] if end64 >= 0 else -1
    while 0 <= at < len(content) and content[at : at + 4] == _ENTRY:
        flags = struct.unpack_from("<H", content, at + 8)[0]
        name, extra, comment = struct.unpack_from("<HHH", content, at + 28)
        yield content[at + 46 : at + 46 + name], bool(flags & 0x2041)  # encrypted, strongly, or with its names hidden
        at += 46 + name + extra + comment


def _rar4(content: bytes) -> Iterator[tuple[bytes, bool]]:
    at = len(_RAR4)
    while at + 7 <= len(content):
        block, flags, size = struct.unpack_from("<BHH", content, at + 2)
        data = struct.unpack_from("<I", content, at + 7)[0] if flags & 0x8000 else 0
        if block == 0x73 and flags & 0x80:
            yield b"", True
            return
        if block == 0x74:
            if flags & 0x100:
                data += struct.unpack_from("<I", content, at + 32)[0] << 32
            length = struct.unpack_from("<H", content, at + 26)[0]
            start = at + (40 if flags & 0x100 else 32)
            yield content[start : start + length].partition(b"\0")[0], bool(flags & 0x04)
        if size < 7:
            return
        at += size + data


def _rar5(content: bytes) -> Iterator[tuple[bytes, bool]]:
    at = len(_RAR5)
    while at + 6 <= len(content):
        size, start = _number(content, at + 4)
        block, here = _number(content, start)
        flags, here = _number(content, here)
        extra, here = _number(content, here) if flags & 1 else (0, here)
        data, here = _number(content, here) if flags & 2 else (0, here)
        if block == 4:  # the rest is encrypted, names and all
            yield b"", True
            return
        if block == 2:
            yield _name_of_rar5(content, here), _is_encrypted_rar5(content[start + size - extra : start + size])
        if size < 1 or block == 5:
            return
        at = start + size + data


def _name_of_rar5(content: bytes, at: int) -> bytes:
    flags, at = _number(content, at)
    for _ in range(2):  # unpacked size, attributes
        _, at = _number(content, at)
    at += 4 * bool(flags & 2) + 4 * bool(flags & 4)
    for _ in range(2):  # compression, system
        _, at = _number(content, at)
    length, at = _number(content, at)
    return content[at : at + length]


def _is_encrypted_rar5(extra: bytes) -> bool:
    at = 0
    while at < len(extra):
        size, start = _number(extra, at)
        if _number(extra, start)[0] == 1:
            return True
        at = start + max(size, 1)
    return False


def _number(content: bytes, at: int) -> tuple[int, int]:
    """A number of seven bits a byte, and where it ends."""
    value = 0
    for place in range(10):
        byte = content[at + place]
        value |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            return value, at + place + 1
    raise IndexError(at)


def document_in(names: tuple[str, ...]) -> str:
    """What a zip really is when it is no archive to its user: an office document, a program; "" for an archive."""
    tops = {name.partition("/")[0] for name in names}
    if "[Content_Types].xml" in tops:
        return next((kind for folder, kind in _OFFICE.items() if folder in tops), "ooxml")
    if "mimetype" in tops:
        return "odf"
    if "AndroidManifest.xml" in tops:
        return "apk"
    return "jar" if "META-INF" in tops else ""


_OFFICE = {"word": "docx", "xl": "xlsx", "ppt": "pptx"}
