"""Ten thousand letters from one program that names itself by nothing: what is kept, what is answered. Prints one JSON
object, and fails when a letter is lost or the answers are not bounded.

python benchmarks/flood.py [LETTERS]
"""

import argparse
import json
import tempfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import material
from measuring import install, machine, reference_ms, say, watched


def main() -> None:
    """Print the figures."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("letters", nargs="?", type=int, default=10_000)
    count: int = asked.parse_args().letters
    with tempfile.TemporaryDirectory(prefix="reglament-flood-") as folder:
        install(Path(folder))
        material.clients(material.desk(), 1)
        print(json.dumps({"letters": count, **machine(), "reference_ms": reference_ms(), **flood(count)}, indent=2))


def flood(count: int) -> dict[str, Any]:
    """Let them come, and see what became of them."""
    from reglament.events.handling import handle_due
    from reglament.mail.format.machines import loop_guard
    from reglament.mail.incoming.arrivals import store
    from reglament.mail.incoming.arrivals_sweep import process_arrivals
    from reglament.mail.models import Arrival, Mailbox, Outgoing
    from reglament.tickets.models import Ticket

    mailbox, now = Mailbox.objects.get(), datetime.now(UTC).replace(microsecond=0)
    say(f"storing {count} letters")
    for _sender, raw in material.letters(count, companies=1, people="a"):
        store(raw, mailbox=mailbox, way=Mailbox.Way.LISTENER, received_at=now, at=now)
    say("processing them")
    with watched() as watch:
        while process_arrivals(now) + handle_due(now):
            pass
    states = Counter(Arrival.objects.values_list("state", flat=True))
    letters = Counter(Outgoing.objects.values_list("state", flat=True))
    assert states == {"joined": count} and Ticket.objects.count() == count, f"of {count} letters became {states}"
    most = loop_guard.PER_ADDRESS[0][0]
    assert letters["waiting"] <= most, f"{letters['waiting']} letters would leave, {most} may"
    figures = {"letters_per_second": watch.per_second(count), "cpu_ms_per_letter": watch.cpu_ms(count)}
    return {"became": dict(states), "answers": dict(letters), **figures}


if __name__ == "__main__":
    main()
