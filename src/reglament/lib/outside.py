"""Fetching from servers that strangers name: never from our own network, never for long, never much.

The name is resolved once, every address it has is looked at, and the connection goes to the address that was looked at.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings

LONGEST = 10.0  # seconds for all of it, redirections included
PATIENCE = 4.0  # seconds without a byte
MOST_BYTES = 5 * 1024 * 1024
MOST_REDIRECTIONS = 3
_PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# What older Pythons, or all of them, take for the internet: private IPv4 inside IPv6, site-local, examples, IETF's own.
_NOT_OUTSIDE = [
    ipaddress.ip_network(network)
    for network in ("64:ff9b:1::/48", "fec0::/10", "3fff::/20", "5f00::/16", "192.0.0.0/24", "192.88.99.0/24")
]

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class NotFetched(Exception):
    """It was not allowed or did not work; `str()` says why, for the log."""


@dataclass(slots=True)
class _Deadline:
    """Cuts the connection of the moment when the time is up, wherever it waits."""

    connection: socket.socket | None = None
    passed: bool = False

    def cut(self) -> None:
        """The time is up."""
        self.passed = True
        if self.connection is not None:
            try:
                self.connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                return


def fetch(url: str) -> bytes:
    """The bytes behind `url` (http, https). Raises NotFetched."""
    deadline = _Deadline()
    timer = threading.Timer(LONGEST, deadline.cut)
    timer.daemon = True
    timer.start()
    try:
        for _ in range(MOST_REDIRECTIONS + 1):
            found = _asked(url, deadline)
            if isinstance(found, bytes):
                return found
            url = found
        raise NotFetched("too many redirections")
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NotFetched(f"{type(error).__name__}: {error}") from error
    finally:
        timer.cancel()


def _asked(url: str, deadline: _Deadline) -> bytes | str:
    """What is there, or where else to ask."""
    parts = urlsplit(url)
    port = parts.port or _PORTS.get(parts.scheme, 0)
    host = (parts.hostname or "").encode("idna").decode()
    if parts.scheme not in _PORTS or not host or parts.username is not None:
        raise NotFetched(f"not an address to fetch from: {url[:200]}")
    with _connected(parts.scheme, host, port, deadline) as connection:
        connection.request("GET", _path(parts), headers={"Accept": "image/*", "User-Agent": "Reglament"})
        response = connection.getresponse()
        if response.status in (301, 302, 303, 307, 308):
            return urljoin(url, response.headers.get("Location", ""))
        if response.status != 200:
            raise NotFetched(f"the server said {response.status}")
        content = response.read(MOST_BYTES + 1)
    if deadline.passed:
        raise NotFetched("it took too long")
    if len(content) > MOST_BYTES:
        raise NotFetched("too large")
    return content


def _path(parts: SplitResult) -> str:
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return "".join(sign if "!" <= sign <= "~" else "".join(f"%{byte:02X}" for byte in sign.encode()) for sign in path)


@contextmanager
def _connected(scheme: str, host: str, port: int, deadline: _Deadline) -> Iterator[http.client.HTTPConnection]:
    """A connection to an address of `host` that was looked at; the name only goes into request and certificate."""
    address = _address(host, port)
    raw = socket.create_connection((address, port), timeout=PATIENCE)
    try:
        deadline.connection = raw
        if deadline.passed:
            raise NotFetched("it took too long")
        if scheme == "https":
            raw = deadline.connection = ssl.create_default_context().wrap_socket(raw, server_hostname=host)
        connection = http.client.HTTPConnection(host, port, timeout=PATIENCE)
        connection.sock = raw
        yield connection
    finally:
        deadline.connection = None
        raw.close()


def _address(host: str, port: int) -> str:
    """An address of `host`, all of which must be public: who mixes in a private one means us harm."""
    found = [str(place[4][0]) for place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    for address in found:
        if f"{address}:{port}" in settings.FETCH_ALSO_FROM:
            continue
        if port not in _PORTS.values() or not is_public(ipaddress.ip_address(address.partition("%")[0])):
            raise NotFetched(f"{host} is at {address}:{port}, where nothing is fetched from")
    return found[0]


def is_public(address: Address) -> bool:
    """Whether it is an address of the internet, also looked at through what carries one address inside another."""
    if isinstance(address, ipaddress.IPv6Address):
        carried = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if address in _NAT64:
            carried = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if carried is not None:
            return is_public(carried)
    if any(address in network for network in _NOT_OUTSIDE):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)
