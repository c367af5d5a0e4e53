"""A calendar compiled to sorted epoch seconds, so that a question is a bisection."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from reglament.worktime import daytable
from reglament.worktime.calendar import Calendar, Hours, Span
from reglament.worktime.daytable import DAY, DayTable, instant
from reglament.worktime.zones import constant_offsets

EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
EPOCH_WEEKDAY = date(1970, 1, 1).weekday()

Seconds = tuple[tuple[int, int], ...]
"""The open hours of one day in seconds after midnight."""


@dataclass(frozen=True, slots=True)
class Table:
    """Open time of the UTC years `low` up to but not including `high`.

    `starts` and `ends` are the open intervals; `totals[i]` is the open time up to `ends[i]`. `days` are the working
    days that close within the table.
    """

    low: int
    high: int
    starts: list[int]
    ends: list[int]
    totals: list[int]
    days: DayTable
    since: int
    until: int

    @property
    def total(self) -> int:
        """All open seconds of the table."""
        return self.totals[-1] if self.totals else 0

    def open_before(self, at: int) -> int:
        """Open seconds from the beginning of the table to `at`."""
        index = bisect_right(self.ends, at)
        if index == len(self.ends):
            return self.total
        start = self.starts[index]
        return self.totals[index] - self.ends[index] + (max(start, at))


EMPTY = Table(low=0, high=0, starts=[], ends=[], totals=[], days=daytable.EMPTY, since=0, until=0)


class Rules:
    """The hours of any day, and the tables made of them."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self.zone = ZoneInfo(calendar.zone)
        self.week = [_seconds(hours) for hours in (((Span(0, 1440),),) * 7 if calendar.always else calendar.week)]
        days = () if calendar.always else calendar.days
        self.named = {day.toordinal() - EPOCH_ORDINAL: _seconds(decided.spans) for day, decided in days}
        self.last_named_year = days[-1][0].year if days else 0
        self.opens_weekly = any(self.week)

    def compile(self, low: int, high: int) -> Table:
        """The table of the UTC years `low` up to but not including `high`."""
        since, until = year_start(low), year_start(high)
        starts: list[int] = []
        ends: list[int] = []
        closings: dict[int, int] = {}
        pieces = list(constant_offsets(self.zone, since - 2 * DAY, until + 2 * DAY))
        for day, opening, closing in self.intervals(pieces):
            closings[day] = closing
            start, end = max(opening, since), min(closing, until)
            if start >= end:
                continue
            if ends and ends[-1] == start:
                ends[-1] = end
            else:
                starts.append(start)
                ends.append(end)
        closed = sorted((day, instant(end)) for day, end in closings.items() if since < end <= until)
        offsets = [(max(begin, since), offset) for begin, end, offset in pieces if begin < until and end > since]
        return Table(
            low=low,
            high=high,
            starts=starts,
            ends=ends,
            totals=_running_sums(starts, ends),
            days=daytable.make(offsets, closed, since=since, until=until),
            since=since,
            until=until,
        )

    def intervals(self, pieces: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
        """Open time as `(local day, start, end)`: whenever the local clock shows an open hour.

        A skipped local hour never happens and a repeated one happens twice, so what is counted is what elapses.
        """
        for begin, finish, offset in pieces:
            for day in range((begin + offset) // DAY, (finish + offset - 1) // DAY + 1):
                midnight = day * DAY - offset
                for opens, closes in self._hours(day):
                    start, end = (max(midnight + opens, begin), min(midnight + closes, finish))
                    if start < end:
                        yield day, start, end

    def _hours(self, day: int) -> Seconds:
        named = self.named.get(day)
        return self.week[(day + EPOCH_WEEKDAY) % 7] if named is None else named


class JoinedRules(Rules):
    """The same of a calendar that joins others, which must not join themselves in a circle."""

    def __init__(self, calendar: Calendar) -> None:
        super().__init__(calendar)
        self.parts = [rules_of(part) for part in calendar.joins]
        self.last_named_year = max(part.last_named_year for part in self.parts)
        self.opens_weekly = any(part.opens_weekly for part in self.parts)

    def intervals(self, pieces: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
        """The open time of all parts, cut at local midnights of the joined calendar."""
        pieces = list(pieces)
        for start, end in _merged(_open_time(self.parts, pieces[0][0], pieces[-1][1])):
            for begin, finish, offset in pieces:
                yield from _by_day(max(start, begin), min(end, finish), offset)


class CutRules(Rules):
    """The same of a calendar that is closed while others are open."""

    def __init__(self, calendar: Calendar) -> None:
        super().__init__(calendar)
        self.whole = rules_of(replace(calendar, without=()))
        self.cut = [rules_of(part) for part in calendar.without]
        self.last_named_year = max(rules.last_named_year for rules in (self.whole, *self.cut))
        self.opens_weekly = self._opens_in(max(self.last_named_year, YEAR_WITHOUT_NAMES) + 1)

    def intervals(self, pieces: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
        """The open time of the whole, less that of the others."""
        pieces = list(pieces)
        closed = list(_merged(_open_time(self.cut, pieces[0][0], pieces[-1][1])))
        ends = [end for _, end in closed]
        for day, start, end in self.whole.intervals(pieces):
            left = start
            for shut, opens in closed[bisect_right(ends, start) :]:
                if shut >= end:
                    break
                if left < shut:
                    yield day, left, shut
                left = opens
            if left < end:
                yield day, left, end

    def _opens_in(self, year: int) -> bool:
        pieces = constant_offsets(self.zone, year_start(year), year_start(year + 1))
        return any(True for _ in self.intervals(pieces))


YEAR_WITHOUT_NAMES = 2000


def rules_of(calendar: Calendar) -> Rules:
    """The hours of a calendar."""
    if calendar.without:
        return CutRules(calendar)
    return JoinedRules(calendar) if calendar.joins else Rules(calendar)


def _open_time(parts: Iterable[Rules], since: int, until: int) -> list[tuple[int, int]]:
    """The open intervals of all parts, sorted."""
    return sorted(
        (start, end) for part in parts for _, start, end in part.intervals(constant_offsets(part.zone, since, until))
    )


def join(earlier: Table, later: Table) -> Table:
    """One table of two that touch. Sums of the earlier one stay as they are."""
    seam = 1 if earlier.ends and later.starts and earlier.ends[-1] == later.starts[0] else 0
    total = earlier.total
    return Table(
        low=earlier.low,
        high=later.high,
        starts=earlier.starts + later.starts[seam:],
        ends=earlier.ends[: len(earlier.ends) - seam] + later.ends,
        totals=earlier.totals[: len(earlier.totals) - seam] + [total + open_time for open_time in later.totals],
        days=daytable.join(earlier.days, later.days, since=earlier.since, until=later.until),
        since=earlier.since,
        until=later.until,
    )


def year_start(year: int) -> int:
    """Epoch second at which a UTC year begins; OverflowError outside the years a date can have."""
    if not 2 <= year <= 9999:
        raise OverflowError(f"no calendar reaches the year {year}")
    return (date(year, 1, 1).toordinal() - EPOCH_ORDINAL) * DAY


def _running_sums(starts: list[int], ends: list[int]) -> list[int]:
    total = 0
    sums = []
    for start, end in zip(starts, ends, strict=True):
        total += end - start
        sums.append(total)
    return sums


def _seconds(hours: Hours) -> Seconds:
    return tuple((span.start * 60, span.end * 60) for span in hours)


def _merged(intervals: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Sorted intervals, those that touch or overlap as one."""
    start = end = None
    for opens, closes in intervals:
        if start is None or end is None:
            start, end = opens, closes
        elif opens <= end:
            end = max(end, closes)
        else:
            yield start, end
            start, end = opens, closes
    if start is not None and end is not None:
        yield start, end


def _by_day(start: int, end: int, offset: int) -> Iterator[tuple[int, int, int]]:
    """An interval cut into local days."""
    while start < end:
        day = (start + offset) // DAY
        closing = min(end, (day + 1) * DAY - offset)
        yield day, start, closing
        start = closing
