"""Whether a machine may answer a letter, and how often: RFC 3834, RFC 2142 and the rules of docs/mail.md. Pure."""

import re
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Literal

from reglament.mail.format.mime.addresses import is_ours
from reglament.mail.format.mime.letter import Letter

Silence = Literal[
    "bounce",
    "report",
    "loop",
    "auto-reply",
    "list",
    "null-return-path",
    "no-sender",
    "own-address",
    "role-address",
    "asked-not-to",
    "not-to-us",
]
Limit = tuple[int, timedelta]  # so many letters within so long

PER_TICKET: tuple[Limit, ...] = (
    (10, timedelta(minutes=10)),
    (15, timedelta(minutes=30)),
    (25, timedelta(hours=1)),
    (50, timedelta(hours=3)),
    (100, timedelta(hours=10)),
)
PER_ADDRESS: tuple[Limit, ...] = (
    (30, timedelta(minutes=10)),
    (60, timedelta(minutes=30)),
    (120, timedelta(hours=1)),
    (240, timedelta(hours=3)),
    (360, timedelta(hours=10)),
)

_ROLE = re.compile(
    r"(?i)(?:mailer-?daemon|postmaster|abuse|hostmaster|webmaster|no-?_?\.?reply|do-?_?\.?not-?_?\.?reply|bounces?|daemon|listserv"
    r"|majordomo|mdaemon|root|noc|owner-.*|.*-(?:request|owner|bounces?|relay))(?:[+=].*)?"
)


def why_silent(  # noqa: PLR0911 - one line per rule
    letter: Letter, *, own: Collection[str], envelope_to: Collection[str] = ()
) -> Silence | None:
    """The reason no automatic answer may go out, or None when one may.

    `own` are the desk's addresses. `envelope_to` are the recipients the server told; without them the Delivered-To
    fields serve. They stand in for To and Cc only when the letter names no recipient of ours there: RFC 3834 §2.
    """
    ours = frozenset(address.lower() for address in own)
    if letter.auto is not None:
        return letter.auto
    if letter.return_path == "":
        return "null-return-path"
    if letter.sender is None or not letter.sender.address:
        return "no-sender"
    if any(is_ours(address, ours) for address in _answered(letter)):
        return "own-address"
    if any(_ROLE.fullmatch(address.rpartition("@")[0]) for address in {*_answered(letter), letter.return_path or ""}):
        return "role-address"
    if _asks_not_to(letter):
        return "asked-not-to"
    named = [mailbox.address for mailbox in (*letter.to, *letter.cc)]
    if not any(is_ours(address, ours) for address in named) and not _forwarded_to_us(envelope_to, ours):
        return "not-to-us"
    return None


def _answered(letter: Letter) -> list[str]:
    """The addresses an answer would go to, and the sender's own."""
    sender = [letter.sender.address] if letter.sender else []
    return sender + [mailbox.address for mailbox in letter.reply_to if mailbox.address]


def _asks_not_to(letter: Letter) -> bool:
    """X-Auto-Response-Suppress (MS-OXCMAIL 2.1.3.2.5) as Exchange, its imitators and we ourselves set it."""
    asked = {
        word.strip().lower() for value in letter.headers.all("X-Auto-Response-Suppress") for word in value.split(",")
    }
    return bool(asked & {"all", "autoreply", "oof"})


def _forwarded_to_us(envelope_to: Collection[str], ours: frozenset[str]) -> bool:
    """A company may forward its old address to ours: then only the envelope names us."""
    return any(is_ours(address, ours) for address in envelope_to)


def within_limits(sent: Sequence[datetime], now: datetime, *, limits: Sequence[Limit] = PER_ADDRESS) -> bool:
    """True when one more automatic letter at `now` keeps within every limit. `sent` are the instants of those before,
    in any order, counted by the key the caller chose: (ticket, address) with PER_TICKET, address with PER_ADDRESS."""
    return all(sum(now - span < instant <= now for instant in sent) < most for most, span in limits)
