"""The document of an edition: which sections and keys it has. Reference with examples: docs/regulation.md.

Only the form is checked here; whether names exist and rows can decide is the matter of `all_checks.py`.
The values are made by `compiler.py`. What stands under a key is what the reference says of it.
"""

from datetime import date
from typing import Annotated, Literal

from reglament.regulation.document.notation import (
    AmountText,
    CutOffText,
    ExactPercentText,
    HoursText,
    PercentText,
    Rank,
    Slug,
    WeekendText,
    Zone,
)
from reglament.regulation.document.schema.schema_base import (
    Calendars,
    Countries,
    Country,
    Faults,
    Helps,
    Kinds,
    LastingSection,
    Listed,
    MetricName,
    Metrics,
    NamedSection,
    Names,
    People,
    Role,
    Section,
    Stage,
    Stages,
    Starts,
    Stops,
    Text,
    TwoTongues,
    Wait,
    Waits,
    Week,
    Year,
)
from reglament.regulation.document.schema.schema_quality import (
    ClosingSection,
    CreditSection,
    EscalationSection,
    ReportSection,
    StatementSection,
)
from reglament.regulation.document.schema.schema_service import (
    AttachmentsSection,
    ComplaintSection,
    DefinitionSection,
    ExtentSection,
    FindingSection,
    IdentificationSection,
    LimitsSection,
    PaidSection,
    PriceSection,
    PublicationSection,
    RatingSection,
    ReopeningSection,
    ServiceSection,
    SpecificationSection,
    WorksSection,
)

# Part one: the Promise.


class Head(Section):
    """`[regulation]`: which document this is."""

    slug: Slug
    """The name of the document, the same in all its editions."""
    name: TwoTongues
    """Its title."""
    dated: date
    """The day of the edition."""
    zone: Zone
    """The time zone in which times are told."""
    language: Literal["ru", "en"]
    """The desk's own language."""


class ExceptionalDay(Section):
    """`[calendars.….exceptions]`: other hours on one date."""

    hours: HoursText
    """The hours of that day, or `"closed"`."""
    name: TwoTongues
    """Why."""


class SeasonSection(Section):
    """`[[calendars.….seasons]]`: other hours in a part of each year, or of one."""

    name: TwoTongues
    """What it is called."""
    days: str
    """The first and the last day of each year, such as `"06-15…08-31"`, or one day, such as `"12-24"`; with years, such
    as `"2026-02-18…2026-03-19"`, of that time alone."""
    week: Week
    """Hours by days of the week in that time. Days not named are closed, and so are public holidays."""


class CalendarSection(NamedSection):
    """`[calendars.…]`: when somebody works."""

    zone: Zone
    """The time zone on whose clock the hours are read."""
    always: bool = False
    """Open around the clock; then there is neither `week` nor `holidays`."""
    week: Week = {}
    """Hours by days of the week. Days not named are closed."""
    joins: Names = []
    """Other calendars: this one is open whenever one of them is. Then it has no hours of its own."""
    without: Names = []
    """Other calendars: this one is closed whenever one of them is open, such as in hours of maintenance."""
    holidays: Countries = []
    """The countries, or regions of one, whose public holidays are closed; moved days off and working weekend days are
    included."""
    observes: Names = []
    """The public holidays that are closed, by their names. Left out: all of them."""
    working_weekend: WeekendText = 4
    """The hours of a working weekend day: those of a weekday, or its own."""
    shortened: AmountText | None = None
    """How much earlier the day before a public holiday closes, where the country has such days."""
    seasons: list[SeasonSection] = []
    """Other hours in a part of each year, or on one day of it."""
    exceptions: dict[str, ExceptionalDay] = {}
    """Other hours on single dates, or from one date to another, such as `2026-12-24…2026-12-31`; they win over
    everything, weekends too."""

    @property
    def never_closes(self) -> bool:
        """Whether it is open around the clock, with nothing cut out."""
        return self.always and not self.without


