"""The automatic letters there are, and what each may speak of.

Their texts are the document's, else those of `library/letters.toml`.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from reglament.regulation.terms.edition_terms import LetterText, Words

ACK = "ack"  # registered: number, what was understood, by when we answer (C-52), what is missing (C-55)
STARTED = "started"  # processing began (C-53)
ANSWER = "answer"  # the frame of an agent's answer
QUESTION = "question"  # the frame of an agent's question
NEW_DUE = "new-due"  # another time after lowering or a transfer (C-11, C-16)
CONFIRMED = "confirmed"  # support confirmed a higher severity, or the manager approved it (C-16, C-17)
LOWERED = "lowered"  # support lowered the severity, with the reason (C-16)
TRANSFERRED = "transferred"  # another department deals with it (C-32, C-40)
APPROVAL_ASKED = "approval-asked"  # to the account manager: is it an emergency? (C-17)
POSTPONED = "postponed"  # put off, with reason and follow-up date (C-34)
WOKEN = "woken"  # the wait is over, we go on
REFUSED = "refused"  # with the reason (C-34)
REDIRECTED = "redirected"  # with the right addressee (C-31)
RESOLVED = "resolved"
REOPENED = "reopened"  # (C-61)
WITHDRAWN = "withdrawn"
MERGED = "merged"  # it goes on in another request of the same client
NUDGED = "nudged"  # an answer to chasing (C-28)
FILES = "files"  # files of a later letter were not taken, and what to do (C-56)
UNKNOWN_SENDER = "unknown-sender"  # the polite answer to a stranger (C-04)
WHICH_REQUEST = "which-request"  # a complaint by letter that names no request: which one? (C-62)
REJECTED_SENDER = "rejected-sender"  # triage decided against a stranger (C-04)

_ALWAYS = frozenset({"desk", "name", "subject"})
_TICKET = _ALWAYS | {"tid", "link", "level", "severity", "responsible"}

VARIABLES: dict[str, frozenset[str]] = {
    ACK: _TICKET | {"due", "because", "accepted", "missing"},
    STARTED: _TICKET | {"due", "because"},
    ANSWER: _TICKET | {"text", "extent"},
    QUESTION: _TICKET | {"text"},
    NEW_DUE: _TICKET | {"due", "because", "reason"},
    CONFIRMED: _TICKET | {"due", "because", "reason"},
    LOWERED: _TICKET | {"due", "because", "reason"},
    TRANSFERRED: _TICKET | {"due", "because", "reason", "department"},
    APPROVAL_ASKED: _TICKET | {"reason", "text", "company"},
    POSTPONED: _TICKET | {"reason", "text", "until"},
    WOKEN: _TICKET | {"due", "because"},
    REFUSED: _TICKET | {"reason", "text"},
    REDIRECTED: _TICKET | {"reason", "text", "addressee"},
    RESOLVED: _TICKET | {"text", "extent"},
    REOPENED: _TICKET | {"due", "because"},
    WITHDRAWN: _TICKET,
    MERGED: _TICKET | {"into"},
    NUDGED: _TICKET | {"due", "because"},
    FILES: _TICKET | {"files"},
    UNKNOWN_SENDER: _ALWAYS | {"link"},
    WHICH_REQUEST: _ALWAYS | {"link"},
    REJECTED_SENDER: _ALWAYS | {"link", "reason"},
}
"""Every letter and the variables its text may use. A ticket's letters know tid, link, level, severity, responsible."""


def filled(text: str, values: Mapping[str, str]) -> str:
    """`text` with its variables replaced. An empty one leaves no hole: more than one blank line becomes one."""
    return re.sub(r"\n\s*\n", "\n\n", text.format_map(values)).strip()


@cache
def standard_texts() -> dict[str, LetterText]:
    """The texts that hold where a document has none of its own."""
    written = tomllib.loads(files("reglament.regulation").joinpath("library", "letters.toml").read_text("utf-8"))
    return {
        slug: LetterText(
            slug,
            subject=Words(letter["ru"]["subject"], letter["en"]["subject"]),
            body=Words(letter["ru"]["body"], letter["en"]["body"]),
        )
        for slug, letter in written["letters"].items()
    }
