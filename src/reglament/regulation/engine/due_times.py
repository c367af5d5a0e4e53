"""When a promised amount of time is over (clocks.md, "From when, and by which hours")."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from reglament.regulation.engine.because import Limit
from reglament.regulation.terms.edition_terms import Unit
from reglament.worktime.timeline import Timeline

SECONDS = {Unit.WORKING_MINUTES: 60, Unit.WORKING_HOURS: 3600, Unit.MINUTES: 60, Unit.HOURS: 3600}
OPEN_TIME = frozenset({Unit.WORKING_HOURS, Unit.WORKING_MINUTES})
DAYS = frozenset({Unit.WORKING_DAYS, Unit.CALENDAR_DAYS, Unit.CALENDAR_MONTHS})

Pause = tuple[str, datetime, datetime]
"""What was waited for, from and to."""


class Bound(NamedTuple):
    """One limit of a due time. `length` is in days or months as the unit is, else in seconds; `rule` is its row."""

    limit: Limit
    rule: int
    unit: Unit
    length: int
    calendar: str
    timeline: Timeline

    def due(self, start: datetime, pauses: Sequence[Pause] = ()) -> datetime:
        """When the time is over, each pause moving it by the same time of the calendar."""
        unit, length = self.unit, self.length
        if unit is Unit.CALENDAR_MONTHS:
            return self.in_days(start).due(start, pauses)
        if pauses:
            length += self.paused(pauses)
        if unit is Unit.WORKING_HOURS or unit is Unit.WORKING_MINUTES:  # `in` would hash an enum, which is slow
            return self.timeline.add(start, length)
        if unit is Unit.WORKING_DAYS:
            return self.timeline.add_days(start, length) if self.length else self._same_day(start, length)
        if unit is Unit.CALENDAR_DAYS:
            return self.timeline.add_calendar_days(start, length)
        due = start + timedelta(seconds=length)
        return due.replace(microsecond=0) if due.microsecond else due

    def in_days(self, start: datetime) -> "Bound":
        """Months as the days they have from `start`: to the same date, or to the last of a month too short for it."""
        if self.unit is not Unit.CALENDAR_MONTHS:
            return self
        first = self._date(start)
        years, month = divmod(first.month - 1 + self.length, 12)
        last = monthrange(first.year + years, month + 1)[1]
        day = date(first.year + years, month + 1, min(first.day, last))
        return self._replace(unit=Unit.CALENDAR_DAYS, length=(day - first).days)

    def _same_day(self, start: datetime, more: int) -> datetime:
        """The closing of the working day it starts on, or of one `more` days later."""
        opened = self.timeline.next_opening(start)
        return self.timeline.add_days(opened, more) if more else self.timeline.closing_of_day(opened)

    def elapsed(self, start: datetime, end: datetime) -> int:
        """How much of it passes from `start` to `end`. Days are counted from the day after `start`."""
        if self.unit in OPEN_TIME:
            return self.timeline.elapsed(start, end)
        if self.unit in DAYS:
            return self._days_touched(start, end) - self._days_touched(start, start + timedelta(seconds=1))
        return int((end - start).total_seconds())

    def paused(self, pauses: Sequence[Pause]) -> int:
        """How much of it the pauses take; two pauses within one day touch that day once."""
        if self.unit not in DAYS:
            return sum(self.elapsed(begin, end) for _, begin, end in pauses)
        return sum(self._days_touched(begin, end) for begin, end in self._joined_by_day(pauses))

    def _days_touched(self, begin: datetime, end: datetime) -> int:
        if self.unit is Unit.WORKING_DAYS:
            return self.timeline.working_days(begin, end)
        if end <= begin:
            return 0
        return (self._date(end - timedelta(seconds=1)) - self._date(begin)).days + 1

    def _joined_by_day(self, pauses: Iterable[Pause]) -> list[tuple[datetime, datetime]]:
        joined: list[tuple[datetime, datetime]] = []
        for _, begin, end in pauses:
            if joined and self._date(joined[-1][1]) == self._date(begin):
                joined[-1] = joined[-1][0], end
            else:
                joined.append((begin, end))
        return joined

    def _date(self, at: datetime) -> date:
        return at.astimezone(ZoneInfo(self.timeline.calendar.zone)).date()


class CutOff(NamedTuple):
    """What starts later than `second` of a local day counts from the next day that opens.

    So does what starts on a day that does not open: else it would be due before what came the day before.
    """

    second: int
    timeline: Timeline

    def counts_from(self, start: datetime) -> datetime:
        """`start`, or the opening of the next day."""
        local = start.astimezone(ZoneInfo(self.timeline.calendar.zone))
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        on_time = 3600 * local.hour + 60 * local.minute + local.second <= self.second
        if on_time and self.timeline.working_days(start, start + timedelta(seconds=1)):
            return start
        return self.timeline.next_opening((midnight + timedelta(days=1)).astimezone(UTC))


def earliest(
    bounds: Sequence[Bound], start: datetime, pauses: Sequence[Pause] = ()
) -> tuple[datetime | None, Bound | None]:
    """The earlier of all limits (a cap gives the earlier of the two), and which it was."""
    due: datetime | None = None
    which: Bound | None = None
    for bound in bounds:
        at = bound.due(start, pauses)
        if due is None or at < due:
            due, which = at, bound
    return due, which


def since(start: datetime, pauses: Iterable[Pause]) -> tuple[Pause, ...]:
    """The pauses as far as they lie after `start`."""
    return tuple((what, max(begin, start), end) for what, begin, end in pauses if end > start)


def rest_of(
    bounds: Sequence[Bound], *, old: Bound, start: datetime, at: datetime, pauses: Sequence[Pause]
) -> tuple[Bound, ...]:
    """`bounds` with what `old` has used up from `start` to `at` taken off.

    A term in days can't be told in hours: it stays whole. The day under way counts as used, but the last one is left.
    """
    used = old.elapsed(start, at) - old.paused(pauses)

    def left(bound: Bound) -> Bound:
        bound = bound.in_days(start)
        if (bound.unit in DAYS) != (old.unit in DAYS):
            return bound
        return bound._replace(
            limit="rest", length=max(bound.length - used, min(bound.length, 1) if bound.unit in DAYS else 0)
        )

    return tuple(left(bound) for bound in bounds)
