"""Questions to a calendar: when is it due, how much has elapsed, is it open."""

from bisect import bisect_left, bisect_right
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta
from functools import lru_cache

from reglament.worktime.calendar import Calendar, Day
from reglament.worktime.daytable import DAY, instant
from reglament.worktime.table import EMPTY, Table, join, rules_of

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TWO_DAYS = 2 * DAY

# A table of more years would cost megabytes; what reaches further is computed and forgotten.
_YEARS_KEPT = 200


class NeverOpens(ValueError):
    """The calendar has no open time after the instant asked about."""


@lru_cache(maxsize=512)
def compiled(calendar: Calendar) -> "Timeline":
    """The timeline of a calendar, made once."""
    return Timeline(calendar)


class Timeline:
    """Answers about one calendar. Instants are aware; results are UTC in whole seconds.

    Years are compiled when a question first reaches them. A table is never changed, only replaced by a larger one,
    so threads may share a timeline.
    """

    __slots__ = ("_rules", "_table", "_zone", "calendar")

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self._rules = rules_of(calendar)
        self._zone = self._rules.zone
        self._table = EMPTY

    def add(self, start: datetime, seconds: int) -> datetime:
        """The earliest instant with `seconds` of open time since `start`; a closing time rather than the next opening.

        A start outside open time counts from the next opening. NeverOpens if there is not so much open time.
        """
        passed = start - EPOCH
        at = passed.days * DAY + passed.seconds
        if seconds <= 0:
            _refuse_negative(seconds)
            return instant(at)
        table = self._table
        if not table.since <= at < table.until:
            table = self._reaching(at, at)
        target = table.open_before(at) + seconds
        while target > table.total:
            table = self._further(table)
        index = bisect_left(table.totals, target)
        return instant(table.ends[index] - table.totals[index] + target)

    def elapsed(self, start: datetime, end: datetime) -> int:
        """Open seconds from `start` to `end`; 0 if `end` is not later."""
        first, last = _second(start), _second(end)
        if last <= first:
            return 0
        table = self._reaching(first, last)
        return table.open_before(last) - table.open_before(first)

    def add_days(self, start: datetime, days: int) -> datetime:
        """Closing time of the N-th working day after the local day of `start` (clocks begin on the following day)."""
        working = self._table.days
        if days > 0 and working.midnight is not None and (place := (start - working.midnight).days) in working.sure:
            index = working.upto[place] + days - 1
            if index < len(working.closings):
                return working.closings[index]
        return self._add_days(start, days)

    def _add_days(self, start: datetime, days: int) -> datetime:
        """The same for zones that change their clocks, and beyond the table kept."""
        passed = start - EPOCH
        at = passed.days * DAY + passed.seconds
        if days <= 0:
            _refuse_negative(days)
            return instant(at)
        table = self._table
        if not table.since <= at < table.until:
            table = self._reaching(at, at)
        working = table.days
        index = working.upto[working.place(at)] + days - 1
        while index >= len(table.days.closings):
            table = self._further(table)
        return table.days.closings[index]

    def closing_of_day(self, at: datetime) -> datetime:
        """Closing time of the local day of `at`, which must be a working day."""
        second = _second(at)
        working = self._reaching(second - TWO_DAYS, second + TWO_DAYS).days
        return working.closings[working.upto[working.place(second)] - 1]

    def add_calendar_days(self, start: datetime, days: int) -> datetime:
        """The end (24:00 local) of the N-th day after the local day of `start`; open hours play no part."""
        _refuse_negative(days)
        day = start.astimezone(self._zone).date() + timedelta(days=days + 1)
        return datetime.combine(day, time(), self._zone).astimezone(UTC)

    def is_open(self, at: datetime) -> bool:
        """Whether the instant lies in open time; closing time itself does not."""
        second = _second(at)
        table = self._reaching(second, second)
        index = bisect_right(table.ends, second)
        return index < len(table.ends) and table.starts[index] <= second

    def next_opening(self, at: datetime) -> datetime:
        """`at` itself when open, else the next instant that is; NeverOpens if there is none."""
        second = _second(at)
        table, index = self._interval_after(second)
        return instant(max(second, table.starts[index]))

    def next_closing(self, at: datetime) -> datetime | None:
        """The end of the open time `at` lies in, or of the next one; None if it is open for ever after.

        NeverOpens if no open time follows.
        """
        second = _second(at)
        table, index = self._interval_after(second)
        settled = max(_year(second), self._rules.last_named_year) + 2
        while table.ends[index] == table.until:
            if table.high > settled:
                return None
            table = self._further(table)
        return instant(table.ends[index])

    def open_intervals(self, start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
        """The open time between two instants, in order, as UTC intervals `[from, to)` that don't touch."""
        first, last = _second(start), _second(end)
        if last <= first:
            return []
        table = self._reaching(first, last)
        from_, to = bisect_right(table.ends, first), bisect_left(table.starts, last)
        return [
            (instant(max(table.starts[index], first)), instant(min(table.ends[index], last)))
            for index in range(from_, to)
        ]

    def working_days(self, start: datetime, end: datetime) -> int:
        """How many local days with open hours `[start, end)` touches, for pauses of a term in days."""
        working = self._table.days
        if start < end and working.midnight is not None:
            first, last = (start - working.midnight).days, (end - working.second).days
            if first in working.sure and last in working.sure:
                return working.upto[last] - working.upto[first - 1]
        return self._working_days(start, end)

    def _working_days(self, start: datetime, end: datetime) -> int:
        """The same for zones that change their clocks, and beyond the table kept."""
        passed, ended = start - EPOCH, end - EPOCH
        first, last = passed.days * DAY + passed.seconds, ended.days * DAY + ended.seconds - 1
        if last < first:
            return 0
        table = self._table
        # A day is kept where it closes, which may be before `start` on the day of `start`.
        if not (table.since <= first - TWO_DAYS and last + TWO_DAYS < table.until):
            table = self._reaching(first - TWO_DAYS, last + TWO_DAYS)
        working = table.days
        return working.upto[working.place(last)] - working.upto[working.place(first) - 1]

    def skipped(self, start: datetime, end: datetime) -> list[tuple[date, Day]]:
        """The closed named days from the local day of `start` to that of `end`, both included."""
        if self.calendar.always or end < start:
            return []
        first, last = self._local_date(start), self._local_date(end)
        days = self.calendar.days
        from_ = bisect_left(days, first, key=lambda named: named[0])
        to = bisect_right(days, last, key=lambda named: named[0])
        return [(day, decided) for day, decided in days[from_:to] if not decided.spans]

    def is_provisional(self, at: datetime) -> bool:
        """Whether the holidays of the local year of `at` are not known yet."""
        calendar = self.calendar
        if any(compiled(part).is_provisional(at) for part in (*calendar.joins, *calendar.without)):
            return True
        if calendar.joins or calendar.always or not calendar.countries:
            return False
        return self._local_date(at).year not in calendar.years

    def _local_date(self, at: datetime) -> date:
        return at.astimezone(self._zone).date()

    def _interval_after(self, second: int) -> tuple[Table, int]:
        """A table and the index in it of the first open interval that ends after `second`."""
        table = self._reaching(second, second)
        index = bisect_right(table.ends, second)
        while index == len(table.ends):
            table = self._further(table)
        return table, index

    def _reaching(self, first: int, last: int) -> Table:
        """A table that holds both instants."""
        table = self._table
        if table.since <= first and last < table.until:
            return table
        low, high = _year(first), _year(last) + 2
        if table is not EMPTY and max(high, table.high) - min(low, table.low) <= _YEARS_KEPT:
            table = self._widened(table, low, high)
        else:
            table = self._rules.compile(low, high)
        return self._kept(table)

    def _widened(self, table: Table, low: int, high: int) -> Table:
        if low < table.low:
            table = join(self._rules.compile(low, table.low), table)
        if high > table.high:
            table = join(table, self._rules.compile(table.high, high))
        return table

    def _further(self, table: Table) -> Table:
        """The table with at least a year more at its end; what it held keeps its index and its sum."""
        if not self._rules.opens_weekly and table.high > self._rules.last_named_year:
            raise NeverOpens(f"the calendar {self.calendar.name} does not open any more")
        if table.high == MAXYEAR:
            raise OverflowError(f"no date is late enough for so much time of the calendar {self.calendar.name}")
        more = self._rules.compile(table.high, min(2 * table.high - table.low, MAXYEAR))
        return self._kept(join(table, more))

    def _kept(self, table: Table) -> Table:
        """Keep the table if it holds all that the present one does and is not too large."""
        present = self._table
        holds_all = present is EMPTY or (table.low <= present.low and present.high <= table.high)
        if holds_all and table.high - table.low <= _YEARS_KEPT:
            self._table = table
        return table


def _refuse_negative(amount: int) -> None:
    if amount < 0:
        raise ValueError(f"time can only be added forwards, not {amount}")


def _second(at: datetime) -> int:
    """The epoch second of an instant; what is less than a second is cut off."""
    passed = at - EPOCH
    return passed.days * DAY + passed.seconds


def _year(second: int) -> int:
    return instant(second).year
