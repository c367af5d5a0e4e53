"""The decision table as a whole: rows that are never asked, and levels about which nothing is said.

The situations the rows can tell apart are few: every condition is tried with each value some row names, and with one
that no row names. So the answers are exact, not guesses.
"""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from itertools import chain, combinations, product
from typing import Any, get_args

from reglament.regulation.document.compiler import targets
from reglament.regulation.document.notation import spelled
from reglament.regulation.document.problems.problems import Problem, listed, same
from reglament.regulation.document.schema.schema_base import Fault, Kind, Stage
from reglament.regulation.document.schema.sections import Document
from reglament.regulation.linting.row_checks import FIRST, NEXT
from reglament.regulation.terms.decision_table import Situation, decide_among, fits
from reglament.regulation.terms.edition_terms import Target, When

CONDITIONS = tuple(condition.name for condition in fields(When))
ASKED_OF = {"finding": "findings"}
"""Conditions whose values a situation has under another name."""

SETS_TRIED_TO = 4
"""Of more findings or calendars than that not every combination is tried, but none, each alone, and all together."""


def table_faults(document: Document) -> Iterator[Problem]:
    """Unreachable rows, levels without a first response, next responses slower than the first."""
    rows = tuple(targets(document))
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
            if row.number in others or row.number in blamed:
                continue
            blamed.add(row.number)
            path = ("targets", row.number - 1)
            if others:
                expected = listed(str(number) for number in sorted(others))
                yield Problem("unreachable_row", path, value=metric, expected=expected)
            elif _all_known(row.when, document):
                yield Problem("row_never_fits", (*path, "when"), value=metric)


def _all_known(when: When, document: Document) -> bool:
    """Whether the row is not simply about names that do not exist."""
    domains = {**_domains(document), "channel": list(document.channels)}
    return all(_named(when, name) <= set(values) for name, values in domains.items())


def _named(when: When, name: str) -> frozenset[Any]:
    values = getattr(when, name)
    return values if isinstance(values, frozenset) else frozenset()


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
    silent = {slug for slug, level in document.levels.items() if level.retired}  # nothing new gets them
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
    values = {name: getattr(situation, ASKED_OF.get(name, name)) for name in asked}
    return ", ".join(f"{name.replace('_', '-')} = {_told(value)}" for name, value in values.items())


def _told(value: str | bool | frozenset[str]) -> str:
    if isinstance(value, frozenset):
        return "[" + ", ".join(f'"{one}"' for one in sorted(value)) + "]"
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
    """Every situation that `rows` can tell from another and that can happen; levels are always told apart."""
    domains = _domains(document)
    by_channel = any(row.when.channel is not None for row in rows)
    tried = {name: _tried(name, values, rows) for name, values in domains.items()}
    if by_channel:
        tried["channel"] = domains["channel"]
    tried["findings"] = _sets(value for row in rows for value in row.when.finding or ())
    tried["during"] = _sets(value for row in rows for value in row.when.during or ())
    for values in product(*tried.values()):
        situation = Situation(**dict(zip(tried, values, strict=True)))
        if _can_happen(situation, document, by_channel=by_channel):
            yield situation


def _can_happen(situation: Situation, document: Document, *, by_channel: bool) -> bool:
    """Grounds belong to their severity, departments to their stage; a level may not open requests by every channel."""
    if situation.ground and situation.ground not in document.severities[situation.severity].grounds:
        return False
    if situation.department and document.departments[situation.department].stage != situation.stage:
        return False
    channels = document.levels[situation.level].channels
    return not (by_channel and channels and situation.channel not in channels)


def _tried(name: str, values: list[Any], rows: list[Target]) -> list[Any]:
    """One value that no row names, and all that some row does."""
    if name in ("level", "developers", "stage"):
        return values
    named = {value for row in rows for value in getattr(row.when, name) or ()}
    return [value for value in values if value not in named][:1] + [value for value in values if value in named]


def _sets(values: Iterable[str]) -> list[Any]:
    """What may hold of `values` at the same time."""
    named = list(dict.fromkeys(values))
    sizes = range(len(named) + 1) if len(named) <= SETS_TRIED_TO else (0, 1, len(named))
    return [frozenset(some) for some in chain.from_iterable(combinations(named, size) for size in sizes)]


def _domains(document: Document) -> dict[str, list[Any]]:
    """Each condition's possible values; "" where a ticket may have none."""
    grounds = [ground for severity in document.severities.values() for ground in severity.grounds]
    return {
        "level": list(document.levels),
        "severity": list(document.severities),
        "ground": ["", *dict.fromkeys(grounds)],
        "request_type": ["", *document.request_types],
        "channel": _ways_in(document),
        "department": ["", *document.departments],
        "stage": list(get_args(Stage)),
        "fault": ["unknown", *(fault for fault in get_args(Fault) if fault != "unknown")],
        "developers": [False, True],
        "urgency": ["", *document.urgencies],
        "impact": ["", *document.impacts],
        "asked_by": ["contact", "representative", "account_manager", "agent"],
        "kind": list(get_args(Kind)),
    }


def _ways_in(document: Document) -> list[str]:
    """The channels that may open requests; all of them where none may, which is told elsewhere."""
    official = [slug for slug, channel in document.channels.items() if channel.standing == "official"]
    return official or list(document.channels)
