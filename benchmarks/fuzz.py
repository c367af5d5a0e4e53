"""The reader of letters against spoilt letters, and its speed on sound ones. Prints one JSON object.

python benchmarks/fuzz.py [MUTANTS] [--seed N] [--letters FOLDER]

A mutant is a sound letter spoilt in one to four ways, the same for a seed. Counted are exceptions, readings that break
a rule (`reglament.mail.tests.fuzzing`), and the slowest reading. With a folder of .eml files its letters are spoilt
too, and the time to read them all is compared with `email.message_from_bytes(policy=default)`.
"""

import argparse
import email
import email.policy
import json
import resource
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from reglament.mail.format.parser import parse
from reglament.mail.tests.fuzzing import faults, mutants, seeds


def main() -> None:
    """Print the figures."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("mutants", nargs="?", type=int, default=20_000)
    asked.add_argument("--seed", type=int, default=20261122)
    asked.add_argument("--letters", type=Path, help="a folder of .eml files")
    options = asked.parse_args()
    files = sorted(options.letters.rglob("*.eml")) if options.letters else []
    letters = [path.read_bytes() for path in files]
    small = [raw for raw in letters if len(raw) < 60_000]
    figures: dict[str, Any] = {"seed": options.seed, **fuzzed(options.mutants, options.seed, [*seeds(), *small])}
    figures["speed"] = speed(letters or seeds())
    figures["memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps(figures, indent=2))


def fuzzed(count: int, seed: int, letters: Sequence[bytes]) -> dict[str, Any]:
    """Exceptions, broken rules and times over `count` mutants."""
    raised: Counter[str] = Counter()
    broken: Counter[str] = Counter()
    slowest, slowest_way, began = 0.0, "", time.process_time()
    for way, raw in mutants(count, seed=seed, of=letters):
        start = time.process_time()
        try:
            broken.update(faults(raw))
        except Exception as error:  # counting them is the purpose
            raised[f"{type(error).__name__} ({way})"] += 1
        spent = time.process_time() - start
        if spent > slowest:
            slowest, slowest_way = spent, way
    return {
        "mutants": count,
        "exceptions": sum(raised.values()),
        "broken_rules": sum(broken.values()),
        "slowest_ms": round(slowest * 1000, 1),
        "slowest_way": slowest_way,
        "cpu_s": round(time.process_time() - began, 1),
        "raised": dict(raised.most_common(10)),
        "broken": dict(broken.most_common(10)),
    }


def speed(letters: Sequence[bytes]) -> dict[str, float]:
    """CPU milliseconds a letter, ours and the standard library's."""
    ours, theirs = _ms(letters, parse), _ms(letters, _by_the_library)
    return {"letters": len(letters), "ms": ours, "stdlib_ms": theirs, "times_faster": round(theirs / ours, 2)}


def _ms(letters: Sequence[bytes], read: Callable[[bytes], object]) -> float:
    start = time.process_time()
    for raw in letters:
        read(raw)
    return round((time.process_time() - start) / len(letters) * 1000, 3)


def _by_the_library(raw: bytes) -> None:
    with suppress(Exception):
        for part in email.message_from_bytes(raw, policy=email.policy.default).walk():
            list(part.items())
            if not part.is_multipart():
                part.get_content()


if __name__ == "__main__":
    main()
