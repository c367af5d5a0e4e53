"""Questions other than due times."""

from datetime import UTC, date, datetime, timedelta

import pytest

from reglament.worktime.calendar import Calendar, Day
from reglament.worktime.tests.calendars import BERLIN, MOSCOW, OMSK, at, every_day, moscow, omsk, weekdays
from reglament.worktime.timeline import compiled

HOUR = 3600


@pytest.mark.clause("C-13")
def test_only_open_time_elapses() -> None:
    timeline = compiled(omsk())
    assert timeline.elapsed(at(OMSK, "2026-11-20 17:30"), at(OMSK, "2026-11-23 13:30")) == 3 * HOUR
    assert timeline.elapsed(at(OMSK, "2025-12-30 18:00"), at(OMSK, "2026-01-12 11:00")) == 0
    assert timeline.elapsed(at(OMSK, "2026-11-23 13:30"), at(OMSK, "2026-11-20 17:30")) == 0


def test_open_from_opening_until_just_before_closing() -> None:
    timeline = compiled(omsk())
    assert not timeline.is_open(at(OMSK, "2026-11-20 10:59:59"))
    assert timeline.is_open(at(OMSK, "2026-11-20 11:00"))
    assert timeline.is_open(at(OMSK, "2026-11-20 17:59:59"))
    assert not timeline.is_open(at(OMSK, "2026-11-20 18:00"))


@pytest.mark.clause("C-63")
def test_the_next_opening_skips_the_holidays() -> None:
    timeline = compiled(omsk())
    assert timeline.next_opening(at(OMSK, "2025-12-30 18:00")) == at(OMSK, "2026-01-12 11:00")
    assert timeline.next_opening(at(OMSK, "2026-11-20 12:34")) == at(OMSK, "2026-11-20 12:34")
    assert timeline.next_closing(at(OMSK, "2026-11-20 12:34")) == at(OMSK, "2026-11-20 18:00")
    assert timeline.next_closing(at(OMSK, "2026-11-20 18:00")) == at(OMSK, "2026-11-23 18:00")


def test_midnight_between_two_spans_is_not_a_closing() -> None:
    timeline = compiled(Calendar("night", "Europe/Berlin", every_day("00:00-06:00", "22:00-24:00")))
    assert timeline.next_closing(at(BERLIN, "2026-06-01 23:00")) == at(BERLIN, "2026-06-02 06:00")
    assert timeline.next_closing(at(BERLIN, "2026-12-31 23:00")) == at(BERLIN, "2027-01-01 06:00")


def test_a_week_without_closing_closes_on_an_exception() -> None:
    exception = (date(2035, 5, 1), Day((), "exception", "Закрыто", "Closed"))
    timeline = compiled(Calendar("nearly always", "Europe/Berlin", every_day("00:00-24:00"), (exception,)))
    assert timeline.next_closing(at(BERLIN, "2026-06-01 12:00")) == at(BERLIN, "2035-05-01 00:00")
    assert timeline.next_opening(at(BERLIN, "2035-05-01 12:00")) == at(BERLIN, "2035-05-02 00:00")
    assert timeline.next_closing(at(BERLIN, "2035-05-02 12:00")) is None


def test_open_intervals_are_cut_to_the_question() -> None:
    intervals = compiled(omsk()).open_intervals(at(OMSK, "2026-11-20 17:30"), at(OMSK, "2026-11-23 13:30"))
    assert intervals == [
        (at(OMSK, "2026-11-20 17:30"), at(OMSK, "2026-11-20 18:00")),
        (at(OMSK, "2026-11-23 11:00"), at(OMSK, "2026-11-23 13:30")),
    ]
    assert compiled(omsk()).open_intervals(at(OMSK, "2026-11-21 00:00"), at(OMSK, "2026-11-23 11:00")) == []


def test_open_intervals_cross_the_edge_of_what_was_compiled() -> None:
    timeline = compiled(Calendar("round the year", "UTC", every_day("00:00-24:00")))
    year = (datetime(2026, 12, 31, tzinfo=UTC), datetime(2027, 1, 2, tzinfo=UTC))
    timeline.is_open(datetime(2025, 5, 5, tzinfo=UTC))
    assert timeline.open_intervals(*year) == [year]


def test_working_days_touched() -> None:
    timeline = compiled(moscow())
    friday = at(MOSCOW, "2026-11-20 12:00")
    assert timeline.working_days(friday, friday) == 0
    assert timeline.working_days(friday, friday + timedelta(minutes=1)) == 1
    assert timeline.working_days(friday, friday + timedelta(days=2)) == 1
    assert timeline.working_days(friday, friday + timedelta(days=3)) == 2


def test_a_pause_until_midnight_does_not_touch_the_next_day() -> None:
    timeline = compiled(Calendar("UTC", "UTC", weekdays("09:00-18:00")))
    monday = datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert timeline.working_days(monday, datetime(2026, 11, 24, tzinfo=UTC)) == 1
    assert timeline.working_days(monday, datetime(2026, 11, 24, 0, 0, 1, tzinfo=UTC)) == 2


def test_skipped_holidays_have_names() -> None:
    skipped = compiled(omsk()).skipped(at(OMSK, "2025-12-30 17:00"), at(OMSK, "2026-01-12 14:00"))
    assert [day for day, _ in skipped] == [date(2025, 12, 31), *(date(2026, 1, day) for day in range(1, 10))]
    assert skipped[0][1].name_ru == "Выходной день, перенесён с 05.01.2025"
    assert skipped[7][1].name_en == "Christmas Day"


def test_a_working_saturday_is_not_skipped() -> None:
    assert compiled(omsk()).skipped(at(OMSK, "2025-10-31 17:00"), at(OMSK, "2025-11-01 13:00")) == []


def test_a_year_without_named_days_is_provisional() -> None:
    timeline = compiled(omsk())
    assert not timeline.is_provisional(at(OMSK, "2026-12-31 23:59"))
    assert timeline.is_provisional(at(OMSK, "2027-01-01 00:00"))
    assert not compiled(Calendar("no country", "UTC", weekdays("09:00-18:00"))).is_provisional(
        at(OMSK, "2027-01-01 00:00")
    )


def test_a_timeline_is_made_once() -> None:
    assert compiled(omsk()) is compiled(omsk())
