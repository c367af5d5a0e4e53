"""Where a time zone's distance from UTC is constant."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

# Since 1970 no zone has kept an offset for less than six days (Recife did in October 2000), so no change is missed.
_STEP = 3 * 86400


def constant_offsets(zone: ZoneInfo, since: int, until: int) -> Iterator[tuple[int, int, int]]:
    """Cut `[since, until)` (epoch seconds) into pieces `(begin, end, seconds ahead of UTC)`."""
    begin, offset = since, utc_offset(zone, since)
    for left in range(since, until, _STEP):
        right = min(left + _STEP, until)
        after = utc_offset(zone, right)
        if after != offset:
            change = _change_between(zone, left, right)
            yield begin, change, offset
            begin, offset = change, after
    if begin < until:
        yield begin, until, offset


def utc_offset(zone: ZoneInfo, at: int) -> int:
    """Seconds the zone is ahead of UTC at an epoch second."""
    offset = datetime.fromtimestamp(at, zone).utcoffset()
    assert offset is not None
    return offset // timedelta(seconds=1)


def _change_between(zone: ZoneInfo, left: int, right: int) -> int:
    before = utc_offset(zone, left)
    while right - left > 1:
        middle = (left + right) // 2
        if utc_offset(zone, middle) == before:
            left = middle
        else:
            right = middle
    return right
