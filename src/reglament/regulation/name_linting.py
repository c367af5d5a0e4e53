"""Names a document uses without describing them."""

from collections.abc import Iterable, Iterator

from reglament.regulation import schema
from reglament.regulation.compiling import metrics
from reglament.regulation.metrics import FINDING
from reglament.regulation.order import DANGER, LEVEL, REST
from reglament.regulation.problems import Path, Problem, listed, nearest
from reglament.regulation.schema import Document
from reglament.regulation.schema_base import OTHERWISE

CONTRACT = "contract"
"""The calendar of a target that is the contract's own."""


def unknown_names(document: Document) -> Iterator[Problem]:
    """Names that nothing in the document has."""
    for path, name, known in _names_used(document):
        if name not in known:
            yield Problem("unknown_name", path, value=name, expected=listed(known), nearest=nearest(name, known))


def _names_used(document: Document) -> Iterator[tuple[Path, str, Iterable[str]]]:
    yield from _names_of_promise(document)
    yield from _names_of_scales(document)
    yield from _names_of_conduct(document)


def _names_of_promise(document: Document) -> Iterator[tuple[Path, str, Iterable[str]]]:
    for slug, level in document.levels.items():
        yield from _each(("levels", slug, "channels"), level.channels, document.channels)
    for slug, kind in document.request_types.items():
        path: Path = ("request-types", slug)
        yield from _each((*path, "required"), kind.required, document.information)
        yield from _each((*path, "optional"), kind.optional, document.information)
        yield from _one((*path, "redirect"), kind.redirect, document.redirect)
    for number, row in enumerate(document.targets):
        path = ("targets", number)
        yield from _each((*path, "metric"), row.metric, metrics(document))
        yield from _names_of_calendars((*path, "calendar"), row.calendar, document)
        yield from _names_of_conditions((*path, "when"), row.when, document)
    for window in ("acceptance", "answers"):
        if written := getattr(document, window):
            yield from _one((window, "calendar"), written.calendar, document.calendars)
            yield from _each((window, "exempt"), written.exempt, document.severities)


def _names_of_calendars(
    path: Path, calendars: dict[str, str], document: Document
) -> Iterator[tuple[Path, str, Iterable[str]]]:
    known = [*document.calendars, *([CONTRACT] if document.contract_hours else [])]
    for channel, calendar in calendars.items():
        if channel == OTHERWISE:
            yield from _one(path, calendar, known)
        else:
            yield (*path, channel), channel, document.channels
            yield from _one((*path, channel), calendar, known)


def _names_of_scales(document: Document) -> Iterator[tuple[Path, str, Iterable[str]]]:
    if document.matrix:
        path: Path = ("matrix", "severity")
        for urgency, severities in document.matrix.severity.items():
            yield (*path, urgency), urgency, document.urgencies
            for impact, severity in severities.items():
                yield (*path, urgency, impact), impact, document.impacts
                yield (*path, urgency, impact), severity, document.severities
    for slug, finding in document.findings.items():
        yield from _each(("findings", slug, "proof"), finding.proof, document.information)
    for slug, metric in document.metrics.items():
        for key in ("starts", "stops"):
            found = [(number, name) for number, name in enumerate(getattr(metric, key) or ()) if FINDING in name]
            for number, name in found:
                known = [f"{FINDING}{one}" for one in document.findings]
                yield ("metrics", slug, key, number), name, known
    if hours := document.contract_hours:
        yield from _one(("contract-hours", "calendar"), hours.calendar, document.calendars)
        yield from _each(("contract-hours", "calendars"), hours.calendars, document.calendars)


def _names_of_conditions(
    path: Path, when: schema.WhenSection, document: Document
) -> Iterator[tuple[Path, str, Iterable[str]]]:
    grounds = [ground for severity in document.severities.values() for ground in severity.grounds]
    yield from _each((*path, "level"), when.level, document.levels)
    yield from _each((*path, "severity"), when.severity, document.severities)
    yield from _each((*path, "ground"), when.ground, grounds)
    yield from _each((*path, "request-type"), when.request_type, document.request_types)
    yield from _each((*path, "channel"), when.channel, document.channels)
    yield from _each((*path, "department"), when.department, document.departments)
    yield from _each((*path, "urgency"), when.urgency, document.urgencies)
    yield from _each((*path, "impact"), when.impact, document.impacts)
    yield from _each((*path, "finding"), when.finding, document.findings)
    yield from _each((*path, "during"), when.during, document.calendars)


def _names_of_conduct(document: Document) -> Iterator[tuple[Path, str, Iterable[str]]]:
    for slug, department in document.departments.items():
        yield from _one(("departments", slug, "calendar"), department.calendar, document.calendars)
        yield from _each(("departments", slug, "duties"), department.duties, document.request_types)
        yield from _one(("departments", slug, "level"), department.level, document.levels)
    groups = [*document.severities, DANGER, REST, *(f"{LEVEL}{slug}" for slug in document.levels)]
    yield from _each(("order", "classes"), document.order.classes, groups)
    for name in document.order.within_class:
        yield ("order", "within-class", name), name, document.order.classes
    yield from _one(("intake", "default-type"), document.intake.default_type, document.request_types)


def _each(path: Path, names: list[str] | None, known: Iterable[str]) -> Iterator[tuple[Path, str, Iterable[str]]]:
    for number, name in enumerate(names or ()):
        yield (*path, number), name, known


def _one(path: Path, name: str, known: Iterable[str]) -> Iterator[tuple[Path, str, Iterable[str]]]:
    if name:
        yield path, name, known
