"""Which ticket a letter claims to belong to. Pure: whether its sender may join is asked by the caller."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from reglament.mail.format.composer import key_of
from reglament.mail.format.mime.addresses import is_ours
from reglament.mail.format.mime.letter import Letter

MOST_CLAIMS = 30  # of a kind
MOST_ANSWERED = 10

_TOKEN = re.compile(r"[A-Za-z0-9_-]{6,128}")


@dataclass(frozen=True)
class Candidate:
    """One claim: `value` is the reply token, the outbox key out of an own Message-ID, or the TID in digits."""

    by: Literal["token", "message-id", "tid"]
    value: str


@dataclass(frozen=True)
class Reference:
    """Claims in the order they are to be tried; the first that names a ticket its sender may join decides. A letter has
    a few of them, however many a hostile one lists."""

    candidates: tuple[Candidate, ...] = ()
    answered: tuple[str, ...] = ()  # Message-IDs of others it answers: the one it replies to, then the last ones before

    def by(self, kind: Literal["token", "message-id", "tid"]) -> tuple[str, ...]:
        """The values of one kind, in order."""
        return tuple(candidate.value for candidate in self.candidates if candidate.by == kind)


def reference(letter: Letter, *, own: Collection[str], own_domain: str, envelope_to: Collection[str] = ()) -> Reference:
    """The claims of `letter` (token → own Message-ID → TID, each only for a sender allowed on the ticket).

    Tokens come from recipient addresses local+TOKEN@domain of an address in `own`: the envelope first, then
    Delivered-To, To and Cc. Own Message-IDs come from In-Reply-To, then from what a bounce or report returns, then
    from References last to first.
    """
    claims = [
        *(Candidate("token", token) for token in _first(MOST_CLAIMS, _tokens(letter, own, envelope_to))),
        *(Candidate("message-id", key) for key in _first(MOST_CLAIMS, _keys(letter, own_domain))),
    ]
    if letter.ticket_ref is not None:
        claims.append(Candidate("tid", str(letter.ticket_ref)))
    return Reference(tuple(claims), tuple(_first(MOST_ANSWERED, _of_others(letter, own_domain))))


def _first(most: int, found: Iterator[str]) -> list[str]:
    """The first few, each once."""
    return list(islice(dict.fromkeys(found), most))


def _tokens(letter: Letter, own: Collection[str], envelope_to: Collection[str]) -> Iterator[str]:
    ours = frozenset(address.lower() for address in own)
    named = (mailbox.address for mailbox in (*letter.to, *letter.cc))
    for address in (*envelope_to, *letter.delivered_to, *named):
        local, _, domain = address.rpartition("@")
        base, plus, token = local.partition("+")
        if plus and is_ours(f"{base}@{domain}", ours) and _TOKEN.fullmatch(token):
            yield token


def _keys(letter: Letter, own_domain: str) -> Iterator[str]:
    answered = (letter.in_reply_to,) if letter.in_reply_to else ()
    for message_id in (*answered, *letter.returned, *reversed(letter.references)):
        key = key_of(message_id, own_domain)
        if key is not None:
            yield key


def _of_others(letter: Letter, own_domain: str) -> Iterator[str]:
    answered = (letter.in_reply_to,) if letter.in_reply_to else ()
    for message_id in (*answered, *reversed(letter.references)):
        if key_of(message_id, own_domain) is None:
            yield message_id


def with_token(address: str, token: str) -> str:
    """`support@x.example` with a reply token: `support+TOKEN@x.example`."""
    local, _, domain = address.rpartition("@")
    return f"{local}+{token}@{domain}"
