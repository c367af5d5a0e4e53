"""What happened to a ticket, as far as its clocks care: the input of the clock engine.

Every fact carries `at`, the aware UTC instant it happened. A history is the list of one ticket's facts in the order in
which the desk learned of them; it begins with `Opened`. Where the desk learned of a fact only later (a letter fetched
late, a claim found in an old message), `known_at` says when: a decision touches no clock that was missed by then.
"""

from dataclasses import dataclass
from datetime import datetime

from reglament.regulation.terms.edition_terms import Regulation


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened at `at`; `by` names the person for explanations ("" = nobody in particular)."""

    at: datetime
    by: str = ""
    known_at: datetime | None = None  # when the desk learned of it, where that was later


@dataclass(frozen=True, slots=True)
class Opened(Fact):
    """The ticket: `at` is the receipt on our side, not the moment a job got to it."""

    level: str = "none"
    severity: str = "normal"
    request_type: str = ""
    channel: str = "email"
    department: str = ""
    imported: bool = False  # older than the mailbox's activation: no promise
    from_triage: bool = False  # `known_at` says when triage made a ticket of it
    ground: str = ""  # of the severity; "" = the one that counts at once
    urgency: str = ""
    impact: str = ""
    asked_by: str = "contact"  # who asked: contact, representative, account_manager, agent
    kind: str = "client"  # of the company: client, partner, demo
    hours: str = ""  # the calendar its contract names
    zone: str = ""  # the IANA zone its contract names
    findings: frozenset[str] = frozenset()  # what holds from the beginning, by what the client answered


@dataclass(frozen=True, slots=True)
class ClientWrote(Fact):
    """A client's message after the first."""

    message: int = 0
    imported: bool = False  # older than the mailbox's activation: no promise


@dataclass(frozen=True, slots=True)
class Answered(Fact):
    """A person's released public message, a question too. Counts at `leaves_at`: when the answer window is open."""

    leaves_at: datetime | None = None
    message: int = 0


@dataclass(frozen=True, slots=True)
class SentNow(Fact):
    """An answer that waits for the answer window was sent at once."""

    message: int = 0


@dataclass(frozen=True, slots=True)
class Started(Fact):
    """Processing of the request was started (C-27)."""


@dataclass(frozen=True, slots=True)
class Contacted(Fact):
    """A logged contact with the client; counts only where the row says so."""


@dataclass(frozen=True, slots=True)
class NoAnswerNeeded(Fact):
    """An agent stated that what the client wrote last needs no answer."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class Classified(Fact):
    """Corrections and decisions without their own fact; None = unchanged."""

    level: str | None = None
    severity: str | None = None
    request_type: str | None = None
    department: str | None = None
    fault: str | None = None
    urgency: str | None = None
    impact: str | None = None


@dataclass(frozen=True, slots=True)
class EmergencyClaimed(Fact):
    """A higher severity is claimed on a ground of the document; `at` is the receipt of the message that claims it."""

    severity: str = "emergency"
    ground: str = "unusable"


@dataclass(frozen=True, slots=True)
class EmergencyConfirmed(Fact):
    """Support confirms the claim; where the ground says so, the confirmation dates back to the claim."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class EmergencyApproved(Fact):
    """The account manager approves (`by-agreement`): counts from now."""

    severity: str = "emergency"
    ground: str = "by-agreement"


@dataclass(frozen=True, slots=True)
class SeverityLowered(Fact):
    """A claim is declined or a severity lowered, with a reason shown to the client."""

    severity: str = "normal"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DevelopersInvolved(Fact):
    """Developers are brought in while the ticket stays with support (C-13)."""


@dataclass(frozen=True, slots=True)
class Transferred(Fact):
    """The ticket goes to another department; `stage` is the department's ("support" or "development")."""

    department: str = ""
    stage: str = "support"


@dataclass(frozen=True, slots=True)
class WaitBegan(Fact):
    """The ticket waits for `what` (client, third-party, development, release, date)."""

    what: str = "client"


@dataclass(frozen=True, slots=True)
class WaitEnded(Fact):
    """The wait is over (the client wrote, the date came, an agent woke it)."""


@dataclass(frozen=True, slots=True)
class Ended(Fact):
    """The ticket ended. `answered`: with an answer to the client (resolve, refuse, redirect); else clocks are void."""

    how: str = "solved"  # solved, refused, redirected, duplicate, withdrawn, merged, spam
    answered: bool = True
    leaves_at: datetime | None = None
    message: int = 0


@dataclass(frozen=True, slots=True)
class Reopened(Fact):
    """The ticket was reopened; we owe an answer from now."""


@dataclass(frozen=True, slots=True)
class HandoverAccepted(Fact):
    """The department the ticket was transferred to accepts it."""


@dataclass(frozen=True, slots=True)
class WorkaroundGiven(Fact):
    """A workaround is declared given to the client."""


@dataclass(frozen=True, slots=True)
class FeasibilityEstablished(Fact):
    """It is established that the wish can be done; the client is owed the terms (C-33)."""


@dataclass(frozen=True, slots=True)
class TermsGiven(Fact):
    """The terms of the specification are given to the client."""


@dataclass(frozen=True, slots=True)
class Complained(Fact):
    """A complaint about the ticket is made to its addressee (C-62)."""


@dataclass(frozen=True, slots=True)
class ComplaintAnswered(Fact):
    """The addressee answers the complaint."""


@dataclass(frozen=True, slots=True)
class Found(Fact):
    """A finding of the document is established (C-36)."""

    finding: str = ""


@dataclass(frozen=True, slots=True)
class Delivered(Fact):
    """What `metric` promises is delivered to the client, such as a report."""

    metric: str = ""


@dataclass(frozen=True, slots=True)
class Extended(Fact):
    """The time of `metric` is extended, once and by what its row allows, and the client is told."""

    metric: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MovedToEdition(Fact):
    """The ticket is moved from the edition `left` to another, an explicit act. Names that are retired there have their
    successors; `level` is the client's own there, where it is to be another."""

    regulation: Regulation | None = None
    left: Regulation | None = None
    level: str = ""
    reason: str = ""
