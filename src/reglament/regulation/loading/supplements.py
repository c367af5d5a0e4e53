"""Calendar supplements: the public days of a year that an edition did not know when it was published.

A supplement is a TOML text with the two tables an edition's own appendix has, `[holiday-names.…]` and
`[production-calendar.….…]`. It is only ever added. What an edition itself knows as official stays as it is.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from pydantic import ValidationError

from reglament.regulation.document.document_calendars import compiled_calendar
from reglament.regulation.document.key_lines import Lines
from reglament.regulation.document.notation import Slug
from reglament.regulation.document.problems.problems import Faulty
from reglament.regulation.document.problems.schema_problems import told
from reglament.regulation.document.problems.toml_problems import unreadable
from reglament.regulation.document.schema.schema_base import Country, Section, Year
from reglament.regulation.document.schema.sections import Document, HolidayName, YearSection
from reglament.regulation.linting.day_checks import appendix_faults
from reglament.regulation.terms.edition_terms import Regulation, Supplemented


class Supplement(Section):
    """The days of one or more years, by country."""

    holiday_names: dict[Country, dict[Slug, HolidayName]] = {}
    """What the days off are called."""
    production_calendar: dict[Country, dict[Year, YearSection]]
    """The named days of each year."""

    @property
    def years(self) -> frozenset[tuple[str, str]]:
        """The years it settles, with their country."""
        written = self.production_calendar.items()
        return frozenset((country, year) for country, years in written for year, days in years.items() if days.official)


def read(text: str, *, name: str = "") -> Supplement:
    """The supplement of a text; `name` says in messages which one it is. Raises Faulty with all that is wrong."""
    try:
        supplement = Supplement.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise Faulty(name, [unreadable(str(error), text)]) from None
    except ValidationError as error:
        lines = Lines(text)
        misspelt = [told(one) for one in error.errors()]
        raise Faulty(name, [problem.at(lines.line(problem.path)) for problem in misspelt]) from None
    if problems := list(appendix_faults(supplement.production_calendar, supplement.holiday_names)):
        lines = Lines(text)
        raise Faulty(name, [problem.at(lines.line(problem.path)) for problem in problems])
    return supplement


def supplemented(regulation: Regulation, text: str, supplements: Iterable[tuple[datetime, str]]) -> Regulation:
    """`regulation`, compiled from `text`, with supplements that count from an instant on, in their order."""
    document = Document.model_validate(tomllib.loads(text))
    calendars, known = regulation.promise.calendars, []
    for at, written in supplements:
        document = _with_years(document, read(written))
        known.append(Supplemented(at, calendars))
        calendars = {slug: compiled_calendar(slug, document) for slug in calendars}
    return replace(regulation, promise=replace(regulation.promise, calendars=calendars), supplements=tuple(known))


def _with_years(document: Document, supplement: Supplement) -> Document:
    """The document with the years of a supplement that it does not know itself."""
    years, names = dict(document.production_calendar), dict(document.holiday_names)
    for country, written in supplement.production_calendar.items():
        own = years.get(country)
        if own is None:
            continue
        years[country] = {**own, **{year: days for year, days in written.items() if not _settled(own, year)}}
        names[country] = {**supplement.holiday_names.get(country, {}), **names.get(country, {})}
    return document.model_copy(update={"production_calendar": years, "holiday_names": names})


def _settled(years: dict[str, YearSection], year: str) -> bool:
    return year in years and years[year].official
