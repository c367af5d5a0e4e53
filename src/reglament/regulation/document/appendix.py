"""The appendix of a document, its production calendar, written from what the `holidays` package knows today.

Publication adds it to the text, so that the days of an edition never change afterwards; `calendars.py` reads it back.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator

from reglament.regulation.document.document_calendars import country_days, name_slug
from reglament.worktime.days import NamedDay

_MOVED_FROM = re.compile(r"Day off, moved from (\d{4}-\d\d-\d\d)")
_MOVED_TO = re.compile(r"day off moved to (\d{4}-\d\d-\d\d)")


DECREED = {"RU": 2026}
"""The last year whose days off are decreed, where a decree moves them each year; elsewhere the law alone names them."""


def materialised(text: str, *, years: Iterable[int]) -> str:
    """`text`, which must be TOML, with an appendix for each country whose holidays it names without their days."""
    data, wanted = tomllib.loads(text), sorted(years)
    given = data.get("production-calendar", {})
    named = {
        country
        for calendar in data.get("calendars", {}).values()
        for country in _listed(calendar.get("holidays", []))
        if country not in given
    }
    parts = [appendix(country, wanted, official=_official(country, wanted)) for country in sorted(named)]
    return "\n\n".join([text.rstrip("\n"), *parts]) if parts else text


def _listed(countries: str | list[str]) -> list[str]:
    return [countries] if isinstance(countries, str) else countries


def _official(country: str, years: list[int]) -> list[int]:
    return [year for year in years if year <= DECREED.get(country, year)]


def appendix(country: str, years: Iterable[int], *, official: Iterable[int]) -> str:
    """`[holiday-names]` and a `[production-calendar]` table per year, as TOML; years not `official` are provisional."""
    wanted, decreed = sorted(years), frozenset(official)
    days = country_days(country, wanted)
    named = {name_slug(day.name_en): day for day in days if _kind(day) == "off" and not _MOVED_FROM.match(day.name_en)}
    lines = [f"[holiday-names.{country}]", *(f"{slug} = {_name(day)}" for slug, day in named.items())]
    for year in wanted:
        lines += ["", f"[production-calendar.{country}.{year}]", f"official = {str(year in decreed).lower()}"]
        lines += _year([day for day in days if day.date.year == year])
    return "\n".join(lines) + "\n"


def _year(days: list[NamedDay]) -> Iterator[str]:
    items = {
        "off": [_off(run) for run in _runs([day for day in days if _kind(day) == "off"])],
        "working": [_working(day) for day in days if day.kind == "working_weekend"],
        "short": [f"{day.date:%m-%d}" for day in days if day.kind == "shortened"],
    }
    for key, written in items.items():
        if written:
            yield f"{key} = [" + ", ".join(f'"{item}"' for item in written) + "]"


def _kind(day: NamedDay) -> str:
    return "off" if day.kind in ("holiday", "day_off") else day.kind


def _runs(days: list[NamedDay]) -> list[list[NamedDay]]:
    """Consecutive days of one name together."""
    runs: list[list[NamedDay]] = []
    for day in days:
        if runs and runs[-1][-1].name_en == day.name_en and (day.date - runs[-1][-1].date).days == 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _off(run: list[NamedDay]) -> str:
    first, last = run[0], run[-1]
    days = f"{first.date:%m-%d}" if first is last else f"{first.date:%m-%d}…{last.date:%m-%d}"
    moved = _MOVED_FROM.match(first.name_en)
    return f"{days} moved from {moved[1]}" if moved else f"{days} {name_slug(first.name_en)}"


def _working(day: NamedDay) -> str:
    moved = _MOVED_TO.search(day.name_en)
    return f"{day.date:%m-%d} instead of {moved[1]}" if moved else f"{day.date:%m-%d}"


def _name(day: NamedDay) -> str:
    moved = ", moved = true" if day.kind == "day_off" else ""
    return f'{{ ru = "{day.name_ru}", en = "{day.name_en}"{moved} }}'
