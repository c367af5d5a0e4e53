"""The tables of docs/regulation.md: made of the schema and the vocabularies, so that they say what the program does."""

import argparse
import ast
import inspect
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic.fields import FieldInfo

from reglament.regulation.document.notation import (
    WEEKDAYS,
    AddressText,
    AmountText,
    CutOffText,
    ExactPercentText,
    HoursText,
    PercentText,
    PriceText,
    QuotaText,
    Rank,
    ShareOrAmountText,
    Slug,
    WeekendText,
    Zone,
)
from reglament.regulation.document.schema import schema_base, schema_quality, schema_service
from reglament.regulation.document.schema import sections as schema
from reglament.regulation.document.schema.schema_base import Section, TwoTongues
from reglament.regulation.terms.basics import Words
from reglament.regulation.terms.metrics import KNOWN_METRICS, STARTS, STOPS
from reglament.regulation.terms.role_verbs import VERBS

COMMAND = "python -m reglament.testing.reference"
PAGE = Path(__file__).resolve().parents[3] / "docs" / "regulation.md"

TABLE = re.compile(r"(<!-- table: (\S+) -->\n).*?(<!-- end -->)", re.DOTALL)

WRITTEN: Mapping[Any, str] = {
    AmountText: "an amount",
    PercentText: "a share",
    ExactPercentText: "a share",
    ShareOrAmountText: "a share or an amount",
    HoursText: "hours",
    WeekendText: "a weekday or hours",
    CutOffText: "a time of day",
    QuotaText: "a number in a time",
    PriceText: "a price",
    AddressText: "an address",
    Rank: "0–99",
    Slug: "a name",
    Zone: "a time zone",
    schema_base.Country: "a country",
    schema_base.Text: "a text",
    schema_base.MetricName: "a metric",
    schema_base.Week: "hours by days",
    schema_base.Calendars: "a name, or a table of names",
    schema_base.Starts: "events",
    schema_base.Stops: "events",
    schema_base.Metrics: "metrics",
    schema_base.Names: "names",
    schema_base.People: "people",
    TwoTongues: "a text in both languages",
    bool: "`true`, `false`",
    int: "a number",
    date: "a date",
    str: "a name",
}
"""How a value is written; everything else follows from its type."""


def main(arguments: Sequence[str]) -> int:
    """Write the tables into docs/regulation.md, or with `--check` only tell whether they are out of date."""
    parser = argparse.ArgumentParser(prog=COMMAND, description="Write the tables of docs/regulation.md.")
    parser.add_argument("--check", action="store_true", help="only tell whether it is out of date")
    before = PAGE.read_text("utf-8")
    after = filled(before)
    if parser.parse_args(arguments).check:
        if before != after:
            sys.stderr.write(f"docs/regulation.md is out of date: run {COMMAND}\n")
        return int(before != after)
    PAGE.write_text(after, "utf-8")
    return 0


def filled(page: str) -> str:
    """The page with each of its tables as it is now."""
    return TABLE.sub(lambda match: f"{match[1]}{table(match[2])}\n{match[3]}", page)


def table(name: str) -> str:
    """A table by its name: a section of the schema, or a vocabulary."""
    vocabularies = {"starts": STARTS, "stops": STOPS}
    if name in vocabularies:
        return _rows(("event", "when"), ([f"`{slug}`", words.en] for slug, words in vocabularies[name].items()))
    if name == "metrics":
        return _rows(("metric", "starts", "stops"), _metrics())
    if name == "verbs":
        return ", ".join(f"`{verb}`" for verb in VERBS)
    return _rows(("key", "written", "left out", "meaning"), _keys(sections()[name]))


@cache
def sections() -> dict[str, type[Section]]:
    """Every section of the schema, by the name of its class."""
    known = {**vars(schema_base), **vars(schema_quality), **vars(schema_service), **vars(schema)}
    return {
        name: thing
        for name, thing in known.items()
        if isinstance(thing, type) and issubclass(thing, Section) and thing is not Section
    }


def _keys(section: type[Section]) -> Iterator[list[str]]:
    hints = get_type_hints(section, include_extras=True)
    told = meanings(section)
    for name, field in section.model_fields.items():
        kind = "a section" if name == "clause" else written(hints[name])
        yield [f"`{field.alias or name}`", kind, left_out(field, hints[name]), told[name]]


def meanings(section: type[Section]) -> dict[str, str]:
    """What is said under each key of a section, its own and those it shares with others."""
    found: dict[str, str] = {}
    for part in reversed(section.__mro__):
        if issubclass(part, Section) and part is not Section:
            found |= _said_in(part)
    return found


@cache
def _said_in(section: type[Section]) -> dict[str, str]:
    body = ast.parse(inspect.getsource(section)).body[0]
    assert isinstance(body, ast.ClassDef)
    said = {}
    for key, text in zip(body.body, body.body[1:], strict=False):
        if isinstance(key, ast.AnnAssign) and isinstance(key.target, ast.Name):
            assert isinstance(text, ast.Expr), f"{section.__name__}.{key.target.id} says nothing of itself"
            assert isinstance(text.value, ast.Constant)
            said[key.target.id] = " ".join(str(text.value.value).split())
    return said


def written(hint: Any) -> str:
    """How a value of that type is written."""
    if hint in WRITTEN:
        return WRITTEN[hint]
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return written(next(part for part in parts if part is not NoneType))
    return written(parts[0]) if origin is Annotated else _written(origin, parts)


def _written(origin: Any, parts: Sequence[Any]) -> str:
    if origin is Literal:
        return ", ".join(f"`{choice}`" for choice in _flat(parts))
    if origin is list:
        inner = written(parts[0])
        return f"some of {inner}" if get_origin(parts[0]) is Literal else f"a list: {inner}"
    inner = written(parts[1]) if origin is dict else "a table"
    return inner if inner == "a table" else f"a table: {inner}"


def _flat(choices: Sequence[Any]) -> Iterator[str]:
    for choice in choices:
        yield from _flat(get_args(choice)) if get_origin(choice) is Literal else [str(choice)]


def left_out(field: FieldInfo, hint: Any) -> str:
    """What holds where the key is left out."""
    value = field.default
    if field.is_required():
        return "required"
    if value in (None, "", [], {}) or isinstance(value, Section):
        return "–"
    if hint in (PercentText, ExactPercentText):
        value = f"{value} %"
    elif hint == WeekendText:
        value = WEEKDAYS[value]
    return f"`{_toml(value)}`"


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(_toml(one) for one in value)}]"
    return f'"{value}"' if isinstance(value, str) else str(value)


def _metrics() -> Iterator[list[str]]:
    for slug, metric in KNOWN_METRICS.items():
        yield [f"`{slug}`", _events(STARTS, metric.starts), _events(STOPS, metric.stops)]


def _events(known: Mapping[str, Words], events: frozenset[str]) -> str:
    return ", ".join(f"`{event}`" for event in known if event in events)


def _rows(head: Sequence[str], rows: Iterator[list[str]]) -> str:
    lines = [f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}"]
    return "\n".join([*lines, *(f"| {' | '.join(cells)} |" for cells in rows)])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
