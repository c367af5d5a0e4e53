"""The clocks of a ticket as cards: how much is left, and the regulation's own words for why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.utils.translation import gettext as _

from reglament.lib.html import language
from reglament.regulation.words.spoken_values import capitalised
from reglament.tickets.clocks.clock_rows import explained
from reglament.tickets.models import Clock, Ticket
from reglament.workspace.shown.lists.promises import ShownPromise, metric_name, promised


@dataclass(frozen=True, slots=True)
class ShownClock:
    """One clock. `left` is time while it runs, else what became of it; `line` and `details` explain it (C-22)."""

    name: str
    tone: Literal["calm", "danger", "broken", "none", "paused", "met"]
    left: str
    percent: int | None
    line: str
    details: tuple[str, ...]


def waiting_cards(
    ticket: Ticket, clocks: Sequence[Clock], *, danger: int, zone: str, now: datetime
) -> list[ShownClock]:
    """The clocks still waiting for an act, most urgent first."""
    waiting = [clock for clock in clocks if not _is_over(clock)]
    waiting.sort(key=lambda clock: (clock.due_at is None, clock.due_at or clock.started_at))
    return [
        _running(ticket, clock, promised(ticket, clock, danger=danger, zone=zone, now=now), zone) for clock in waiting
    ]


def past_cards(ticket: Ticket, clocks: Sequence[Clock], *, zone: str) -> list[ShownClock]:
    """What became of the others, newest first."""
    over = sorted(filter(_is_over, clocks), key=lambda clock: clock.started_at, reverse=True)
    return [_past(ticket, clock, zone) for clock in over]


def _is_over(clock: Clock) -> bool:
    return clock.stopped_at is not None or clock.superseded_by is not None or clock.outcome == Clock.Outcome.CANCELLED


def _running(ticket: Ticket, clock: Clock, promise: ShownPromise, zone: str) -> ShownClock:
    told = explained(clock, language=language(), zone=zone)
    name = capitalised(metric_name(ticket.regulation.promise, clock.metric))
    return ShownClock(name, promise.tone, promise.left, promise.percent, told.line, told.details)


def _past(ticket: Ticket, clock: Clock, zone: str) -> ShownClock:
    told = explained(clock, language=language(), zone=zone)
    name = capitalised(metric_name(ticket.regulation.promise, clock.metric))
    if clock.superseded_by is not None:
        return ShownClock(name, "none", _("replaced"), None, told.line, told.details)
    if clock.outcome == Clock.Outcome.CANCELLED:
        return ShownClock(name, "none", _("no longer counts"), None, told.line, told.details)
    if clock.outcome == Clock.Outcome.BREACHED:
        return ShownClock(name, "broken", _("late"), None, told.line, told.details)
    return ShownClock(name, "met", _("in time"), None, told.line, told.details)
