"""What the benchmarks share: an installation of their own in this process, watches, and figures."""

import os
import platform
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass
class Watch:
    """Seconds spent: `wall` on the clock, `cpu` by this process with all its threads."""

    wall: float = 0.0
    cpu: float = 0.0

    def per_second(self, count: int) -> float:
        """How many of `count` were done in a second."""
        return round(count / self.wall, 1)

    def cpu_ms(self, count: int) -> float:
        """CPU milliseconds for each of `count`."""
        return round(self.cpu * 1000 / count, 2)


@contextmanager
def watched() -> Iterator[Watch]:
    """A watch that runs while the block does."""
    watch, wall, cpu = Watch(), time.perf_counter(), time.process_time()
    try:
        yield watch
    finally:
        watch.wall, watch.cpu = time.perf_counter() - wall, time.process_time() - cpu


def install(folder: Path, **environment: str) -> None:
    """Load Django over an installation in `folder` (database: `DATABASE_URL`, else SQLite) and bring it up to date."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "reglament.settings",
        "REGLAMENT_VAR": str(folder),
        "REGLAMENT_MAIL_DOMAIN": "desk.example",
        "REGLAMENT_LOG": "WARNING",
        **environment,
    }
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)


def machine() -> dict[str, Any]:
    """What the figures depend on."""
    from django.db import connection

    return {
        "cpus": os.cpu_count(),
        "python": platform.python_version(),
        "database": connection.vendor,
        "load_before": round(os.getloadavg()[0], 1),
    }


def reference_ms() -> float:
    """CPU milliseconds of a fixed piece of pure Python: how fast the machine is just now (the smallest of five)."""
    taken = []
    for _ in range(5):
        begun = time.process_time()
        sum(n * n % 7 for n in range(200_000))
        taken.append(time.process_time() - begun)
    return round(min(taken) * 1000, 1)


def spread(milliseconds: Sequence[float]) -> dict[str, float]:
    """Median and 95th percentile."""
    ranked = sorted(milliseconds)
    return {"p50_ms": round(statistics.median(ranked), 2), "p95_ms": round(ranked[int(len(ranked) * 0.95)], 2)}


def say(words: str) -> None:
    """Tell the one who waits what is being done; the result alone goes to standard output."""
    print(words, file=sys.stderr, flush=True)
