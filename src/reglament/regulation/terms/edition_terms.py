"""What a regulation says, as values: the compiled form of one edition's text.

`loader.py` makes a `Regulation` out of TOML; everything else (tables, clocks, order, words, tickets, mail, doors)
reads only these values. Names are stable slugs; `clause` cites the section of the document. Percentages are whole
numbers of 100.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from reglament.regulation.terms.basics import NOTHING, Amount, Named, Unit, Words
from reglament.regulation.terms.metrics import KNOWN_METRICS, Metric
from reglament.regulation.terms.quality_terms import Closing, Credit, Escalation, Percent, Report, Statement
from reglament.regulation.terms.service_terms import (
    Addressee,
    Attachments,
    Definition,
    Extent,
    Finding,
    Identification,
    Limits,
    Matrix,
    Paid,
    PaidService,
    Publication,
    Rating,
    Reading,
    Reopening,
    Service,
    Specification,
    Works,
)
from reglament.worktime.calendar import Calendar

__all__ = [
    "Addressee",
    "Amount",
    "Attachments",
    "Channel",
    "Closing",
    "Conduct",
    "ContractHours",
    "Credit",
    "Definition",
    "Department",
    "Escalation",
    "Extent",
    "Finding",
    "Ground",
    "Identification",
    "InfoField",
    "Intake",
    "LetterText",
    "Level",
    "Limits",
    "Matrix",
    "Metric",
    "Named",
    "Order",
    "Paid",
    "PaidService",
    "Promise",
    "Publication",
    "Rating",
    "Reading",
    "Reason",
    "Regulation",
    "Reopening",
    "Report",
    "RequestType",
    "Service",
    "Severity",
    "Specification",
    "Statement",
    "Step",
    "Supplemented",
    "Target",
    "Unit",
    "When",
    "Window",
    "Words",
    "Works",
]


@dataclass(frozen=True, slots=True)
class Level(Named):
    """A service level (C-10, C-11). A smaller `rank` is a better level.

    A level of `stage` "development" is nobody's by contract: a ticket has it while the development department has the
    ticket.
    """

    rank: int = 0
    channels: frozenset[str] = frozenset()  # slugs of channels that may open a ticket; empty = every official one
    kinds: frozenset[str] = frozenset()  # kinds of company that have it without a contract (C-06)
    stage: Literal["support", "development"] = "support"
    about: Words | None = None
    limits: Limits | None = None


@dataclass(frozen=True, slots=True)
class Ground(Named):
    """A ground on which an emergency may be claimed (C-16, C-17)."""

    counts_from: Literal["claim", "approval"] = "claim"
    provisional: bool = False  # counts at once, until lowered with a reason (`unusable`)
    confirmation: bool = (
        False  # support must confirm; opens an admission clock; the confirmation dates back (`critical-error`)
    )
    approval: bool = False  # the account manager must approve (`by-agreement`)
    asks: Words | None = None  # what the claimant is asked ("another browser tried?")
    claimed_by: frozenset[str] = frozenset()  # who may; empty = everybody
    levels: frozenset[str] = frozenset()  # that may; empty = all
    through: frozenset[str] = frozenset()  # channels by which it may be claimed; empty = all
    confirmed_by: frozenset[str] = frozenset()  # roles; empty = whoever the roles allow
    approved_by: frozenset[str] = frozenset()

    def is_open_to(self, *, level: str, channel: str, people: frozenset[str] = frozenset()) -> bool:
        """Whether it may be claimed at that level and by that channel ("" = by staff who took the call), by somebody
        who is one of `people` (none: not asked)."""
        by_level = not self.levels or level in self.levels
        by_channel = not channel or not self.through or channel in self.through
        return by_level and by_channel and (not people or not self.claimed_by or bool(people & self.claimed_by))


@dataclass(frozen=True, slots=True)
class Severity(Named):
    """A severity (C-25). A larger `rank` is more severe; the one ranked 0 is where tickets start."""

    rank: int = 0
    out_of_turn: bool = False
    around_the_clock: bool = False
    grounds: tuple[Ground, ...] = ()
    about: Words | None = None


@dataclass(frozen=True, slots=True)
class Step(Named):
    """One step of a scale of urgency or impact, the gravest first in the document."""

    asks: Words | None = None


@dataclass(frozen=True, slots=True)
class Channel(Named):
    """A way in (C-50, C-51)."""

    standing: Literal["official", "auxiliary", "unofficial"] = "official"
    rank: int = 0  # a smaller rank goes first where the order of the queue says "channel"
    via: str = ""  # the program's own way in: "email", "portal", "on-behalf"; "" = people write it down by hand

    @property
    def may_open(self) -> bool:
        """Whether a request may be opened by it at all (levels may narrow that)."""
        return self.standing == "official"


@dataclass(frozen=True, slots=True)
class Department(Named):
    """A department with its calendar and duties (C-20). `stage` "development" makes a transfer to it a transfer to
    development."""

    calendar: str = ""
    duties: frozenset[str] = frozenset()  # slugs of request types it owns
    stage: Literal["support", "development"] = "support"
    takes_first: bool = False  # where a ticket of no known type begins
    level: str = ""  # the level tickets have while they are here (C-11: development)


@dataclass(frozen=True, slots=True)
class InfoField(Named):
    """A piece of information a request must or may contain (C-55)."""

    kind: Literal["text", "lines", "choice", "version"] = "lines"
    required: bool = True
    hint: Words | None = None
    choices: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class RequestType(Named):
    """A kind of question and what is done with it (C-30, C-31, C-35)."""

    scope: Literal["solved", "limited", "not_solved"] = "solved"
    fields: tuple[InfoField, ...] = ()
    extent: Words | None = None  # limiting words of limited help
    redirect: str = ""  # slug of a redirect reason, where it is not solved
    paid: bool = False
    help: Mapping[str, str] = field(default_factory=dict)  # level → slug of an extent; "otherwise" for the others
    solved_when: frozenset[str] = frozenset()  # findings that put it in scope
    only_when: frozenset[str] = frozenset()  # it is in scope only once one of these is found


@dataclass(frozen=True, slots=True)
class When:
    """Conditions of a target's row; None = any value fits. All given ones must fit."""

    level: frozenset[str] | None = None
    severity: frozenset[str] | None = None
    ground: frozenset[str] | None = None
    request_type: frozenset[str] | None = None
    channel: frozenset[str] | None = None
    department: frozenset[str] | None = None
    stage: frozenset[str] | None = None  # "support", "development"
    fault: frozenset[str] | None = None  # "vendor", "client", "third_party", "unknown"
    developers: bool | None = None  # developers are involved (C-13)
    urgency: frozenset[str] | None = None
    impact: frozenset[str] | None = None
    asked_by: frozenset[str] | None = None  # "contact", "representative", "account_manager", "agent"
    kind: frozenset[str] | None = None  # of the company: "client", "partner", "demo"
    finding: frozenset[str] | None = None  # one of them is established (C-36)
    during: frozenset[str] | None = None  # the clock starts while one of these calendars is open


