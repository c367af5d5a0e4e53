"""The clock engine: tickets of eight facts per second and core. Prints one JSON object.

python benchmarks/clocks.py

Each ticket is opened, claimed an emergency and confirmed, started, asked, written to, answered and resolved, at
instants spread over a year; its clocks are computed from scratch, as every command does. CPU time, the best of five
passes. `at_reference` is the rate on a machine whose `reference_ms` is 10; `memory_growth_kb` is by how much the most
memory ever held grew after the first pass.
"""

import json
import resource
import time
from datetime import UTC, datetime, timedelta

from measuring import reference_ms

from reglament.regulation.engine.clocks import clocks
from reglament.regulation.engine.facts import (
    Answered,
    ClientWrote,
    EmergencyClaimed,
    EmergencyConfirmed,
    Ended,
    Fact,
    Opened,
    Started,
    WaitBegan,
)
from reglament.regulation.loading import library
from reglament.regulation.loading.loader import load
from reglament.regulation.terms.edition_terms import Regulation

TICKETS, PASSES = 2_000, 5
BEGIN = datetime(2026, 1, 12, 6, tzinfo=UTC)


REFERENCE_MS = 10.0


def main() -> None:
    """Print the figures for both regulations of the library."""
    reference = reference_ms()
    figures, grown = {}, 0
    for name in ("hivetaxi", "rosinfotech"):
        figures[name], more = tickets_per_second(load(library.text(name), name=name))
        grown += more
    at_reference = {name: round(rate * reference / REFERENCE_MS) for name, rate in figures.items()}
    told = {"facts": len(history(0, "", "")), "reference_ms": reference, "per_second": figures}
    print(json.dumps(told | {"at_reference": at_reference, "memory_growth_kb": grown}, indent=2))


def tickets_per_second(regulation: Regulation) -> tuple[int, int]:
    """How many tickets' clocks a second of CPU computes, and by how many KB memory grew after the first pass."""
    severities = sorted(regulation.promise.severities.values(), key=lambda severity: severity.rank)
    worst = next(severity for severity in reversed(severities) if severity.grounds)
    level = next(iter(regulation.promise.levels))
    histories = [history(number, level, worst.slug, worst.grounds[0].slug) for number in range(TICKETS)]
    taken, held = [], []
    for _ in range(PASSES):
        begun = time.process_time()
        for facts in histories:
            clocks(regulation, facts, now=facts[-1].at)
        taken.append(time.process_time() - begun)
        held.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    return round(TICKETS / min(taken)), held[-1] - held[0]


def history(number: int, level: str, severity: str, ground: str = "") -> list[Fact]:
    """Eight facts within a few days."""
    at = BEGIN + timedelta(hours=4 * number % 8000, minutes=7 * number % 60)
    hour = timedelta(hours=1)
    return [
        Opened(at, level=level, department="support"),
        EmergencyClaimed(at + hour, severity=severity, ground=ground),
        EmergencyConfirmed(at + 2 * hour),
        Started(at + 3 * hour),
        Answered(at + 4 * hour, leaves_at=at + 4 * hour, message=2),
        WaitBegan(at + 4 * hour, what="client"),
        ClientWrote(at + 20 * hour, message=3),
        Ended(at + 23 * hour, how="solved", answered=True, leaves_at=at + 23 * hour),
    ]


if __name__ == "__main__":
    main()
