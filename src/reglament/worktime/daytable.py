"""The working days of a table, so that a question in days is a look into a list."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

DAY = 86400


@dataclass(frozen=True, slots=True)
class DayTable:
    """Local days (days since 1970) around a table, and which of them are working days that close within it.

    From `begins[i]` (epoch seconds) the zone is `offsets[i]` seconds ahead of UTC. `upto[day - first]` tells how many
    working days there are up to `day`; the n-th of them closes at `closings[n - 1]`.
    """

    begins: list[int]
    offsets: list[int]
    days: list[int]
    closings: list[datetime]
    first: int
    upto: list[int]

    def place(self, at: int) -> int:
        """The index in `upto` of the local day of an epoch second within the table."""
        offsets = self.offsets
        if len(offsets) == 1:
            return (at + offsets[0]) // DAY - self.first
        return (at + offsets[bisect_right(self.begins, at) - 1]) // DAY - self.first


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
    return DayTable(
        begins=[begin for begin, _ in pieces],
        offsets=[offset for _, offset in pieces],
        days=[day for day, _ in closings],
        closings=[closing for _, closing in closings],
        first=first,
        upto=upto,
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


EMPTY = DayTable(begins=[0], offsets=[0], days=[], closings=[], first=0, upto=[0])


def instant(second: int) -> datetime:
    """An epoch second as an aware UTC datetime."""
    return datetime.fromtimestamp(second, UTC)
