from datetime import UTC, datetime, timedelta

import pytest

from reglament.demo.moments import FRESH, Moments
from reglament.regulation.loading import library

MONDAY = datetime(2026, 3, 16, 5, 5, tzinfo=UTC)  # 11:05 in Omsk: five minutes after opening
SUNDAY = datetime(2026, 3, 15, 5, 0, tzinfo=UTC)
WEDNESDAY = datetime(2026, 3, 18, 9, 0, tzinfo=UTC)  # 15:00 in Omsk
HOLIDAYS = datetime(2027, 1, 4, 5, 0, tzinfo=UTC)


def omsk(now: datetime) -> Moments:
    return Moments(now, library.regulation("hivetaxi").promise)


def utc(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


def test_working_time_is_counted_back_over_the_weekend() -> None:
    assert omsk(MONDAY).ago("0:05") == utc(16, 5)
    assert omsk(MONDAY).ago("2:20") == utc(13, 9, 45)
    assert omsk(MONDAY).ago("1d 0:05") == utc(13, 5)


def test_on_sunday_it_ends_at_fridays_closing() -> None:
    assert omsk(SUNDAY).ago("0:20") == utc(13, 11, 40)


def test_time_on_anybodys_clock() -> None:
    assert omsk(MONDAY).ago("~9:20") == MONDAY - timedelta(hours=9, minutes=20)


def test_a_night_is_told_from_the_opening_of_its_day() -> None:
    assert omsk(MONDAY).ago("2:20 night 3:00") == utc(13, 2)


def test_the_last_closed_time_is_the_weekend_on_monday_morning() -> None:
    moment = omsk(MONDAY).ago("closed 50%")
    assert utc(13, 12) < moment < utc(16, 5)


def test_in_the_afternoon_letters_of_the_night_came_a_while_ago() -> None:
    assert timedelta() < WEDNESDAY - omsk(WEDNESDAY).ago("closed 50%") < FRESH


def test_what_follows_is_counted_from_what_was() -> None:
    assert omsk(MONDAY).after(utc(13, 11, 30), "1:00") == utc(16, 5, 30)
    assert omsk(MONDAY).after(utc(13, 11, 30), "~1:00") == utc(13, 12, 30)


@pytest.mark.parametrize("now", [MONDAY, SUNDAY, WEDNESDAY, HOLIDAYS])
@pytest.mark.parametrize("told", ["0:10", "5:30", "8d 2:00", "~3:30", "1d 2:00 night 4:00", "closed 20%"])
def test_every_moment_lies_in_the_past(now: datetime, told: str) -> None:
    assert omsk(now).ago(told) < now


def test_what_is_no_span_is_told() -> None:
    with pytest.raises(ValueError, match="no span of time"):
        omsk(MONDAY).ago("two hours")
