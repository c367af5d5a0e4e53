"""A desk that is looked at after every act: all background work done, every clock recomputed, no promise lost."""

from datetime import datetime

from reglament.events.handling import handle_due
from reglament.events.models import Event, Handling
from reglament.tickets.clocks.clock_sweeps import mark_breaches, mark_danger, mark_warnings, wake_due
from reglament.tickets.clocks.doctor import differences
from reglament.tickets.models import Clock, Ticket

Settled = dict[tuple[int, str, int, str], object]


class Watched:
    """Remembers what was settled, to notice when it changes."""

    def __init__(self) -> None:
        self.settled: Settled = {}

    def work(self, now: datetime) -> None:
        """Let the sweeps of tickets run at `now`, then look."""
        for sweep in (wake_due, mark_breaches, mark_warnings, mark_danger):
            sweep(now)
        self.look(now)

    def look(self, now: datetime) -> None:
        """Compare everything stored with what the facts give at `now`."""
        assert list(differences(now=now)) == []
        settled = _settled(now)
        assert settled.items() >= self.settled.items()
        self.settled = settled
        for ticket in Ticket.objects.all():
            _is_sound(ticket)

    def read(self, now: datetime) -> None:
        """Let all readers handle what happened, letters included."""
        while handle_due(now):
            pass
        assert list(Handling.objects.exclude(error="").values_list("reader", "error")) == []


def everything() -> list[object]:
    """All that a refused command may not change."""
    return [
        list(Ticket.objects.order_by("pk").values()),
        list(Clock.objects.order_by("pk").values()),
        list(Event.objects.order_by("pk").values()),
    ]


def _settled(now: datetime) -> Settled:
    """What is never changed: an outcome with its due time and, once the clock is stopped, when that was. An answer that
    is still to leave may be sent earlier."""
    return {
        (clock.ticket_id, clock.metric, clock.ordinal, field): value
        for clock in Clock.objects.exclude(outcome="")
        for field in ("outcome", "due_at", "started_at", "stopped_at")
        if (value := getattr(clock, field)) is not None and not (field == "stopped_at" and value > now)
    }


def _is_sound(ticket: Ticket) -> None:
    """One row of each metric holds at most, a replaced one names its successor, the ticket caches the next due, and
    while we owe a reply a clock says so."""
    rows = {(clock.metric, clock.ordinal): clock for clock in ticket.clocks.all()}
    assert rows
    for clock in rows.values():
        assert clock.superseded_by is None or (clock.metric, clock.superseded_by) in rows
        assert not (clock.superseded_by and clock.outcome)
    running = [clock for clock in rows.values() if clock.stopped_at is None and clock.superseded_by is None]
    assert ticket.next_due == min((clock.due_at for clock in running if clock.due_at), default=None)
    awaited = [clock for clock in running if not _is_answered(clock)]
    assert len({clock.metric for clock in awaited}) == len(awaited)
    assert ticket.is_open or {clock.metric for clock in awaited} <= _outliving(ticket)
    if ticket.is_open and ticket.reply_owed_since and not _starting_is_enough(ticket):
        assert {clock.metric for clock in awaited} & {"first_response", "next_response"}


def _is_answered(clock: Clock) -> bool:
    """Whether its answer is written and leaves too late, while it may still be sent in time."""
    steps = clock.because["steps"]
    return len(steps) > 1 and steps[-1]["code"] in ("answered", "ended")


def _outliving(ticket: Ticket) -> set[str]:
    """Metrics of its regulation that run on after a solution, or begin with it."""
    metrics = ticket.regulation.promise.metrics.values()
    return {metric.slug for metric in metrics if metric.starts & {"resolved", "complaint"}}


def _starting_is_enough(ticket: Ticket) -> bool:
    """Whether some row of its regulation is content with less than an answer."""
    return any(
        target.stops_on != {"answer"}
        for target in ticket.regulation.promise.targets
        if target.metric in {"first_response", "next_response"}
    )