@dataclass(frozen=True, slots=True)
class Target:
    """One row of the decision table: the first row of a metric that fits decides. `amount` None = no promise, `why`
    says so.

    A written row with a calendar for each channel is several targets of one `number`, which differ in `when.channel`
    and `calendar` alone. `calendar` "contract" is the contract's own (`Promise.contract_hours`).
    """

    number: int  # 1-based row in the document
    metric: str
    when: When
    amount: Amount | None
    calendar: str  # slug; with astronomical units "" or one that is always open; "" without an amount
    cap: Amount | None = None
    stops_on: frozenset[str] = frozenset({"answer"})  # `metrics.STOPS`; an answer always stops a response
    pauses: frozenset[str] = frozenset()  # values of `waits_for` that pause it
    warnings: tuple[int, ...] = ()  # percent of the target used up
    clause: str = ""
    why: Words | None = None
    share: Percent = 100  # percent of the cases in which it is promised
    cut_off: int | None = None  # minutes after midnight: what starts later that day counts from the next opening day
    on_raise: Literal["from-decision", "from-receipt"] = "from-decision"  # where a raise makes this row hold
    on_lower: Literal["from-receipt", "from-decision"] = "from-receipt"  # where lowering makes this row hold
    on_transfer: Literal["replace", "run-on"] = "replace"  # where a transfer to development makes this row hold
    on_reopen: Literal["new", "continue"] = "new"  # "continue": with what was left when the clock stopped
    extension: Amount | None = None  # by how much it may be put off once, the client being told


@dataclass(frozen=True, slots=True)
class ContractHours:
    """What the calendar "contract" means: the one a contract names among `calendars`, else `calendar`.

    With `own_zone` a contract may also name a zone, on whose clock the hours of that calendar are then read.
    """

    calendar: str
    calendars: frozenset[str] = frozenset()
    own_zone: bool = False
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Reason(Named):
    """A reason to postpone, refuse or redirect (C-31, C-34), with the text told to the client."""

    text: Words = NOTHING
    waits_for: str = ""  # postponing: what the ticket then waits for
    to: Words | None = None  # redirecting: who is the right addressee


@dataclass(frozen=True, slots=True)
class Order:
    """The order of the queue (C-18): classes from first to last, then criteria within a class.

    A class: the slug of a severity that goes out of turn, "danger" (share used up reached), "level:<slug>" (tickets of
    that level stand apart there), or "rest" (everybody else). A ticket stands in the first class that fits it; "rest"
    is asked last. Criteria: "severity", "level", "channel", "receipt"; `within_class` has those of a class ordered
    otherwise than the rest.
    """

    classes: tuple[str, ...] = ("danger", "rest")
    within: tuple[str, ...] = ("receipt",)
    within_class: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    danger: int = 70  # percent of the target used up
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Window:
    """An acceptance (C-26) or answer window (C-19): open when the calendar is; what is exempt passes at any time."""

    calendar: str
    exempt: frozenset[str] = frozenset()
    clause: str = ""
    exempt_levels: frozenset[str] = frozenset()
    exempt_channels: frozenset[str] = frozenset()

    def is_free(self, *, severity: str, level: str = "", channel: str = "") -> bool:
        """Whether such a request passes at any time."""
        return severity in self.exempt or level in self.exempt_levels or channel in self.exempt_channels


