"""What a regulation says about the service itself, as values: what a level includes, on what terms, with what quality.

People are named by what they are: "contact", "representative", or a role of the desk; where none is named, whoever the
roles allow. Percentages are whole numbers of 100.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from reglament.regulation.terms.basics import NOTHING, Amount, Named, Price, Quota, Words

INCLUDED, LIMITED, PAID, NOT_GIVEN = "included", "limited", "paid", "not-given"


@dataclass(frozen=True, slots=True)
class Extent(Named):
    """How far limited help goes (C-35)."""

    text: Words = NOTHING


@dataclass(frozen=True, slots=True)
class Service(Named):
    """A service and who has it (C-38): `levels` gives INCLUDED, LIMITED, PAID or NOT_GIVEN for every level."""

    levels: Mapping[str, str] = field(default_factory=dict)
    request_types: frozenset[str] = frozenset()
    extent: str = ""  # slug; how far it goes where it is LIMITED


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of the service a level includes; None = no limit. `quantum`: by what step work is counted."""

    named_contacts: int | None = None
    requests: Quota | None = None
    by_severity: Mapping[str, Quota] = field(default_factory=dict)
    hours: Quota | None = None
    quantum: Amount | None = None
    beyond: str = "by-agreement"  # "paid", "by-agreement", "refused"
    unused: str = "lapses"  # "lapses", "carried-over"
    carried_for: Amount | None = None
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Finding(Named):
    """Something a person establishes about a request (C-36, C-37, C-39).

    `given_by`: it holds from the beginning where each of these choices (information slugs) is answered by one of these,
    on the days from `since` to `until`. Without any of the three it must be found.
    """

    text: Words | None = None
    proof: tuple[str, ...] = ()  # information that shows it
    found_by: frozenset[str] = frozenset()
    fault: str | None = None
    diagnosis: str | None = None  # "defect", "not-a-defect", "not-reproduced"
    given_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    since: date | None = None
    until: date | None = None

    def holds(self, answers: Mapping[str, str], on: date) -> bool:
        """Whether it holds from the beginning for a request that answers so, received on that day."""
        if not (self.given_by or self.since or self.until):
            return False
        in_time = (self.since is None or self.since <= on) and (self.until is None or on <= self.until)
        return in_time and all(answers.get(field) in right for field, right in self.given_by.items())


@dataclass(frozen=True, slots=True)
class Matrix:
    """The severity that urgency and impact make."""

    severity: Mapping[str, Mapping[str, str]]
    clause: str = ""

    def severity_of(self, urgency: str, impact: str) -> str:
        """The slug of the severity; "" where one of the two is not known."""
        return self.severity.get(urgency, {}).get(impact, "")


@dataclass(frozen=True, slots=True)
class Works:
    """Work outside the hours (C-21). `departments` empty: every one; `window` "": any time that is agreed."""

    notice: Amount
    calendar: str = ""
    departments: frozenset[str] = frozenset()
    window: str = ""
    consent_by: frozenset[str] = frozenset()
    exception_by: frozenset[str] = frozenset()
    reminders: tuple[Amount, ...] = ()
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Paid:
    """On what terms services are paid (C-44)."""

    needs_balance: bool = True
    quantum: Amount | None = None
    consent_by: frozenset[str] = frozenset()
    quotation_valid: Amount | None = None
    text: Words | None = None
    clause: str = ""


@dataclass(frozen=True, slots=True)
class PaidService(Named):
    """A paid service and its price."""

    price: Price | None = None
    request_types: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()  # empty: all
    during: str = ""  # slug of the calendar in whose hours it holds; "" = always
    quantum: Amount | None = None
    minimum: Amount | None = None


@dataclass(frozen=True, slots=True)
class Specification:
    """How a wish becomes a specification (C-33, C-41). How soon its terms are named says the metric."""

    request_types: frozenset[str] = frozenset()
    required: tuple[str, ...] = ()
    agreed_by: frozenset[str] = frozenset()
    accepted_by: str = ""  # slug of a department
    form: Words | None = None
    outcomes: Mapping[str, Named] = field(default_factory=dict)
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Rating:
    """How clients rate (C-60): from 1 to `scale`."""

    scale: int = 5
    asked: str = "resolved"  # "resolved", "closed"
    comment: bool = True
    asks: Words | None = None
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Reopening:
    """How long and by whom a request is reopened (C-61). `within` None: at any time."""

    within: Amount | None = None
    calendar: str = ""
    by: frozenset[str] = frozenset()
    afterwards: str = "new-request"  # "new-request", "refused"
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Definition:
    """A term of the document (C-09)."""

    slug: str
    term: Words
    means: Words
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """How an unclear sentence is understood (clauses.md): the Russian words, the chosen sense, the alternative, who
    and when."""

    slug: str
    says: str
    sense: Words
    alternative: Words
    by: str
    on: date
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Identification:
    """By what a sender is known (C-04)."""

    by: tuple[str, ...]
    required: tuple[str, ...] = ()
    unknown: str = "triage"  # "triage", "refused"
    text: Words | None = None
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Attachments:
    """Which files are taken (C-56). Kinds are file endings without the dot; `largest` is in megabytes."""

    pictures: frozenset[str] = frozenset()
    archived_pictures: frozenset[str] = frozenset()
    archives: frozenset[str] = frozenset()
    converted: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()
    largest: int | None = None
    encrypted: bool = False
    wanted: bool = False
    text: Words | None = None
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Addressee(Named):
    """Whom a client may turn to about the support itself (C-62)."""

    to: Words = NOTHING
    address: str | None = None
    about: tuple[str, ...] = ("complaint",)


@dataclass(frozen=True, slots=True)
class Publication:
    """What is published where (C-42, C-63)."""

    sites: tuple[str, ...]
    notices: tuple[str, ...]
    releases_by: tuple[str, ...] = ()
    ahead: Amount | None = None
    clause: str = ""
