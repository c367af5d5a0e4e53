"""Fetching from strangers' servers."""

import http.server
import ipaddress
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.test import override_settings

from reglament.lib import outside
from reglament.lib.outside import MOST_BYTES, NotFetched, fetch, is_public

PNG = b"\x89PNG\r\n\x1a\n" + bytes(30)


class Server(http.server.BaseHTTPRequestHandler):
    """A stranger's server: what it does stands in the path."""

    asked: list[str] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        match self.path.partition("?")[0]:
            case "/picture":
                self.answer(200, PNG)
            case "/page":
                self.answer(200, b"<script>alert(1)</script>", **{"Content-Type": "image/png"})
            case "/there":
                self.answer(302, b"", Location="/picture")
            case "/round":
                self.answer(302, b"", Location="/round")
            case "/inwards":
                self.answer(302, b"", Location="http://127.0.0.1:1/admin")
            case "/file":
                self.answer(302, b"", Location="file:///etc/passwd")
            case "/large":
                self.answer(200, bytes(MOST_BYTES + 1))
            case "/slow":
                self.send_response(200)
                self.end_headers()
                with suppress(OSError):
                    for _ in range(100):
                        self.wfile.write(b".")
                        time.sleep(0.1)
            case _:
                self.answer(404, b"")

    def answer(self, status: int, content: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    """Its address, from which the setting lets us fetch."""
    Server.asked = []
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server) as running:
        running.daemon_threads = True
        threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        place = f"127.0.0.1:{running.server_address[1]}"
        with override_settings(FETCH_ALSO_FROM=[place]):
            yield f"http://{place}"
        running.shutdown()


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::7f00:1",
        "2002:7f00:1::1",
        "2001:0:7f00:1::1",
        "::127.0.0.1",
        "fec0::1",
        "fe80::5efe:7f00:1",
        "2001:db8::1",
        "3fff::1",
        "192.0.0.8",
        "198.18.0.1",
    ],
)
def test_nothing_of_our_own_network_is_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:93.184.216.34"])
def test_the_internet_is_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://[::127.0.0.1]/",
        "http://[fe80::1%25lo]/",
        "http://127.0.0.1.:80/",
        "http://①②⑦.0.0.1/",
        "http://[::ffff:127.0.0.1]/",
        "http://93.184.216.34:22/",
        "ftp://93.184.216.34/",
        "file:///etc/passwd",
        "http://someone@93.184.216.34/",
        "http:///nothing",
        "http://[bad/",
        "http://exa mple/",
        "",
    ],
)
def test_our_own_network_odd_ports_and_other_ways_are_never_asked(url: str) -> None:
    with pytest.raises(NotFetched):
        fetch(url)


@pytest.mark.parametrize("order", [1, -1])
def test_a_name_that_mixes_a_private_address_among_public_ones_is_never_asked(
    order: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a stranger's name server may answer; nobody here can run one."""
    answered = resolving(monkeypatch, *["93.184.216.34", "10.0.0.1"][::order])
    with pytest.raises(NotFetched, match="nothing is fetched from"):
        fetch("http://pictures.example/a.png")
    assert answered == ["pictures.example"]


def test_a_name_is_resolved_once_so_that_it_can_not_mean_another_place_when_asked(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered = resolving(monkeypatch, "127.0.0.1")
    port = server.rpartition(":")[2]
    assert fetch(f"http://pictures.example:{port}/picture") == PNG
    assert answered == ["pictures.example"]


def resolving(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> list[str]:
    """Let every name have these addresses; the names that were asked for."""
    asked: list[str] = []
    resolve = socket.getaddrinfo

    def answer(host: str, port: int, *more: object, **options: object) -> list[Any]:
        if not host[0].isdigit():
            asked.append(host)
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]
        return list(resolve(host, port, type=socket.SOCK_STREAM))

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    return asked


def test_without_the_setting_this_machine_is_not_asked(server: str) -> None:
    with override_settings(FETCH_ALSO_FROM=[]), pytest.raises(NotFetched):
        fetch(f"{server}/picture")
    assert Server.asked == []


def test_a_picture_is_fetched_also_after_a_redirection(server: str) -> None:
    assert fetch(f"{server}/picture?a=карта") == PNG
    assert fetch(f"{server}/there") == PNG
    assert Server.asked[0] == "/picture?a=%D0%BA%D0%B0%D1%80%D1%82%D0%B0"


@pytest.mark.parametrize("path", ["/inwards", "/file", "/round", "/large", "/missing"])
def test_a_redirection_inwards_or_without_end_and_too_much_are_refused(server: str, path: str) -> None:
    with pytest.raises(NotFetched):
        fetch(f"{server}{path}")


def test_a_server_that_dribbles_is_left(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside, "LONGEST", 0.3)
    with pytest.raises(NotFetched):
        fetch(f"{server}/slow")
