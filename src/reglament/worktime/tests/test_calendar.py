from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfoNotFoundError

import pytest

from reglament.worktime.calendar import Calendar, Day, Span
from reglament.worktime.tests.calendars import closed_on, hours, omsk, weekdays


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("11:00-18:00", Span(660, 1080)),
        ("9:00 – 20:00", Span(540, 1200)),
        ("20:00–24:00", Span(1200, 1440)),
        ("00:00-24:00", Span(0, 1440)),
    ],
)
def test_hours_are_read_as_people_write_them(text: str, span: Span) -> None:
    assert Span.parse(text) == span
    assert Span.parse(str(span)) == span


@pytest.mark.parametrize(
    "text", ["", "11-18", "18:00-11:00", "11:00-11:00", "20:00-24:01", "10:60-12:00", "22:00-06:00"]
)
def test_what_are_not_hours_of_one_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="hours"):
        Span.parse(text)


def test_hours_are_written_with_both_digits() -> None:
    assert str(Span.parse("9:00-24:00")) == "09:00–24:00"


def test_overlapping_hours_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        Calendar("night", "UTC", weekdays("09:00-13:00", "12:00-18:00"))
    with pytest.raises(ValueError, match="overlap"):
        Day(hours("14:00-18:00", "09:00-13:00"), "exception", "", "")


def test_a_week_has_seven_days() -> None:
    with pytest.raises(ValueError, match="seven"):
        Calendar("short", "UTC", weekdays("09:00-18:00")[:5])


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        Calendar("mars", "Mars/Olympus", weekdays("09:00-18:00"))


def test_a_date_is_named_once_and_in_order() -> None:
    for days in [(date(2026, 5, 2), date(2026, 5, 1)), (date(2026, 5, 1), date(2026, 5, 1))]:
        with pytest.raises(ValueError, match="sorted"):
            Calendar("twice", "UTC", weekdays("09:00-18:00"), closed_on(*days))


def test_equal_calendars_are_one_key() -> None:
    assert hash(replace(omsk())) == hash(omsk())
    assert {omsk(): 1}[replace(omsk())] == 1
    assert replace(omsk(), week=weekdays("10:00-18:00")) != omsk()
