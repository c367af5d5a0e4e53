"""Letting readers react: one event, one reader at a time, in order within a stream."""

import logging
from datetime import datetime
from itertools import islice

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.module_loading import import_string

from reglament.events.models import Handling
from reglament.lib.claims import claimed, next_attempt
from reglament.lib.db import writing

log = logging.getLogger(__name__)

MOST_AT_ONCE = 100  # per run, so that a flood of events leaves the other sweeps their turn


def handle_due(now: datetime) -> int:
    """Run the readers of every event not yet handled; return how many were. (A sweep.)

    A failing reader is tried again later with growing pauses. Meanwhile it sees no later event of that stream; other
    streams and other readers go on.
    """
    done = 0
    for handling in islice(claimed(_due(now), now=now), MOST_AT_ONCE):
        _handle(handling, now)
        done += 1
    return done


def _due(now: datetime) -> QuerySet[Handling]:
    earlier = Handling.objects.filter(
        reader=OuterRef("reader"), stream=OuterRef("stream"), done_at=None, event__lt=OuterRef("event")
    )
    return Handling.objects.filter(~Exists(earlier), done_at=None, next_try_at__lte=now).order_by("event", "pk")


def _handle(handling: Handling, now: datetime) -> None:
    try:
        reader = import_string(f"reglament.{handling.reader}")
        reader(handling.event, now)
    except Exception as error:
        log.exception("reader %s failed on event %s", handling.reader, handling.event_id)
        handling.attempts += 1
        handling.error, handling.next_try_at = repr(error)[:2000], next_attempt(now, handling.attempts)
    else:
        handling.done_at, handling.error = now, ""
    handling.held_until = None
    with writing():
        handling.save(update_fields=["attempts", "error", "next_try_at", "done_at", "held_until"])
