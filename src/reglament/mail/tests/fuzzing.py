"""Letters spoilt on purpose, always the same for a seed, and what must be true of whatever is made of them."""

import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from html.parser import HTMLParser

from reglament.mail.format.inspection import as_json
from reglament.mail.format.mime.letter import Letter
from reglament.mail.format.mime.tests.test_tnef import FILE, letter, winmail
from reglament.mail.format.parser import parse
from reglament.mail.format.replies.reply_text import kind_of
from reglament.mail.tests.letters_at_hand import LETTERS, OWN
from reglament.mail.tests.letters_ru import SAMPLES
from reglament.mail.tests.test_wrapped import IN_PIECES, WHOLE, uu

SIGNED = b"From: carl@acme.example\nContent-Type: application/pkcs7-mime; name=smime.p7m\n\n"
FLOWED = b"From: carl@acme.example\nContent-Type: text/plain; format=flowed; delsp=yes\n\n"
FLOWED += b"> one \n> two\n three \nfour\n-- \nme\n"
_CHARSETS = [
    b"bogus",
    b"utf-16",
    b"utf-7",
    b"idna",
    b"hex",
    b"unicode_escape",
    b'"',
    b"x" * 300,
    b"iso-2022-jp",
    b"koi8-r",
]
_ENCODINGS = [b"base64", b"quoted-printable", b"x-uuencode", b"binary", b"bogus", b"", b"7bit; x=y"]
_BOUNDARIES = [b"boundary=", b'boundary=""', b'boundary="a b"', b"boundary=b", b'boundary*0="a"; boundary*1="b"']
_LONG = [
    b"A",
    b">",
    b" ",
    b"=",
    b"=?utf-8?q?",
    b"<",
    b"(",
    b'"',
    b"\t",
    b"-",
    b"On ",
    b": ",
    b"<div>",
    b"\\",
    b";",
    b"&#",
]
_LINES = [
    b"Content-Type: message/rfc822\n\n",
    b"--b\n",
    b"begin 644 x\n",
    b"On 2026, a@b.example wrote:\n",
    b"From: x\n",
    b"\0\n",
]
_ACTIVE = re.compile(r"(?i)\s*(?:java|vb)script\s*:|data:(?!image/)")
_ACTIVE_TAGS = ("script", "iframe", "form", "style", "meta", "svg", "math", "object", "embed", "link", "base", "input")


def seeds() -> list[bytes]:
    """Sound letters of many kinds."""
    ours = [path.read_bytes() for path in sorted(LETTERS.glob("*.eml"))]
    wrapped = [letter(winmail(FILE), "words"), SIGNED + WHOLE, SIGNED + IN_PIECES, FLOWED]
    inlaid = [f"From: carl@acme.example\n\nhere\n{uu(bytes(range(200)))}bye\n".encode()]
    return [*ours, *(sample.raw() for sample in SAMPLES), *wrapped, *inlaid]


def mutants(count: int, *, seed: int, of: Sequence[bytes] = ()) -> Iterator[tuple[str, bytes]]:
    """(how it was spoilt, the letter), `count` times."""
    letters = list(of) or seeds()
    for number in range(count):
        dice = random.Random(f"{seed}:{number}")
        raw, names = dice.choice(letters), []
        for _ in range(dice.choice((1, 1, 1, 2, 4))):
            name = dice.choice(list(_WAYS))
            names.append(name)
            raw = _WAYS[name](dice, raw, letters)[:500_000]
        yield "+".join(names), raw


def faults(raw: bytes) -> list[str]:
    """What is wrong with our reading of `raw`; empty when nothing is. Raises whatever the reading raises."""
    read = parse(raw, own=OWN)
    line = json.dumps(as_json(read), ensure_ascii=False)
    found = [name for name, is_fault in _RULES.items() if is_fault(read, raw)]
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        found.append("a lone surrogate")
    return found


_RULES: dict[str, Callable[[Letter, bytes], bool]] = {
    "a line break in the subject": lambda read, _: bool(set("\r\n\0") & set(read.subject or "")),
    "an unsafe name": lambda read, _: any(set("/\\\r\n\0") & set(file.filename or "") for file in read.attachments),
    "lost without a word": lambda read, raw: bool(raw.strip(b"\0\r\n\t ")) and not (
        read.subject or read.text.strip() or read.html or read.attachments or read.defects
    ),
    "an answer out of nothing": lambda read, _: bool(read.reply_text.strip()) and not read.text.strip(),
    "no answer though there are words": lambda read, _: bool(read.text.strip()) and not (
        read.reply_text.strip() or _is_only_quoted(read)
    ),
    "active markup": lambda read, _: bool(read.html) and _is_active(read.html or ""),
    "a NUL": lambda read, _: "\0" in f"{read.text}{read.html}{read.reply_text}{read.subject}",
}  # fmt: skip


_SIGNED = re.compile(r"(?m)^-- ?\n.*$")  # what a telephone adds
_QUOTED = re.compile(r"\w{0,4}>")  # "AS> " too
_INTRODUCING = re.compile(r"[\d:@\ufffd]|--")  # a date, "wrote:", an address, a rule; or nothing anybody could read


def _is_only_quoted(read: Letter) -> bool:
    """Nothing but a quotation, as far as can be told without the reader's own rules: lines that look like a program's,
    and none of a person's. Who sends a quotation and writes nothing has no answer, and all words are in `rest`."""
    text = _SIGNED.sub("--", read.text)
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    around = [line for line in lines if not _QUOTED.match(line)]
    introducing = [line for line in lines if _INTRODUCING.search(line)]
    is_by_program = bool(introducing) and set(around) <= set(introducing) and len(around) < len(lines)
    is_reply = kind_of(read.subject, answers=bool(read.in_reply_to or read.references)) == "reply"
    return is_by_program and is_reply and read.rest.split() == read.text.split()


