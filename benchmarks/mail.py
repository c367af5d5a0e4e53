"""Letters into tickets and out again: how many a second, and what each costs. Prints one JSON object.

python benchmarks/mail.py [LETTERS]

Measured are, on an installation of its own with 100 client companies: letters that lie in the store becoming tickets
until each acknowledgement is queued (`intake`); letters handed to the real listener over several connections, each 250
said after a commit (`listener`); and the acknowledgements sent to a server that takes all (`outbox`). CPU is that of
the process which does the work.
"""

import argparse
import json
import os
import smtplib
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import material
from measuring import Watch, install, machine, reference_ms, say, watched

from reglament.testing.ports import free_port
from reglament.testing.running import eventually

COMPANIES = 100
CONNECTIONS = 6
WARMING_UP = 100  # letters of the first sweep, during which a process does what it does once
SINK = """
import asyncio, sys
from aiosmtpd.smtp import SMTP
class All:
    async def handle_DATA(self, server, session, envelope):
        return "250 taken"
async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(All()), "127.0.0.1", int(sys.argv[1]))
    await server.serve_forever()
asyncio.run(main())
"""


def main() -> None:
    """Print the figures."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("letters", nargs="?", type=int, default=500)
    count: int = asked.parse_args().letters
    if count <= WARMING_UP:
        asked.error(f"more than {WARMING_UP} letters, please: so many warm up and are not counted")
    with tempfile.TemporaryDirectory(prefix="reglament-bench-") as folder:
        listening, sinking = free_port(), free_port()
        install(
            Path(folder),
            REGLAMENT_LISTEN_PORT=str(listening),
            REGLAMENT_MAIL_OUT=f"smtp://127.0.0.1:{sinking}",
        )
        say("making clients")
        material.clients(material.desk(), COMPANIES)
        figures: dict[str, Any] = {"letters": count, **machine(), "reference_ms": reference_ms()}
        figures["intake"] = intake(list(material.letters(count, companies=COMPANIES)))
        figures["outbox"] = outbox(count, sinking)
        figures["listener"] = listener(list(material.letters(count, companies=COMPANIES, seed=8)), listening)
        print(json.dumps(figures, indent=2))


def intake(letters: Sequence[tuple[str, bytes]]) -> dict[str, float]:
    """From the store to the queued acknowledgement."""
    from reglament.events.handling import handle_due
    from reglament.mail.incoming.arrivals import store
    from reglament.mail.incoming.arrivals_sweep import process_arrivals
    from reglament.mail.models import Mailbox, Outgoing

    say(f"storing {len(letters)} letters")
    mailbox, now = Mailbox.objects.get(), datetime.now(UTC)
    with watched() as storing:
        for _sender, raw in letters:
            store(raw, mailbox=mailbox, way=Mailbox.Way.LISTENER, received_at=now, at=now)
    say("processing them")
    process_arrivals(now), handle_due(now)  # warms up
    left = len(letters) - Outgoing.objects.count()
    processing, handling = Watch(), Watch()
    while Outgoing.objects.count() < len(letters):
        with watched() as watch:
            process_arrivals(now)
        processing = _sum(processing, watch)
        with watched() as watch:
            handle_due(now)
        handling = _sum(handling, watch)
    whole = _sum(processing, handling)
    return {
        "letters_per_second": whole.per_second(left),
        "cpu_ms_per_letter": whole.cpu_ms(left),
        "cpu_ms_processing": processing.cpu_ms(left),
        "cpu_ms_acknowledging": handling.cpu_ms(left),
        "stored_per_second": storing.per_second(len(letters)),
        "cpu_ms_storing": storing.cpu_ms(len(letters)),
    }


def outbox(count: int, port: int) -> dict[str, float]:
    """The acknowledgements to a server that takes all."""
    from reglament.mail.models import Outgoing
    from reglament.mail.outgoing.outbox_sweep import send_due

    say("sending the acknowledgements")
    sink = subprocess.Popen([sys.executable, "-c", SINK, str(port)])
    try:
        eventually(lambda: _answers(port), what="the sink answers")
        now = datetime.now(UTC)
        with watched() as watch:
            while send_due(now):
                pass
    finally:
        sink.terminate()
        sink.wait()
    sent = Outgoing.objects.filter(state="sent").count()
    assert sent == count, f"{sent} of {count} were sent"
    return {"letters_per_second": watch.per_second(count), "cpu_ms_per_letter": watch.cpu_ms(count)}


def listener(letters: Sequence[tuple[str, bytes]], port: int) -> dict[str, float]:
    """Letters to the real listener, over several connections at once."""
    from reglament.mail.models import Arrival

    say("handing letters to the listener")
    before = Arrival.objects.count()
    process = subprocess.Popen([sys.executable, "-m", "reglament.cli", "listen"])
    try:
        eventually(lambda: _answers(port), what="the listener answers")
        started = _cpu_of(process.pid)
        with watched() as watch:
            threads = [
                threading.Thread(target=_hand_over, args=(letters[part::CONNECTIONS], port))
                for part in range(CONNECTIONS)
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        cpu = _cpu_of(process.pid) - started
    finally:
        process.terminate()
        process.wait()
    kept = Arrival.objects.count() - before
    assert kept == len(letters), f"{kept} of {len(letters)} were kept"
    return {"letters_per_second": watch.per_second(kept), "cpu_ms_per_letter": round(cpu * 1000 / kept, 2)}


def _hand_over(letters: Sequence[tuple[str, bytes]], port: int) -> None:
    with smtplib.SMTP("127.0.0.1", port) as server:
        for sender, raw in letters:
            server.sendmail(sender, [material.MAILBOX], raw)


def _answers(port: int) -> bool:
    with suppress(OSError), smtplib.SMTP("127.0.0.1", port, timeout=5):
        return True
    return False


def _cpu_of(pid: int) -> float:
    """CPU seconds a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _sum(one: Watch, other: Watch) -> Watch:
    return Watch(one.wall + other.wall, one.cpu + other.cpu)


if __name__ == "__main__":
    main()
