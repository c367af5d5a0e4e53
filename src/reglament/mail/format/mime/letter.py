"""The values mail speaks in: a letter as we understood it, its parts, and what a bounce reports."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Literal

LOOP_HEADER = "X-Reglament-Loop"  # in every letter we send; its value is the desk's address

Auto = Literal["bounce", "report", "loop", "auto-reply", "list"]


@dataclass(frozen=True)
class Mailbox:
    """A name (maybe empty) and an address (lower-case domain in A-form; maybe empty when none could be read)."""

    name: str
    address: str


@dataclass(frozen=True)
class Attachment:
    """One part kept as a file: decoded bytes and a bare, safe name."""

    filename: str | None
    content_type: str
    content: bytes = field(repr=False)
    inline: bool = False
    content_id: str | None = None

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.content)

    @cached_property
    def sha256(self) -> str:
        """Of the decoded bytes, in hex."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Bounce:
    """What a bounce says of one recipient: status as in RFC 3463 ("5.1.1"); permanent when its class is 5.

    A letter that is only `delayed` is still under way; one that is neither was given up for a passing reason.
    """

    recipient: str | None
    status: str | None
    permanent: bool
    delayed: bool = False
    said: str = ""  # the words of the server that refused, on one line


@dataclass(frozen=True)
class Headers:
    """Header fields in order, unfolded and raw: 8-bit bytes decoded, encoded words untouched."""

    fields: tuple[tuple[str, str], ...] = ()

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of the field `name` (any case), topmost first."""
        return self._by_name.get(name.lower(), ())

    def get(self, name: str) -> str | None:
        """The topmost value of the field `name`, or None."""
        return next(iter(self.all(name)), None)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._by_name

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.fields)

    @cached_property
    def _by_name(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for name, value in self.fields:
            found.setdefault(name.lower(), []).append(value)
        return {name: tuple(values) for name, values in found.items()}


@dataclass(frozen=True)
class Letter:
    """A letter as we understood it. Every string is free of lone surrogates; `date` is aware UTC in whole seconds."""

    headers: Headers
    message_id: str | None
    in_reply_to: str | None
    references: tuple[str, ...]
    sender: Mailbox | None
    reply_to: tuple[Mailbox, ...]
    to: tuple[Mailbox, ...]
    cc: tuple[Mailbox, ...]
    delivered_to: tuple[str, ...]  # Delivered-To, X-Original-To, Envelope-To: where it really arrived
    return_path: str | None  # "" is the null path of RFC 5321 §4.5.5, None is "not told"
    subject: str | None
    date: datetime | None
    text: str
    html: str | None
    reply_text: str
    rest: str  # what reply_text leaves out: quotations, signature
    attachments: tuple[Attachment, ...]
    ticket_ref: int | None
    auto: Auto | None
    bounce: tuple[Bounce, ...]
    returned: tuple[str, ...]  # of a bounce or report: Message-IDs of the letters it is about
    defects: tuple[str, ...]
    fingerprint: str  # "the same letter": SHA-256 over From, Date, Subject and the decoded bodies

    @property
    def language(self) -> str:
        """The language it is written in, "ru" or "en", by its script."""
        words = f"{self.subject or ''} {self.text}"
        cyrillic = sum("а" <= sign <= "я" or sign == "ё" for sign in words.lower())
        letters = sum(sign.isalpha() for sign in words)
        return "ru" if cyrillic * 2 > letters else "en"
