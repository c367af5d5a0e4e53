"""Whether a machine may answer a letter, and how often. RFC 3834 and the rules of docs/mail.md; pure."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Literal

from reglament.mail.letter import Letter

Silence = Literal[
    "bounce", "report", "loop", "auto-reply", "list", "null-return-path", "no-sender", "own-address", "role-address", "not-to-us"
]
Authentication = Literal["pass", "fail", "none"]
PER_TICKET: tuple[tuple[int, int], ...] = ((10, 10), (15, 30), (25, 60), (50, 180), (100, 600))  # (letters, minutes)
PER_ADDRESS: tuple[tuple[int, int], ...] = ((30, 10), (60, 30), (120, 60), (240, 180), (360, 600))


def why_silent(letter: Letter, *, own: Collection[str], envelope_to: Collection[str] = ()) -> Silence | None:
    """The reason no automatic answer may go out, or None when one may."""
    raise NotImplementedError


def may_answer(letter: Letter, *, own: Collection[str], envelope_to: Collection[str] = ()) -> bool:
    """True when a machine may answer this letter."""
    return why_silent(letter, own=own, envelope_to=envelope_to) is None


def within_limits(sent: Sequence[datetime], now: datetime, *, limits: Sequence[tuple[int, int]] = PER_ADDRESS) -> bool:
    """True when one more automatic letter keeps below every (letters, minutes) limit. The caller chooses the key."""
    raise NotImplementedError


def authentication(letter: Letter, *, authserv_id: str) -> Authentication:
    """What our own receiving server found (RFC 8601): only results of `authserv_id` are believed."""
    raise NotImplementedError
