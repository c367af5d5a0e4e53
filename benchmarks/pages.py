"""Pages under load, beside the least Django costs. Prints one JSON object.

python benchmarks/pages.py [TICKETS …]        (10000 and 100000 unless given; the data are kept under var/bench)

For each number of tickets, by one client and by eight on kept-alive connections: the queue's first page and its last,
a ticket with ten messages, an answer posted, and the lean view (see lean.py) before and after all of them. `times_lean`
is the ratio of the medians, `cpu_times_lean` that of the CPU time the server's processes took for one request.
"""

import argparse
import http.client
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import dataset
from measuring import machine, reference_ms, say, spread

from reglament.testing.ports import free_port
from reglament.testing.running import eventually

HERE = Path(__file__).parent
THREADS = "5"
ALONE, TOGETHER = 60, 25  # requests of the one client; of each of the eight
CLIENTS = 8
TOKEN = "b" * 32


@dataclass(frozen=True)
class Request:
    """One request; `body` None is a GET."""

    path: str
    body: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    expected: int = 200


@dataclass(frozen=True)
class Page:
    """What is measured: its name and the requests to make, one after the other, by each client."""

    name: str
    requests: Callable[[int], Iterator[Request]]


def main() -> None:
    """Print the figures."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("tickets", nargs="*", type=int, default=[10_000, 100_000])
    sizes: list[int] = asked.parse_args().tickets
    if len(sizes) > 1:  # a process each: Django is loaded over one database
        print(json.dumps([json.loads(subprocess.check_output([sys.executable, __file__, str(n)])) for n in sizes]))
        return
    # A database named by DATABASE_URL is filled anew: only our own files tell what is in them.
    folder = dataset.opened(sizes[0], Path(tempfile.mkdtemp()) if os.environ.get("DATABASE_URL") else None)
    print(json.dumps({"tickets": sizes[0], **machine(), "reference_ms": reference_ms(), **measured(folder)}, indent=2))


def measured(folder: Path) -> dict[str, Any]:
    """All pages against both servers."""
    lean = Page("lean", lambda _client: _forever(Request("/rows")))
    with (
        serving([str(HERE / "lean.py")], folder) as (lean_port, lean_pid),
        serving(["-m", "reglament.cli", "web"], folder) as (port, pid),
    ):
        before = load(lean, lean_port, lean_pid)
        ours = {page.name: load(page, port, pid) for page in pages()}
        after = load(lean, lean_port, lean_pid)
    reference = {clients: _mean(before[clients], after[clients]) for clients in before}
    for figures in ours.values():
        for clients, taken in figures.items():
            least = reference[clients]
            taken["times_lean"] = round(taken["p50_ms"] / least["p50_ms"], 2)
            taken["cpu_times_lean"] = round(taken["cpu_ms"] / least["cpu_ms"], 2)
    return {"lean": reference, **ours}


def pages() -> list[Page]:
    """What is asked of us; answers go to open tickets in turn."""
    from reglament.tickets.models import Ticket

    cookies = sessions(CLIENTS)
    queue = list(Ticket.objects.unresolved().by_regulation().values_list("queue_key", "tid"))
    talkative = [tid for _key, tid in queue if (tid - dataset.FIRST) % dataset.TALKATIVE_ONE_IN == dataset.OPEN][:50]
    first = "/desk/taxi/regulation/"
    last = f"{first}?{urlencode({'after': queue[-51][0]})}"
    waiting = iter([tid for _key, tid in queue])

    def get(*paths: str) -> Callable[[int], Iterator[Request]]:
        return lambda client: _forever(*(Request(path, headers={"Cookie": cookies[client]}) for path in paths))

    def answers(client: int) -> Iterator[Request]:
        headers = {
            "Cookie": cookies[client],
            "X-CSRFToken": TOKEN,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        while True:
            body = urlencode({"text": "Добрый день! Перезапустите службу заказов, пожалуйста.", "key": uuid4().hex})
            yield Request(f"/desk/tickets/{next(waiting)}/answers/", body, headers, expected=303)

    return [
        Page("queue_first_page", get(first)),
        Page("queue_last_page", get(last)),
        Page("ticket_of_ten_messages", get(*(f"/desk/tickets/{tid}/" for tid in talkative))),
        Page("answer_posted", answers),
    ]


def sessions(count: int) -> list[str]:
    """Cookies of agents who have signed in."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from reglament.directory.models import Person

    cookies = []
    agents = Person.objects.get_queryset().filter(addresses__email__startswith="agent").order_by("pk")
    for person in agents[:count]:
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.save()
        cookies.append(f"sessionid={session.session_key}; csrftoken={TOKEN}; django_language=ru")
    return cookies


@contextmanager
def serving(command: Sequence[str], folder: Path) -> Iterator[tuple[int, int]]:
    """A web server over the data in `folder`: its port and process."""
    port = free_port()
    environment = {
        **os.environ,
        "REGLAMENT_VAR": str(folder),
        "REGLAMENT_PORT": str(port),
        "REGLAMENT_WEB_THREADS": THREADS,
        "PYTHONPATH": os.pathsep.join([str(HERE), os.environ.get("PYTHONPATH", "")]),
    }
    process = subprocess.Popen(
        [sys.executable, *command], env=environment, start_new_session=True, stdout=subprocess.DEVNULL
    )
    try:
        eventually(lambda: _answers(port), what="the server answers")
        yield port, process.pid
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()


def load(page: Page, port: int, pid: int) -> dict[str, dict[str, float]]:
    """The page by one client and by eight."""
    say(page.name)
    _ask(page.requests(0), port, 5)
    return {"1": _by(1, ALONE, page, port, pid), str(CLIENTS): _by(CLIENTS, TOGETHER, page, port, pid)}


def _by(clients: int, each: int, page: Page, port: int, pid: int) -> dict[str, float]:
    taken: list[float] = []
    requests = [page.requests(client) for client in range(clients)]
    threads = [
        threading.Thread(target=lambda client=client: taken.extend(_ask(requests[client], port, each)))
        for client in range(clients)
    ]
    used, begun = cpu_of_group(pid), time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wall, cpu = time.perf_counter() - begun, cpu_of_group(pid) - used
    assert len(taken) == clients * each, f"{page.name}: {len(taken)} of {clients * each} were answered"
    return spread(taken) | {
        "per_second": round(len(taken) / wall, 1),
        "cpu_ms": round(cpu * 1000 / len(taken), 2),
    }


def _ask(requests: Iterator[Request], port: int, count: int) -> list[float]:
    """Milliseconds of `count` requests over one connection."""
    connection, taken = http.client.HTTPConnection("127.0.0.1", port, timeout=60), []
    for _ in range(count):
        wanted = next(requests)
        begun = time.perf_counter()
        connection.request("GET" if wanted.body is None else "POST", wanted.path, wanted.body, wanted.headers)
        response = connection.getresponse()
        response.read()
        taken.append((time.perf_counter() - begun) * 1000)
        assert response.status == wanted.expected, f"{wanted.path}: {response.status}"
    connection.close()
    return taken


def cpu_of_group(leader: int) -> float:
    """CPU seconds of all processes of a group."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == leader:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _answers(port: int) -> bool:
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("GET", "/")
        connection.getresponse().read()
    except OSError:
        return False
    return True


def _forever(*requests: Request) -> Iterator[Request]:
    while True:
        yield from requests


def _mean(one: dict[str, float], other: dict[str, float]) -> dict[str, float]:
    return {name: round(statistics.mean((one[name], other[name])), 2) for name in one}


if __name__ == "__main__":
    main()
