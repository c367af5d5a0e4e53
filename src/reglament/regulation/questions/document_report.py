"""A regulation for the terminal: what is wrong with it, and what it says."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import TextIO

from reglament.regulation.linting.forgotten_names import Use
from reglament.regulation.loading import library
from reglament.regulation.loading.loader import Faulty, load
from reglament.regulation.words.printout import document
from reglament.worktime.calendar import Calendar

FINE, WRONG, NOT_FOUND = 0, 1, 2


def run_check(name: str, *, language: str, out: TextIO, uses: Iterable[Use] = ()) -> int:
    """Check a regulation of the library or a file, and that it knows the names of `uses`; print all problems, one per
    line. Returns the exit code."""
    text = _found(name, language, out)
    if text is None:
        return NOT_FOUND
    try:
        regulation = load(text, name=name, uses=uses)
    except Faulty as faulty:
        print(told(faulty, language), file=out)
        return WRONG
    fine = {"ru": "всё в порядке", "en": "all is well"}[language]
    print(f"{name}: {regulation.name.in_(language)}, {regulation.dated:%d.%m.%Y} – {fine}", file=out)
    return FINE


def run_show(name: str, *, language: str, out: TextIO, as_json: bool) -> int:
    """Print what a regulation says, as a document or as one line of JSON. Returns the exit code."""
    text = _found(name, language, out)
    if text is None:
        return NOT_FOUND
    try:
        regulation = load(text, name=name)
    except Faulty as faulty:
        print(faulty.words(language), file=out)
        return WRONG
    told = json.dumps(regulation, default=_plain, ensure_ascii=False) if as_json else document(regulation, language)
    print(told, file=out)
    return FINE


def _found(name: str, language: str, out: TextIO) -> str | None:
    try:
        return library.find(name)
    except library.NotFound as missing:
        print(missing.words.in_(language), file=out)
        return None


def told(faulty: Faulty, language: str) -> str:
    """All problems, one per line, and how many there are."""
    number = len(faulty.problems)
    return faulty.words(language) + {"ru": f"\nОшибок: {number}", "en": f"\nProblems: {number}"}[language]


def _plain(value: object) -> object:
    """What JSON does not know; a calendar is told without its named days."""
    if isinstance(value, Calendar):
        week = [[str(span) for span in hours] for hours in value.week]
        return {"zone": value.zone, "always": value.always, "countries": value.countries, "week": week}
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, frozenset):
        return sorted(value)
    raise TypeError(f"no JSON for {value!r}")
