"""The row is the job: taking due rows with a lease, so that two workers never do the same work at once."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import connection
from django.db.models import Model, Q, QuerySet

from reglament.lib.db import writing

M = TypeVar("M", bound=Model)
LEASE = timedelta(minutes=1)
WORKERS = 7_254_301  # the advisory lock all workers share: an arbitrary number of ours


def claim(due: QuerySet[M], *, now: datetime, at_once: int, lease: timedelta = LEASE) -> list[M]:
    """The first rows of `due` (ordered by the caller) that nobody holds, at most `at_once`, held until `now + lease`.

    The model has `held_until`. Whoever dies while holding loses the rows when the lease runs out; the work must be safe
    to do twice. Nothing due is found out without a write.
    """
    free = due.filter(Q(held_until=None) | Q(held_until__lte=now))
    if not free.exists():
        return []
    with writing(synced=False):  # who lost it with the machine does not hold it any more
        taken = list(free.select_for_update(skip_locked=True, of=("self",))[:at_once])
        due.model._default_manager.filter(pk__in=[row.pk for row in taken]).update(held_until=now + lease)
    return taken


def claimed(due: QuerySet[M], *, now: datetime, at_once: int, lease: timedelta = LEASE) -> Iterator[M]:
    """The rows of `due` one after the other until none is left, claimed `at_once` at a time."""
    while taken := claim(due, now=now, at_once=at_once, lease=lease):
        yield from taken


def begin_working(models: Iterable[type[Model]]) -> None:
    """A worker begins: void the leases former lives have left, unless another worker lives, whose leases they may be.

    On SQLite there is one worker. On PostgreSQL every worker holds a shared advisory lock for as long as its connection
    lives; who can have it for himself alone is the only one.
    """
    if connection.vendor != "postgresql":
        _release(models)
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [WORKERS])
        (alone,) = cursor.fetchone()
        if alone:
            _release(models)
        cursor.execute("SELECT pg_advisory_lock_shared(%s)", [WORKERS])
        if alone:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [WORKERS])


def _release(models: Iterable[type[Model]]) -> None:
    with writing():
        for model in models:
            model._default_manager.exclude(held_until=None).update(held_until=None)


def next_attempt(now: datetime, attempts: int, *, longest: timedelta = timedelta(hours=4)) -> datetime:
    """When to try again after `attempts` failures: 10 s, 20 s, 40 s … never more than `longest` apart."""
    return now + min(timedelta(seconds=10 * 2 ** min(attempts - 1, 20)), longest)
