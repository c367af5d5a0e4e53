"""A real SMTP server that keeps what it is given, in place of the outside world."""

import email
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.header import decode_header, make_header
from email.message import Message
from typing import Any

from aiosmtpd.controller import Controller

from reglament.testing.ports import free_port


@dataclass
class Sink:
    """Letters as they came: `raw` bytes with the recipient, oldest first."""

    port: int
    taken: list[tuple[str, bytes]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Take every letter."""
        with self.lock:
            self.taken += [(recipient, envelope.content) for recipient in envelope.rcpt_tos]
        return "250 kept"

    def letters(self, to: str = "") -> list[Message]:
        """The letters, parsed; only those `to` one recipient if given."""
        with self.lock:
            taken = list(self.taken)
        return [email.message_from_bytes(raw) for recipient, raw in taken if to in (recipient, "")]

    @property
    def url(self) -> str:
        """For REGLAMENT_MAIL_OUT."""
        return f"smtp://127.0.0.1:{self.port}"


@contextmanager
def sink() -> Iterator[Sink]:
    """A sink on a free port of the loopback."""
    kept = Sink(free_port())
    controller = Controller(kept, hostname="127.0.0.1", port=kept.port)
    controller.start()
    try:
        yield kept
    finally:
        controller.stop()


def subject_of(letter: Message) -> str:
    """The subject, decoded and unfolded."""
    return " ".join(str(make_header(decode_header(letter.get("Subject", "")))).split())


def text_of(letter: Message) -> str:
    """The first text/plain part, decoded."""
    for part in letter.walk():
        if part.get_content_type() == "text/plain":
            content = part.get_payload(decode=True)
            return content.decode(part.get_content_charset() or "utf-8") if isinstance(content, bytes) else ""
    return ""
