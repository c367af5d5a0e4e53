"""Acceptance and answer windows (C-19, C-26)."""

from datetime import datetime

from reglament.regulation.terms import Promise, Window
from reglament.tickets.models import Ticket
from reglament.worktime.timeline import compiled


def accepted_at(promise: Promise, severity: str, received_at: datetime) -> datetime:
    """When a request received at `received_at` is accepted: at once, or when the acceptance window opens."""
    return _through(promise, promise.acceptance, severity, received_at)


def leaves_at(ticket: Ticket, at: datetime) -> datetime:
    """When an answer written at `at` leaves: at once, or when the answer window opens."""
    promise = ticket.regulation.promise
    return _through(promise, promise.answers, ticket.severity, at)


def _through(promise: Promise, window: Window | None, severity: str, at: datetime) -> datetime:
    if window is None or severity in window.exempt:
        return at
    return compiled(promise.calendars[window.calendar]).next_opening(at)
