"""Memory of all our processes and the time to the first page. Prints one JSON object.

python benchmarks/memory.py [TICKETS]        (10000 unless given; the data of pages.py)

Memory is the proportional set size (PSS): what processes share counts once. `start_s` is from the command `serve` on a
prepared installation to the first whole page; `idle_mb` five seconds later; `loaded_mb` after pages and letters.
"""

import argparse
import http.client
import json
import os
import re
import signal
import smtplib
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import dataset
import material
from measuring import machine, reference_ms, say
from pages import CLIENTS, THREADS, load, pages

from reglament.testing.ports import free_port
from reglament.testing.running import eventually

LETTERS = 60


def main() -> None:
    """Print the figures."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("tickets", nargs="?", type=int, default=10_000)
    folder = dataset.opened(asked.parse_args().tickets)
    environment = {
        **os.environ,
        "REGLAMENT_VAR": str(folder),
        "REGLAMENT_PORT": str(free_port()),
        "REGLAMENT_LISTEN_PORT": str(free_port()),
        "REGLAMENT_WEB_THREADS": THREADS,
    }
    figures: dict[str, Any] = {**machine(), "reference_ms": reference_ms()}
    serve(environment)  # the first start prepares
    print(json.dumps(figures | serve(environment, load_it=True), indent=2))


def serve(environment: dict[str, str], *, load_it: bool = False) -> dict[str, Any]:
    """Start everything, and stop it again."""
    port, listening = int(environment["REGLAMENT_PORT"]), int(environment["REGLAMENT_LISTEN_PORT"])
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "reglament.cli", "serve"],
        env=environment,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
    )
    try:
        eventually(lambda: _signs_in(port), what="the first page")
        figures: dict[str, Any] = {"start_s": round(time.perf_counter() - begun, 2)}
        if load_it:
            eventually(lambda: _listens(listening), what="the listener answers")
            time.sleep(5)
            figures |= {"idle_mb": memory(process.pid)}
            for page in pages():
                load(page, port, process.pid)
            say(f"{LETTERS} letters")
            with smtplib.SMTP("127.0.0.1", listening) as server:
                for sender, raw in material.letters(LETTERS, companies=dataset.COMPANIES, seed=time.time_ns()):
                    server.sendmail(sender, [material.MAILBOX], raw)
            time.sleep(10)
            figures |= {"loaded_mb": memory(process.pid), "clients": CLIENTS}
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()
    return figures


def memory(leader: int) -> dict[str, float]:
    """PSS in megabytes of each process of the group by its command, and of all."""
    parts: dict[str, float] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if os.getpgid(int(folder.name)) != leader:
                continue
            words = (folder / "cmdline").read_text().replace("\0", " ").split()
            pss = re.search(r"^Pss:\s+(\d+)", (folder / "smaps_rollup").read_text(), re.MULTILINE)
        except OSError:
            continue
        name = f"{folder.name} {' '.join(words[1:4])[:60]}"
        parts[name] = round(int(pss[1]) / 1024, 1) if pss else 0.0
    return parts | {"all": round(sum(parts.values()), 1)}


def _signs_in(port: int) -> bool:
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("GET", "/accounts/login/")
        response = connection.getresponse()
        return b"</html>" in response.read() and response.status == 200
    except OSError:
        return False


def _listens(port: int) -> bool:
    try:
        with smtplib.SMTP("127.0.0.1", port, timeout=5):
            return True
    except OSError:
        return False


if __name__ == "__main__":
    main()
