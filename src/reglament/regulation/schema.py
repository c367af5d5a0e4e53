"""The document of an edition: which sections and keys it has. Reference with examples: docs/regulation.md.

Only the form is checked here; whether names exist and rows can decide is the matter of `linting.py`.
The values are made by `compiling.py`.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict

from reglament.regulation.metrics import FINDING, KNOWN_METRICS, STARTS, STOPS
from reglament.regulation.spelling import (
    WEEKDAYS,
    AmountText,
    CutOffText,
    HoursText,
    PercentText,
    Rank,
    Slug,
    WeekendText,
    Zone,
    country,
    refuse,
    refuse_choice,
    slug,
    weekdays,
    year,
)
from reglament.worktime.calendar import Hours


def _listed(value: object) -> object:
    """`level = "vip"` says the same as `level = ["vip"]`."""
    return [value] if isinstance(value, str) else value


def _told(text: str) -> str:
    return text if text.strip() else refuse("empty_text", text, "")


def _each_day_once(week: dict[str, Hours]) -> dict[str, Hours]:
    seen: set[int] = set()
    for days in week:
        for day in weekdays(days):
            if day in seen:
                refuse("weekday_twice", WEEKDAYS[day], "")
            seen.add(day)
    return week


def _metric(name: str) -> str:
    return name if name in KNOWN_METRICS else slug(name)


def _by_channel(value: object) -> object:
    """`calendar = "omsk"` says the same as `calendar = { otherwise = "omsk" }`."""
    return {OTHERWISE: value} if isinstance(value, str) else value


def _start(name: str) -> str:
    return name if name in STARTS or name.startswith(FINDING) else refuse_choice(name, STARTS)


def _stop(name: str) -> str:
    return name if name in STOPS or name.startswith(FINDING) else refuse_choice(name, STOPS)


OTHERWISE = "otherwise"

Country = Annotated[str, AfterValidator(country)]
Year = Annotated[str, AfterValidator(year)]
Text = Annotated[str, AfterValidator(_told)]
Names = Annotated[list[str], BeforeValidator(_listed)]
MetricName = Annotated[str, AfterValidator(_metric)]
Metrics = Annotated[list[MetricName], BeforeValidator(_listed)]
Starts = Annotated[list[Annotated[str, AfterValidator(_start)]], BeforeValidator(_listed)]
Stops = Annotated[list[Annotated[str, AfterValidator(_stop)]], BeforeValidator(_listed)]
Calendars = Annotated[dict[str, str], BeforeValidator(_by_channel)]
Stage = Literal["support", "development"]
Fault = Literal["vendor", "client", "third_party", "unknown"]
Kind = Literal["client", "partner", "demo"]
Asker = Literal["contact", "representative", "account-manager", "agent"]
Wait = Literal["client", "third-party", "development", "release", "date"]


class Section(BaseModel):
    """A table of the document; keys are written with dashes, and there are no others."""

    model_config = ConfigDict(
        extra="forbid", strict=True, frozen=True, alias_generator=lambda name: name.replace("_", "-")
    )


class TwoTongues(Section):
    """A text in both languages."""

    ru: Text
    en: Text


class Head(Section):
    """`[regulation]`: which document this is."""

    slug: Slug
    name: TwoTongues
    dated: date
    zone: Zone
    language: Literal["ru", "en"]


class NamedSection(Section):
    """Something with a name, and the section of the paper document that speaks of it."""

    name: TwoTongues
    clause: str = ""


# Part one: the Promise.


class CalendarSection(NamedSection):
    """`[calendars.…]`: when somebody works."""

    zone: Zone
    always: bool = False
    week: Annotated[dict[str, HoursText], AfterValidator(_each_day_once)] = {}
    holidays: Country | None = None
    working_weekend: WeekendText = 4
    shortened: AmountText | None = None
    exceptions: dict[str, "ExceptionalDay"] = {}


class ExceptionalDay(Section):
    """Other hours on one date."""

    hours: HoursText
    name: TwoTongues


class LevelSection(NamedSection):
    """`[levels.…]`: a service level."""

    rank: Rank
    channels: Names = []
    kinds: list[Kind] = []
    stage: Stage = "support"
    about: TwoTongues | None = None


class GroundSection(NamedSection):
    """`[severities.….grounds.…]`: a ground on which a severity may be claimed."""

    counts_from: Literal["claim", "approval"] = "claim"
    provisional: bool = False
    confirmation: bool = False
    approval: bool = False
    asks: TwoTongues | None = None


class SeveritySection(NamedSection):
    """`[severities.…]`: how serious a request is."""

    rank: Rank
    out_of_turn: bool = False
    around_the_clock: bool = False
    grounds: dict[Slug, GroundSection] = {}


class ChannelSection(NamedSection):
    """`[channels.…]`: a way in."""

    standing: Literal["official", "auxiliary", "unofficial"] = "official"
    rank: Rank = 0


class ChoiceSection(NamedSection):
    """One answer of a choice."""


class InformationSection(NamedSection):
    """`[information.…]`: a piece of information a request contains."""

    kind: Literal["text", "lines", "choice", "version"] = "lines"
    hint: TwoTongues | None = None
    choices: dict[Slug, ChoiceSection] = {}


class RequestTypeSection(NamedSection):
    """`[request-types.…]`: a kind of question and what is done with it."""

    scope: Literal["solved", "limited", "not_solved"] = "solved"
    required: Names = []
    optional: Names = []
    extent: TwoTongues | None = None
    redirect: str = ""
    paid: bool = False


class WhenSection(Section):
    """`when`: the conditions of a target; one left out fits anything."""

    level: Names | None = None
    severity: Names | None = None
    ground: Names | None = None
    request_type: Names | None = None
    channel: Names | None = None
    department: Names | None = None
    stage: Annotated[list[Stage], BeforeValidator(_listed)] | None = None
    fault: Annotated[list[Fault], BeforeValidator(_listed)] | None = None
    developers: bool | None = None
    urgency: Names | None = None
    impact: Names | None = None
    asked_by: Annotated[list[Asker], BeforeValidator(_listed)] | None = None
    kind: Annotated[list[Kind], BeforeValidator(_listed)] | None = None
    finding: Names | None = None
    during: Names | None = None


class MetricSection(Section):
    """`[metrics.…]`: a measure of the document's own, or another sense of a known one."""

    name: TwoTongues | None = None
    clause: str = ""
    starts: Starts | None = None
    stops: Stops | None = None
    todo: TwoTongues | None = None
    done: TwoTongues | None = None