class ContractHoursSection(Section):
    """`[contract-hours]`: what `calendar = "contract"` means in a target."""

    calendar: str
    """The calendar of a contract that names none."""
    calendars: Names = []
    """The calendars a contract may name instead."""
    own_zone: bool = False
    """A contract may name a time zone; the hours of its calendar are then read on that zone's clock."""
    clause: str = ""
    """The section of your paper document it is taken from."""


class LevelSection(LastingSection):
    """`[levels.…]`: a service level."""

    rank: Rank
    """A smaller one is a better level. Each once."""
    channels: Names = []
    """Official channels by which the level may open requests. Left out: all."""
    kinds: Kinds = []
    """Kinds of company that have the level without a contract."""
    stage: Stage = "support"
    """`"development"`: nobody's by contract; a request has it while the development department has the request."""
    limits: LimitsSection | None = None
    """How much of the service the level includes."""
    about: TwoTongues | None = None
    """A sentence about it for clients."""


class GroundSection(LastingSection):
    """`[severities.….grounds.…]`: a ground on which a severity may be claimed."""

    provisional: bool = False
    """It counts at once, until support lowers it with a reason. So does what nobody need confirm or approve."""
    confirmation: bool = False
    """Support must confirm it; the metric `admission` says how soon. A confirmation dates back to the claim."""
    approval: bool = False
    """The account manager must approve it."""
    counts_from: Literal["claim", "approval"] | None = None
    """From when it counts once decided. Left out: what is approved from the approval, everything else from the
    claim."""
    asks: TwoTongues | None = None
    """What the claimant is asked."""
    claimed_by: People = []
    """Who may claim it. Left out: everybody."""
    levels: Names = []
    """Levels that may claim it. Left out: all."""
    through: Names = []
    """The channels by which it may be claimed. Left out: all."""
    confirmed_by: People = []
    """Who may confirm it. Left out: whoever the roles allow."""
    approved_by: People = []
    """Who may approve it. Left out: whoever the roles allow."""


class SeveritySection(LastingSection):
    """`[severities.…]`: how serious a request is."""

    rank: Rank
    """A larger one is more severe. Requests begin at the one ranked 0."""
    out_of_turn: bool = False
    """It has a class of its own in the order of the queue."""
    around_the_clock: bool = False
    """People are called at night."""
    about: TwoTongues | None = None
    """What it means, for clients."""
    grounds: dict[Slug, GroundSection] = {}
    """On what it may be claimed."""


class ScaleSection(LastingSection):
    """`[urgencies.…]`, `[impacts.…]`: one step of a scale, the gravest first."""

    asks: TwoTongues | None = None
    """What it means, for whoever chooses."""


class MatrixSection(Section):
    """`[matrix]`: the severity that urgency and impact make."""

    severity: dict[Slug, dict[Slug, str]]
    """For each urgency and each impact the severity."""
    clause: str = ""
    """The section of your paper document it is taken from."""


class ChannelSection(LastingSection):
    """`[channels.…]`: a way in."""

    standing: Literal["official", "auxiliary", "unofficial"] = "official"
    """`official` may open requests, `auxiliary` only goes beside one, `unofficial`: nothing asked there counts."""
    rank: Rank = 0
    """A smaller one goes first where the order of the queue says `channel`."""
    via: Literal["email", "portal", "on-behalf"] | None = None
    """Which of the program's own ways in this is. Left out: the one of that name, else a way people write down by
    hand."""


class ChoiceSection(NamedSection):
    """One answer of a choice."""


class InformationSection(NamedSection):
    """`[information.…]`: a piece of information a request contains."""

    kind: Literal["text", "lines", "choice", "version"] = "lines"
    """`text` is one line, `lines` several, `choice` one of `choices`, `version` a version of the product."""
    hint: TwoTongues | None = None
    """A hint beside the field."""
    choices: dict[Slug, ChoiceSection] = {}
    """The answers of a `choice`."""