@dataclass(frozen=True, slots=True)
class LetterText:
    """Subject and body of an automatic letter; `{variables}` are filled in by mail."""

    slug: str
    subject: Words
    body: Words
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Intake:
    """Rules of taking in: what an unknown sender gets, and what letters may do by themselves."""

    answer_unknown: bool = False  # send the polite automatic answer to unknown senders (C-04)
    default_type: str = ""
    colleagues: str = "own-ticket"  # "join": those of the requester's company may write to his ticket by mail
    unproven: str = "as-usual"  # "unverified": a client's letter without proof of its sender does what a forged one may
    staff_letters: str = "note"  # "answer": what a proven letter of the desk's people to a ticket becomes (C-05)


@dataclass(frozen=True, slots=True)
class Promise:
    """The half pinned by contracts and frozen on tickets."""

    calendars: Mapping[str, Calendar]
    levels: Mapping[str, Level]
    severities: Mapping[str, Severity]
    channels: Mapping[str, Channel]
    request_types: Mapping[str, RequestType]
    targets: tuple[Target, ...]
    postpone: Mapping[str, Reason]
    refuse: Mapping[str, Reason]
    redirect: Mapping[str, Reason]
    acceptance: Window | None = None
    answers: Window | None = None
    readings: tuple[Reading, ...] = ()
    calendar_names: Mapping[str, Words] = field(default_factory=dict)  # by slug, for explanations
    metrics: Mapping[str, Metric] = field(
        default_factory=lambda: KNOWN_METRICS
    )  # the known ones and the document's own
    contract_hours: ContractHours | None = None
    urgencies: Mapping[str, Step] = field(default_factory=dict)
    impacts: Mapping[str, Step] = field(default_factory=dict)
    matrix: Matrix | None = None
    extents: Mapping[str, Extent] = field(default_factory=dict)
    services: Mapping[str, Service] = field(default_factory=dict)
    findings: Mapping[str, Finding] = field(default_factory=dict)
    escalations: tuple[Escalation, ...] = ()
    credits: tuple[Credit, ...] = ()
    works: Works | None = None
    paid: Paid | None = None
    prices: Mapping[str, PaidService] = field(default_factory=dict)
    specification: Specification | None = None
    rating: Rating | None = None
    reopening: Reopening | None = None
    closing: Closing | None = None
    reports: tuple[Report, ...] = ()
    statements: tuple[Statement, ...] = ()
    definitions: tuple[Definition, ...] = ()

    def channel_via(self, way: str) -> str:
        """The slug of the channel that is the program's own `way` in: "email", "portal" or "on-behalf"."""
        return next((slug for slug, channel in self.channels.items() if channel.via == way), way)

    def findings_given(self, answers: Mapping[str, str], on: date) -> list[str]:
        """What holds from the beginning for a request that answers so, received on that day of the desk (C-36)."""
        return [slug for slug, finding in self.findings.items() if finding.holds(answers, on)]


@dataclass(frozen=True, slots=True)
class Conduct:
    """The half that is always the edition in force."""

    departments: Mapping[str, Department]
    order: Order
    texts: Mapping[str, LetterText]
    intake: Intake = Intake()
    labels: Mapping[str, Words] = field(default_factory=dict)
    roles: Mapping[str, frozenset[str]] = field(
        default_factory=dict
    )  # role → verbs it may use; absent role = code's default
    identification: Identification | None = None
    attachments: Attachments | None = None
    complaints: Mapping[str, Addressee] = field(default_factory=dict)
    publication: Publication | None = None


@dataclass(frozen=True, slots=True)
class Supplemented:
    """At `at` a calendar supplement brought the public days of another year; until then `before` counted."""

    at: datetime
    before: Mapping[str, Calendar]


@dataclass(frozen=True, slots=True)
class Regulation:
    """One edition's text, compiled. `zone` is the IANA zone in which times are told; `clause` strings cite this
    document."""

    slug: str
    name: Words
    dated: date
    zone: str
    language: str
    promise: Promise
    conduct: Conduct
    supplements: tuple[Supplemented, ...] = ()  # in the order in which they came; the Promise has them all

    def level_of_kind(self, kind: str) -> str:
        """The level a company of `kind` has without a contract (C-06), or "none" (no entitlement)."""
        return next((level.slug for level in self.promise.levels.values() if kind in level.kinds), "none")
