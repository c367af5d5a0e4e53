"""Letters that have come to a mailbox of a test."""

from datetime import datetime
from typing import Any

from reglament.lib import store
from reglament.mail.models import Arrival, Mailbox
from reglament.testing.world import MONDAY_NOON


def arrived(mailbox: Mailbox, raw: bytes = b"", *, at: datetime = MONDAY_NOON, **told: Any) -> Arrival:
    """A letter that came to `mailbox` at `at` and is kept, not yet processed; `told` are other columns of its row."""
    usual: dict[str, Any] = {
        "desk": mailbox.desk,
        "way": Mailbox.Way.LISTENER,
        "sha256": store.put(raw),
        "size": len(raw),
        "received_at": at,
        "stored_at": at,
        "next_try_at": at,
    }
    return Arrival.objects.create(mailbox=mailbox, **(usual | told))
