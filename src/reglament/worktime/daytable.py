"""The working days of a table, so that a question in days is a look into a list."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

DAY = 86400
MARGIN = 4  # days at either end of `upto` that lie outside the table, or whose neighbours may


@dataclass(frozen=True, slots=True)
class DayTable:
    """Local days (days since 1970) around a table, and which of them are working days that close within it.

    From `begins[i]` (epoch seconds) the zone is `offsets[i]` seconds ahead of UTC. `upto[day - first]` tells how many
    working days there are up to `day`; the n-th of them closes at `closings[n - 1]`.

    Where the zone never changes its clocks, the place of a day is a subtraction: `midnight` is when the day `first`
    began, and `second` a second later. Ask it only of instants whose place is in `sure`.
    """

    begins: list[int]
    offsets: list[int]
    days: list[int]
    closings: list[datetime]
    first: int
    upto: list[int]
    midnight: datetime | None
    second: datetime
    sure: range

    def place(self, at: int) -> int:
        """The index in `upto` of the local day of an epoch second within the table."""
        offsets = self.offsets
        if len(offsets) == 1:
            return (at + offsets[0]) // DAY - self.first
        return (at + offsets[bisect_right(self.begins, at) - 1]) // DAY - self.first


def instant(second: int) -> datetime:
    """An epoch second as an aware UTC datetime."""
    return datetime.fromtimestamp(second, UTC)


def make(
    pieces: Sequence[tuple[int, int]], closings: Sequence[tuple[int, datetime]], *, since: int, until: int
) -> DayTable:
    """The days of `[since, until)`.

    `pieces` say from when on the zone is how far ahead, `closings` when which working day closes; both in order.
    """
    first, last = since // DAY - 2, until // DAY + 2
    working = {day for day, _ in closings}
    upto, count = [], 0
    for day in range(first, last + 1):
        count += day in working
        upto.append(count)
    midnight = instant(first * DAY - pieces[0][1])
    return DayTable(
        begins=[begin for begin, _ in pieces],
        offsets=[offset for _, offset in pieces],
        days=[day for day, _ in closings],
        closings=[closing for _, closing in closings],
        first=first,
        upto=upto,
        midnight=midnight if len(pieces) == 1 else None,
        second=midnight + timedelta(seconds=1),
        sure=range(MARGIN, len(upto) - MARGIN),
    )


def join(earlier: DayTable, later: DayTable, *, since: int, until: int) -> DayTable:
    """One table of two that touch. What the earlier one held keeps its number."""
    changes = list(zip(later.begins, later.offsets, strict=True))
    if earlier.offsets[-1] == later.offsets[0]:
        changes = changes[1:]
    return make(
        [*zip(earlier.begins, earlier.offsets, strict=True), *changes],
        [*zip(earlier.days, earlier.closings, strict=True), *zip(later.days, later.closings, strict=True)],
        since=since,
        until=until,
    )


EMPTY = make([(0, 0)], [], since=0, until=0)
