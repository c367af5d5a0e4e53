"""Which letters came before: the same one again, or another one under the same Message-ID."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from reglament.lib.prepared import prepared
from reglament.mail.incoming.assessment import Reading
from reglament.mail.models import Arrival

SAME_WITHIN = timedelta(hours=24)  # for letters without a Message-ID
State = Arrival.State


def earlier_copy(arrival: Arrival, reading: Reading) -> Arrival | None:
    """The first arrival of the same letter at this desk: same Message-ID and content; without one, same content and
    sender within a day."""
    if reading.message_id:
        found = _copies(arrival.desk_id, reading.letter.fingerprint, reading.message_id)
    else:
        around = arrival.received_at - SAME_WITHIN, arrival.received_at + SAME_WITHIN
        found = _nameless_copies(arrival.desk_id, reading.letter.fingerprint, reading.sender, *around)
    return next(iter(found), None)


@prepared
def _copies(desk: int, fingerprint: str, message_id: str) -> QuerySet[Arrival]:
    return _settled(desk, fingerprint).filter(message_id=message_id)


@prepared
def _nameless_copies(desk: int, fingerprint: str, sender: str, since: datetime, until: datetime) -> QuerySet[Arrival]:
    alike = _settled(desk, fingerprint).filter(message_id="", sender=sender)
    return alike.filter(received_at__gte=since, received_at__lte=until)


def _settled(desk: int, fingerprint: str) -> QuerySet[Arrival]:
    settled = Arrival.objects.filter(desk=desk, fingerprint=fingerprint).exclude(state__in=[State.STORED, State.SAME])
    return settled.only("pk", "ticket_id").order_by("pk")


def why_second(arrival: Arrival, reading: Reading) -> str:
    """A Message-ID seen before with other content is an entry of its own, flagged; else ""."""
    if not reading.message_id:
        return ""
    others = _namesakes(arrival.desk_id, reading.message_id, arrival.pk, reading.letter.fingerprint)
    return "id-seen-before" if others else ""


@prepared
def _namesakes(desk: int, message_id: str, but: int, fingerprint: str) -> QuerySet[Arrival, int]:
    named = Arrival.objects.filter(desk=desk, message_id=message_id)
    return named.exclude(pk=but).exclude(fingerprint=fingerprint).values_list("pk", flat=True)[:1]
