"""Work due now on tickets: breaches, warnings, danger zones, waking. Each is recorded exactly once."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from reglament.events.recording import record
from reglament.lib.db import writing
from reglament.tickets.clocks.clock_rows import place_in_queue, retime
from reglament.tickets.clocks.warnings import next_warning, rungs_reached, shares_reached
from reglament.tickets.course.postponing import wake
from reglament.tickets.locking import locked
from reglament.tickets.models import Clock, Ticket

log = logging.getLogger(__name__)

PIECE = 200


def mark_breaches(now: datetime) -> int:
    """Record every promise broken by `now` (C-23): the outcome stays, whatever happens later."""
    broken = Clock.objects.broken_by(now).order_by("due_at").values_list("pk", "ticket")[:PIECE]
    return sum(_done(_break, Ticket(pk=tid), pk, now) for pk, tid in broken)


def _break(ticket: Ticket, clock: int, now: datetime) -> bool:
    """Whether the clock is marked as broken now; another sweep, or an answer, may have come before."""
    ticket = locked(ticket)
    broken = Clock.objects.broken_by(now).filter(pk=clock)
    if not broken.exists():
        return False
    retime(ticket, at=now)
    return not broken.exists()


def mark_warnings(now: datetime) -> int:
    """Record the warnings due by `now`: a set share of a target is used up, or a rung of the document's escalations is
    reached (C-23)."""
    due = Clock.objects.filter(next_warning_at__lte=now).order_by("next_warning_at").values_list("pk", "ticket")[:PIECE]
    return sum(_done(_warn_once, Ticket(pk=tid), pk, now) for pk, tid in due)


def _warn_once(ticket: Ticket, clock: int, now: datetime) -> bool:
    ticket = locked(ticket)
    due = Clock.objects.filter(pk=clock, next_warning_at__lte=now).first()
    if due is not None:
        _warn(ticket, due, now)
    return due is not None


def _done(mark: Callable[[Ticket, int, datetime], bool], ticket: Ticket, clock: int, now: datetime) -> bool:
    """Mark one clock in a transaction of its own. One that fails is logged and keeps no other from being marked."""
    try:
        with writing():
            return mark(ticket, clock, now)
    except Exception:
        log.exception("clock %s of #%s can't be marked", clock, ticket.pk)
        return False


def _warn(ticket: Ticket, clock: Clock, now: datetime) -> None:
    about: dict[str, Any] = {"metric": clock.metric, "ordinal": clock.ordinal}
    shares, reached = shares_reached(clock, now), rungs_reached(clock, now)
    clock.warned_percent = max([clock.warned_percent, *shares])
    clock.told_rungs = [*clock.told_rungs, *reached]
    clock.next_warning_at = next_warning(clock)
    clock.save(update_fields=["warned_percent", "told_rungs", "next_warning_at"])
    if shares:
        record(ticket, "warned", by=None, at=now, percent=clock.warned_percent, **about)
    for number in reached:
        record(ticket, "escalated", by=None, at=now, rung=number, edition=clock.edition_id, **about)


def mark_danger(now: datetime) -> int:
    """Re-key tickets that entered their danger zone, so that the queue's order follows (C-18)."""
    entered = Ticket.objects.unresolved().filter(next_danger__lte=now).order_by("next_danger")
    done = 0
    for ticket in entered.select_related("desk").iterator(chunk_size=PIECE):
        before = ticket.queue_key
        place_in_queue(ticket, at=now)
        if ticket.queue_key == before:
            continue
        with writing():
            done += _rekey(ticket, now)
    return done


def _rekey(ticket: Ticket, now: datetime) -> int:
    ticket = locked(ticket)
    before = ticket.queue_key
    place_in_queue(ticket, at=now)
    if not ticket.is_open or ticket.queue_key == before:
        return 0
    ticket.save(update_fields=["queue_key"])
    return 1


def wake_due(now: datetime) -> int:
    """Wake tickets whose date has come (C-34)."""
    due = list(Ticket.objects.unresolved().filter(wakes_at__lte=now).order_by("wakes_at")[:PIECE])
    for ticket in due:
        wake(ticket, by=None, at=now)
    return len(due)
