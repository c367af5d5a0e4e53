"""Drafts of a country's named days, from the `holidays` package. Nothing here is in force until it is published."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from reglament.worktime.calendar import DayKind

if TYPE_CHECKING:
    from holidays import HolidayBase

# Countries whose working day before a public holiday is an hour shorter (Russia: Labour Code, article 95).
_SHORTENED_BEFORE_HOLIDAYS = frozenset({"RU"})

_MOVED_FROM = re.compile(r"\(substituted from (\d\d)/(\d\d)/(\d{4})\)")
_TOMORROW = timedelta(days=1)


class UnknownCountry(ValueError):
    """No holidays are known for this country code."""


@dataclass(frozen=True, slots=True, order=True)
class NamedDay:
    """One fact about one date. A working weekend day that is also shortened has two."""

    date: date
    kind: DayKind
    name_ru: str
    name_en: str


def named_days(country: str, years: Iterable[int], *, subdivision: str | None = None) -> tuple[NamedDay, ...]:
    """The public holidays of a country (ISO 3166 code) in these years, as far as the package knows them.

    Moved days off, working weekend days and, where the law has them, shortened days before holidays are included.
    Sorted by date. A year whose decree is not out yet has its fixed holidays only: publish no such year.
    """
    wanted = set(years)
    draft = _Draft(country, wanted, subdivision)
    found = [*draft.days_off(), *draft.working_weekends(), *draft.shortened()]
    return tuple(sorted(day for day in found if day.date.year in wanted))


class _Draft:
    def __init__(self, country: str, years: set[int], subdivision: str | None) -> None:
        self.country = country
        # New Year's Day shortens the last day of the year before.
        with_next = years | {year + 1 for year in years}
        self.english = _holidays(country, with_next, subdivision, "en_US")
        self.russian = _holidays(country, with_next, subdivision, "ru")
        # Date off -> the weekend day it was moved from.
        self.moved_from = {
            day: date(int(match[3]), int(match[1]), int(match[2]))
            for day, name in self.english.items()
            if (match := _MOVED_FROM.search(name))
        }
        self.moved_to = {origin: day for day, origin in self.moved_from.items()}
        self.worked = {day for day in self.english.weekend_workdays if day.year in with_next}

    def days_off(self) -> Iterator[NamedDay]:
        for day, name in self.english.items():
            if origin := self.moved_from.get(day):
                yield NamedDay(
                    day, "day_off", f"Выходной день, перенесён с {origin:%d.%m.%Y}", f"Day off, moved from {origin}"
                )
            else:
                yield NamedDay(day, "holiday" if self._is_holiday(day) else "day_off", self.russian[day], name)

    def working_weekends(self) -> Iterator[NamedDay]:
        for day in self.worked:
            russian = "Рабочее воскресенье" if day.weekday() == 6 else "Рабочая суббота"
            english = "Working Sunday" if day.weekday() == 6 else "Working Saturday"
            if off := self.moved_to.get(day):
                russian = f"{russian}, выходной перенесён на {off:%d.%m.%Y}"
                english = f"{english}, day off moved to {off}"
            yield NamedDay(day, "working_weekend", russian, english)

    def shortened(self) -> Iterator[NamedDay]:
        """The working day before a holiday; when that one was moved, the weekend day worked in its place."""
        if self.country not in _SHORTENED_BEFORE_HOLIDAYS:
            return
        for holiday in filter(self._is_holiday, self.english):
            eve = holiday - _TOMORROW
            worked = self.moved_from.get(eve, eve)
            if self.english.is_working_day(worked):
                yield NamedDay(
                    worked, "shortened", "Сокращённый предпраздничный день", "Shortened day before a holiday"
                )

    def _is_holiday(self, day: date) -> bool:
        """Whether the law names the date itself, rather than moving a day off to it."""
        name = self.english.get(day)
        return name is not None and day not in self.moved_from and not name.endswith("(observed)")


def _holidays(country: str, years: set[int], subdivision: str | None, language: str) -> "HolidayBase":
    # Only a draft needs the package, and importing it costs memory every process would pay for.
    import holidays

    try:
        known = holidays.country_holidays(country, subdiv=subdivision)
    except NotImplementedError as error:
        raise UnknownCountry(f"no holidays are known for {country} {subdivision or ''}".rstrip()) from error
    return holidays.country_holidays(
        country, subdiv=subdivision, years=years, expand=False, language=_spoken(known, language)
    )


def _spoken(known: "HolidayBase", language: str) -> str | None:
    """The wanted language or its nearest relative, English, or the country's own."""
    for wanted in (language, "en_US", "en"):
        for supported in known.supported_languages:
            if supported == wanted or supported.startswith(f"{wanted}_"):
                return supported
    return known.default_language
