"""Russian replies made of all that can meet in one: program, place of the answer, depth, form, charset, signature.

`reply(seed)` is always the same letter for a seed. `benchmarks/replies.py` counts over as many as one likes.
"""

import random
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from html import escape

from reglament.mail.tests.clients_ru import CLIENTS, FORWARDS, Client, Old
from reglament.mail.tests.letters_ru import (
    Encoding,
    Sample,
    cite_page,
    gmail_page,
    paragraphs,
    quoted,
    web_page,
    word_page,
)
from reglament.mail.tests.said_ru import ANSWERS, NAMES, OLD, SIGNATURES, TAILS

CHARSETS: tuple[tuple[str, str | None, Encoding], ...] = (
    ("utf-8", "", "8bit"),
    ("utf-8", "", "base64"),
    ("utf-8", "", "quoted-printable"),
    ("utf-8", None, "8bit"),
    ("utf-8", "us-ascii", "8bit"),
    ("utf-8", "windows-1251", "8bit"),
    ("windows-1251", "", "8bit"),
    ("windows-1251", "", "quoted-printable"),
    ("windows-1251", None, "8bit"),
    ("windows-1251", "iso-8859-1", "8bit"),
    ("windows-1251", "koi8-r", "8bit"),
    ("windows-1251", "utf-8", "8bit"),
    ("koi8-r", "", "8bit"),
    ("koi8-r", "", "base64"),
    ("koi8-r", None, "8bit"),
    ("koi8-r", "windows-1251", "8bit"),
    ("koi8-r", "us-ascii", "8bit"),
    ("iso-8859-5", "", "8bit"),
)
_WIDTH = 76  # columns at which some programs wrap


@dataclass(frozen=True)
class _Made:
    """One letter in both forms, with what is new in it."""

    new: str
    plain: str
    markup: str


def reply(seed: int) -> Sample:
    """A letter that answers another one."""
    dice = random.Random(seed)
    client, old = dice.choice(CLIENTS), _old(dice, dice.choice((1, 1, 1, 2, 3)))
    answer = dice.choice(ANSWERS)
    place = dice.choice(("above", "above", "above", "below", "between")) if client.sign else "above"
    made = _PLACES[place](dice, client, old, answer)
    plain, new = (_wrapped(made.plain), _wrapped(made.new)) if dice.random() < 0.3 else (made.plain, made.new)
    blank = dice.choice(("\xa0", "\u202f")) if dice.random() < 0.2 else " "
    plain, markup = (re.sub(r"(?<=\d) (?=г\.|AM|PM)", blank, body) for body in (plain, made.markup))
    form = "plain" if not markup else dice.choice(("plain", "html", "alternative"))
    sample = Sample(f"{client.name}, {place}, {form}, {seed}", new)
    return _coded(
        dice, replace(sample, plain=None if form == "html" else plain, markup=None if form == "plain" else markup)
    )


def forward(seed: int) -> Sample:
    """A letter that hands on another one, which is new to who reads it."""
    dice = random.Random(seed)
    client, old = dice.choice(FORWARDS), _old(dice, dice.choice((1, 2, 3)))
    above = dice.choice(("", "Коллеги, посмотрите, пожалуйста.", "Анна, это от клиента.\n\nС уважением,\nКарл"))
    new = f"{above}\n\n{old.said(client.says)}\n\n{old.text}".strip()
    form = dice.choice(("plain", "html", "alternative"))
    page = dice.choice((paragraphs(escape(new, quote=False)), _page_of_outlook(above, old.said(client.says), old.text)))
    subject = dice.choice(("Fwd: ", "FW: ", "Пересл: ")) + "Касса не печатает чек [#1042]"
    sample = Sample(f"{client.name}, forward, {form}, {seed}", new, subject=subject)
    return replace(sample, plain=None if form == "html" else new, markup=None if form == "plain" else page)


def _old(dice: random.Random, depth: int) -> Old:
    at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=dice.randrange(365 * 86_400))
    text = dice.choice(OLD)
    if depth > 1:
        client, older = dice.choice(CLIENTS), _old(dice, depth - 1)
        text = f"{text}\n\n{_introduced(client, older)}\n{_quoted(client, older, older.text)}"
    return Old(dice.choice(NAMES), at, text)


def _introduced(client: Client, old: Old) -> str:
    return old.said(client.says)


def _quoted(client: Client, old: Old, text: str) -> str:
    return quoted(text, old.said(client.sign))


def _above(dice: random.Random, client: Client, old: Old, answer: str) -> _Made:
    signed = answer + (f"\n\n{client.adds}" if client.adds else dice.choice(SIGNATURES))
    tail = dice.choice(TAILS) if client.sign and signed == answer else ""
    gap = dice.choice(("\n\n", "\n\n", "\n\n\n", "\n")) if client.sign else "\n\n"
    plain = (
        f"{signed}{gap}{_introduced(client, old)}\n{dice.choice(('', chr(10)))}{_quoted(client, old, old.text)}{tail}"
    )
    pages = PAGES_OF_ROWS if client.has_rows else PAGES
    return _Made(answer, plain, dice.choice(pages)(signed, _introduced(client, old), old.text) + _divs(tail.strip()))


