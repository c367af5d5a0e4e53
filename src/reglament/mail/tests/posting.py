"""Handing letters over as mail servers do."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from smtplib import LMTP, SMTP

from reglament.mail.incoming.listener import listener
from reglament.testing.ports import free_port


def letter(
    text: str = "The map is grey on all three shifts.",
    *,
    sender: str = "Carl <carl@acme.example>",
    to: str = "support@north.example",
    subject: str = "The map does not load",
    message_id: str | None = "<1@acme.example>",
    headers: Sequence[str] = (),
) -> bytes:
    """A plain letter; `headers` are added as they are."""
    lines = [
        f"From: {sender}",
        f"To: {to}",
        f"Subject: {subject}",
        "Date: Mon, 02 Mar 2026 09:00:00 +0300",
        *([f"Message-ID: {message_id}"] if message_id else []),
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        *headers,
        "",
        *text.splitlines(),
        "",
    ]
    return "\r\n".join(lines).encode()


@contextmanager
def listening() -> Iterator[int]:
    """The real listener on a free port."""
    with listener("127.0.0.1", port := free_port()):
        yield port


def post(
    port: int, raw: bytes, *recipients: str, sender: str = "carl@acme.example", lmtp: bool = False
) -> tuple[int, bytes]:
    """Hand `raw` over; the reply to the letter itself (code, words)."""
    with (LMTP if lmtp else SMTP)("127.0.0.1", port, timeout=20) as server:
        server.ehlo_or_helo_if_needed()
        server.mail(sender)
        for recipient in recipients or ("support@north.example",):
            server.rcpt(recipient)
        return server.data(raw)
