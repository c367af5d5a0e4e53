"""Recording what happened, in the commit that makes it happen."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from django.db import connection
from django.db.models import F

from reglament.events.models import Event, Handling, Pulse
from reglament.lib import bell
from reglament.readers import READERS

if TYPE_CHECKING:
    from reglament.directory.models import Person


class Aggregate(Protocol):
    """Something events are recorded of."""

    @property
    def stream(self) -> str:
        """Kind and key: "ticket/1042"."""

    @property
    def desk_id(self) -> int:
        """The desk whose open pages shall notice."""


def record(
    aggregate: Aggregate, verb: str, *, by: "Person | None", at: datetime, first: bool = False, **data: Any
) -> Event:
    """Append an event to the aggregate's stream with a job for every reader of `verb`. Call it inside a write
    transaction.

    `first`: the stream begins with it, as the caller knows who has just made the aggregate.
    `data` must be JSON: codes, ids, old and new values – never sentences. `by` None is the desk itself (a sweep, a
    timer).
    """
    assert connection.in_atomic_block, "record() belongs into the transaction of its command"
    stream = aggregate.stream
    seq = 1 if first else _last_seq(stream) + 1
    event = Event.objects.create(stream=stream, seq=seq, verb=verb, by=by, at=at, data=data)
    Handling.objects.bulk_create(
        Handling(event=event, reader=reader.name, stream=event.stream, next_try_at=at)
        for reader in READERS
        if verb in reader.verbs
    )
    if not Pulse.objects.filter(desk_id=aggregate.desk_id).update(value=F("value") + 1):
        Pulse.objects.create(desk_id=aggregate.desk_id, value=1)
    bell.ring()
    return event


def _last_seq(stream: str) -> int:
    return Event.objects.filter(stream=stream).order_by("-seq").values_list("seq", flat=True).first() or 0
