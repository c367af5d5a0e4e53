"""Recording what happened, in the commit that makes it happen."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from django.db import connection
from django.db.models import QuerySet

from reglament.events.models import Event, Handling
from reglament.lib import bell
from reglament.lib.prepared import insert, prepared
from reglament.readers import READERS

if TYPE_CHECKING:
    from reglament.directory.models import Person


_BEAT = (
    "INSERT INTO events_pulse (desk_id, value) VALUES (%s, 1) "
    "ON CONFLICT (desk_id) DO UPDATE SET value = events_pulse.value + 1"
)


class Aggregate(Protocol):
    """Something events are recorded of."""

    @property
    def stream(self) -> str:
        """Kind and key: "ticket/1042"."""

    @property
    def desk_id(self) -> int:
        """The desk whose open pages shall notice."""


def record(aggregate: Aggregate, verb: str, *, by: "Person | None", at: datetime, **data: Any) -> Event:
    """Append an event to the aggregate's stream with a job for every reader of `verb`. Call it inside a write
    transaction.

    `data` must be JSON: codes, ids, old and new values – never sentences. `by` None is the desk itself (a sweep, a
    timer).
    """
    return _append(aggregate, _last_seq(aggregate.stream) + 1, verb, by=by, at=at, data=data)


def record_first(aggregate: Aggregate, verb: str, *, by: "Person | None", at: datetime, **data: Any) -> Event:
    """The same for an aggregate just made, whose stream begins with this event."""
    return _append(aggregate, 1, verb, by=by, at=at, data=data)


def _last_seq(stream: str) -> int:
    return next(iter(_seqs(stream)), 0)


@prepared
def _seqs(stream: str) -> QuerySet[Event, int]:
    return Event.objects.filter(stream=stream).order_by("-seq").values_list("seq", flat=True)[:1]


def _append(
    aggregate: Aggregate, seq: int, verb: str, *, by: "Person | None", at: datetime, data: dict[str, Any]
) -> Event:
    assert connection.in_atomic_block, "an event belongs into the transaction of its command"
    event = insert(Event(stream=aggregate.stream, seq=seq, verb=verb, by=by, at=at, data=data))
    for reader in READERS:
        if verb in reader.verbs:
            insert(Handling(event=event, reader=reader.name, stream=event.stream, next_try_at=at))
    _beat(aggregate.desk_id)
    bell.ring()
    return event


def _beat(desk_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_BEAT, [desk_id])
