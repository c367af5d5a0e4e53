from datetime import UTC, datetime
from typing import Any

import pytest

from reglament.demo.filling import fill

MONDAY = datetime(2026, 3, 16, 5, 5, tzinfo=UTC)  # 11:05 in Omsk, 08:05 in Moscow


def test_it_fills(db: Any) -> None:
    assert fill(MONDAY, siblings=3)
    assert not fill(MONDAY)
    from reglament.events.models import Event, Handling
    from reglament.mail.models import Outgoing, Arrival

    for e in Event.objects.order_by("pk"):
        print(e, e.at, e.data)
    for a in Arrival.objects.all():
        print(a, a.state, a.why, a.error)
    for o in Outgoing.objects.all():
        print(o.state, o.kind, o.to_address, o.subject, o.sent_at, o.text[:500])
    for h in Handling.objects.filter(done_at=None):
        print(h.reader, h.error)
    assert 0
