"""A real installation in a folder of its own: real processes, sockets and database, for end-to-end and crash tests."""

import json
import os
import signal
import socket
import subprocess
import sys
import textwrap
import threading
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from reglament.testing.ports import free_port

T = TypeVar("T")
Done = subprocess.CompletedProcess[bytes]
ASKED = """
import json, sys, traceback
import django
django.setup()
from django.db import connection
for line in sys.stdin:
    known = {}
    try:
        exec(json.loads(line), known)
        said = {"answer": known["answer"]}
    except Exception:
        said = {"error": traceback.format_exc()}
    connection.close()
    print(json.dumps(said), flush=True)
"""
PATIENCE = 40.0  # seconds until a test gives up waiting for something that must happen


def eventually(question: Callable[[], T], *, what: str, log: Callable[[], str] = str, patience: float = PATIENCE) -> T:
    """Ask until the answer is truthy, and return it; AssertionError with `what` and the end of `log` when patience
    ends."""
    until = time.monotonic() + patience
    while True:
        answer = question()
        if answer:
            return answer
        assert time.monotonic() < until, f"waited {patience} s in vain: {what}\n{log()[-3000:]}"
        time.sleep(0.1)


class Installation:
    """`reglament serve` with its own folder, ports and database (PostgreSQL where DATABASE_URL names a server, else
    SQLite)."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        self.port, self.listen_port = free_port(), free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith(("REGLAMENT_", "DJANGO_"))},
            "DJANGO_SETTINGS_MODULE": "reglament.settings",
            "REGLAMENT_VAR": str(folder / "var"),
            "REGLAMENT_PORT": str(self.port),
            "REGLAMENT_LISTEN_PORT": str(self.listen_port),
            "REGLAMENT_MAIL_DOMAIN": "desk.example",
            "REGLAMENT_LANGUAGE": "ru",
            "REGLAMENT_LOG": "WARNING",
            "LC_ALL": "C.UTF-8",
            **environment,
        }
        if os.environ.get("DATABASE_URL", "").startswith("postgres"):
            self.environment["DATABASE_URL"] = _own_database(os.environ["DATABASE_URL"])
        self.server: subprocess.Popen[bytes] | None = None
        self._asked: subprocess.Popen[str] | None = None  # one process answers all questions: starting Django is dear
        self._asking = threading.Lock()

    def command(self, *words: str, check: bool = True, stdin: bytes | None = None) -> Done:
        """Run one `reglament` command to its end."""
        command = [sys.executable, "-m", "reglament.cli", *words]
        done = subprocess.run(command, env=self.environment, input=stdin, capture_output=True, check=False)
        assert not check or done.returncode == 0, done.stderr.decode()
        return done

    def ask(self, code: str) -> Any:
        """Run Python inside the installation (models loaded) and return what it leaves in `answer`, by JSON."""
        with self._asking:
            if self._asked is None:
                command = [sys.executable, "-c", ASKED]
                self._asked = subprocess.Popen(
                    command, env=self.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
                )
            assert self._asked.stdin is not None and self._asked.stdout is not None
            print(json.dumps(textwrap.dedent(code)), file=self._asked.stdin, flush=True)
            said = json.loads(self._asked.stdout.readline())
        assert "answer" in said, said["error"]
        return said["answer"]

    def start(self, *, wait: bool = True, **environment: str) -> None:
        """Start serving in a process group of its own, and `wait` until web and listener answer."""
        log = (self.folder / "server.log").open("ab")
        self.server = subprocess.Popen(
            [sys.executable, "-m", "reglament.cli", "serve"],
            env=self.environment | environment,
            stdout=log,
            stderr=log,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        if wait:
            eventually(self.is_up, what="the server answers", log=self.log)

    def is_up(self) -> bool:
        """Whether web and listener take connections."""
        try:
            with urllib.request.urlopen(f"{self.address}/", timeout=5):
                pass
        except urllib.error.HTTPError:
            pass
        except OSError:
            return False
        with socket.socket() as probe:
            probe.settimeout(2)
            return probe.connect_ex(("127.0.0.1", self.listen_port)) == 0

    def log(self) -> str:
        """What the processes wrote."""
        path = self.folder / "server.log"
        return path.read_text("utf-8", "replace") if path.exists() else ""

    def kill(self) -> None:
        """kill -9 to every process at once."""
        if self.server and self.server.poll() is None:
            os.killpg(self.server.pid, signal.SIGKILL)
            self.server.wait()

    def stop(self) -> None:
        """Ask to stop, and insist after ten seconds."""
        if self.server and self.server.poll() is None:
            self.server.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.server.wait(timeout=10)
        if self.server:
            with suppress(ProcessLookupError):
                os.killpg(self.server.pid, signal.SIGKILL)
            self.server.wait()
        if self._asked:
            self._asked.communicate()


@contextmanager
def installed(folder: Path, **environment: str) -> Iterator[Installation]:
    """An installation with the cast of `testing.world` in it, not started yet; stopped and thrown away at the end."""
    installation = Installation(folder, **environment)
    installation.command("prepare", "--quiet")
    try:
        yield installation
    finally:
        installation.stop()


def _own_database(url: str) -> str:
    """A new database on the server of `url`; the cluster is thrown away with everything in it."""
    import psycopg

    name = f"reglament_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    base, question, query = url.partition("?")
    return f"{base.rpartition('/')[0]}/{name}{question}{query}"
