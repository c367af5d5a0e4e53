"""Letters signed the opaque way (S/MIME, RFC 8551 §3.5.2: smime.p7m): the letter inside the signature (CMS, RFC 5652).

Only enough of BER is read to find the content; nothing is verified.
"""

_SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
_DATA = bytes.fromhex("2a864886f70d010701")
_SEQUENCE, _SET, _OBJECT_ID, _OCTETS, _EXPLICIT, _INTEGER = 0x30, 0x31, 0x06, 0x04, 0xA0, 0x02
_DEEPEST = 8  # of octet strings cut into pieces
_DEEPEST_OPEN = 50  # values of indefinite length within each other
_MOST_VALUES = 200_000  # within one


class _Broken(Exception):
    pass


def signed_content(data: bytes) -> bytes | None:
    """What was signed, or None: encrypted, only a signature, or broken."""
    try:
        found = _signed_content(data)
    except (_Broken, IndexError):
        return None
    return found or None


def _signed_content(data: bytes) -> bytes | None:
    body = _inside(data, 0, _SEQUENCE)
    kind, after = _value(body, 0, _OBJECT_ID)
    if kind != _SIGNED_DATA:
        return None
    signed = _inside(_inside(body, after, _EXPLICIT), 0, _SEQUENCE)
    _, after = _value(signed, 0, _INTEGER)
    _, after = _value(signed, after, _SET)
    enveloped, _ = _value(signed, after, _SEQUENCE)
    kind, after = _value(enveloped, 0, _OBJECT_ID)
    if kind != _DATA or after >= len(enveloped):
        return None
    return _octets(_inside(enveloped, after, _EXPLICIT), 0)


def _inside(data: bytes, at: int, tag: int) -> bytes:
    return _value(data, at, tag)[0]


def _value(data: bytes, at: int, tag: int) -> tuple[bytes, int]:
    """(content, where the next value begins) of the value at `at`, which must have `tag`."""
    if data[at] != tag:
        raise _Broken
    start, length = _length(data, at + 1)
    if length is None:
        end = _end_of_indefinite(data, start)
        return data[start:end], end + 2
    return data[start : start + length], start + length


def _length(data: bytes, at: int) -> tuple[int, int | None]:
    first = data[at]
    if first < 0x80:
        return at + 1, first
    if first == 0x80:
        return at + 1, None
    size = first & 0x7F
    if size > 4:
        raise _Broken
    return at + 1 + size, int.from_bytes(data[at + 1 : at + 1 + size], "big")


def _end_of_indefinite(data: bytes, at: int) -> int:
    """Where the two zero bytes stand that close a value of indefinite length."""
    open_values = 1
    for _ in range(_MOST_VALUES):
        if at >= len(data) or open_values > _DEEPEST_OPEN:
            break
        if data[at : at + 2] == b"\0\0":
            open_values -= 1
            if not open_values:
                return at
            at += 2
            continue
        is_constructed = bool(data[at] & 0x20)
        start, length = _length(data, at + 1)
        if length is None:
            if not is_constructed:
                raise _Broken
            open_values += 1
            at = start
        else:
            at = start + length
    raise _Broken


def _octets(data: bytes, at: int, depth: int = 0) -> bytes:
    if data[at] == _OCTETS:
        return _value(data, at, _OCTETS)[0]
    pieces, inner, at = [], _inside(data, at, _OCTETS | 0x20), 0
    if depth >= _DEEPEST:
        raise _Broken
    while at < len(inner):
        piece_tag = inner[at]
        piece, after = _value(inner, at, piece_tag)
        pieces.append(piece if piece_tag == _OCTETS else _octets(inner[at:after], 0, depth + 1))
        at = after
    return b"".join(pieces)
