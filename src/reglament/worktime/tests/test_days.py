from datetime import date

import pytest

from reglament.worktime.calendar import Day
from reglament.worktime.days import NamedDay, UnknownCountry, materialise, named_days
from reglament.worktime.tests.calendars import hours, weekdays

WEEK = (*weekdays("09:00-13:00", "14:00-18:00")[:4], hours("09:00-16:00"), (), ())
WORKING_SATURDAY = NamedDay(date(2025, 11, 1), "working_weekend", "Рабочая суббота", "Working Saturday")
SHORT_SATURDAY = NamedDay(date(2025, 11, 1), "shortened", "Сокращённый день", "Shortened day")
SHORT_THURSDAY = NamedDay(date(2026, 4, 30), "shortened", "Сокращённый день", "Shortened day")
MAY_DAY = NamedDay(date(2026, 5, 1), "holiday", "Праздник Весны и Труда", "Holiday of Spring and Labor")


def hours_of(day: date, days: tuple[tuple[date, Day], ...]) -> list[str]:
    return [str(span) for span in dict(days)[day].spans]


def test_a_holiday_is_closed() -> None:
    days = materialise(WEEK, [MAY_DAY])
    assert days == ((MAY_DAY.date, Day((), "holiday", "Праздник Весны и Труда", "Holiday of Spring and Labor")),)


def test_a_working_weekend_has_the_hours_of_a_friday_unless_told_otherwise() -> None:
    saturday = WORKING_SATURDAY.date
    assert hours_of(saturday, materialise(WEEK, [WORKING_SATURDAY])) == ["09:00–16:00"]
    assert hours_of(saturday, materialise(WEEK, [WORKING_SATURDAY], working_weekend=0)) == [
        "09:00–13:00",
        "14:00–18:00",
    ]
    own = materialise(WEEK, [WORKING_SATURDAY], working_weekend=hours("10:00-15:00"))
    assert hours_of(saturday, own) == ["10:00–15:00"]
    assert dict(own)[saturday].kind == "working_weekend"


def test_shortened_days_are_left_alone_unless_the_calendar_wants_them() -> None:
    assert materialise(WEEK, [SHORT_THURSDAY]) == ()


@pytest.mark.parametrize(
    ("rule", "spans"),
    [(60, ["09:00–13:00", "14:00–17:00"]), (270, ["09:00–12:30"]), (480, []), (hours("09:00-12:00"), ["09:00–12:00"])],
)
def test_a_shortened_day_loses_its_last_minutes_or_has_its_own_hours(rule: int, spans: list[str]) -> None:
    days = materialise(WEEK, [SHORT_THURSDAY], shortened=rule)
    assert hours_of(SHORT_THURSDAY.date, days) == spans


def test_a_working_saturday_can_be_shortened_too_in_any_order() -> None:
    for facts in ([WORKING_SATURDAY, SHORT_SATURDAY], [SHORT_SATURDAY, WORKING_SATURDAY]):
        days = materialise(WEEK, facts, shortened=60)
        assert hours_of(WORKING_SATURDAY.date, days) == ["09:00–15:00"]
        assert dict(days)[WORKING_SATURDAY.date].kind == "working_weekend"


def test_a_day_that_is_closed_anyway_is_not_opened_by_being_shortened() -> None:
    assert materialise(((),) * 7, [SHORT_THURSDAY], shortened=hours("09:00-12:00")) == ()


def test_own_exceptions_win() -> None:
    duty = Day(hours("12:00-14:00"), "exception", "Дежурство", "On duty")
    party = Day((), "exception", "Юбилей", "Anniversary")
    exceptions = {date(2026, 5, 1): duty, date(2025, 11, 1): party, date(2025, 1, 15): party}
    days = materialise(WEEK, [MAY_DAY, WORKING_SATURDAY], exceptions=exceptions)
    assert days == ((date(2025, 1, 15), party), (date(2025, 11, 1), party), (date(2026, 5, 1), duty))


def test_the_russian_draft_knows_moved_days_in_both_languages() -> None:
    days = {(day.date, day.kind): day for day in named_days("RU", [2025])}
    off = days[date(2025, 11, 3), "day_off"]
    assert (off.name_ru, off.name_en) == ("Выходной день, перенесён с 01.11.2025", "Day off, moved from 2025-11-01")
    worked = days[date(2025, 11, 1), "working_weekend"]
    assert worked.name_ru == "Рабочая суббота, выходной перенесён на 03.11.2025"
    assert worked.name_en == "Working Saturday, day off moved to 2025-11-03"
    assert (date(2025, 11, 1), "shortened") in days
    unity = days[date(2025, 11, 4), "holiday"]
    assert (unity.name_ru, unity.name_en) == ("День народного единства", "Unity Day")


def test_a_draft_is_sorted_and_holds_the_years_asked_for() -> None:
    days = named_days("RU", [2024, 2026])
    assert [day.date for day in days] == sorted(day.date for day in days)
    assert {day.date.year for day in days} == {2024, 2026}


def test_a_weekend_holiday_observed_on_monday_is_a_day_off() -> None:
    kinds = {day.date: day.kind for day in named_days("RU", [2026])}
    assert kinds[date(2026, 3, 8)] == "holiday"
    assert kinds[date(2026, 3, 9)] == "day_off"


def test_other_countries_and_their_parts_have_drafts() -> None:
    bavaria = {day.date: day.name_en for day in named_days("DE", [2026], subdivision="BY")}
    assert bavaria[date(2026, 1, 6)] == "Epiphany"
    assert date(2026, 1, 6) not in {day.date for day in named_days("DE", [2026])}
    assert named_days("US", [2026])[0].name_ru == "New Year's Day"


def test_an_unknown_country_is_refused() -> None:
    with pytest.raises(UnknownCountry, match="XX"):
        named_days("XX", [2026])
    with pytest.raises(UnknownCountry, match="Nowhere"):
        named_days("DE", [2026], subdivision="Nowhere")
