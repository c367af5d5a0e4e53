"""The row is the job: taking a due row with a lease, by one conditional UPDATE."""

from datetime import datetime, timedelta
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from reglament.lib.db import writing

M = TypeVar("M", bound=Model)
LEASE = timedelta(minutes=5)


def claim(due: QuerySet[M], *, now: datetime, lease: timedelta = LEASE) -> M | None:
    """The first row of `due` (ordered by the caller) nobody holds, held until `now + lease`; None when nothing is left.

    The model has `held_until`. Whoever dies while holding loses the row when the lease runs out; the work must be safe to do twice.
    """
    free = Q(held_until=None) | Q(held_until__lte=now)
    for key in due.filter(free).values_list("pk", flat=True)[:20]:
        with writing():
            taken = due.model._default_manager.filter(free, pk=key).update(held_until=now + lease)
        if taken:
            return due.model._default_manager.get(pk=key)
    return None


def next_attempt(now: datetime, attempts: int, *, longest: timedelta = timedelta(hours=4)) -> datetime:
    """When to try again after `attempts` failures: 10 s, 20 s, 40 s … never more than `longest` apart."""
    return now + min(timedelta(seconds=10 * 2 ** min(attempts - 1, 20)), longest)