class TargetSection(Section):
    """`[[targets]]`: a row of the decision table."""

    metric: Metrics
    when: WhenSection = WhenSection()
    amount: AmountText | None = None
    calendar: Calendars = {}
    cap: AmountText | None = None
    cut_off: CutOffText | None = None
    share: PercentText = 100
    stops_on: Stops | None = None
    pauses: list[Wait] = []
    warnings: list[PercentText] = []
    on_raise: Literal["from-decision", "from-receipt"] = "from-decision"
    on_lower: Literal["from-receipt", "from-decision"] = "from-receipt"
    on_transfer: Literal["replace", "run-on"] = "replace"
    on_reopen: Literal["new", "continue"] = "new"
    clause: str = ""
    why: TwoTongues | None = None


class ContractHoursSection(Section):
    """`[contract-hours]`: what `calendar = "contract"` means."""

    calendar: str
    calendars: Names = []
    own_zone: bool = False
    clause: str = ""


class RankedSection(NamedSection):
    """`[urgencies.…]`, `[impacts.…]`: one step of a scale."""

    asks: TwoTongues | None = None


class MatrixSection(Section):
    """`[matrix]`: the severity that urgency and impact make."""

    severity: dict[Slug, dict[Slug, str]]
    clause: str = ""


class FindingSection(NamedSection):
    """`[findings.…]`: something a person establishes about a request, on which rules may depend."""

    proof: Names = []
    fault: Fault | None = None
    text: TwoTongues | None = None


