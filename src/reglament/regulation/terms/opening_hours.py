"""When a desk is open (C-63): the hours of its main calendar."""

from dataclasses import dataclass
from datetime import datetime

from reglament.regulation.terms.edition_terms import Regulation
from reglament.worktime.timeline import NeverOpens, compiled


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether it is open, and until or from when; `changes_at` None: for ever."""

    is_open: bool
    changes_at: datetime | None


def opening(regulation: Regulation, *, now: datetime) -> Opening:
    """The desk's hours at `now` by its main calendar."""
    timeline = compiled(regulation.promise.calendars[main_calendar(regulation)])
    is_open = timeline.is_open(now)
    try:
        return Opening(is_open, timeline.next_closing(now) if is_open else timeline.next_opening(now))
    except NeverOpens:
        return Opening(is_open, None)


def main_calendar(regulation: Regulation) -> str:
    """The slug of the calendar people mean by the desk's hours: of the acceptance window, else of the department that
    takes requests first."""
    if regulation.promise.acceptance:
        return regulation.promise.acceptance.calendar
    departments = regulation.conduct.departments.values()
    first = next((department.calendar for department in departments if department.takes_first), "")
    return first or next(iter(regulation.promise.calendars))
