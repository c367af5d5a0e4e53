"""What people write for hours, days, zones and countries is answered with what would be right."""

import pytest

from reglament.regulation.document.notation import country, cut_off, hours, weekdays, zone
from reglament.regulation.document.problems.calendars_meant import (
    country_meant,
    hours_meant,
    time_meant,
    weekdays_meant,
    zone_meant,
)


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("9am-5pm", "09:00–17:00"),
        ("9:00 a.m. – 5:30 p.m.", "09:00–17:30"),
        ("9-18", "09:00–18:00"),
        ("8.30 to 17.30", "08:30–17:30"),
        ("с 9 до 18", ""),
        ("12am-12pm", "00:00–12:00"),
        ("24/7", "00:00–24:00"),
        ("круглосуточно", "00:00–24:00"),
        (["09:00–13:00", "14:00–18:00"], "09:00–13:00, 14:00–18:00"),
        ("14:00–18:00, 09:00–13:00", ""),
        ("25:00–26:00", ""),
        ("whenever", ""),
        (8, ""),
    ],
)
def test_hours(written: object, right: str) -> None:
    assert hours_meant(written) == (f'"{right}"' if right else "")
    assert not right or hours(right)


def test_a_night_shift_stands_on_two_days() -> None:
    assert hours_meant("10pm-6am") == ('mon = "22:00–24:00", tue-fri = "00:00–06:00, 22:00–24:00", sat = "00:00–06:00"')


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("Monday-Friday", "mon-fri"),
        ("Mon – Thu", "mon-thu"),
        ("пн-пт", "mon-fri"),
        ("суббота", "sat"),
        ("weekdays", "mon-fri"),
        ("mon-thr", ""),
        ("first monday-tuesday-friday", ""),
    ],
)
def test_days_of_the_week(written: str, right: str) -> None:
    assert weekdays_meant(written) == right
    assert not right or weekdays(right)


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("MSK", "Europe/Moscow"),
        ("moscow", "Europe/Moscow"),
        ("new york", "America/New_York"),
        ("europe/berlin", "Europe/Berlin"),
        ("UTC+3", "Etc/GMT-3"),
        ("GMT -05:00", "Etc/GMT+5"),
        ("Atlantis", ""),
    ],
)
def test_zones(written: str, right: str) -> None:
    assert zone_meant(written) == (f'"{right}"' if right else "")
    assert not right or zone(right) == right


@pytest.mark.parametrize(
    ("written", "right"), [("Germany", "DE"), ("Россия", "RU"), ("us", "US"), ("Atlantis", ""), ("USA", "")]
)
def test_countries(written: str, right: str) -> None:
    assert country_meant(written) == (f'"{right}"' if right else "")
    assert not right or country(right) == right


@pytest.mark.parametrize(("written", "right"), [("3 pm", "15:00"), ("9.30", "09:30"), ("noon", ""), ("25:00", "")])
def test_times_of_day(written: str, right: str) -> None:
    assert time_meant(written) == (f'"{right}"' if right else "")
    assert not right or cut_off(right)
