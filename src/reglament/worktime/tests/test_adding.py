"""Due times worked out by hand."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from reglament.worktime.calendar import Calendar, Day
from reglament.worktime.tests.calendars import (
    BERLIN,
    CLOSED,
    MOSCOW,
    OMSK,
    at,
    every_day,
    hours,
    moscow,
    omsk,
    russian,
    weekdays,
)
from reglament.worktime.timeline import NeverOpens, Timeline, compiled

HOUR = 3600


@pytest.mark.clause("C-12")
@pytest.mark.parametrize(
    ("start", "worked", "due"),
    [
        ("2026-11-20 17:30", 3, "2026-11-23 13:30"),
        ("2026-11-20 17:30", 12, "2026-11-24 15:30"),
        ("2025-10-31 17:00", 3, "2025-11-01 13:00"),  # a working Saturday
        ("2025-12-30 22:59", 3, "2026-01-12 14:00"),  # the New Year holidays
        ("2026-11-20 15:00", 3, "2026-11-20 18:00"),  # exactly on closing
        ("2026-11-20 18:00", 3, "2026-11-23 14:00"),
        ("2026-11-20 10:00", 3, "2026-11-20 14:00"),
    ],
)
def test_hours_in_omsk(start: str, worked: int, due: str) -> None:
    assert compiled(omsk()).add(at(OMSK, start), worked * HOUR) == at(OMSK, due)


@pytest.mark.clause("C-12")
@pytest.mark.parametrize(
    ("start", "worked", "due"),
    [
        ("2025-10-31 19:30", 8, "2025-11-01 16:30"),
        ("2025-12-30 19:59", 24, "2026-01-14 10:59"),
        ("2026-11-20 14:30", 24, "2026-11-24 16:30"),
    ],
)
def test_hours_in_moscow(start: str, worked: int, due: str) -> None:
    assert compiled(moscow()).add(at(MOSCOW, start), worked * HOUR) == at(MOSCOW, due)


def test_a_shortened_day_closes_an_hour_earlier() -> None:
    calendar = russian("Europe/Moscow", "9:00-20:00", shortened=60)
    assert compiled(calendar).add(at(MOSCOW, "2026-11-03 18:30"), HOUR) == at(MOSCOW, "2026-11-05 09:30")


def test_seconds_count() -> None:
    assert compiled(omsk()).add(at(OMSK, "2026-11-20 17:59:59"), 2) == at(OMSK, "2026-11-23 11:00:01")


def test_nothing_added_is_the_start_itself() -> None:
    sunday = at(OMSK, "2026-11-22 12:00")
    assert compiled(omsk()).add(sunday, 0) == sunday
    assert compiled(omsk()).add_days(sunday, 0) == sunday


def test_time_is_not_added_backwards() -> None:
    with pytest.raises(ValueError, match="forwards"):
        compiled(omsk()).add(at(OMSK, "2026-11-20 12:00"), -1)


def test_a_naive_time_is_refused() -> None:
    with pytest.raises(TypeError):
        compiled(omsk()).add(datetime(2026, 11, 20, 12), HOUR)  # noqa: DTZ001


def test_the_result_is_utc_whatever_the_zone_of_the_start() -> None:
    due = compiled(omsk()).add(datetime(2026, 11, 20, 17, 30, tzinfo=OMSK), 3 * HOUR)
    assert due.isoformat() == "2026-11-23T07:30:00+00:00"


def test_working_days_end_at_closing_and_begin_tomorrow() -> None:
    timeline = compiled(moscow())
    assert timeline.add_days(at(MOSCOW, "2025-10-30 08:00"), 1) == at(MOSCOW, "2025-10-31 20:00")
    assert timeline.add_days(at(MOSCOW, "2025-10-30 19:59"), 3) == at(MOSCOW, "2025-11-05 20:00")
    assert timeline.add_days(at(MOSCOW, "2025-12-30 12:00"), 1) == at(MOSCOW, "2026-01-12 20:00")


def test_working_days_follow_the_local_date() -> None:
    late = datetime(2026, 11, 19, 20, tzinfo=UTC)  # already Friday in Omsk
    assert compiled(omsk()).add_days(late, 1) == at(OMSK, "2026-11-23 18:00")


def test_calendar_days_end_at_midnight() -> None:
    timeline = compiled(omsk())
    assert timeline.add_calendar_days(at(OMSK, "2026-11-20 17:30"), 3) == at(OMSK, "2026-11-24 00:00")
    assert timeline.add_calendar_days(at(OMSK, "2026-11-20 17:30"), 0) == at(OMSK, "2026-11-21 00:00")


def test_calendar_days_cross_the_change_of_clocks() -> None:
    timeline = compiled(Calendar("Berlin", "Europe/Berlin", weekdays("09:00-17:00")))
    assert timeline.add_calendar_days(at(BERLIN, "2026-03-28 12:00"), 1) == datetime(2026, 3, 29, 22, tzinfo=UTC)


def test_always_is_plain_time() -> None:
    timeline = compiled(Calendar("24/7", "Europe/Berlin", CLOSED, always=True))
    start = datetime(2026, 3, 28, 20, tzinfo=UTC)
    assert timeline.add(start, 100 * 24 * HOUR) == start + timedelta(days=100)
    assert timeline.elapsed(start, start + timedelta(days=4000)) == 4000 * 24 * HOUR
    assert timeline.add_days(start, 1) == at(BERLIN, "2026-03-30 00:00")
    assert timeline.is_open(start)
    assert timeline.next_closing(start) is None


def test_the_night_shift_loses_an_hour_in_spring_and_gains_one_in_autumn() -> None:
    timeline = compiled(Calendar("night", "Europe/Berlin", every_day("00:00-06:00", "22:00-24:00")))
    spring, autumn = at(BERLIN, "2026-03-28 12:00"), at(BERLIN, "2026-10-24 12:00")
    assert timeline.add(spring, 7 * HOUR) == at(BERLIN, "2026-03-29 06:00")
    assert timeline.add(autumn, 9 * HOUR) == at(BERLIN, "2026-10-25 06:00")


def test_a_day_that_never_was_is_not_counted() -> None:
    apia = ZoneInfo("Pacific/Apia")  # went from Thursday 29 to Saturday 31 December 2011
    timeline = compiled(Calendar("Apia", "Pacific/Apia", every_day("09:00-17:00")))
    assert timeline.add(at(apia, "2011-12-29 12:00"), 6 * HOUR) == at(apia, "2011-12-31 10:00")
    assert timeline.add_days(at(apia, "2011-12-29 12:00"), 1) == at(apia, "2011-12-31 17:00")


def test_a_far_year_is_right_and_cheap() -> None:
    timeline = Timeline(Calendar("Omsk", "Asia/Omsk", weekdays("11:00-18:00")))
    timeline.add(at(OMSK, "2026-11-20 17:30"), HOUR)
    assert timeline.add(at(OMSK, "9000-01-03 17:30"), HOUR) == at(OMSK, "9000-01-06 11:30")
    assert timeline.add(at(OMSK, "1975-01-03 17:30"), HOUR) == at(OMSK, "1975-01-06 11:30")
    assert timeline.add(at(OMSK, "2026-11-20 17:30"), HOUR) == at(OMSK, "2026-11-23 11:30")


def test_decades_of_working_time() -> None:
    timeline = compiled(Calendar("Omsk", "Asia/Omsk", weekdays("11:00-18:00")))
    start = at(OMSK, "2026-11-23 11:00")
    assert timeline.add(start, 52 * 30 * 5 * 7 * HOUR) == start + timedelta(weeks=52 * 30, days=-3, hours=7)


def test_a_calendar_that_never_opens_says_so() -> None:
    timeline = compiled(Calendar("closed", "Asia/Omsk", CLOSED))
    start = at(OMSK, "2026-11-20 12:00")
    with pytest.raises(NeverOpens, match="closed"):
        timeline.add(start, 1)
    with pytest.raises(NeverOpens):
        timeline.add_days(start, 1)
    with pytest.raises(NeverOpens):
        timeline.next_opening(start)
    assert timeline.elapsed(start, start + timedelta(days=400)) == 0


def test_a_calendar_of_exceptions_opens_on_them_alone() -> None:
    opened = ((date(2028, 2, 29), Day(hours("10:00-12:00"), "exception", "Приём", "Open day")),)
    timeline = compiled(Calendar("once", "Asia/Omsk", CLOSED, opened))
    start = at(OMSK, "2026-11-20 12:00")
    assert timeline.add(start, 2 * HOUR) == at(OMSK, "2028-02-29 12:00")
    with pytest.raises(NeverOpens):
        timeline.add(start, 2 * HOUR + 1)


def test_more_time_than_there_are_dates_is_refused() -> None:
    timeline = Timeline(Calendar("Omsk", "Asia/Omsk", ((),) * 6 + (hours("11:00-11:01"),)))
    with pytest.raises(OverflowError):
        timeline.add(at(OMSK, "9990-01-01 12:00"), 1000 * HOUR)
