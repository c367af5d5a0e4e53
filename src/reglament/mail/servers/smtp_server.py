"""What our two SMTP servers (the listener and the demo's catch-all) have in common."""

import asyncio
import logging
import ssl
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import close_old_connections, connections

T = TypeVar("T")

PIECE = 64 * 1024  # bytes of a line that are looked at together
TIMEOUT = 300.0  # seconds for a command, and for a whole letter (RFC 5321 §4.5.3.2)
MOST_CONNECTIONS = 100
MOST_RECIPIENTS = 1_000  # of one letter
MOST_REFUSALS = 50  # of recipients on one connection, before it is closed

logging.getLogger("mail.log").setLevel(logging.WARNING)  # aiosmtpd would tell every command of every connection


class Protocol(SMTP):
    """SMTP, and LMTP (RFC 2033) for those who greet with LHLO: then each recipient gets a reply of his own.

    A line may be as long as a letter (senders do exceed RFC 5322's 998; a refused letter is worse than a long line),
    and still nobody makes us remember more than one letter of the largest size. aiosmtpd would keep an endless line.
    """

    speaks_lmtp = False
    refusals = 0
    line_length_limit = PIECE

    def __init__(self, *arguments: Any, guests: "Guests", **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._guests = guests
        self._is_guest = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take a seat, or be sent away for now."""
        if not self._is_guest and not self._guests.take_seat():
            assert isinstance(transport, asyncio.WriteTransport)
            transport.write(b"421 4.3.2 Too many connections; please try again later\r\n")
            transport.close()
            return
        self._is_guest = True
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        """Free the seat."""
        if self._is_guest:
            self._is_guest = False
            self._guests.leave_seat()
            super().connection_lost(error)

    def eof_received(self) -> bool | None:
        """Nothing more comes."""
        return super().eof_received() if self._is_guest else False

    async def smtp_LHLO(self, hostname: str) -> None:
        """The greeting of LMTP."""
        await self.smtp_EHLO(hostname)
        self.speaks_lmtp = True

    async def smtp_DATA(self, arg: str) -> None:
        """The letter itself."""
        if await self.check_helo_needed():
            return
        assert self.envelope is not None
        if arg or not self.envelope.rcpt_tos:
            await self.push("501 5.5.4 Syntax: DATA" if arg else "503 5.5.1 Error: need RCPT command")
            return
        await self.push("354 End data with <CR><LF>.<CR><LF>")
        letter = await self._letter()
        if letter is None:
            reply = "552 5.3.4 The letter is too large"
        else:
            self.envelope.content = self.envelope.original_content = letter
            reply = await self._call_handler_hook("DATA")
        self.envelope = self._create_envelope()
        await self.push(reply)

    async def _letter(self) -> bytes | None:
        """What is sent up to the lone dot, its dots unstuffed (RFC 5321 §4.5.2); None when it is too large, after which
        nothing of it is remembered. Who sends twice as much as we take is hung up on."""
        limit = self.data_size_limit or 0
        pieces: list[bytes] = []
        size, begins_line = 0, True
        while True:
            try:
                piece, ends_line = await self._reader.readuntil(b"\r\n"), True
            except asyncio.LimitOverrunError as long:
                piece, ends_line = await self._reader.read(max(1, long.consumed)), False
            if begins_line and piece == b".\r\n":
                return b"".join(pieces) if size <= limit else None
            if begins_line and piece.startswith(b"."):
                piece = piece[1:]
            size += len(piece)
            if size <= limit:
                pieces.append(piece)
            else:
                pieces.clear()
            if size > 2 * limit:
                raise ConnectionResetError  # aiosmtpd then closes
            begins_line = ends_line


class Guests:
    """How many may talk to us at once."""

    def __init__(self, most: int) -> None:
        self._free = most

    def take_seat(self) -> bool:
        """Whether there was one."""
        self._free -= 1
        if self._free < 0:
            self._free += 1
            return False
        return True

    def leave_seat(self) -> None:
        """For the next one."""
        self._free += 1


class Door:
    """Decides about recipients and keeps letters. Both run in a thread of their own, off the event loop: they block."""

    def __init__(self) -> None:
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="smtp-rows")

    def admit(self, address: str) -> str:
        """The reply to RCPT TO."""
        raise NotImplementedError

    def keep(self, envelope: Envelope) -> str:
        """The reply to the letter itself, once it is safely kept."""
        raise NotImplementedError

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Called by aiosmtpd for each recipient. Who only guesses addresses is sent away."""
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return "452 4.5.3 Too many recipients for one letter"
        reply = await self._in_worker(partial(self.admit, address))
        if reply.startswith("250"):
            envelope.rcpt_tos.append(address)
            envelope.rcpt_options.extend(options)
        elif reply.startswith("5") and isinstance(server, Protocol):
            server.refusals += 1
            if server.refusals > MOST_REFUSALS:
                reply = "421 4.7.0 Too many addresses that are not ours"
                asyncio.get_running_loop().call_later(0.1, _hang_up, server)
        return reply

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Called by aiosmtpd with the whole letter."""
        reply = await self._in_worker(partial(self.keep, envelope))
        copies = len(envelope.rcpt_tos) if isinstance(server, Protocol) and server.speaks_lmtp else 1
        return "\r\n".join([reply] * copies)

    def close(self) -> None:
        """Let go of the worker's database connection."""
        self._worker.submit(connections.close_all)
        self._worker.shutdown(wait=True)

    async def _in_worker(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._worker, partial(_with_connection, work))


def _hang_up(server: SMTP) -> None:
    if server.transport is not None:
        server.transport.close()


def content(envelope: Envelope) -> bytes:
    """The letter as it came."""
    assert isinstance(envelope.content, bytes)
    return envelope.content


def _with_connection(work: Callable[[], T]) -> T:
    close_old_connections()
    return work()


class Server(Controller):
    """One SMTP server in a thread of its own. `port` must be a definite one."""

    def __init__(
        self, door: Door, *, host: str, port: int, largest: int, tls_context: ssl.SSLContext | None = None
    ) -> None:
        self.door = door
        self.guests = Guests(MOST_CONNECTIONS)
        super().__init__(
            door,
            hostname=host,
            port=port,
            data_size_limit=largest,
            ident="Reglament",
            server_hostname=host,
            tls_context=tls_context,
            enable_SMTPUTF8=True,
            timeout=TIMEOUT,
            command_call_limit={"NOOP": 100, "RSET": 10_000, "VRFY": 10, "*": 100_000},
        )

    def factory(self) -> SMTP:
        """A protocol per connection."""
        return Protocol(self.handler, guests=self.guests, **self.SMTP_kwargs)

    def __enter__(self) -> "Server":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self.door.close()


def serve(server: Server, stopped: threading.Event) -> None:
    """Run `server` until `stopped` is set."""
    with server:
        stopped.wait()