class RequestTypeSection(LastingSection):
    """`[request-types.…]`: a kind of question and what is done with it."""

    scope: Literal["solved", "limited", "not_solved"] = "solved"
    """`limited`: then `extent` or `help` says how far. `not_solved`: then `redirect` may name who can help."""
    required: Names = []
    """Information a request must contain."""
    optional: Names = []
    """Information it may contain."""
    extent: TwoTongues | None = None
    """How far limited help goes, in words for the client."""
    help: Helps = {}
    """How far help goes, by name: one of `[extents]`, or one for each level."""
    solved_when: Names = []
    """Findings that put it in scope whatever `scope` says."""
    only_when: Names = []
    """It is in scope only once one of these is found."""
    redirect: str = ""
    """Who can help instead: one of `[redirect]`."""
    paid: bool = False
    """It needs money on the client's account."""


class WhenSection(Section):
    """`when`: the conditions of a target. One left out fits anything; all given ones must fit."""

    level: Names | None = None
    """The level of the request."""
    severity: Names | None = None
    """Its severity."""
    ground: Names | None = None
    """The ground of its severity."""
    request_type: Names | None = None
    """What is asked."""
    channel: Names | None = None
    """How it came in."""
    department: Names | None = None
    """Who has it."""
    stage: Stages | None = None
    """Whether support or development has it."""
    fault: Faults | None = None
    """Whose fault it is. It is `unknown` until found."""
    developers: bool | None = None
    """Whether developers are involved."""
    urgency: Names | None = None
    """How urgent the asker says it is."""
    impact: Names | None = None
    """How far it reaches."""
    asked_by: Annotated[list[Literal["contact", "representative", "account_manager", "agent"]], Listed] | None = None
    """Who asked."""
    kind: Kinds | None = None
    """The kind of the company."""
    finding: Names | None = None
    """One of these is established."""
    during: Names | None = None
    """The clock starts while one of these calendars is open; `"contract"`: that of the contract."""


class MetricSection(Section):
    """`[metrics.…]`: a measure of the document's own, or another sense of a known one."""

    name: TwoTongues | None = None
    """What people call it. A measure of your own needs one."""
    clause: str = ""
    """The section of your paper document it is taken from."""
    starts: Starts | None = None
    """The events that start a clock of it. A measure of your own needs them."""
    stops: Stops | None = None
    """The events that stop it. A measure of your own needs them."""
    once: bool = False
    """Only the first of the events that start it does so in the life of a request."""
    todo: TwoTongues | None = None
    """What is to be done, with `{due}` in it."""
    done: TwoTongues | None = None
    """What was done, with `{at}` in it."""


class TargetSection(Section):
    """`[[targets]]`: a row of the decision table. The first row of a metric that fits decides."""

    metric: Metrics
    """What is promised: one metric or several."""
    when: WhenSection = WhenSection()
    """In which situations."""
    amount: AmountText | None = None
    """How much time. Left out: nothing is promised, and `why` says so."""
    calendar: Calendars = {}
    """On which calendar it counts; `"contract"`: on that of the contract; or one for each channel and `otherwise`."""
    cap: AmountText | None = None
    """A second amount in another unit; the earlier of the two holds."""
    cut_off: CutOffText | None = None
    """A time of day: what starts later on an open day counts as if it started when the next day opens."""
    share: ExactPercentText = 100
    """In what share of the cases the time is promised."""
    stops_on: Stops | None = None
    """What stops the clock. Left out: what its metric says. An answer always stops a response."""
    pauses: Waits = []
    """Waits during which it stands still; not for responses."""
    warnings: list[PercentText] = []
    """Shares of the time at which people are warned."""
    on_raise: Literal["from-decision", "from-receipt"] = "from-decision"
    """Where a raise makes this row hold: its amount counts from the decision or from the receipt. The due time is never
    later than the one promised before."""
    on_lower: Literal["from-receipt", "from-decision"] = "from-receipt"
    """Where lowering makes this row hold: from when its amount counts."""
    on_transfer: Literal["replace", "run-on"] = "replace"
    """Where a transfer to development makes this row hold: it replaces the running clock, or lets it run on."""
    on_reopen: Literal["new", "continue"] = "new"
    """Where a reopening starts the clock again: with the whole amount, or with what was left."""
    extension: AmountText | None = None
    """By how much it may be put off once, the client being told."""
    clause: str = ""
    """The section of your paper document it is taken from; explanations cite it."""
    why: TwoTongues | None = None
    """Why nothing is promised."""


