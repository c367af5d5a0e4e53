"""Ports for servers of tests: below those the system lends to outgoing connections, which would take them at will
while a server is down between two starts."""

import os
import socket
from itertools import count
from pathlib import Path

_LOWEST = 10_000
_LENT = Path("/proc/sys/net/ipv4/ip_local_port_range")
_begun = count(os.getpid() * 61)  # processes side by side begin far from each other


def free_port() -> int:
    """A port of the loopback that nobody holds; this process is given each one once."""
    width = _lowest_lent() - _LOWEST
    for _ in range(width):
        port = _LOWEST + next(_begun) % width
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0 and _can_bind(port):
                return port
    raise OSError("every port is taken")


def _can_bind(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _lowest_lent() -> int:
    try:
        return int(_LENT.read_text().split()[0])
    except OSError:
        return 32_768
