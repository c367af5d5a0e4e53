"""Recomputing every clock from its facts and comparing with what is stored. There must be no difference."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from reglament.regulation.engine.clocks import ClockState, clocks
from reglament.tickets.clocks.history import editions, history
from reglament.tickets.models import Clock, Ticket

COMPARED = ("started_at", "due_at", "stopped_at", "outcome", "superseded_by", "rule", "calendar")


@dataclass(frozen=True, slots=True)
class Difference:
    """A stored clock row that is not what the facts give; `stored` or `computed` None: the row is missing there."""

    tid: int
    metric: str
    ordinal: int
    field: str
    stored: str | None
    computed: str | None

    def as_json(self) -> dict[str, Any]:
        """As plain values."""
        return asdict(self)

    def told(self, language: str) -> str:
        """In one line."""
        words = {
            "ru": "#{tid} {metric} {ordinal}: {field} записано {stored}, по фактам {computed}",
            "en": "#{tid} {metric} {ordinal}: {field} stored as {stored}, by the facts {computed}",
        }
        return words[language].format(**asdict(self))


def differences(*, now: datetime) -> Iterator[Difference]:
    """All differences, ticket by ticket. A breach whose sweep is still to come is none."""
    for ticket in Ticket.objects.select_related("desk").order_by("tid").iterator(chunk_size=500):
        yield from _of(ticket, now)


def _of(ticket: Ticket, now: datetime) -> Iterator[Difference]:
    stored = {(clock.metric, clock.ordinal): clock for clock in ticket.clocks.all()}
    known = history(ticket)
    states = clocks(editions(ticket, known)[0], known, now=now)
    computed = {(state.metric, state.ordinal): state for state in states}
    for key in sorted(stored.keys() | computed.keys()):
        row, state = stored.get(key), computed.get(key)
        if row is None or state is None:
            yield Difference(ticket.tid, *key, "row", "present" if row else None, "present" if state else None)
            continue
        yield from _between(ticket.tid, row, state)


def _between(tid: int, row: Clock, state: ClockState) -> Iterator[Difference]:
    for field in COMPARED:
        was, is_ = getattr(row, field), getattr(state, field)
        if field == "outcome":
            is_ = is_ or ""
            if (was, is_) == ("", "breached"):
                continue
        if was != is_:
            yield Difference(tid, row.metric, row.ordinal, field, str(was), str(is_))
