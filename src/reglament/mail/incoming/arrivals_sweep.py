"""Processing what arrived: a sweep that may crash anywhere and be repeated. What can't be is parked in sight."""

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.db import DatabaseError, OperationalError, transaction
from django.db.models import QuerySet

from reglament.events.recording import record
from reglament.lib import crash
from reglament.lib.db import writing
from reglament.lib.leases import claim, next_attempt
from reglament.lib.prepared import prepared
from reglament.lib.refused import Refused
from reglament.mail.incoming.assessment import Reading, own_addresses, read
from reglament.mail.incoming.outcomes import leave_to_people
from reglament.mail.incoming.verdicts import decide
from reglament.mail.models import Arrival
from reglament.regulation.models import Desk

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 3
MOST_AT_ONCE = 100  # letters per run, so that a flood leaves the other sweeps their turn
BATCH = 10  # letters claimed at once, and settled in one transaction
MOST_TOGETHER = 1_000_000  # bytes of letters held in memory at once, unless one alone has more
LEASE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(minutes=10)


def process_arrivals(now: datetime) -> int:
    """Turn stored letters into entries, oldest first; return how many were looked at. (A sweep.)"""
    own, done = own_addresses(), 0
    while done < MOST_AT_ONCE and (batch := claim(_due(now), now=now, at_once=BATCH, lease=LEASE)):
        crash.point("mail.arrival-claimed")
        for together in _in_portions(batch):
            _process(together, own, now)
        crash.point("mail.arrival-settled")
        done += len(batch)
    return done


def _due(now: datetime) -> QuerySet[Arrival]:
    stored = Arrival.objects.filter(state=Arrival.State.STORED, next_try_at__lte=now)
    return stored.select_related("desk", "mailbox").order_by("next_try_at", "pk")


def _in_portions(arrivals: Sequence[Arrival]) -> Iterator[list[Arrival]]:
    portion: list[Arrival] = []
    for arrival in arrivals:
        if portion and sum(one.size for one in portion) + arrival.size > MOST_TOGETHER:
            yield portion
            portion = []
        portion.append(arrival)
    yield portion


def _process(arrivals: Sequence[Arrival], own: frozenset[str], now: datetime) -> None:
    """Read them all, settle them all in one transaction; one that fails leaves nothing and disturbs none."""
    readings = [(arrival, reading) for arrival in arrivals if (reading := _read(arrival, own, now))]
    failed: list[tuple[Arrival, Exception]] = []
    try:
        with writing():
            failed = [(arrival, error) for arrival, reading in readings if (error := _failure(arrival, reading, now))]
    except DatabaseError as broken:  # nothing was settled
        failed = [(arrival, broken) for arrival, _ in readings]
    for arrival, error in failed:
        log.error("arrival %s could not be processed", arrival.pk, exc_info=error)
        _failed(arrival, error, now)


def _read(arrival: Arrival, own: frozenset[str], now: datetime) -> Reading | None:
    try:
        return read(arrival, own=own)
    except Exception as error:
        log.exception("arrival %s could not be read", arrival.pk)
        _failed(arrival, error, now)
        return None


def _failure(arrival: Arrival, reading: Reading, now: datetime) -> Exception | None:
    """Settle one letter; what went wrong, with nothing left of it."""
    try:
        try:
            with transaction.atomic():
                _settle(arrival, reading, now)
        except Refused as refused:
            with transaction.atomic():
                _leave_to_people(arrival, reading, refused, now)
    except Exception as error:
        return error
    return None


def _settle(arrival: Arrival, reading: Reading, now: datetime) -> None:
    if _is_ours(arrival):
        _note(arrival, reading)
        decide(arrival, reading, now=now)


def _leave_to_people(arrival: Arrival, reading: Reading, refused: Refused, now: datetime) -> None:
    if _is_ours(arrival):
        _note(arrival, reading)
        leave_to_people(arrival, refused.code, now=now, error=str(refused))


def _is_ours(arrival: Arrival) -> bool:
    """Whether nobody has decided meanwhile. Locks the row, and the desk, so that copies are told apart one by one."""
    _lock_desk(arrival.desk_id)
    return _lock_state(arrival.pk) == [Arrival.State.STORED]


@prepared
def _lock_desk(desk: int) -> QuerySet[Desk, int]:
    return Desk.objects.select_for_update(no_key=True).filter(pk=desk).values_list("pk", flat=True)


@prepared
def _lock_state(arrival: int) -> QuerySet[Arrival, str]:
    return Arrival.objects.select_for_update().filter(pk=arrival).values_list("state", flat=True)


def _note(arrival: Arrival, reading: Reading) -> None:
    """What the letter says of itself."""
    arrival.sender, arrival.sender_name = reading.sender[:320], reading.sender_name
    arrival.subject, arrival.message_id = reading.subject, reading.message_id
    arrival.answers, arrival.proof = reading.answers, reading.proof
    arrival.fingerprint, arrival.silent = reading.letter.fingerprint, reading.silent


def _failed(arrival: Arrival, error: Exception, now: datetime) -> None:
    """Try again later; the third time park it, where people see it with the error. What the disk or the database can't
    take now is not the letter's fault: it waits as long as that lasts."""
    with writing():
        locked = Arrival.objects.select_for_update().get(pk=arrival.pk)
        if locked.state != Arrival.State.STORED:
            return
        locked.attempts += 1
        locked.error, locked.held_until = repr(error)[:2000], None
        locked.next_try_at = next_attempt(now, locked.attempts, longest=LONGEST_PAUSE)
        if locked.attempts >= MOST_ATTEMPTS and not _is_the_machines_fault(error):
            locked.state = Arrival.State.PARKED
            record(locked, "parked", by=None, at=now, attempts=locked.attempts)
        locked.save()


def _is_the_machines_fault(error: Exception) -> bool:
    return isinstance(error, OSError | OperationalError) and not isinstance(error, FileNotFoundError)