class PostponeSection(NamedSection):
    """`[postpone.…]`: a reason to put off."""

    text: TwoTongues
    waits_for: Wait


class RefuseSection(NamedSection):
    """`[refuse.…]`: a reason to refuse."""

    text: TwoTongues


class RedirectSection(NamedSection):
    """`[redirect.…]`: somebody else who can help."""

    text: TwoTongues
    to: TwoTongues


class WindowSection(Section):
    """`[acceptance]`, `[answers]`: when requests are accepted, when answers leave."""

    calendar: str
    exempt: Names = []
    clause: str = ""


class ReadingSection(Section):
    """`[[readings]]`: how an unclear sentence is understood."""

    slug: Slug
    says: Text
    sense: TwoTongues
    alternative: TwoTongues
    by: Text
    on: date
    clause: str = ""


class HolidayName(TwoTongues):
    """`[holiday-names.…]`: the name of a day off; `moved`: not a holiday itself."""

    moved: bool = False


class YearSection(Section):
    """`[production-calendar.….…]`: the named days of one year; not official = provisional."""

    official: bool
    off: list[str] = []
    working: list[str] = []
    short: list[str] = []


# Part two: the Conduct.


class DepartmentSection(NamedSection):
    """`[departments.…]`: who works when, and on what."""

    calendar: str
    duties: Names = []
    stage: Stage = "support"
    takes_first: bool = False
    level: str = ""


class OrderSection(Section):
    """`[order]`: the order of the queue."""

    classes: list[str]
    within: list[Literal["channel", "receipt"]] = ["receipt"]
    within_class: dict[str, list[Literal["channel", "receipt"]]] = {}
    danger: PercentText = 70
    clause: str = ""


class LetterSide(Section):
    """A letter in one language."""

    subject: Text
    body: Text


class LetterSection(Section):
    """`[letters.…]`: the text of an automatic letter."""

    ru: LetterSide
    en: LetterSide
    clause: str = ""


class IntakeSection(Section):
    """`[intake]`: how requests are taken in."""

    answer_unknown: bool = False
    default_type: str = ""
    clause: str = ""


Role = Literal[
    "agent",
    "account_manager",
    "department_head",
    "head_of_support",
    "developer",
    "administrator",
]


class Document(Section):
    """The whole text of an edition."""

    regulation: Head
    calendars: dict[Slug, CalendarSection]
    levels: dict[Slug, LevelSection]
    severities: dict[Slug, SeveritySection]
    channels: dict[Slug, ChannelSection]
    information: dict[Slug, InformationSection] = {}
    request_types: dict[Slug, RequestTypeSection] = {}
    urgencies: dict[Slug, RankedSection] = {}
    impacts: dict[Slug, RankedSection] = {}
    matrix: MatrixSection | None = None
    findings: dict[Slug, FindingSection] = {}
    metrics: dict[MetricName, MetricSection] = {}
    targets: list[TargetSection]
    contract_hours: ContractHoursSection | None = None
    postpone: dict[Slug, PostponeSection] = {}
    refuse: dict[Slug, RefuseSection] = {}
    redirect: dict[Slug, RedirectSection] = {}
    acceptance: WindowSection | None = None
    answers: WindowSection | None = None
    readings: list[ReadingSection] = []

    departments: dict[Slug, DepartmentSection]
    order: OrderSection
    intake: IntakeSection = IntakeSection()
    labels: dict[Literal["client", "ticket", "contact", "support"], TwoTongues] = {}
    roles: dict[Role, list[str]] = {}
    letters: dict[str, LetterSection] = {}

    holiday_names: dict[Country, dict[Slug, HolidayName]] = {}
    production_calendar: dict[Country, dict[Year, YearSection]] = {}
