"""The words of a letter: the desk's text for it, filled, and what it answers quoted below; plain and as HTML."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.template.loader import render_to_string
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from reglament.regulation.models import Desk
from reglament.regulation.terms.letter_kinds import filled, standard_texts

LONGEST_QUOTE = 5_000  # characters

_TEXT_HERE = "\ue000"  # what a person wrote is put in last: filling tidies blank lines, and his are his own
_LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")


@dataclass(frozen=True, slots=True)
class Quote:
    """What the letter answers: `head` says who wrote it when."""

    head: str
    text: str

    @property
    def lines(self) -> list[str]:
        """The quoted lines."""
        return self.text.strip()[:LONGEST_QUOTE].splitlines()


@dataclass(frozen=True, slots=True)
class Rendered:
    """A letter's words; `subject` is still without the ticket's number."""

    subject: str
    text: str
    html: str


def render(
    desk: Desk,
    slug: str,
    values: Mapping[str, str],
    *,
    language: str,
    quote: Quote | None = None,
    pictures: Mapping[str, str] = MappingProxyType({}),
) -> Rendered:
    """The letter `slug` in `language`, by the Conduct in force; where it has no text of its own, the standard one.

    `pictures` are Content-IDs by the names under which the text has them in brackets.
    """
    wanted = desk.regulation.conduct.texts.get(slug) or standard_texts()[slug]
    frame = filled(wanted.body.in_(language), {**values, "text": _TEXT_HERE if values.get("text") else ""})
    body = frame.replace(_TEXT_HERE, values.get("text", ""))
    context = {
        "language": language,
        "paragraphs": [_with_pictures(_linked(paragraph), pictures) for paragraph in re.split(r"\n{2,}", body)],
        "quote": quote,
    }
    return Rendered(
        subject=" ".join(filled(wanted.subject.in_(language), values).split()),
        text=body + _quoted(quote) + "\n",
        html=render_to_string("mail/letter.html", context),
    )


def _with_pictures(markup: SafeString, pictures: Mapping[str, str]) -> SafeString:
    """The pictures in place of their names."""
    for name, content_id in pictures.items():
        picture = format_html('<img src="cid:{}" alt="{}" style="max-width:100%;height:auto">', content_id, name)
        markup = mark_safe(markup.replace(escape(f"[{name}]"), picture))  # noqa: S308 both are escaped
    return markup


def _quoted(quote: Quote | None) -> str:
    if quote is None or not quote.lines:
        return ""
    return "\n".join(["", "", quote.head, *(f"> {line}".rstrip() for line in quote.lines)])


def _linked(text: str) -> SafeString:
    """`text` escaped, its addresses made links."""
    pieces, at = [], 0
    for found in _LINK.finditer(text):
        link = escape(found[0])
        pieces += [escape(text[at : found.start()]), f'<a href="{link}" style="color:#1f5fbf">{link}</a>']
        at = found.end()
    return mark_safe("".join([*pieces, escape(text[at:])]).replace("\n", "<br>\n"))  # noqa: S308 every piece is escaped