class _Looking(HTMLParser):
    """Looks for what a sanitised letter must not have."""

    is_active = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        events = any(name.startswith("on") for name, _ in attrs)
        links = any(name in ("href", "src") and _ACTIVE.match(value or "") for name, value in attrs)
        styles = any(
            name == "style" and re.search(r"(?i)url|expression|position", value or "") for name, value in attrs
        )
        self.is_active |= tag in _ACTIVE_TAGS or events or links or styles


def _is_active(markup: str) -> bool:
    looking = _Looking()
    looking.feed(markup)
    return looking.is_active


def _cut(dice: random.Random, raw: bytes, _: Sequence[bytes]) -> bytes:
    return raw[: dice.randrange(len(raw) + 1)]


def _flip(dice: random.Random, raw: bytes, _: Sequence[bytes]) -> bytes:
    spoilt = bytearray(raw or b"x")
    for _turn in range(dice.choice((1, 2, 8, 64, 512))):
        spoilt[dice.randrange(len(spoilt))] ^= 1 << dice.randrange(8)
    return bytes(spoilt)


def _drop(dice: random.Random, raw: bytes, _: Sequence[bytes]) -> bytes:
    at = dice.randrange(len(raw) + 1)
    return raw[:at] + raw[at + dice.randrange(1, 400) :]


def _repeat(dice: random.Random, raw: bytes, _: Sequence[bytes]) -> bytes:
    at = dice.randrange(len(raw) + 1)
    return raw[:at] + raw[at : at + dice.randrange(1, 2_000)] * dice.choice((2, 3, 20)) + raw[at:]


def _shuffle(dice: random.Random, raw: bytes, _: Sequence[bytes]) -> bytes:
    lines = raw.split(b"\n")
    for _turn in range(dice.randrange(1, 12)):
        one, other = dice.randrange(len(lines)), dice.randrange(len(lines))
        lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def _insert(dice: random.Random, raw: bytes, _: Sequence[bytes]) -> bytes:
    at = dice.randrange(len(raw) + 1)
    return raw[:at] + dice.choice(_LONG) * dice.choice((1, 1_000, 10_000)) + raw[at:]


def _insert_line(dice: random.Random, raw: bytes, _: Sequence[bytes]) -> bytes:
    lines = raw.split(b"\n")
    lines.insert(dice.randrange(len(lines) + 1), dice.choice(_LINES) * dice.choice((1, 2, 50)))
    return b"\n".join(lines)


def _high(dice: random.Random, raw: bytes, _: Sequence[bytes]) -> bytes:
    spoilt = bytearray(raw or b"x")
    for _turn in range(dice.randrange(1, 60)):
        spoilt[dice.randrange(len(spoilt))] = dice.choice((0, *range(128, 256)))
    return bytes(spoilt)


def _splice(dice: random.Random, raw: bytes, letters: Sequence[bytes]) -> bytes:
    other = dice.choice(letters)
    return raw[: dice.randrange(len(raw) + 1)] + other[dice.randrange(len(other) + 1) :]


def _breaks(dice: random.Random, raw: bytes, _: Sequence[bytes]) -> bytes:
    return raw.replace(b"\r\n", b"\n").replace(b"\n", dice.choice((b"\r", b"\r\n", b"\n\n", b"\n")))


def _nest(dice: random.Random, raw: bytes, _: Sequence[bytes]) -> bytes:
    return b"From: a@b.example\nContent-Type: message/rfc822\n\n" * dice.choice((1, 3, 60)) + raw


def _charset(dice: random.Random, raw: bytes, _: Sequence[bytes]) -> bytes:
    return re.sub(rb'(?i)charset="?[\w.-]+"?', lambda _found: b"charset=" + dice.choice(_CHARSETS), raw)


def _encoding(dice: random.Random, raw: bytes, _: Sequence[bytes]) -> bytes:
    field = b"Content-Transfer-Encoding: "
    return re.sub(rb"(?i)content-transfer-encoding:[^\r\n]*", lambda _found: field + dice.choice(_ENCODINGS), raw)


def _boundary(dice: random.Random, raw: bytes, _: Sequence[bytes]) -> bytes:
    return re.sub(
        rb'(?i)boundary="?[^"\s;]+"?', lambda _found: dice.choice(_BOUNDARIES), raw, count=dice.choice((0, 1))
    )


def _word(dice: random.Random, raw: bytes, _: Sequence[bytes]) -> bytes:
    starts = (b"=?utf-8?b?", b"=?x?q?", b"=??b?", b"=?koi8-r?Q?", b"=?utf-8?B?=", b"=?utf-7?q?")
    return re.sub(rb"=\?[^?]+\?[bBqQ]\?", lambda _found: dice.choice(starts), raw)


def _headless(_: random.Random, raw: bytes, _letters: Sequence[bytes]) -> bytes:
    return raw.replace(b"\r\n\r\n", b"\r\n", 1).replace(b"\n\n", b"\n", 1)


_WAYS: dict[str, Callable[[random.Random, bytes, Sequence[bytes]], bytes]] = {
    "cut": _cut,
    "flip": _flip,
    "drop": _drop,
    "repeat": _repeat,
    "shuffle": _shuffle,
    "insert": _insert,
    "insert-line": _insert_line,
    "high": _high,
    "splice": _splice,
    "breaks": _breaks,
    "nest": _nest,
    "charset": _charset,
    "encoding": _encoding,
    "boundary": _boundary,
    "word": _word,
    "headless": _headless,
}
