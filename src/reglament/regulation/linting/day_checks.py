"""Calendars that never open, and days that are none."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time

from reglament.regulation.document.document_calendars import (
    compiled_calendar,
    country_days,
    holidays_known,
    off_days,
    working_day,
)
from reglament.regulation.document.notation import (
    COUNTRY_EXAMPLE,
    DATES_EXAMPLE,
    DAYS_EXAMPLE,
    SEASON_EXAMPLE,
    dates,
    days_of_year,
    season_days,
)
from reglament.regulation.document.problems.problems import Path, Problem, listed, nearest, same
from reglament.regulation.document.schema import sections
from reglament.regulation.document.schema.sections import Document
from reglament.regulation.terms.edition_terms import Words
from reglament.worktime.days import UnknownCountry
from reglament.worktime.timeline import NeverOpens, compiled

Years = dict[str, dict[str, sections.YearSection]]


LEAP_YEAR = 2028


def calendar_faults(document: Document) -> Iterator[Problem]:
    """Calendars that never open, and such as say two things at once."""
    for slug, calendar in document.calendars.items():
        path: Path = ("calendars", slug)
        own_hours = bool(calendar.week or calendar.holidays or calendar.exceptions or calendar.seasons)
        if calendar.always and (own_hours or calendar.joins):
            yield Problem("always_and_hours", path, value=slug)
        elif calendar.joins and own_hours:
            yield Problem("joins_and_hours", path, value=slug)
        if not calendar.always and not calendar.joins and not any(calendar.week.values()):
            yield Problem("calendar_never_opens", path, value=slug, expected=Words("week", "week"))
        elif calendar.without and never_opens(slug, document):
            yield Problem("nothing_left_open", (*path, "without"), value=slug)
        if slug in joined(slug, document):
            yield Problem("joins_itself", (*path, "joins" if calendar.joins else "without"), value=slug)
        if calendar.observes and not calendar.holidays:
            yield Problem("observes_no_country", (*path, "observes"), value=slug)
        for day in calendar.exceptions:
            if not _is_read(dates, day):
                yearly = _is_read(lambda days: season_days(days, LEAP_YEAR), day)
                code = "yearly_exception" if yearly else "bad_date"
                yield Problem(code, (*path, "exceptions", day), value=day, expected=same(DATES_EXAMPLE))
        for number, season in enumerate(calendar.seasons):
            if not _is_read(lambda days: season_days(days, LEAP_YEAR), season.days):
                place: Path = (*path, "seasons", number, "days")
                yield Problem("bad_season", place, value=season.days, expected=same(SEASON_EXAMPLE))


def joined(slug: str, document: Document) -> set[str]:
    """Every calendar it is made of, through whatever others."""
    found: set[str] = set()
    asked = [*document.calendars[slug].joins, *document.calendars[slug].without]
    while asked:
        part = asked.pop()
        if part not in found and part in document.calendars:
            found.add(part)
            asked += [*document.calendars[part].joins, *document.calendars[part].without]
    return found


def never_opens(slug: str, document: Document) -> bool:
    """Whether nothing is ever open on it; what is told as another mistake of the calendar is none."""
    calendar, parts = document.calendars[slug], joined(slug, document)
    if slug in parts or (calendar.always and calendar.joins) or not parts >= {*calendar.joins, *calendar.without}:
        return False
    start = datetime.combine(document.regulation.dated, time(), UTC)
    try:
        compiled(compiled_calendar(slug, document)).next_opening(start)
    except (NeverOpens, OverflowError):
        return True
    except (KeyError, ValueError):  # named days that are told elsewhere
        return False
    return False


def day_faults(document: Document) -> Iterator[Problem]:
    """Days of the production calendar that are none, have no name, or are given twice."""
    for slug, calendar in document.calendars.items():
        unknown = [country for country in calendar.holidays if not _has_days(country, document)]
        for country in unknown:
            yield Problem("bad_country", ("calendars", slug, "holidays"), value=country, expected=same(COUNTRY_EXAMPLE))
        if calendar.observes and calendar.holidays and not unknown:
            yield from _unknown_holidays(slug, calendar, document)
    yield from appendix_faults(document.production_calendar, document.holiday_names)


def _has_days(country: str, document: Document) -> bool:
    return country in document.production_calendar or _is_known(country)


def _unknown_holidays(slug: str, calendar: sections.CalendarSection, document: Document) -> Iterator[Problem]:
    """Holidays it observes that none of its countries has."""
    known = holidays_known(calendar, document)
    for number, name in enumerate(calendar.observes):
        if name not in known:
            place: Path = ("calendars", slug, "observes", number)
            yield Problem("unknown_name", place, value=name, expected=listed(known), nearest=nearest(name, known))


def appendix_faults(calendar: Years, holidays: dict[str, dict[str, sections.HolidayName]]) -> Iterator[Problem]:
    """The same of the production calendar alone, with the names its days have."""
    for country, years in calendar.items():
        names = holidays.get(country, {})
        for year, written in years.items():
            yield from _year_faults(("production-calendar", country, year), int(year), written, names)


def _year_faults(
    path: Path, year: int, written: sections.YearSection, names: dict[str, sections.HolidayName]
) -> Iterator[Problem]:
    seen: set[date] = set()
    for key, number, text in _days_written(written):
        place: Path = (*path, key, number)
        try:
            days = _days(key, text, year, names)
        except KeyError:
            name = text.partition(" ")[2]
            yield Problem("unknown_name", place, value=name, expected=listed(names), nearest=nearest(name, names))
        except ValueError:
            yield Problem("bad_day", place, value=text, expected=same(DAYS_EXAMPLE))
        else:
            twice = [day for day in days if day in seen and key != "short"]
            yield from (Problem("day_twice", place, value=day.isoformat()) for day in twice)
            seen.update(days)


def _days_written(written: sections.YearSection) -> Iterator[tuple[str, int, str]]:
    for key in ("off", "working", "short"):
        for number, text in enumerate(getattr(written, key)):
            yield key, number, text


def _days(key: str, text: str, year: int, names: dict[str, sections.HolidayName]) -> list[date]:
    if key == "off":
        return [day.date for day in off_days(text, year, names)]
    return [working_day(text, year).date] if key == "working" else list(days_of_year(text, year))


def _is_read(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except ValueError:
        return False
    return True


def _is_known(country: str) -> bool:
    try:
        country_days(country, ())
    except UnknownCountry:
        return False
    return True