def _below(dice: random.Random, client: Client, old: Old, answer: str) -> _Made:
    greeting = dice.choice(("", "Здравствуйте, Анна!"))
    signed = answer + (f"\n\n{client.adds}" if client.adds else dice.choice(SIGNATURES))
    plain = f"{greeting}\n\n{_introduced(client, old)}\n{_quoted(client, old, old.text)}\n\n{signed}".lstrip("\n")
    page = dice.choice(PAGES)(greeting, _introduced(client, old), old.text) + _divs(signed)
    return _Made(f"{greeting}\n\n{answer}".strip(), plain, page)


def _between(dice: random.Random, client: Client, old: Old, answer: str) -> _Made:
    first, second = (_quoted(client, old, piece) for piece in old.text.split("\n\n")[:2])
    new = f"{first}\n\n{answer}\n\n{second}\n\nПонятно, сделаем."
    signed = f"\n\n{client.adds}" if client.adds else dice.choice(SIGNATURES)
    return _Made(new, f"{_introduced(client, old)}\n{new}{signed}", "")


_PLACES = {"above": _above, "below": _below, "between": _between}


def _divs(text: str) -> str:
    return paragraphs(escape(text, quote=False)) if text else ""


def _breaks(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br>")


def _page_of_gmail(new: str, introduced: str, old: str) -> str:
    page = gmail_page(escape(new, quote=False), "\0", escape(old, quote=False))
    return page.replace("\0", _breaks(introduced))


def _page_of_thunderbird(new: str, introduced: str, old: str) -> str:
    page = cite_page(escape(new, quote=False), "\0", escape(old, quote=False))
    return page.replace("\0", _breaks(introduced))


def _page_of_apple(new: str, introduced: str, old: str) -> str:
    return (
        f'<html><body dir="auto">{_divs(new)}<div><br><blockquote type="cite"><div>{_breaks(introduced)}</div>'
        f'<br class="Apple-interchange-newline"><div>{_divs(old)}</div></blockquote></div></body></html>'
    )


def _page_of_mail_ru(new: str, introduced: str, old: str) -> str:
    return (
        f"\n<HTML><BODY>{_divs(new)}<div>&nbsp;</div><blockquote style='border-left:1px solid #0857A6; margin:10px;'>"
        f'{_breaks(introduced)}<br><div class="js-helper"><style type="text/css"></style>{_divs(old)}</div>'
        "</blockquote></BODY></HTML>\n"
    )


def _page_of_yandex(new: str, introduced: str, old: str) -> str:
    quotation = f"<blockquote><div>{_divs(old)}</div></blockquote>"
    return f"<div>{_divs(new)}</div><div> </div><div>{_breaks(introduced)}</div>{quotation}"


def _page_of_outlook(new: str, introduced: str, old: str) -> str:
    return word_page(escape(new, quote=False), introduced, escape(old, quote=False))


def _page_without_a_line(new: str, introduced: str, old: str) -> str:
    return f"<body lang=RU>{_divs(new)}<p class=MsoNormal>&nbsp;</p><p>{_breaks(introduced)}</p>{_divs(old)}</body>"


def _page_of_outlook_on_the_web(new: str, introduced: str, old: str) -> str:
    return web_page(escape(new, quote=False), introduced, escape(old, quote=False))


def _page_of_samsung(new: str, introduced: str, old: str) -> str:
    top = f'<div dir="auto">{_divs(new)}</div><div><br></div><div align="left">{_divs(introduced)}</div>'
    return f"<html><body>{top}{_divs(old)}</body></html>"


PAGES = (_page_of_gmail, _page_of_thunderbird, _page_of_apple, _page_of_mail_ru, _page_of_yandex)
PAGES_OF_ROWS = (_page_of_outlook, _page_without_a_line, _page_of_outlook_on_the_web, _page_of_samsung)


def _wrapped(text: str) -> str:
    return "\n".join(line for long in text.split("\n") for line in _lines_of(long))


def _lines_of(line: str) -> Sequence[str]:
    if len(line) <= _WIDTH or line.startswith(">>> "):
        return [line]
    marks = re.match(r"(?:[^\W\d_]{0,3}>+ ?)*", line)
    sign = marks[0] if marks else ""
    pieces = textwrap.wrap(line[len(sign) :], _WIDTH - len(sign), break_long_words=False, break_on_hyphens=False)
    return [sign + piece for piece in pieces]


def _coded(dice: random.Random, sample: Sample) -> Sample:
    charset, declared, encoding = dice.choice(CHARSETS)
    try:
        f"{sample.plain}{sample.markup}".encode(charset)
    except UnicodeEncodeError:
        charset, declared = "utf-8", ""
    return replace(sample, charset=charset, declared=declared, encoding=encoding)
