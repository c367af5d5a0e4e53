"""The small values everything in a regulation is made of: texts, amounts of time, names."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class Unit(StrEnum):
    """What an amount is counted in."""

    WORKING_MINUTES = "working_minutes"
    WORKING_HOURS = "working_hours"
    WORKING_DAYS = "working_days"
    MINUTES = "minutes"
    HOURS = "hours"
    CALENDAR_DAYS = "calendar_days"
    CALENDAR_MONTHS = "calendar_months"


@dataclass(frozen=True, slots=True)
class Words:
    """One text in both languages."""

    ru: str
    en: str

    def in_(self, language: str) -> str:
        """The text in `language` ("ru" or "en"; anything else is English)."""
        return self.ru if language == "ru" else self.en


NOTHING = Words("", "")


@dataclass(frozen=True, slots=True)
class Amount:
    """A promised amount of time: `3 working hours`. `0 working days` is the same working day: the closing time of the
    day of the start, or of the next working day where that one is closed or over."""

    value: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Quota:
    """How much of something in a time: `10 per month`."""

    number: int
    per: str  # "day", "week", "month", "quarter", "year", "contract"


SURCHARGE = "%"


@dataclass(frozen=True, slots=True)
class Price:
    """What something costs: `1500 RUB per hour`; `per` "" = once. In the currency `%` it is so much more than usual."""

    value: Decimal
    currency: str
    per: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a slug, a name in both languages and the clause that speaks of it.

    `retired`: the slug of its successor, where nothing new gets this one any more.
    """

    slug: str
    name: Words
    clause: str = ""
    retired: str = field(default="", kw_only=True)
