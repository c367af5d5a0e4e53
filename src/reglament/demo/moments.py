"""The demo's time axis. Whatever the hour of filling, deadlines stand where the stories want them: moments are counted
in the desk's working time back from `now`."""

import re
from datetime import datetime, timedelta

from reglament.regulation.terms.edition_terms import Promise
from reglament.worktime.timeline import Timeline, compiled

REACH = timedelta(days=120)
FRESH = timedelta(minutes=90)  # no letter of a closed time has waited for longer than this since the opening

_SPAN = re.compile(r"(?P<real>~?)(?:(?P<days>\d+)d )?(?P<hours>\d+):(?P<minutes>[0-5]\d)")
_CLOSED = re.compile(r"closed (?P<percent>\d+)%")


class Moments:
    """Moments of one desk, told in four ways.

    "1d 2:20" is working time (a day is a day of the desk's hours), "~9:30" time on anybody's clock, "2:20 night 3:00"
    three hours before the desk opened on the day that "2:20" lies in, and "closed 30%" lies so far in the last time
    the desk was closed.
    """

    def __init__(self, now: datetime, promise: Promise) -> None:
        self.now = now
        calendar = next(calendar for calendar in promise.calendars.values() if not calendar.never_closes)
        self.timeline: Timeline = compiled(calendar)
        opened = self.timeline.open_intervals(now - timedelta(days=15), now - timedelta(days=1))
        self.day = int(max((end - start).total_seconds() for start, end in opened))

    def ago(self, told: str) -> datetime:
        """The moment told as how long it is before now."""
        if closed := _CLOSED.fullmatch(told):
            return self._closed(int(closed["percent"]))
        span, _, early = told.partition(" night ")
        if span.startswith("~"):
            return self.now - timedelta(seconds=self._seconds(span))
        moment = self._before(self._seconds(span))
        return self._opening_of(moment) - timedelta(seconds=self._seconds(f"~{early}")) if early else moment

    def after(self, moment: datetime, told: str) -> datetime:
        """The moment that much later than `moment`."""
        seconds = self._seconds(told)
        return moment + timedelta(seconds=seconds) if told.startswith("~") else self.timeline.add(moment, seconds)

    def _seconds(self, told: str) -> int:
        found = _SPAN.fullmatch(told)
        if found is None:
            raise ValueError(f"{told!r} is no span of time such as 2:20, 1d 2:20 or ~2:20")
        return int(found["days"] or 0) * self.day + int(found["hours"]) * 3600 + int(found["minutes"]) * 60

    def _before(self, seconds: int) -> datetime:
        for start, end in reversed(self.timeline.open_intervals(self.now - REACH, self.now)):
            length = int((end - start).total_seconds())
            if seconds <= length:
                return end - timedelta(seconds=seconds)
            seconds -= length
        raise ValueError("that is too long ago")

    def _opening_of(self, moment: datetime) -> datetime:
        opened = self.timeline.open_intervals(moment - REACH, moment + timedelta(seconds=1))
        return opened[-1][0]

    def _closed(self, percent: int) -> datetime:
        """Within the last closed time; later where the desk has already been open for long."""
        opened = self.timeline.open_intervals(self.now - REACH, self.now)
        closing, opening = opened[-1][1], self.now
        if self.timeline.is_open(self.now):
            closing, opening = opened[-2][1], opened[-1][0]
        if self.now - opening > FRESH:
            return self.now - FRESH * (100 - percent) / 100
        moment = closing + (opening - closing) * percent / 100
        return moment.replace(microsecond=0)
