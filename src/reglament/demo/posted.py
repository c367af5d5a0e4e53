"""Letters of the demo's past: sent long ago; the last of them still lie in the catch-all, so /mailbox is not empty."""

from datetime import datetime, timedelta

from django.db.models import F, Q

from reglament.lib import store
from reglament.mail.models import Caught, Outgoing
from reglament.mail.outgoing.outbox_sweep import composed
from reglament.regulation.terms.letter_kinds import APPROVAL_ASKED

LAST = timedelta(minutes=4)  # what was to leave since then is really sent when the demo starts
TOOK = timedelta(seconds=2)
SHOWN = 30


def settle_letters(now: datetime) -> None:
    """Mark what was to leave before the last minutes as sent; the catch-all shows the last of it, and all approvals."""
    past = Outgoing.objects.filter(state=Outgoing.State.WAITING, send_after__lte=now - LAST)
    past.update(state=Outgoing.State.SENT, sent_at=F("send_after") + TOOK, attempts=1, server_said="250 2.0.0 Caught")
    sent = Outgoing.objects.filter(state=Outgoing.State.SENT).select_related("desk")
    last = sent.order_by("-send_after", "-pk").values_list("pk", flat=True)[:SHOWN]
    shown = sent.filter(Q(pk__in=list(last)) | Q(kind=APPROVAL_ASKED)).order_by("send_after", "pk")
    Caught.objects.bulk_create(_caught(letter) for letter in shown)


def _caught(letter: Outgoing) -> Caught:
    assert letter.sent_at is not None
    return Caught(
        received_at=letter.sent_at,
        envelope_from=letter.reply_to or letter.from_address,
        envelope_to=letter.to_address,
        subject=letter.subject,
        sha256=store.put(composed(letter)),
    )
