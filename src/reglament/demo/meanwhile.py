"""What the desk does by itself while the stories go on: its sweeps, at the moments at which something was due."""

from datetime import datetime, timedelta

from django.db.models import Min

from reglament.events.handling import handle_due
from reglament.tickets.clocks.clock_sweeps import mark_breaches, mark_danger, mark_warnings, wake_due
from reglament.tickets.models import Clock, Ticket

SOON = timedelta(seconds=20)  # the sweeps run every half minute
JUST_PAST = timedelta(seconds=1)


def live_until(until: datetime) -> None:
    """Do what falls due up to `until`, each thing at its time, and let the readers react."""
    while (due := _next_due()) is not None and due <= until:
        at = min(due + SOON, until)
        mark_warnings(at)
        mark_breaches(at)
        wake_due(at)
        mark_danger(at)
        handle_due(at)


def _next_due() -> datetime | None:
    """The next moment at which a warning, a breach or the end of a wait is to be recorded."""
    warned = Clock.objects.aggregate(next=Min("next_warning_at"))["next"]
    broken = Clock.objects.running().aggregate(next=Min("due_at"))["next"]
    woken = Ticket.objects.unresolved().aggregate(next=Min("wakes_at"))["next"]
    known = [warned, broken + JUST_PAST if broken else None, woken]
    return min((moment for moment in known if moment is not None), default=None)
