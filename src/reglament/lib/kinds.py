"""What a file is, told by its first bytes and never by its name (C-56). Pure; a small table of what support is sent."""

import re
import struct

PICTURES = frozenset({"jpg", "gif", "png", "bmp", "webp", "tif", "heic", "avif", "ico", "psd", "emf", "wmf"})
ARCHIVES = frozenset({"zip", "rar", "7z", "gz", "bz2", "xz", "zst", "tar", "cab", "lzh", "arj"})
SHOWN = {"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif", "webp": "image/webp"}
"""Pictures every browser shows, with their media types."""

_SAME = {"jpeg": "jpg", "jpe": "jpg", "jfif": "jpg", "tiff": "tif", "dib": "bmp", "heif": "heic", "tgz": "gz"}
_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\0", "tif"),
    (b"MM\0*", "tif"),
    (b"8BPS\0\x01", "psd"),
    (b"\0\0\x01\0", "ico"),
    (b"\xd7\xcd\xc6\x9a", "wmf"),
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"Rar!\x1a\x07\0", "rar"),
    (b"Rar!\x1a\x07\x01\0", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b\x08", "gz"),
    (b"BZh", "bz2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"\x28\xb5\x2f\xfd", "zst"),
    (b"MSCF\0\0\0\0", "cab"),
    (b"\x60\xea", "arj"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rtf", "rtf"),
    (b"\x7fELF", "elf"),
    (b"L\0\0\0\x01\x14\x02\0", "lnk"),
    (b"ID3", "mp3"),
    (b"OggS", "ogg"),
    (b"\x1aE\xdf\xa3", "mkv"),
)
_BRANDS = {b"avif": "avif", b"avis": "avif", b"heic": "heic", b"heix": "heic", b"mif1": "heic", b"msf1": "heic"}
_RIFF = {b"WEBP": "webp", b"AVI ": "avi", b"WAVE": "wav"}
_BITMAP_HEADERS = {12, 40, 52, 56, 64, 108, 124}  # bytes of the second header, by its versions


def kind_of(content: bytes) -> str:
    """The kind of a file as the usual ending of its name without the dot, or "" where its bytes tell none."""
    head = content[:560]
    found = next((kind for beginning, kind in _BEGINNINGS if head.startswith(beginning)), "")
    return found or _by_structure(head, content)


def named(filename: str) -> str:
    """The kind that a file's name claims, "" without an ending."""
    _, dot, ending = filename.rstrip(" .").rpartition(".")
    return canonical(ending) if dot and re.fullmatch(r"[A-Za-z0-9]{1,12}", ending) else ""


def canonical(kind: str) -> str:
    """One word for one kind: "JPEG" is "jpg"."""
    kind = kind.strip().lower().lstrip(".")
    return _SAME.get(kind, kind)


def _by_structure(head: bytes, content: bytes) -> str:
    """Kinds whose first bytes alone say too little."""
    told = (
        ("bmp", head[:2] == b"BM" and _is_bitmap(head)),
        ("exe", head[:2] == b"MZ" and _is_program(content)),
        (_RIFF.get(head[8:12], ""), head[:4] == b"RIFF"),
        (_BRANDS.get(head[8:12], "mp4"), head[4:8] == b"ftyp"),
        ("tar", head[257:262] == b"ustar"),
        ("lzh", head[2:5] == b"-lh" and head[6:7] == b"-"),
        ("emf", head[:4] == b"\x01\0\0\0" and head[40:44] == b" EMF"),
    )
    return next((kind for kind, fits in told if fits), "")


def _is_bitmap(head: bytes) -> bool:
    return len(head) >= 18 and struct.unpack_from("<I", head, 14)[0] in _BITMAP_HEADERS


def _is_program(content: bytes) -> bool:
    """A text may begin with "MZ" as well; a program is no text."""
    return any(byte < 9 for byte in content[:64])
