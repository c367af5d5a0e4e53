"""The decision table as a whole: rows that are never asked, and levels about which nothing is said.

The situations the rows can tell apart are few: every condition is tried with each value some row names, and with one
that no row names. So the answers are exact, not guesses.
"""

from collections.abc import Iterator
from dataclasses import fields
from itertools import product
from typing import Any

from reglament.regulation.compiling import targets
from reglament.regulation.problems import Problem, listed, same
from reglament.regulation.row_linting import FIRST, NEXT
from reglament.regulation.schema import Document
from reglament.regulation.spelling import spelled
from reglament.regulation.tables import Situation, decide_among, fits
from reglament.regulation.terms import Target, When

CONDITIONS = tuple(condition.name for condition in fields(When))


def table_faults(document: Document) -> Iterator[Problem]:
    """Unreachable rows, levels without a first response, next responses slower than the first."""
    rows = tuple(targets(document.targets))
    yield from _unreachable(document, rows)
    yield from _levels_without_row(document, rows)
    yield from _slower_replies(document, rows)


def _unreachable(document: Document, rows: tuple[Target, ...]) -> Iterator[Problem]:
    blamed: set[int] = set()
    for metric in dict.fromkeys(row.metric for row in rows):
        asked = [row for row in rows if row.metric == metric]
        deciders = _deciders(document, asked)
        for row in asked:
            others = deciders[row.number]
            if others and row.number not in others and row.number not in blamed:
                blamed.add(row.number)
                expected = listed(str(number) for number in sorted(others))
                yield Problem("unreachable_row", ("targets", row.number - 1), value=metric, expected=expected)


def _deciders(document: Document, rows: list[Target]) -> dict[int, set[int]]:
    """For each row, the rows that decide the situations it fits."""
    deciders: dict[int, set[int]] = {row.number: set() for row in rows}
    for situation in situations(document, rows):
        fitting = [row.number for row in rows if fits(row.when, situation)]
        for number in fitting:
            deciders[number].add(fitting[0])
    return deciders


def _levels_without_row(document: Document, rows: tuple[Target, ...]) -> Iterator[Problem]:
    asked = [row for row in rows if row.metric == FIRST]
    silent: set[str] = set()
    for situation in situations(document, asked):
        if situation.level not in silent and decide_among(asked, FIRST, situation) is None:
            silent.add(situation.level)
            example = _described(situation, asked)
            yield Problem("no_row", ("levels", situation.level), value=situation.level, expected=same(example))


def _described(situation: Situation, rows: list[Target]) -> str:
    """The situation by those conditions the rows tell apart."""
    asked = [name for name in CONDITIONS if any(getattr(row.when, name) is not None for row in rows)]
    if asked != ["level"]:
        asked = [name for name in asked if name != "level"]
    return ", ".join(f"{name.replace('_', '-')} = {_told(getattr(situation, name))}" for name in asked)


def _told(value: str | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else f'"{value}"'


def _slower_replies(document: Document, rows: tuple[Target, ...]) -> Iterator[Problem]:
    asked = [row for row in rows if row.metric in (FIRST, NEXT)]
    blamed: set[int] = set()
    for situation in situations(document, asked):
        first, following = decide_among(asked, FIRST, situation), decide_among(asked, NEXT, situation)
        if first and following and following.number not in blamed and _is_slower(following, first):
            blamed.add(following.number)
            assert first.amount and following.amount
            yield Problem(
                "reply_slower",
                ("targets", following.number - 1, "amount"),
                value=spelled(following.amount),
                expected=same(spelled(first.amount)),
            )


def _is_slower(following: Target, first: Target) -> bool:
    """Only amounts of one unit on one calendar can be compared without a date."""
    if following.amount is None or first.amount is None:
        return False
    comparable = following.amount.unit is first.amount.unit and following.calendar == first.calendar
    return comparable and following.amount.value > first.amount.value


def situations(document: Document, rows: list[Target]) -> Iterator[Situation]:
    """Every situation that `rows` can tell from another; levels are always told apart."""
    domains = _domains(document)
    tried = [_tried(name, values, rows) for name, values in domains.items()]
    return (Situation(**dict(zip(domains, values, strict=True))) for values in product(*tried))


def _tried(name: str, values: list[Any], rows: list[Target]) -> list[Any]:
    """One value that no row names, and all that some row does."""
    if name in ("level", "developers"):
        return values
    named = {value for row in rows for value in getattr(row.when, name) or ()}
    return [value for value in values if value not in named][:1] + [value for value in values if value in named]


def _domains(document: Document) -> dict[str, list[Any]]:
    """Each condition's possible values; "" where a ticket may have none."""
    grounds = [ground for severity in document.severities.values() for ground in severity.grounds]
    return {
        "level": list(document.levels),
        "severity": list(document.severities),
        "ground": ["", *dict.fromkeys(grounds)],
        "request_type": ["", *document.request_types],
        "channel": list(document.channels),
        "department": ["", *document.departments],
        "stage": ["support", "development"],
        "fault": ["unknown", "vendor", "client", "third_party"],
        "developers": [False, True],
    }
