from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, connections

from reglament.lib.db import writing
from reglament.lib.leases import WORKERS, begin_working, next_attempt
from reglament.mail.models import Outgoing

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def held_letter() -> Outgoing:
    return Outgoing.objects.create(
        kind="answer",
        key="1.answer.1",
        to_address="carl@acme.example",
        from_address="support@north.example",
        message_id="<1@desk.example>",
        language="en",
        subject="Hello",
        text="Hello",
        made_at=NOON,
        send_after=NOON,
        next_try_at=NOON,
        held_until=NOON + timedelta(minutes=5),
    )


@pytest.mark.django_db(transaction=True)
def test_the_only_worker_voids_the_leases_of_former_lives() -> None:
    letter = held_letter()
    begin_working([Outgoing])
    letter.refresh_from_db()
    assert letter.held_until is None
    connection.close()  # the worker's life ends, and with it the lock


@pytest.mark.skipif(connection.vendor != "postgresql", reason="on SQLite there is one worker")
@pytest.mark.django_db(transaction=True)
def test_a_second_worker_leaves_the_leases_of_the_first_alone() -> None:
    letter = held_letter()
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock_shared(%s)", [WORKERS])
        begin_working([Outgoing])
        letter.refresh_from_db()
        assert letter.held_until is not None
    finally:
        other.close()
        connection.close()


def test_pauses_grow_and_end_at_the_longest() -> None:
    pauses = [next_attempt(NOON, attempts) - NOON for attempts in (1, 2, 3, 50)]
    assert pauses == [timedelta(seconds=10), timedelta(seconds=20), timedelta(seconds=40), timedelta(hours=4)]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a setting of SQLite")
@pytest.mark.django_db(transaction=True)
def test_only_what_nobody_would_miss_is_written_without_waiting_for_the_disk() -> None:
    def waits_for_the_disk() -> bool:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous")
            return bool(cursor.fetchone()[0] == 2)

    with writing(synced=False):
        assert not waits_for_the_disk()
    with writing():
        assert waits_for_the_disk()
        with writing(synced=False):  # a part of it
            assert waits_for_the_disk()
    with pytest.raises(ValueError, match="broken"), writing(synced=False):
        raise ValueError("broken")
    assert waits_for_the_disk()
