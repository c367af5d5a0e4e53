"""Which ticket a letter claims to belong to. Pure: whether its sender may join is asked by the caller."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from reglament.mail.letter import Letter


@dataclass(frozen=True)
class Candidate:
    """One claim: a reply token, the outbox key out of an own Message-ID, or a TID. `value` in that order's words."""

    by: Literal["token", "message-id", "tid"]
    value: str


@dataclass(frozen=True)
class Reference:
    """Claims in the order they are to be tried (design: token, own Message-ID, TID)."""

    candidates: tuple[Candidate, ...] = ()


def reference(letter: Letter, *, own: Collection[str], own_domain: str, envelope_to: Collection[str] = ()) -> Reference:
    """The claims of `letter`: reply tokens in recipient addresses (local+TOKEN@domain of an address in `own`),
    own Message-IDs in In-Reply-To, then References last to first, then the TID in the subject."""
    raise NotImplementedError


def with_token(address: str, token: str) -> str:
    """`support@x` with a reply token: `support+TOKEN@x`."""
    raise NotImplementedError


def same_letter(one: Letter, other: Letter) -> bool:
    """Same Message-ID and same fingerprint (design.md §7)."""
    return one.message_id == other.message_id and one.fingerprint == other.fingerprint