class CommonReasonSection(LastingSection):
    """A reason an agent gives."""

    text: TwoTongues
    """What the client is told."""


class PostponeSection(CommonReasonSection):
    """`[postpone.…]`: a reason to put off."""

    waits_for: Wait
    """What the request then waits for."""


class RefuseSection(CommonReasonSection):
    """`[refuse.…]`: a reason to refuse."""


class RedirectSection(CommonReasonSection):
    """`[redirect.…]`: somebody else who can help."""

    to: TwoTongues
    """Who."""


class WindowSection(Section):
    """`[acceptance]`, `[answers]`: when requests are accepted, when answers leave."""

    calendar: str
    """Open when this calendar is."""
    exempt: Names = []
    """Severities that pass at any time."""
    exempt_levels: Names = []
    """Levels that pass at any time."""
    exempt_channels: Names = []
    """Channels that pass at any time."""
    clause: str = ""
    """The section of your paper document it is taken from."""


class ReadingSection(Section):
    """`[[readings]]`: how an unclear sentence is understood."""

    slug: Slug
    """Its name."""
    says: Text
    """The words of the paper document."""
    sense: TwoTongues
    """The sense chosen."""
    alternative: TwoTongues
    """The sense not chosen."""
    by: Text
    """Who chose."""
    on: date
    """When."""
    clause: str = ""
    """The section of your paper document it stands in."""


# Part two: the Conduct.


class DepartmentSection(LastingSection):
    """`[departments.…]`: who works when, and on what."""

    calendar: str
    """Its working time."""
    duties: Names = []
    """The request types it owns."""
    stage: Stage = "support"
    """`"development"`: a transfer to it is a transfer to development."""
    takes_first: bool = False
    """It gets everything no other department owns. Exactly one does."""
    level: str = ""
    """The level a request has while this department, which develops, has it."""


Criterion = Literal["severity", "level", "channel", "receipt"]


class OrderSection(Section):
    """`[order]`: the order of the queue."""

    classes: list[str]
    """From first to last: severities that go out of turn, `danger` (the share below is used up), `level:…` (a level
    that stands apart), `rest` (everybody else). A request stands in the first class that fits it."""
    within: list[Criterion] = ["receipt"]
    """By what requests of one class stand: the more severe, the better level, the channel's rank, the earlier receipt
    first."""
    within_class: dict[str, list[Criterion]] = {}
    """The same for single classes."""
    danger: PercentText = 70
    """The share of its time after which a request is in danger."""
    clause: str = ""
    """The section of your paper document it is taken from."""


class IntakeSection(Section):
    """`[intake]`: how requests are taken in."""

    answer_unknown: bool = False
    """Strangers get a polite automatic letter."""
    default_type: str = ""
    """The request type of a letter nobody has classified."""
    colleagues: Literal["join", "own-ticket"] = "own-ticket"
    """A letter about a request of a colleague at the same company joins it, or opens one of its own that names it."""
    unproven: Literal["as-usual", "unverified"] = "as-usual"
    """What a client's letter may do whose sender the mail server neither confirms nor denies: what it asks, or no more
    than one found forged. A letter of the desk's people never acts without proof."""
    staff_letters: Literal["note", "answer"] = "note"
    """What a proven letter of the desk's people becomes that answers a letter about a request."""
    clause: str = ""
    """The section of your paper document it is taken from."""


class LetterSide(Section):
    """`[letters.….ru]`, `[letters.….en]`: a letter in one language."""

    subject: Text
    """Its subject. The number of the request is put in front of it by mail."""
    body: Text
    """Its text, with variables in braces."""


class LetterSection(Section):
    """`[letters.…]`: the text of an automatic letter."""

    ru: LetterSide
    """The Russian letter."""
    en: LetterSide
    """The English letter."""
    clause: str = ""
    """The section of your paper document it is taken from."""


class HolidayName(TwoTongues):
    """`[holiday-names.…]`: the name of a day off."""

    moved: bool = False
    """The name is that of a day off moved here, not of a holiday."""


