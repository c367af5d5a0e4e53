"""A calendar as a value: hours of the week and named days in one time zone."""

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal, Self
from zoneinfo import ZoneInfo

DAY_MINUTES = 24 * 60

DayKind = Literal["holiday", "day_off", "working_weekend", "shortened", "exception"]

_SPAN = re.compile(r"\s*(\d{1,2}):(\d\d)\s*[-–]\s*(\d{1,2}):(\d\d)\s*")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Open time within one local day, `[start, end)` in minutes after midnight."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= DAY_MINUTES:
            raise ValueError(f"hours must lie within one day and end after they start: {self}")

    def __str__(self) -> str:
        return f"{_clock(self.start)}–{_clock(self.end)}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "11:00-18:00" or "20:00–24:00"; ValueError for anything else."""
        match = _SPAN.fullmatch(text)
        if match is None:
            raise ValueError(f"not hours of a day: {text!r}")
        start_hour, start_minute, end_hour, end_minute = map(int, match.groups())
        if start_minute > 59 or end_minute > 59:
            raise ValueError(f"not hours of a day: {text!r}")
        return cls(start_hour * 60 + start_minute, end_hour * 60 + end_minute)


Hours = tuple[Span, ...]
"""The open hours of one day, in order, without overlaps; empty when closed."""


@dataclass(frozen=True, slots=True)
class Day:
    """What is decided for one date, whatever its weekday says. No spans: closed."""

    spans: Hours
    kind: DayKind
    name_ru: str
    name_en: str

    def __post_init__(self) -> None:
        check_hours(self.spans)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which hours are open in a time zone.

    `week` begins on Monday and has seven entries. `days` holds every date that differs from its weekday, sorted, with
    the last word already decided (see `materialise`). `years` are the years whose public holidays are known; a
    calendar with countries is provisional in all others. `always` is open around the clock and ignores both. One that
    `joins` others has no hours of its own and is open whenever one of them is; its zone tells its days. Whatever it is,
    it is closed while one it is `without` is open.
    """

    name: str
    zone: str
    week: tuple[Hours, ...]
    days: tuple[tuple[date, Day], ...] = ()
    years: frozenset[int] = frozenset()
    countries: tuple[str, ...] = ()
    always: bool = False
    joins: tuple["Calendar", ...] = ()
    without: tuple["Calendar", ...] = ()

    def __post_init__(self) -> None:
        ZoneInfo(self.zone)
        if len(self.week) != 7:
            raise ValueError(f"a week has seven days, not {len(self.week)}: {self.name}")
        for hours in self.week:
            check_hours(hours)
        if any(earlier >= later for (earlier, _), (later, _) in pairwise(self.days)):
            raise ValueError(f"named days must be sorted and each date given once: {self.name}")

    @property
    def never_closes(self) -> bool:
        """Whether it is open around the clock, with nothing cut out."""
        return self.always and not self.without

    def __hash__(self) -> int:
        # Hashing a decade of named days would cost more than any question asked of them.
        return hash((self.name, self.zone, len(self.days)))


def check_hours(hours: Hours) -> None:
    """Raise ValueError unless the spans are in order and don't overlap."""
    for earlier, later in pairwise(hours):
        if later.start < earlier.end:
            raise ValueError(f"hours overlap or are out of order: {earlier}, {later}")


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
