"""The loop that does work now due: every sweep runs at its interval, and all of them when somebody rings."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import close_old_connections

from reglament.lib.bell import Bell

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sweep:
    """Work due now: `run(now)` does what is due and says how many rows it did. It must be safe to do twice."""

    run: Callable[[datetime], int]
    every: timedelta

    @property
    def name(self) -> str:
        """Its dotted name, for logs."""
        return f"{self.run.__module__}.{self.run.__qualname__}"


def sweep_once(sweeps: Sequence[Sweep], *, now: datetime) -> int:
    """Run each of `sweeps` once and return how many rows were done. One that fails is logged and stops no other."""
    done = 0
    for sweep in sweeps:
        try:
            done += sweep.run(now)
        except Exception:
            log.exception("sweep %s failed", sweep.name)
    return done


def sweep_apart(stopped: threading.Event, sweeps: Sequence[Sweep]) -> None:
    """Sweep until `stopped` is set, in a thread of its own: for what may wait for others and must keep nothing else
    waiting. Nobody rings here."""
    while not stopped.is_set():
        close_old_connections()
        if not sweep_once(sweeps, now=_now()):
            stopped.wait(min(sweep.every for sweep in sweeps).total_seconds())


def sweep_until(stopped: threading.Event, sweeps: Sequence[Sweep]) -> None:
    """Sweep until `stopped` is set: at each sweep's interval, and at once after a ring while there is work."""
    bell = Bell()
    due = dict.fromkeys(sweeps, 0.0)
    while not stopped.is_set():
        started = time.monotonic()
        ready = [sweep for sweep in sweeps if due[sweep] <= started]
        close_old_connections()
        done = sweep_once(ready, now=_now())
        for sweep in ready:
            due[sweep] = started + sweep.every.total_seconds()
        if done:
            due = dict.fromkeys(sweeps, 0.0)
            continue
        before = time.monotonic()
        pause = max(0.05, min(due.values()) - before)
        bell.wait(min(pause, 1.0))
        if time.monotonic() - before < min(pause, 1.0) - 0.01:
            due = dict.fromkeys(sweeps, 0.0)


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
