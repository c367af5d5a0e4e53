"""Letters of the demo's past: sent long ago; the last of them still lie in the catch-all, so that /mailbox is not empty."""

from datetime import datetime, timedelta

from django.db.models import F

from reglament.mail.models import Caught, Outgoing

LAST = timedelta(minutes=4)  # what was made since then is really sent when the demo starts
TOOK = timedelta(seconds=2)
SHOWN = 25


def settle_letters(now: datetime) -> None:
    """Mark what was to leave before the last minutes as sent."""
    past = Outgoing.objects.filter(state=Outgoing.State.WAITING, send_after__lte=now - LAST)
    past.update(state=Outgoing.State.SENT, sent_at=F("send_after") + TOOK, attempts=1, server_said="250 2.0.0 Caught")
