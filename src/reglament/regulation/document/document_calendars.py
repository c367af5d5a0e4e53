"""The calendars of a document: hours from `[calendars]`, named days from `[production-calendar]`."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from reglament.regulation.document.notation import dates, days_of_year, season_days, weekdays
from reglament.regulation.document.schema import sections
from reglament.regulation.terms.edition_terms import Amount, Unit
from reglament.worktime.calendar import Calendar, Day, Hours
from reglament.worktime.days import NamedDay, materialise, named_days

DRAFT_YEARS = 3
"""How many years, from the document's own, a draft without a production calendar borrows from the package."""

SEASON_YEARS = 10
"""For how many years, from the document's own, seasons are written into its calendars."""

OFF = frozenset({"holiday", "day_off"})

_SUBSTITUTE = re.compile(r"\((?:observed|substitute[^)]*|in lieu)\)")
_MOVED = re.compile(r"moved from (\d{4}-\d\d-\d\d)")
_INSTEAD = re.compile(r"instead of (\d{4}-\d\d-\d\d)")


def compiled_calendar(slug: str, document: sections.Document) -> Calendar:
    """The calendar with each of its named days decided."""
    written = document.calendars[slug]
    week = _week(written)
    named = observed(written, document)
    return Calendar(
        name=slug,
        zone=written.zone,
        week=week,
        days=materialise(
            week,
            named,
            seasons=_seasons(written, document),
            exceptions=_exceptions(written),
            working_weekend=written.working_weekend,
            shortened=_minutes(written.shortened),
        ),
        years=_official_years(written.holidays, document),
        countries=tuple(written.holidays),
        always=written.always,
        joins=tuple(compiled_calendar(part, document) for part in written.joins),
        without=tuple(compiled_calendar(part, document) for part in written.without),
    )


def _week(written: sections.CalendarSection | sections.SeasonSection) -> tuple[Hours, ...]:
    week: list[Hours] = [()] * 7
    for days, hours in written.week.items():
        for day in weekdays(days):
            week[day] = hours
    return tuple(week)


def _seasons(written: sections.CalendarSection, document: sections.Document) -> dict[date, Day]:
    """The days of its seasons, for as many years as an edition may hold."""
    first = document.regulation.dated.year
    return {
        day: Day(hours[day.weekday()], "exception", season.name.ru, season.name.en)
        for season in written.seasons
        for hours in [_week(season)]
        for year in range(first - 1, first + SEASON_YEARS)
        for day in season_days(season.days, year)
    }


def _exceptions(written: sections.CalendarSection) -> dict[date, Day]:
    return {
        day: Day(exception.hours, "exception", exception.name.ru, exception.name.en)
        for days, exception in written.exceptions.items()
        for day in dates(days)
    }


def _minutes(amount: Amount | None) -> int:
    if amount is None:
        return 0
    return amount.value * (60 if amount.unit is Unit.HOURS else 1)


def _official_years(countries: list[str], document: sections.Document) -> frozenset[int]:
    """The years all of them have settled."""
    known = [document.production_calendar.get(country, {}) for country in countries]
    settled = [{int(year) for year, written in years.items() if written.official} for years in known]
    return frozenset(set.intersection(*settled)) if settled else frozenset()


def observed(written: sections.CalendarSection, document: sections.Document) -> tuple[NamedDay, ...]:
    """The named days of its countries, as far as it observes them; each date once, as the first country names it."""
    days: dict[tuple[date, bool], NamedDay] = {}
    for country in written.holidays:
        wanted = _wanted(written.observes, country, document)
        for day in _named_days(country, document):
            if not written.observes or day.kind not in OFF or wanted & holiday_names(day.name_en):
                days.setdefault((day.date, day.kind == "shortened"), day)
    return tuple(sorted(days.values()))


def holidays_known(written: sections.CalendarSection, document: sections.Document) -> tuple[str, ...]:
    """The names of the public holidays of its countries."""
    days = [day for country in written.holidays for day in _named_days(country, document) if day.kind in OFF]
    written_so = [slug for country in written.holidays for slug in document.holiday_names.get(country, {})]
    return tuple(sorted({name for day in days for name in holiday_names(day.name_en)} | set(written_so)))


def _wanted(names: Iterable[str], country: str, document: sections.Document) -> set[str]:
    """The holidays of those names, by whatever slug the document gives them."""
    known = document.holiday_names.get(country, {})
    return {slug for name in names for slug in (holiday_names(known[name].en) if name in known else {name})}


def holiday_names(english: str) -> set[str]:
    """The slugs of the holidays of a day, which may be several, a substitute day having that of its holiday."""
    return {name_slug(_SUBSTITUTE.sub("", part)) for part in english.split(";")}


def name_slug(name: str) -> str:
    """How a holiday is named in a document: `new-years-day`."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower().replace("'", "")).strip("-")


def _named_days(country: str, document: sections.Document) -> tuple[NamedDay, ...]:
    years = document.production_calendar.get(country)
    if years is None:
        first = document.regulation.dated.year
        return country_days(country, range(first, first + DRAFT_YEARS))
    names = document.holiday_names.get(country, {})
    return tuple(day for year, written in years.items() for day in days_of(int(year), written, names))


def country_days(country: str, years: Iterable[int]) -> tuple[NamedDay, ...]:
    """What the package knows of a country, or of a region of one (`DE-BY`). Raises UnknownCountry."""
    code, _, region = country.partition("-")
    return named_days(code, years, subdivision=region or None)


def days_of(year: int, written: sections.YearSection, names: dict[str, sections.HolidayName]) -> Iterator[NamedDay]:
    """The named days of one year of the document. Raises ValueError or KeyError for what is no day and no name."""
    for text in written.off:
        yield from off_days(text, year, names)
    for text in written.working:
        yield working_day(text, year)
    for text in written.short:
        for day in days_of_year(text, year):
            yield NamedDay(day, "shortened", "Сокращённый предпраздничный день", "Shortened day before a holiday")


def off_days(text: str, year: int, names: dict[str, sections.HolidayName]) -> Iterator[NamedDay]:
    """Read "01-01…01-06 new-year" or "01-09 moved from 2026-01-03"."""
    days, _, why = text.partition(" ")
    for day in days_of_year(days, year):
        if match := _MOVED.fullmatch(why):
            origin = date.fromisoformat(match[1])
            yield NamedDay(
                day, "day_off", f"Выходной день, перенесён с {origin:%d.%m.%Y}", f"Day off, moved from {origin}"
            )
        else:
            name = names[why]
            yield NamedDay(day, "day_off" if name.moved else "holiday", name.ru, name.en)


def working_day(text: str, year: int) -> NamedDay:
    """Read "11-01 instead of 2025-11-03", or just "11-01"."""
    written, _, why = text.partition(" ")
    (day,) = days_of_year(written, year)
    russian = "Рабочее воскресенье" if day.weekday() == 6 else "Рабочая суббота"
    english = "Working Sunday" if day.weekday() == 6 else "Working Saturday"
    if why:
        match = _INSTEAD.fullmatch(why)
        if match is None:
            raise ValueError(text)
        off = date.fromisoformat(match[1])
        russian, english = f"{russian}, выходной перенесён на {off:%d.%m.%Y}", f"{english}, day off moved to {off}"
    return NamedDay(day, "working_weekend", russian, english)
