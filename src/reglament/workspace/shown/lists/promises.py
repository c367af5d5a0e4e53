"""The first column: working time left, which clock it is, how much of it is used."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reglament.lib.html import day_and_time
from reglament.regulation.terms.edition_terms import Promise, Regulation
from reglament.tickets.clocks.clock_rows import Counted, time_left
from reglament.tickets.models import Clock
from reglament.workspace.shown.lists.listed import Standing
from reglament.workspace.shown.naming import name_of
from reglament.worktime.calendar import Calendar

C = TypeVar("C", bound=Counted)
Tone = Literal["calm", "danger", "broken", "none", "paused"]

DAY = 24 * 3600
_SHORT = {
    "first_response": gettext_lazy("first response"),
    "next_response": gettext_lazy("next response"),
    "admission": gettext_lazy("confirmation of the emergency"),
}


def metric_name(promise: Promise, slug: str) -> str:
    """What is promised: in a word for what stands in every row, else as the regulation calls it."""
    return str(_SHORT[slug]) if slug in _SHORT else name_of(promise.metrics, slug)


@dataclass(frozen=True, slots=True)
class ShownPromise:
    """One clock in few words. `percent` None: no bar; `when` is told on hover."""

    tone: Tone
    left: str
    what: str
    percent: int | None = None
    when: str = ""


def most_urgent(unanswered: Iterable[C]) -> C | None:
    """Of a ticket's unanswered clocks the one that counts now: the first due; without a due time last."""
    waiting = [clock for clock in unanswered if clock.outcome != Clock.Outcome.CANCELLED]
    return min(waiting, key=lambda clock: (clock.due_at is None, clock.due_at or clock.started_at), default=None)


def promised(ticket: Standing, clock: Counted | None, *, danger: int, zone: str, now: datetime) -> ShownPromise:
    """What `clock`, the most urgent one of `ticket`, promises; in danger from `danger` percent of its time on."""
    if clock is None:
        return ShownPromise("none", "–", _("answered") if ticket.answered_at else _("nothing owed"))
    regulation = ticket.regulation
    metric = metric_name(regulation.promise, clock.metric)
    left = time_left(regulation.promise, clock, now=now)
    if left is None or clock.due_at is None:
        if _is_promised(regulation, clock):
            return ShownPromise("paused", _("paused"), metric)
        return ShownPromise("none", _("no due time"), _("not promised"))
    when = _("%(metric)s by %(time)s") % {"metric": metric, "time": day_and_time(clock.due_at, zone)}
    words = duration(left.seconds, regulation.promise.calendars.get(clock.calendar))
    if left.seconds <= 0:
        return ShownPromise("broken", words, _("overdue"), 100, when)
    if ticket.resolved_at is None and _is_emergency(regulation.promise, ticket.severity):
        return ShownPromise("broken", words, metric, left.percent, when)
    tone: Tone = "danger" if left.percent >= danger else "calm"
    return ShownPromise(tone, words, metric, left.percent, when)


def duration(seconds: int, calendar: Calendar | None = None) -> str:
    """An amount of (working) time: "1:55", "−0:25", from 24 hours on in days of the calendar: "2 d 3:10"."""
    sign, minutes = ("−" if seconds < 0 else ""), abs(seconds) // 60
    if minutes * 60 < DAY:
        return f"{sign}{minutes // 60}:{minutes % 60:02}"
    days, rest = divmod(minutes, _day(calendar) // 60)
    return _("%(days)s d %(time)s") % {"days": f"{sign}{days}", "time": f"{rest // 60}:{rest % 60:02}"}


def _day(calendar: Calendar | None) -> int:
    """Seconds of an ordinary day of the calendar."""
    if calendar is None or calendar.never_closes:
        return DAY
    return max(60 * sum(span.end - span.start for span in hours) for hours in calendar.week) or DAY


def _is_promised(regulation: Regulation, clock: Counted) -> bool:
    """Whether the clock's row gives an amount, so that only a pause can have taken the due time away."""
    row = next((target for target in regulation.promise.targets if target.number == clock.rule), None)
    return row is not None and row.amount is not None


def _is_emergency(promise: Promise, severity: str) -> bool:
    known = promise.severities.get(severity)
    return known is not None and known.out_of_turn and known.rank == max(s.rank for s in promise.severities.values())
