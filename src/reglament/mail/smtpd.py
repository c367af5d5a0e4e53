"""What our two SMTP servers (the listener and the demo's catch-all) have in common."""

import asyncio
import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import close_old_connections, connections

T = TypeVar("T")

logging.getLogger("mail.log").setLevel(logging.WARNING)  # aiosmtpd would tell every command of every connection


class Protocol(SMTP):
    """SMTP, and LMTP (RFC 2033) for those who greet with LHLO: then each recipient gets a reply of his own."""

    speaks_lmtp = False
    line_length_limit = 8 * 1024 * 1024  # senders do exceed RFC 5322's 998; a refused letter is worse than a long line

    async def smtp_LHLO(self, hostname: str) -> None:
        """The greeting of LMTP."""
        await self.smtp_EHLO(hostname)
        self.speaks_lmtp = True


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
        """Called by aiosmtpd for each recipient."""
        reply = await self._in_worker(partial(self.admit, address))
        if reply.startswith("250"):
            envelope.rcpt_tos.append(address)
            envelope.rcpt_options.extend(options)
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


def content(envelope: Envelope) -> bytes:
    """The letter as it came."""
    assert isinstance(envelope.content, bytes)
    return envelope.content


def _with_connection(work: Callable[[], T]) -> T:
    close_old_connections()
    return work()


class Server(Controller):
    """One SMTP server in a thread of its own. `port` must be a definite one."""

    def __init__(self, door: Door, *, host: str, port: int, largest: int) -> None:
        self.door = door
        super().__init__(
            door, hostname=host, port=port, data_size_limit=largest, ident="Reglament", server_hostname=host
        )

    def factory(self) -> SMTP:
        """A protocol per connection."""
        return Protocol(self.handler, **self.SMTP_kwargs)

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
