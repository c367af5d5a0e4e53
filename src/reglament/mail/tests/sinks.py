"""Real SMTP servers that take, refuse, or fall silent."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.controller import Controller

from reglament.mail.tests.posting import free_port


@dataclass
class Sink:
    """What it was given; `says` maps a recipient to the reply he gets instead of 250."""

    says: dict[str, str] = field(default_factory=dict)
    says_to_data: list[str] = field(default_factory=list)
    letters: list[bytes] = field(default_factory=list)
    envelopes: list[tuple[str, list[str]]] = field(default_factory=list)
    connections: int = 0

    async def handle_EHLO(
        self, server: Any, session: Any, envelope: Any, hostname: str, replies: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return replies

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        if address in self.says:
            return self.says[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.says_to_data:
            return self.says_to_data.pop(0)
        self.letters.append(envelope.content)
        self.envelopes.append((envelope.mail_from, envelope.rcpt_tos))
        return "250 2.0.0 taken as 77"


@contextmanager
def sink(settings: Any, port: int | None = None) -> Iterator[Sink]:
    """A sink on a free port, named by MAIL_OUT."""
    taken = Sink()
    port = port or free_port()
    settings.MAIL_OUT = f"smtp://127.0.0.1:{port}"
    server = Controller(taken, hostname="127.0.0.1", port=port)
    server.start()
    taken.connections = 0
    try:
        yield taken
    finally:
        server.stop()


@contextmanager
def silence(settings: Any) -> Iterator[None]:
    """A server that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.MAIL_OUT = f"smtp://127.0.0.1:{silent.getsockname()[1]}"
        yield
