"""The row is the job: taking a due row with a lease, by one conditional UPDATE."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from reglament.lib.db import writing

M = TypeVar("M", bound=Model)
LEASE = timedelta(minutes=1)
BATCH = 100


def claim(due: QuerySet[M], *, now: datetime, lease: timedelta = LEASE) -> M | None:
    """The first row of `due` nobody holds, held until `now + lease`; None when nothing is left. See `claimed`."""
    return next(claimed(due, now=now, lease=lease), None)


def claimed(due: QuerySet[M], *, now: datetime, lease: timedelta = LEASE) -> Iterator[M]:
    """The rows of `due` (ordered by the caller) that nobody holds, each held until `now + lease` when it is handed out.

    The model has `held_until`. Whoever dies while holding loses the row when the lease runs out; the work must be safe
    to do twice. Keys are looked up in batches, because looking again after each row would cost the square of a backlog.
    """
    free = Q(held_until=None) | Q(held_until__lte=now)
    while keys := list(due.filter(free).values_list("pk", flat=True)[:BATCH]):
        for key in keys:
            with writing():
                taken = due.filter(free, pk=key).order_by().update(held_until=now + lease)
            if taken:
                yield due.model._default_manager.get(pk=key)


def next_attempt(now: datetime, attempts: int, *, longest: timedelta = timedelta(hours=4)) -> datetime:
    """When to try again after `attempts` failures: 10 s, 20 s, 40 s … never more than `longest` apart."""
    return now + min(timedelta(seconds=10 * 2 ** min(attempts - 1, 20)), longest)
