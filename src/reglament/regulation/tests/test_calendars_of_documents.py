"""Named days live in the text of an edition: what is written there holds, whatever a package says later."""

import json
from datetime import UTC, date, datetime

import pytest

from reglament.regulation.document.appendix import appendix, materialised
from reglament.regulation.loading import library
from reglament.regulation.loading.loader import load
from reglament.regulation.tests.third import THIRD
from reglament.testing.shared import shared_path
from reglament.worktime.calendar import Calendar, Day
from reglament.worktime.days import named_days
from reglament.worktime.timeline import compiled


def calendar(text: str, slug: str) -> Calendar:
    return load(text, name="test").promise.calendars[slug]


def days(of: Calendar) -> dict[date, Day]:
    return dict(of.days)


def test_days_off_have_names_and_moved_ones_say_where_from() -> None:
    omsk = days(calendar(library.text("hivetaxi"), "omsk"))
    assert omsk[date(2026, 1, 7)].name_ru == "Рождество Христово"
    assert omsk[date(2026, 1, 9)].name_en == "Day off, moved from 2026-01-03"
    assert omsk[date(2026, 1, 9)].kind == "day_off"


def test_a_working_saturday_has_the_hours_of_friday() -> None:
    worked = days(calendar(library.text("hivetaxi"), "omsk"))[date(2025, 11, 1)]
    assert [str(span) for span in worked.spans] == ["11:00–18:00"]
    assert worked.name_ru == "Рабочая суббота, выходной перенесён на 03.11.2025"


def test_a_working_saturday_may_have_hours_of_its_own() -> None:
    text = library.text("hivetaxi").replace('working-weekend = "fri" ', 'working-weekend = "10:00–14:00" ')
    assert [str(span) for span in days(calendar(text, "omsk"))[date(2025, 11, 1)].spans] == ["10:00–14:00"]


def test_days_before_holidays_are_shortened_only_where_the_calendar_says_so() -> None:
    text = library.text("hivetaxi")
    assert date(2026, 4, 30) not in days(calendar(text, "omsk"))
    shorter = calendar(text.replace('holidays = "RU" ', 'shortened = "1 hour"\nholidays = "RU" '), "omsk")
    assert [str(span) for span in days(shorter)[date(2026, 4, 30)].spans] == ["11:00–17:00"]


def test_a_year_without_official_days_is_provisional() -> None:
    omsk = compiled(calendar(library.text("hivetaxi"), "omsk"))
    assert not omsk.is_provisional(datetime(2026, 6, 1, tzinfo=UTC))
    assert omsk.is_provisional(datetime(2027, 6, 1, tzinfo=UTC))


def test_exceptions_of_the_calendar_win_over_holidays() -> None:
    text = THIRD.replace("2026-12-28 = {", "2026-12-25 = {").replace('hours = "closed"', 'hours = "08:00–09:00"')
    christmas = days(calendar(text, "early"))[date(2026, 12, 25)]
    assert ([str(span) for span in christmas.spans], christmas.name_en) == (["08:00–09:00"], "winter break")


def test_a_draft_borrows_the_days_and_counts_them_provisional() -> None:
    early = calendar(THIRD, "early")
    assert days(early)[date(2026, 10, 3)].spans == ()
    assert early.years == frozenset()


def test_publication_writes_the_days_into_the_text_once() -> None:
    written = materialised(THIRD, years=range(2026, 2029))
    assert written.startswith(THIRD.rstrip("\n"))
    assert "[production-calendar.DE.2027]" in written
    early = calendar(written, "early")
    assert early.years == {2026, 2027, 2028}
    assert days(early)[date(2026, 10, 3)].name_en == "German Unity Day"
    assert materialised(written, years=range(2026, 2035)) == written


def test_a_year_that_awaits_its_decree_is_written_as_provisional() -> None:
    written = materialised(library.text("blank"), years=(2026, 2027))
    assert calendar(written, "office").years == {2026}


def test_what_the_appendix_writes_is_read_back_the_same() -> None:
    years = range(2015, 2028)
    written = THIRD.replace('holidays = "DE"', 'holidays = "RU"') + appendix("RU", years, official=years)
    read = {day: (one.kind, one.name_ru, one.name_en) for day, one in days(calendar(written, "early")).items()}
    drafted = {
        one.date: (one.kind, one.name_ru, one.name_en) for one in named_days("RU", years) if one.kind != "shortened"
    }
    assert drafted.items() <= read.items()


def test_a_later_package_can_t_move_a_day_that_is_written() -> None:
    moved = library.text("hivetaxi").replace(
        '"06-12 russia-day", "11-04 unity-day", "12-31 moved', '"11-04 unity-day", "12-31 moved'
    )
    assert date(2026, 6, 12) in days(calendar(library.text("hivetaxi"), "omsk"))
    assert date(2026, 6, 12) not in days(calendar(moved, "omsk"))


@pytest.mark.acceptance
@pytest.mark.parametrize("year", [*range(2015, 2020), *range(2022, 2027)])  # 2020 and 2021 held decreed pandemic weeks
def test_the_library_agrees_with_the_official_calendar(year: int) -> None:
    shared = shared_path()
    assert shared is not None
    official = json.loads((shared / "data" / "ru-production-calendar.json").read_text("utf-8"))["years"][str(year)]
    moscow = days(calendar(library.text("rosinfotech"), "moscow"))
    ours = {day: one for day, one in moscow.items() if day.year == year}
    assert sorted(str(day) for day, one in ours.items() if not one.spans) == official["off"]
    assert sorted(str(day) for day, one in ours.items() if one.kind == "working_weekend") == official["working_weekend"]
