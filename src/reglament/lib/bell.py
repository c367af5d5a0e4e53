"""Waking the sweeps after a commit: a local datagram on SQLite, NOTIFY on PostgreSQL. A lost ring costs only the
sweep's interval."""

import select
import socket
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

CHANNEL = "reglament"


def ring() -> None:
    """Wake whoever sweeps once the transaction under way is committed."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"NOTIFY {CHANNEL}")
        return
    transaction.on_commit(_send, robust=True)


def _send() -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
        sender.setblocking(False)
        with suppress(OSError):  # nobody sweeps on this machine right now; the interval will do
            sender.sendto(b".", str(_socket_path()))


def _socket_path() -> Path:
    return Path(settings.VAR) / "wake"


class Bell:
    """The sweeping side: `wait` returns early when somebody rang."""

    def __init__(self) -> None:
        self._local = None if connection.vendor == "postgresql" else _bound_socket()
        if self._local is None:
            connection.ensure_connection()
            with connection.cursor() as cursor:
                cursor.execute(f"LISTEN {CHANNEL}")

    def wait(self, seconds: float) -> None:
        """Wait for a ring, at most `seconds`; several rings count as one."""
        if self._local is None:
            driver = connection.connection
            for _ in driver.notifies(timeout=seconds, stop_after=1):
                pass
            return
        if select.select([self._local], [], [], seconds)[0]:
            while select.select([self._local], [], [], 0)[0]:
                self._local.recv(16)


def _bound_socket() -> socket.socket:
    path = _socket_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    listener.bind(str(path))
    path.chmod(0o600)
    return listener
