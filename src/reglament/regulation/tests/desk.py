"""A small regulation made by hand, and times written as people read them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from reglament.regulation.engine.clocks import ClockState, clocks
from reglament.regulation.engine.facts import Fact
from reglament.regulation.terms.edition_terms import (
    Amount,
    Conduct,
    Department,
    Ground,
    Level,
    Order,
    Promise,
    Regulation,
    Severity,
    Target,
    Unit,
    When,
    Window,
    Words,
)
from reglament.regulation.terms.metrics import KNOWN_METRICS
from reglament.worktime.calendar import Calendar, Span

LATER = datetime(2026, 12, 31, tzinfo=UTC)

OFFICE_HOURS = ((Span.parse("09:00-18:00"),),) * 5 + ((), ())
OFFICE = Calendar("office", "Europe/Moscow", OFFICE_HOURS)
NIGHT = Calendar("night", "Europe/Moscow", ((Span.parse("20:00-24:00"),),) * 7)
ALWAYS = Calendar("always", "Europe/Moscow", ((),) * 7, always=True)

HOURS, WORKING_HOURS, WORKING_DAYS, CALENDAR_DAYS = (
    Unit.HOURS,
    Unit.WORKING_HOURS,
    Unit.WORKING_DAYS,
    Unit.CALENDAR_DAYS,
)


def moscow(text: str) -> datetime:
    """`2026-11-20 17:30` on Moscow's wall clock."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Moscow")).astimezone(UTC)


def omsk(text: str) -> datetime:
    """`2026-11-20 17:30` on Omsk's wall clock."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Omsk")).astimezone(UTC)


def words(text: str) -> Words:
    """The same text in both languages."""
    return Words(text, text)


def row(metric: str, value: int | None, unit: Unit = WORKING_HOURS, calendar: str = "office", **rest: object) -> Target:
    """A target; conditions by their names, everything else as `Target` has it."""
    known = Target.__dataclass_fields__
    when = When(**{key: _any_of(content) for key, content in rest.items() if key not in known})  # type: ignore[arg-type]
    own = {key: content for key, content in rest.items() if key in known}
    amount = None if value is None else Amount(value, unit)
    stops = KNOWN_METRICS[metric].stops if metric in KNOWN_METRICS else frozenset({"delivered"})
    target = Target(0, metric, when, amount, calendar if amount else "", stops_on=stops)
    return replace(target, **own)  # type: ignore[arg-type]


def desk(*rows: Target, acceptance: Window | None = None) -> Regulation:
    """A desk in Moscow: gold and tin, calm and red, support and workshop (which is development)."""
    grounds = (
        Ground("dark", words("dark"), confirmation=True),
        Ground("dead", words("dead"), provisional=True),
        Ground("agreed", words("agreed"), counts_from="approval", approval=True),
    )
    return Regulation(
        slug="lamp",
        name=words("Lamp"),
        dated=date(2026, 2, 1),
        zone="Europe/Moscow",
        language="en",
        promise=Promise(
            calendars={"office": OFFICE, "night": NIGHT, "always": ALWAYS},
            calendar_names={"office": Words("Контора", "Office"), "night": words("Night"), "always": words("Always")},
            levels={
                "gold": Level("gold", Words("Золотой", "Gold"), rank=1),
                "tin": Level("tin", Words("Жестяной", "Tin"), rank=2),
            },
            severities={
                "calm": Severity("calm", Words("спокойное", "calm")),
                "amber": Severity("amber", Words("жёлтое", "amber"), rank=1),
                "red": Severity("red", Words("красное", "red"), rank=2, grounds=grounds),
            },
            channels={},
            request_types={},
            targets=tuple(replace(target, number=number) for number, target in enumerate(rows, 1)),
            postpone={},
            refuse={},
            redirect={},
            acceptance=acceptance,
        ),
        conduct=Conduct(
            departments={
                "help": Department("help", Words("Помощь", "Help"), calendar="office"),
                "workshop": Department("workshop", Words("Цех", "Workshop"), stage="development"),
            },
            order=Order(),
            texts={},
        ),
    )


def of(metric: str, regulation: Regulation, history: Sequence[Fact], now: datetime = LATER) -> list[ClockState]:
    """The rows of one metric."""
    return [state for state in clocks(regulation, history, now=now) if state.metric == metric]


def last(metric: str, regulation: Regulation, history: Sequence[Fact], now: datetime = LATER) -> ClockState:
    """The newest row of one metric."""
    return of(metric, regulation, history, now)[-1]


def _any_of(content: object) -> object:
    return frozenset([content]) if isinstance(content, str) else content
