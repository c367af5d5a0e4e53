"""Letting readers react: one event, one reader at a time, in order within a stream."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import cache

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.module_loading import import_string

from reglament.events.models import Event, Handling
from reglament.lib.db import writing
from reglament.lib.leases import claim, next_attempt
from reglament.lib.prepared import update

log = logging.getLogger(__name__)

MOST_AT_ONCE = 100  # per run, so that a flood of events leaves the other sweeps their turn
BATCH = 10  # readers run in one transaction; nobody else writes on SQLite meanwhile


def handle_due(now: datetime) -> int:
    """Run the readers of every event not yet handled; return how many were. (A sweep.)

    A failing reader is tried again later with growing pauses. Meanwhile it sees no later event of that stream; other
    streams and other readers go on. What readers do is committed with the word that they did it; who dies before runs
    a batch again.
    """
    handled = 0
    while handled < MOST_AT_ONCE and (batch := claim(_due(now), now=now, at_once=BATCH)):
        with writing():
            failed = [(handling, error) for handling in batch if (error := _failure(handling, now))]
            put_off = {handling.pk for handling, _ in failed}
            done = [handling.pk for handling in batch if handling.pk not in put_off]
            Handling.objects.filter(pk__in=done).update(done_at=now, error="", held_until=None)
            for handling, error in failed:
                _put_off(handling, error, now)
        handled += len(batch)
    return handled


def _due(now: datetime) -> QuerySet[Handling]:
    """Of each stream and reader only the first: a batch never holds two events that must follow each other."""
    earlier = Handling.objects.filter(
        reader=OuterRef("reader"), stream=OuterRef("stream"), done_at=None, event__lt=OuterRef("event")
    )
    first = Handling.objects.filter(~Exists(earlier), done_at=None, next_try_at__lte=now)
    return first.select_related("event").order_by("event", "pk")


def _failure(handling: Handling, now: datetime) -> Exception | None:
    """Run the reader; what went wrong, with nothing left of what it did."""
    try:
        with transaction.atomic():
            _reader(handling.reader)(handling.event, now)
    except Exception as error:
        log.exception("reader %s failed on event %s", handling.reader, handling.event_id)
        return error
    return None


def _put_off(handling: Handling, error: Exception, now: datetime) -> None:
    handling.attempts += 1
    handling.error, handling.next_try_at = repr(error)[:2000], next_attempt(now, handling.attempts)
    handling.held_until = None
    update(handling, "attempts", "error", "next_try_at", "held_until")


@cache
def _reader(name: str) -> Callable[[Event, datetime], None]:
    reader: Callable[[Event, datetime], None] = import_string(f"reglament.{name}")
    return reader
