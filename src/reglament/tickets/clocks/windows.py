"""Acceptance and answer windows (C-19, C-26)."""

from datetime import datetime

from reglament.regulation.terms.edition_terms import Promise, Window
from reglament.tickets.models import Ticket
from reglament.worktime.timeline import compiled


def accepted_at(
    promise: Promise, severity: str, received_at: datetime, *, level: str = "", channel: str = ""
) -> datetime:
    """When a request received at `received_at` is accepted: at once, or when the acceptance window opens."""
    window = promise.acceptance
    if window is None or window.is_free(severity=severity, level=level, channel=channel):
        return received_at
    return _opening(promise, window, received_at)


def leaves_at(ticket: Ticket, at: datetime) -> datetime:
    """When an answer written at `at` leaves: at once, or when the answer window opens."""
    promise = ticket.regulation.promise
    window = promise.answers
    if window is None or window.is_free(severity=ticket.severity, level=ticket.level, channel=ticket.channel):
        return at
    return _opening(promise, window, at)


def _opening(promise: Promise, window: Window, at: datetime) -> datetime:
    return compiled(promise.calendars[window.calendar]).next_opening(at)
