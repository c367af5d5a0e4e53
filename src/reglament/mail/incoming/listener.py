"""The listener: letters handed to us by SMTP or LMTP. A watcher; it stores and wakes the sweeps, nothing else."""

import logging
import ssl
import threading
from datetime import UTC, datetime

from aiosmtpd.smtp import Envelope
from django.conf import settings

from reglament.mail.format.mime.charsets import clean
from reglament.mail.incoming.arrivals import LARGEST, NULL_SENDER, mailbox_of, store
from reglament.mail.models import Mailbox
from reglament.mail.servers import smtp_server

log = logging.getLogger(__name__)

LATER = "451 4.3.0 We can't take the letter right now; please keep it and try again later"


class Listener(smtp_server.Door):
    """Takes letters for our mailboxes only. 250 is said when the letter is safe; on any trouble the sender keeps it."""

    def admit(self, address: str) -> str:
        """550 for addresses that aren't ours."""
        try:
            known = mailbox_of(address)
        except Exception:
            log.exception("whether %s is ours could not be found out", address)
            return LATER
        return "250 2.1.5 Recipient is ours" if known else f"550 5.1.1 We take no letters for {clean(address)}"

    def keep(self, envelope: Envelope) -> str:
        """One arrival per mailbox the letter is addressed to."""
        now = datetime.now(UTC).replace(microsecond=0)
        try:
            for mailbox, address in recipients(envelope.rcpt_tos):
                store(
                    smtp_server.content(envelope),
                    mailbox=mailbox,
                    way=Mailbox.Way.LISTENER,
                    received_at=now,
                    at=now,
                    envelope_from=envelope.mail_from or NULL_SENDER,
                    envelope_to=address,
                )
        except Exception:
            log.exception("a letter from %s could not be kept", envelope.mail_from)
            return LATER
        return "250 2.0.0 The letter is safe with us"


def recipients(addresses: list[str]) -> list[tuple[Mailbox, str]]:
    """The mailboxes behind `addresses`, each once, with the address written to: better one with a reply token."""
    found: dict[int, tuple[Mailbox, str]] = {}
    for address in sorted(addresses, key=lambda address: "+" not in address):
        mailbox = mailbox_of(address)
        if mailbox is not None:
            found.setdefault(mailbox.pk, (mailbox, address))
    return list(found.values())


def listener(host: str, port: int) -> smtp_server.Server:
    """A listener, not yet started."""
    return smtp_server.Server(Listener(), host=host, port=port, largest=LARGEST, tls_context=_certificate())


def _certificate() -> ssl.SSLContext | None:
    """What STARTTLS shows, where the settings name a certificate; clients need none."""
    if not settings.LISTEN_CERTIFICATE:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(settings.LISTEN_CERTIFICATE, settings.LISTEN_KEY or None)
    return context


def serve_listener(stopped: threading.Event) -> None:
    """Listen on LISTEN_HOST:LISTEN_PORT until `stopped` is set. (A watcher.)"""
    smtp_server.serve(listener(settings.LISTEN_HOST, settings.LISTEN_PORT), stopped)
