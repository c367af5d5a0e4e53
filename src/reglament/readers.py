"""Every event reader, in order: the whole reaction on one page.

A reader is a function `(event, now)` named by its path below `reglament`; it must be safe to run twice.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reacts (`name`: dotted path) to which verbs."""

    name: str
    verbs: frozenset[str]


READERS: tuple[Reader, ...] = (
    Reader("mail.outgoing.notifications.acknowledge", frozenset({"opened"})),
    Reader("mail.outgoing.notifications.tell_started", frozenset({"started"})),
    Reader(
        "mail.outgoing.notifications.send_answer", frozenset({"answered", "asked", "resolved", "refused", "redirected"})
    ),
    Reader(
        "mail.outgoing.notifications.tell_change",
        frozenset(
            {
                "severity_lowered",
                "transferred",
                "withdrawn",
                "emergency_confirmed",
                "emergency_approved",
                "woken",
                "reopened",
                "extended",
                "merged",
            }
        ),
    ),
    Reader("mail.outgoing.notifications.tell_files", frozenset({"files_kept_aside"})),
    Reader("mail.outgoing.notifications.answer_nudge", frozenset({"nudged"})),
    Reader("mail.outgoing.notifications.ask_approval", frozenset({"approval_asked"})),
    Reader("mail.outgoing.notifications.answer_stranger", frozenset({"triaged"})),
    Reader("mail.outgoing.notifications.tell_rejected", frozenset({"discarded"})),
    Reader(
        "notices.telling.tell_agents",
        frozenset(
            {
                "wrote",
                "wrote_unverified",
                "filled_in",
                "nudged",
                "complained",
                "assigned",
                "warned",
                "breached",
                "emergency_claimed",
                "escalated",
                "transferred",
                "undelivered",
                "held_back",
                "infected",
            }
        ),
    ),
)
