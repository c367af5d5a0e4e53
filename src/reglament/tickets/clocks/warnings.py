"""When people are warned of a clock: at the shares its row names, and on each rung of the document's escalations
(C-23)."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from reglament.regulation.engine.because import Because
from reglament.regulation.engine.clock_row import ClockState
from reglament.regulation.engine.counting_rules import calendar_of, later
from reglament.regulation.models import regulation_of
from reglament.regulation.terms.basics import Amount
from reglament.regulation.terms.edition_terms import Escalation, Promise, Regulation
from reglament.tickets.models import Clock
from reglament.worktime.timeline import compiled

WHOLE = 100


def next_warning(clock: Clock) -> datetime | None:
    """When somebody is to be told of the clock next; None when nobody is any more."""
    share = _next_share(clock)
    moments = [moment for _, moment in _rungs_ahead(clock)]
    if share is not None:
        moments.append(share_used_at(regulation_of(clock.edition_id).promise, clock, share))
    return min(moments, default=None)


def shares_reached(clock: Clock, now: datetime) -> list[int]:
    """Shares its row names that are used up by `now` and of which nobody was warned."""
    promise = regulation_of(clock.edition_id).promise
    return [share for share in _shares_ahead(clock) if share_used_at(promise, clock, share) <= now]


def rungs_reached(clock: Clock, now: datetime) -> list[int]:
    """Rungs reached by `now` that were not told, by their numbers in the document, from 1."""
    return [number for number, moment in _rungs_ahead(clock) if moment <= now]


def rungs(promise: Promise, clock: Clock) -> dict[int, Escalation]:
    """The escalations that are about such a clock, by their numbers."""
    level, severity = clock.because.get("level", ""), clock.because.get("severity", "")
    return {
        number: one
        for number, one in enumerate(promise.escalations, 1)
        if (not one.metric or clock.metric in one.metric)
        and (not one.levels or level in one.levels)
        and (not one.severities or severity in one.severities)
    }


def share_used_at(promise: Promise, clock: ClockState | Clock, percent: int) -> datetime:
    """When `percent` of the clock's target will be used up, counted by its own calendar; what it stood still is no part
    of it. The clock must have a due time."""
    assert clock.due_at is not None
    elapsed, add = _measured(promise, clock.calendar)
    pauses = [(begin, elapsed(begin, end)) for _, begin, end in _pauses(clock)]
    used = (elapsed(clock.started_at, clock.due_at) - sum(length for _, length in pauses)) * percent // WHOLE
    at = add(clock.started_at, used)
    for begin, length in pauses:
        if begin < at:
            used += length
            at = add(clock.started_at, used)
    return min(at, clock.due_at)


def _measured(
    promise: Promise, slug: str
) -> tuple[Callable[[datetime, datetime], int], Callable[[datetime, int], datetime]]:
    """How seconds are counted and added on a calendar of the document, "" being the clock on the wall."""
    calendar = calendar_of(promise, slug)
    if calendar is None:
        return (
            lambda begin, end: int((end - begin).total_seconds()),
            lambda start, seconds: start + timedelta(seconds=seconds),
        )
    timeline = compiled(calendar)
    return timeline.elapsed, timeline.add


def _pauses(clock: ClockState | Clock) -> tuple[tuple[str, datetime, datetime], ...]:
    if isinstance(clock, ClockState):
        return clock.because.pauses
    written: Mapping[str, Any] = clock.because
    return Because.from_json(dict(written)).pauses if "pauses" in written else ()


def _next_share(clock: Clock) -> int | None:
    return next(iter(_shares_ahead(clock)), None)


def _shares_ahead(clock: Clock) -> list[int]:
    if clock.due_at is None or clock.outcome or clock.superseded_by or clock.stopped_at:
        return []
    rows = regulation_of(clock.edition_id).promise.targets
    row = next((target for target in rows if target.number == clock.rule), None)
    return [share for share in sorted(row.warnings if row else ()) if share > clock.warned_percent]


def _rungs_ahead(clock: Clock) -> Iterator[tuple[int, datetime]]:
    """Those not told, while the act that stops the clock is awaited, though its time be over."""
    if clock.due_at is None or clock.superseded_by or clock.stopped_at or clock.outcome == Clock.Outcome.CANCELLED:
        return
    regulation = regulation_of(clock.edition_id)
    for number, one in rungs(regulation.promise, clock).items():
        if number not in clock.told_rungs:
            yield number, _reached_at(regulation, clock, one, clock.due_at)


def _reached_at(regulation: Regulation, clock: Clock, one: Escalation, due: datetime) -> datetime:
    if isinstance(one.after, Amount):
        return later(regulation, due if one.counts_from == "due" else clock.started_at, one.after, one.calendar)
    if one.after < WHOLE:
        return share_used_at(regulation.promise, clock, one.after)
    return due + timedelta(seconds=1)  # at the due time itself it is not missed