class YearSection(Section):
    """`[production-calendar.….…]`: the named days of one year."""

    official: bool
    """The days are settled; due times in a year that is not are marked provisional."""
    off: list[str] = []
    """Days off, each with its name or the day it was moved from."""
    working: list[str] = []
    """Weekend days worked."""
    short: list[str] = []
    """Days that close earlier before a holiday."""


class Document(Section):
    """The whole text of an edition."""

    regulation: Head
    """Which document this is."""

    calendars: dict[Slug, CalendarSection]
    """When somebody works."""
    contract_hours: ContractHoursSection | None = None
    """What `calendar = "contract"` means."""
    levels: dict[Slug, LevelSection]
    """Service levels."""
    severities: dict[Slug, SeveritySection]
    """How serious requests are."""
    urgencies: dict[Slug, ScaleSection] = {}
    """How urgent a request can be."""
    impacts: dict[Slug, ScaleSection] = {}
    """How far a failure can reach."""
    matrix: MatrixSection | None = None
    """The severity that urgency and impact make."""
    channels: dict[Slug, ChannelSection]
    """Ways in."""
    information: dict[Slug, InformationSection] = {}
    """What a request may contain."""
    request_types: dict[Slug, RequestTypeSection] = {}
    """What is asked, and what is done with it."""
    extents: dict[Slug, ExtentSection] = {}
    """How far limited help goes."""
    services: dict[Slug, ServiceSection] = {}
    """What each level includes."""
    findings: dict[Slug, FindingSection] = {}
    """What a person may establish about a request."""
    metrics: dict[MetricName, MetricSection] = {}
    """Measures of the document's own."""
    targets: list[TargetSection]
    """The decision table."""
    escalations: list[EscalationSection] = []
    """Who is told as time runs out."""
    credits: list[CreditSection] = []
    """What is owed where a promise is missed."""
    acceptance: WindowSection | None = None
    """When requests are accepted."""
    answers: WindowSection | None = None
    """When answers leave."""
    postpone: dict[Slug, PostponeSection] = {}
    """Reasons to put off."""
    refuse: dict[Slug, RefuseSection] = {}
    """Reasons to refuse."""
    redirect: dict[Slug, RedirectSection] = {}
    """Who can help instead."""
    works: WorksSection | None = None
    """Work outside the hours, and its notice."""
    paid: PaidSection | None = None
    """On what terms services are paid."""
    prices: dict[Slug, PriceSection] = {}
    """Paid services."""
    specification: SpecificationSection | None = None
    """How a wish becomes a specification."""
    rating: RatingSection | None = None
    """How clients rate."""
    reopening: ReopeningSection | None = None
    """How long and by whom a request is reopened."""
    closing: ClosingSection | None = None
    """When silence closes a request."""
    reports: list[ReportSection] = []
    """What the client is regularly told about the service."""
    statements: list[StatementSection] = []
    """What the document says besides."""
    definitions: list[DefinitionSection] = []
    """Terms of the document."""
    readings: list[ReadingSection] = []
    """How unclear sentences are understood."""

    departments: dict[Slug, DepartmentSection]
    """Who works when, and on what."""
    order: OrderSection
    """The order of the queue."""
    intake: IntakeSection = IntakeSection()
    """How requests are taken in."""
    identification: IdentificationSection | None = None
    """By what a sender is known."""
    attachments: AttachmentsSection | None = None
    """Which files are taken."""
    complaints: dict[Slug, ComplaintSection] = {}
    """Whom to complain to."""
    publication: PublicationSection | None = None
    """What is published where."""
    labels: dict[Literal["client", "ticket", "contact", "support"], TwoTongues] = {}
    """The desk's own words."""
    roles: dict[Role, list[str]] = {}
    """What each role may do."""
    letters: dict[str, LetterSection] = {}
    """Texts of automatic letters."""

    holiday_names: dict[Country, dict[Slug, HolidayName]] = {}
    """Names of days off, by country."""
    production_calendar: dict[Country, dict[Year, YearSection]] = {}
    """Named days, by country and year."""
