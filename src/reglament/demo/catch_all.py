"""Demo only: the catch-all that stands for the outside world. What it takes is shown on /mailbox, no more."""

import logging
import threading
from datetime import UTC, datetime

from aiosmtpd.smtp import Envelope
from django.conf import settings

from reglament.lib import store
from reglament.lib.db import writing
from reglament.mail.format.parser import parse
from reglament.mail.incoming.arrivals import LARGEST
from reglament.mail.models import Caught
from reglament.mail.servers import smtp_server

log = logging.getLogger(__name__)


class CatchAll(smtp_server.Door):
    """Takes every letter for anybody."""

    def admit(self, address: str) -> str:
        """Everybody is welcome."""
        return "250 2.1.5 Everything is taken here"

    def keep(self, envelope: Envelope) -> str:
        """One row per recipient."""
        try:
            _keep(envelope, at=datetime.now(UTC))
        except Exception:
            log.exception("a letter could not be caught")
            return "451 4.3.0 Not now"
        return "250 2.0.0 Caught"


def _keep(envelope: Envelope, *, at: datetime) -> None:
    raw = smtp_server.content(envelope)
    sha256 = store.put(raw)
    subject = parse(raw).subject or ""
    with writing():
        Caught.objects.bulk_create(
            Caught(
                received_at=at,
                envelope_from=(envelope.mail_from or "")[:320],
                envelope_to=address[:320],
                subject=subject.replace("\0", "")[:500],
                sha256=sha256,
            )
            for address in envelope.rcpt_tos
        )


def catch_all(host: str, port: int) -> smtp_server.Server:
    """A catch-all, not yet started."""
    return smtp_server.Server(CatchAll(), host=host, port=port, largest=LARGEST)


def serve_catch_all(stopped: threading.Event) -> None:
    """Catch everything sent to LISTEN_HOST:CATCH_PORT until `stopped` is set. (A watcher.)"""
    smtp_server.serve(catch_all(settings.LISTEN_HOST, settings.CATCH_PORT), stopped)
