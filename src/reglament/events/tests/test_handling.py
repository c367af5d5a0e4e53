from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from reglament.events import recording
from reglament.events.handling import handle_due
from reglament.events.models import Event, Handling, Pulse
from reglament.events.recording import record
from reglament.lib.db import writing
from reglament.lib.refused import Refused
from reglament.readers import Reader

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
seen: list[tuple[str, int]] = []


class Thing:
    def __init__(self, number: int) -> None:
        self.stream, self.desk_id = f"thing/{number}", 1


def quiet(event: Event, now: datetime) -> None:
    seen.append((event.stream, event.seq))


def failing(event: Event, now: datetime) -> None:
    if event.stream == "thing/1":
        raise RuntimeError("no")
    seen.append((event.stream, event.seq))


@pytest.fixture(autouse=True)
def _nothing_seen() -> None:
    seen.clear()


def read_by(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    here = "events.tests.test_handling"
    monkeypatch.setattr(recording, "READERS", tuple(Reader(f"{here}.{name}", frozenset({"moved"})) for name in names))


def moved(number: int) -> Event:
    with writing():
        return record(Thing(number), "moved", by=None, at=NOON)


@pytest.mark.django_db
def test_every_reader_handles_every_event_of_its_verbs_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read_by(monkeypatch, "quiet")
    for number in (1, 1, 2):
        moved(number)
    with writing():
        record(Thing(1), "painted", by=None, at=NOON)
    assert handle_due(NOON) == 3
    assert handle_due(NOON) == 0
    assert sorted(seen) == [("thing/1", 1), ("thing/1", 2), ("thing/2", 1)]
    assert seen.index(("thing/1", 1)) < seen.index(("thing/1", 2))


@pytest.mark.django_db
def test_a_failing_reader_blocks_only_its_own_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    read_by(monkeypatch, "failing", "quiet")
    for number in (1, 1, 2):
        moved(number)
    handle_due(NOON)
    assert seen.count(("thing/2", 1)) == 2
    assert seen.count(("thing/1", 1)) == seen.count(("thing/1", 2)) == 1
    held = Handling.objects.filter(done_at=None).order_by("event")
    assert [(row.attempts, bool(row.error)) for row in held] == [(1, True), (0, False)]


@pytest.mark.django_db
def test_a_failed_reader_is_tried_again_after_a_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    read_by(monkeypatch, "failing")
    moved(1)
    handle_due(NOON)
    assert handle_due(NOON + timedelta(seconds=9)) == 0
    assert handle_due(NOON + timedelta(seconds=10)) == 1


@pytest.mark.django_db
def test_a_reader_that_died_is_run_again_when_its_lease_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    read_by(monkeypatch, "quiet")
    moved(1)
    Handling.objects.update(held_until=NOON + timedelta(minutes=5))
    assert handle_due(NOON) == 0
    assert handle_due(NOON + timedelta(minutes=5)) == 1


@pytest.mark.django_db
def test_recording_counts_the_stream_and_raises_the_desks_pulse(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [moved(7).seq, moved(7).seq, moved(8).seq] == [1, 2, 1]
    assert Pulse.objects.get(desk_id=1).value == 3


@pytest.mark.django_db
def test_an_event_is_never_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    event: Any = moved(1)
    event.verb = "stolen"
    with pytest.raises(Refused):
        event.save()


@pytest.mark.django_db(transaction=True)
def test_nothing_is_recorded_outside_a_transaction() -> None:
    with pytest.raises(AssertionError):
        record(Thing(1), "moved", by=None, at=NOON)
