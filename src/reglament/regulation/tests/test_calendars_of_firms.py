"""Calendars as firms write them: their own choice of holidays, seasons, hours out of hours, other weeks."""

from datetime import UTC, date, datetime

from reglament.regulation.document.appendix import materialised
from reglament.regulation.loading.loader import load
from reglament.regulation.tests.third import THIRD
from reglament.regulation.words.printout import document
from reglament.worktime.calendar import Calendar
from reglament.worktime.timeline import compiled

BERLIN = 'name = { ru = "Б", en = "B" }\nzone = "Europe/Berlin"\nweek = { mon-fri = "09:00–18:00" }\n'


def calendar(written: str, *, text: str = THIRD) -> Calendar:
    return load(f"{text}\n[calendars.firm]\n{written}", name="test").promise.calendars["firm"]


def closed(of: Calendar, year: int) -> list[str]:
    return [f"{day:%m-%d} {one.name_en}" for day, one in of.days if day.year == year and not one.spans]


def hours(of: Calendar, day: date) -> str:
    return ", ".join(str(span) for span in dict(of.days)[day].spans)


def test_a_firm_may_observe_some_holidays_only_their_substitutes_included() -> None:
    written = BERLIN + 'holidays = "US"\nobserves = ["new-years-day", "independence-day", "christmas-day"]\n'
    assert closed(calendar(written), 2026) == [
        "01-01 New Year's Day",
        "07-03 Independence Day (observed)",
        "07-04 Independence Day",
        "12-25 Christmas Day",
    ]


def test_the_choice_stays_when_publication_writes_the_days() -> None:
    written = BERLIN + 'holidays = "US"\nobserves = ["independence-day"]\n'
    text = materialised(f"{THIRD}\n[calendars.firm]\n{written}", years=(2026,))
    firm = load(text, name="test").promise.calendars["firm"]
    assert closed(firm, 2026) == ["07-03 Independence Day (observed)", "07-04 Independence Day"]
    assert firm.years == {2026}


def test_holidays_of_two_countries_are_closed_and_both_must_be_settled() -> None:
    written = BERLIN + 'holidays = ["DE", "PL"]\n'
    assert {"10-03 German Unity Day", "11-11 National Independence Day"} <= set(closed(calendar(written), 2026))
    text = materialised(f"{THIRD}\n[calendars.firm]\n{written}", years=(2026,))
    assert load(text, name="test").promise.calendars["firm"].years == {2026}
    only_one = text.replace(
        "[production-calendar.PL.2026]\nofficial = true", "[production-calendar.PL.2026]\nofficial = false"
    )
    assert load(only_one, name="test").promise.calendars["firm"].years == frozenset()


def test_a_week_may_begin_on_sunday() -> None:
    jerusalem = calendar(BERLIN.replace("mon-fri", "sun-thu"))
    assert [bool(spans) for spans in jerusalem.week] == [True, True, True, True, False, False, True]


def test_one_day_of_each_year_has_other_hours_and_weekends_stay_closed() -> None:
    season = '[[calendars.firm.seasons]]\nname = { ru = "Сочельник", en = "Eve" }\ndays = "12-24"\n'
    firm = calendar(BERLIN + season + 'week = { mon-fri = "09:00–13:00" }\n')
    assert hours(firm, date(2026, 12, 24)) == "09:00–13:00"
    assert hours(firm, date(2027, 12, 24)) == "09:00–13:00"
    assert hours(firm, date(2028, 12, 24)) == ""  # a Sunday


def test_a_season_may_pass_the_new_year() -> None:
    season = '[[calendars.firm.seasons]]\nname = { ru = "Зима", en = "Winter" }\ndays = "11-01…02-29"\n'
    firm = calendar(BERLIN + season + 'week = { mon-fri = "10:00–16:00" }\n')
    assert [hours(firm, date(2027, 1, 4)), hours(firm, date(2027, 2, 26)), hours(firm, date(2028, 2, 29))] == [
        "10:00–16:00"
    ] * 3
    assert date(2027, 3, 1) not in dict(firm.days)


def test_a_season_may_be_that_of_one_year_alone_and_holidays_in_it_stay_closed() -> None:
    season = '[[calendars.firm.seasons]]\nname = { ru = "Рамадан", en = "Ramadan" }\ndays = "2026-04-20 – 2026-05-04"\n'
    firm = calendar(BERLIN + 'holidays = "DE"\n' + season + 'week = { mon-fri = "10:00–15:00" }\n')
    assert hours(firm, date(2026, 4, 21)) == "10:00–15:00"
    assert hours(firm, date(2026, 5, 1)) == ""
    assert date(2027, 4, 21) not in dict(firm.days)


def test_a_shortened_day_is_shorter_than_in_its_season() -> None:
    season = '[[calendars.firm.seasons]]\nname = { ru = "Лето", en = "Summer" }\ndays = "06-01…08-31"\n'
    head = BERLIN + 'holidays = "RU"\nshortened = "1 hour"\n'
    firm = calendar(head + season + 'week = { mon-fri = "10:00–16:00" }\n')
    assert hours(firm, date(2026, 6, 11)) == "10:00–15:00"


def test_on_call_hours_are_all_that_the_office_is_not() -> None:
    written = f'{BERLIN}always = true\nwithout = "early"\n'.replace('week = { mon-fri = "09:00–18:00" }\n', "")
    firm = compiled(calendar(written))
    assert not firm.is_open(datetime(2026, 10, 2, 6, 0, tzinfo=UTC))  # Friday 8:00 in Berlin
    assert firm.is_open(datetime(2026, 10, 3, 6, 0, tzinfo=UTC))  # Unity Day


def test_what_is_special_is_shown_with_its_days() -> None:
    season = '[[calendars.firm.seasons]]\nname = { ru = "Лето", en = "Summer" }\ndays = "07-01…08-31"\n'
    written = BERLIN + 'holidays = ["DE", "PL"]\nwithout = "early"\n' + season + 'week = { mon-fri = "10:00–16:00" }\n'
    regulation = load(f"{THIRD}\n[calendars.firm]\n{written}", name="test")
    shown = document(regulation, "en")
    assert "B: Mon–Fri 09:00–18:00 (Europe/Berlin), except public holidays: DE, PL; closed while open is:" in shown
    assert "1 Jul–14 Aug Summer: Mon–Fri 10:00–16:00" in shown
    assert "15 Aug Assumption Day" in shown
    assert "24 Dec Christmas Eve: 07:30–11:00" in shown
    assert "28 Dec winter break: closed" in shown
