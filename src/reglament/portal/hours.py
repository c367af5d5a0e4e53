"""When a desk is open, for people who wonder whether to write or to wait (C-63)."""

from dataclasses import dataclass
from datetime import datetime

from reglament.lib.html import language
from reglament.regulation.models import Desk
from reglament.regulation.saying import place
from reglament.regulation.terms import Regulation
from reglament.worktime.timeline import NeverOpens, compiled


@dataclass(frozen=True, slots=True)
class Hours:
    """Whether `desk` is open, and until or from when (None: for ever). `zone` is the one its times are told in."""

    desk: Desk
    is_open: bool
    changes_at: datetime | None
    zone: str

    @property
    def place(self) -> str:
        """Where the clock hangs that shows those times."""
        return place(self.zone, language())


def hours_of(desk: Desk, *, now: datetime) -> Hours:
    """The desk's hours at `now`: of the acceptance window, else of the department that takes requests first."""
    regulation = desk.regulation
    timeline = compiled(regulation.promise.calendars[_main_calendar(regulation)])
    is_open = timeline.is_open(now)
    try:
        changes_at = timeline.next_closing(now) if is_open else timeline.next_opening(now)
    except NeverOpens:
        changes_at = None
    return Hours(desk, is_open, changes_at, regulation.zone)


def _main_calendar(regulation: Regulation) -> str:
    if regulation.promise.acceptance:
        return regulation.promise.acceptance.calendar
    departments = regulation.conduct.departments.values()
    first = next((department.calendar for department in departments if department.takes_first), "")
    return first or next(iter(regulation.promise.calendars))
