"""Real SMTP servers that take, refuse, or fall silent."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.controller import Controller

from reglament.testing.ports import free_port


@dataclass
class Sink:
    """What it was given; `says` maps a recipient to the reply he gets instead of 250."""

    says: dict[str, str] = field(default_factory=dict)
    says_to_data: list[str] = field(default_factory=list)
    letters: list[bytes] = field(default_factory=list)
    envelopes: list[tuple[str, list[str]]] = field(default_factory=list)
    connections: int = 0
    port: int = 0

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
def sink(
    settings: Any,
    port: int | None = None,
    *,
    tls: ssl.SSLContext | None = None,
    starttls: ssl.SSLContext | None = None,
) -> Iterator[Sink]:
    """A sink on a free port, named by MAIL_OUT; `tls` from the first byte, or `starttls`."""
    taken = Sink(port=port or free_port())
    settings.MAIL_OUT = f"smtp://127.0.0.1:{taken.port}"
    server = Controller(taken, hostname="127.0.0.1", port=taken.port, ssl_context=tls, tls_context=starttls)
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


@dataclass
class Rude:
    """A server by the letter of RFC 5321, except where it is told otherwise.

    It refuses to take data (`to_data`), hangs up after refusing a recipient (`hangs_up_on`), says nothing more once a
    recipient is named (`falls_silent_on`), or goes away within the letter to him (`drops`). `says` is its reply to a
    command ("MAIL", or "." for the letter itself), `offers` the lines of its greeting, `asked` what it was given.
    """

    to_data: list[str] = field(default_factory=list)
    hangs_up_on: dict[str, str] = field(default_factory=dict)
    falls_silent_on: set[str] = field(default_factory=set)
    drops: set[str] = field(default_factory=set)
    says: dict[str, str] = field(default_factory=dict)
    offers: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    port: int = 0
    over: threading.Event = field(default_factory=threading.Event)

    def serve(self, listening: socket.socket) -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=self._hear, args=(connection,), daemon=True).start()

    def _hear(self, connection: socket.socket) -> None:
        with suppress(OSError), connection, connection.makefile("rwb") as stream:
            self._talk(stream)

    def _talk(self, stream: Any) -> None:
        _say(stream, "220 rude")
        recipient = ""
        within = False
        while line := stream.readline().decode().strip():
            verb, _, rest = line.partition(" ")
            self.asked.append(line)
            if reply := self._reply(verb.upper()):
                _say(stream, reply)
            elif verb.upper() == "MAIL":
                _say(stream, "503 5.5.1 nested MAIL command" if within else "250 OK")
                within = True
            elif verb.upper() == "RSET":
                within = False
                _say(stream, "250 OK")
            elif verb.upper() == "RCPT":
                recipient = rest.partition("<")[2].partition(">")[0]
                if recipient in self.falls_silent_on:
                    self.over.wait()
                    return
                _say(stream, self.hangs_up_on.get(recipient, "250 OK"))
                if recipient in self.hangs_up_on:
                    return
            elif verb.upper() == "DATA" and self.to_data:
                _say(stream, self.to_data.pop(0))
            elif verb.upper() == "DATA":
                _say(stream, "354 go on")
                while stream.readline() not in (b".\r\n", b""):
                    if recipient in self.drops:
                        return
                self.taken.append(recipient)
                within = False
                _say(stream, self.says.get(".", "250 taken"))
            else:
                _say(stream, "250 OK")

    def _reply(self, verb: str) -> str:
        """What it says without further ado."""
        if verb == "EHLO" and self.offers:
            return "\r\n".join(["250-rude", *(f"250-{line}" for line in self.offers), "250 HELP"])
        return self.says.get(verb, "235 welcome" if verb == "AUTH" else "")


def _say(stream: Any, words: str) -> None:
    stream.write(f"{words}\r\n".encode())
    stream.flush()


@contextmanager
def rude(settings: Any) -> Iterator[Rude]:
    """A rude server on a free port, named by MAIL_OUT."""
    server = Rude()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server.port = listening.getsockname()[1]
        settings.MAIL_OUT = f"smtp://127.0.0.1:{server.port}"
        threading.Thread(target=server.serve, args=(listening,), daemon=True).start()
        yield server
        server.over.set()
        listening.shutdown(socket.SHUT_RDWR)
