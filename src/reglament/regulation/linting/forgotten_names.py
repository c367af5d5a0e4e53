"""Names that contracts, the editions they pin and open tickets use: the next edition may retire them, not forget them,
so names are stable."""

from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import Any, NamedTuple

from reglament.regulation.document.problems.problems import Problem, listed, nearest
from reglament.regulation.terms.basics import Words
from reglament.regulation.terms.edition_terms import Promise

GROUNDS, HOURS = "severities.….grounds", "contract-hours"
TABLES = (
    "levels",
    "severities",
    "urgencies",
    "impacts",
    "channels",
    "request-types",
    "findings",
    "postpone",
    "refuse",
    "redirect",
    "departments",
)
"""Tables of the document whose names tickets have."""


SHOWN = 10
"""So many possible successors are named."""


class Use(NamedTuple):
    """Somebody uses a name of a table."""

    table: str
    slug: str
    by: Words


def forgotten(data: dict[str, Any], uses: Iterable[Use]) -> list[Problem]:
    """Names in use that the next edition, read from its TOML and faulty or not, does not have."""
    tables, users = _named(data), dict[tuple[str, str], list[Words]]()
    for use in uses:
        if use.slug not in tables[use.table]:
            users.setdefault((use.table, use.slug), []).append(use.by)
    return [_problem(table, slug, by, tables[table]) for (table, slug), by in sorted(users.items(), key=itemgetter(0))]


def _problem(table: str, slug: str, by: list[Words], written: Mapping[str, bool]) -> Problem:
    names = [name for name, is_retired in written.items() if not is_retired]
    return Problem(
        "hours_in_use" if table == HOURS else "in_use",
        tuple(table.split(".")),
        value=slug,
        expected=listed(names if len(names) <= SHOWN else [*names[:SHOWN], "…"]),
        nearest=nearest(slug, names),
        users=Words("; ".join(one.ru for one in by), "; ".join(one.en for one in by)),
    )


def names_of(promise: Promise) -> Mapping[str, Iterable[str]]:
    """The names that tickets of an edition may have, by table; of the departments those that its rules speak of."""
    departments = {slug for row in promise.targets for slug in row.when.department or ()}
    if promise.specification and promise.specification.accepted_by:
        departments.add(promise.specification.accepted_by)
    return {
        "levels": promise.levels,
        "severities": promise.severities,
        GROUNDS: [ground.slug for severity in promise.severities.values() for ground in severity.grounds],
        "urgencies": promise.urgencies,
        "impacts": promise.impacts,
        "channels": promise.channels,
        "request-types": promise.request_types,
        "findings": promise.findings,
        "postpone": promise.postpone,
        "refuse": promise.refuse,
        "redirect": promise.redirect,
        "departments": departments | (promise.works.departments if promise.works else frozenset()),
    }


def _named(data: dict[str, Any]) -> dict[str, dict[str, bool]]:
    """The names of each table as written, faulty or not, and whether each is retired."""
    tables = {table: _retired(data.get(table)) for table in TABLES}
    severities = data.get("severities")
    tables[GROUNDS] = {}
    for severity in severities.values() if isinstance(severities, dict) else ():
        tables[GROUNDS] |= _retired(severity.get("grounds") if isinstance(severity, dict) else None)
    hours = data.get(HOURS)
    tables[HOURS] = _hours(hours) if isinstance(hours, dict) else {}
    return tables


def _retired(sections: object) -> dict[str, bool]:
    if not isinstance(sections, dict):
        return {}
    return {slug: isinstance(section, dict) and "retired" in section for slug, section in sections.items()}


def _hours(section: dict[str, Any]) -> dict[str, bool]:
    written = section.get("calendars", [])
    names = [section.get("calendar"), *(written if isinstance(written, list) else [written])]
    return {name: False for name in names if isinstance(name, str)}
