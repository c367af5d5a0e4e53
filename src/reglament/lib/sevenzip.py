"""What a 7z archive says it holds. Its directory is mostly packed too: that, and nothing else, is unpacked, up to a
megabyte (7zFormat.txt of the LZMA SDK)."""

import lzma
import re
import struct
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

LONGEST = 1024 * 1024  # bytes of a directory
MOST_LOOKS, MOST_LISTS = 50_000, 20  # places looked at for the list of names

_PACKED_HEADER = 0x17
_PACK_INFO, _UNPACK_INFO, _FOLDER, _SIZES, _UNPACKED_SIZES, _NAMES = 0x06, 0x07, 0x0B, 0x09, 0x0C, 0x11
_AES, _LZMA = b"\x06\xf1\x07\x01", b"\x03\x01\x01"


def listing(content: bytes) -> tuple[list[bytes], bool]:
    """Names (UTF-8) and whether a password is needed. Raises IndexError, ValueError, struct.error or
    lzma.LZMAError when it is broken."""
    offset, size = struct.unpack_from("<QQ", content, 12)
    directory = content[32 + offset : 32 + offset + size]
    if directory[:1] == bytes([_PACKED_HEADER]) and _AES not in directory:
        directory = _unpacked(content, directory)
    return _names(directory), _AES in directory


def _unpacked(content: bytes, header: bytes) -> bytes:
    """The directory that `header` says where to find and how to unpack."""
    at = _expect(header, 1, _PACK_INFO)
    place, at = _number(header, at)
    _streams, at = _number(header, at)
    packed, at = _number(header, _expect(header, at, _SIZES))
    at = header.index(bytes([_UNPACK_INFO, _FOLDER, 1, 0, 1]), at) + 5  # one folder, kept here, of one coder
    flags, coder = header[at], header[at + 1 : at + 1 + (header[at] & 0x0F)]
    if coder != _LZMA or not flags & 0x20:
        raise IndexError(at)
    length, at = _number(header, at + 1 + len(coder))
    how, at = header[at : at + length], at + length
    unpacked, _ = _number(header, _expect(header, at, _UNPACKED_SIZES))
    settings = {"id": lzma.FILTER_LZMA1, "lc": how[0] % 9, "lp": how[0] // 9 % 5, "pb": how[0] // 45}
    unpacker = lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[settings | {"dict_size": LONGEST}])
    return unpacker.decompress(content[32 + place : 32 + place + packed], max_length=min(unpacked, LONGEST))


def _names(directory: bytes) -> list[bytes]:
    """The list of names, known by its form: what stands before it would have to be understood to find its place."""
    for words in islice(_lists(directory), MOST_LISTS):
        names = words.decode("utf-16-le", "replace").split("\0")[:-1]
        if all(name and name.isprintable() for name in names):
            return [name.encode() for name in names]
    return []


def _lists(directory: bytes) -> Iterator[bytes]:
    """What has the length and the end of such a list."""
    for mark in islice(re.finditer(re.escape(bytes([_NAMES])), directory), MOST_LOOKS):
        with suppress(IndexError):
            size, at = _number(directory, mark.end())
            end = at + size
            if size >= 5 and size % 2 and not directory[at] and directory[end - 2 : end] == b"\0\0":
                yield directory[at + 1 : end]


def _expect(header: bytes, at: int, mark: int) -> int:
    if header[at] != mark:
        raise IndexError(at)
    return at + 1


def _number(content: bytes, at: int) -> tuple[int, int]:
    """A number whose first byte tells by its leading ones how many follow, and where it ends."""
    first, more, mask = content[at], 0, 0x80
    while first & mask and mask:
        more, mask = more + 1, mask >> 1
    if at + 1 + more > len(content):
        raise IndexError(at)
    low = int.from_bytes(content[at + 1 : at + 1 + more], "little")
    return low | (first & (mask - 1 if mask else 0)) << (8 * more), at + 1 + more
