"""Names that the sections about the service use, each with where it is used and what there is."""

from collections.abc import Iterable, Iterator

from reglament.regulation.document.compiler import metrics
from reglament.regulation.document.problems.problems import Path
from reglament.regulation.document.schema.sections import Document

Used = tuple[Path, str, Iterable[str]]
"""Where a name is used, the name, and the names there are."""


def names_of_service(document: Document) -> Iterator[Used]:
    """Names in services, limits, findings, works, prices, specification, windows of quality, credits."""
    for slug, service in document.services.items():
        path: Path = ("services", slug)
        for level in service.levels:
            yield (*path, "levels", level), level, document.levels
        yield from each((*path, "request-types"), service.request_types, document.request_types)
        yield from one((*path, "extent"), service.extent, document.extents)
    for slug, level_section in document.levels.items():
        for severity in level_section.limits.by_severity if level_section.limits else ():
            yield ("levels", slug, "limits", "by-severity", severity), severity, document.severities
    for slug, price in document.prices.items():
        yield from each(("prices", slug, "request-types"), price.request_types, document.request_types)
        yield from each(("prices", slug, "levels"), price.levels, document.levels)
        yield from one(("prices", slug, "during"), price.during, document.calendars)
    for number, escalation in enumerate(document.escalations):
        place: Path = ("escalations", number)
        yield from each((*place, "metric"), escalation.metric, metrics(document))
        yield from each((*place, "levels"), escalation.levels, document.levels)
        yield from each((*place, "severities"), escalation.severities, document.severities)
        yield from one((*place, "calendar"), escalation.calendar, document.calendars)
    for number, credit in enumerate(document.credits):
        yield ("credits", number, "metric"), credit.metric, metrics(document)
        yield from each(("credits", number, "levels"), credit.levels, document.levels)
        yield from each(("credits", number, "severities"), credit.severities, document.severities)
    for number, report in enumerate(document.reports):
        yield from each(("reports", number, "levels"), report.levels, document.levels)
        yield from one(("reports", number, "calendar"), report.calendar, document.calendars)
    for number, statement in enumerate(document.statements):
        yield from each(("statements", number, "levels"), statement.levels, document.levels)
    yield from _names_of_findings(document)
    yield from _names_of_terms(document)


def _names_of_findings(document: Document) -> Iterator[Used]:
    for slug, finding in document.findings.items():
        path: Path = ("findings", slug)
        yield from each((*path, "proof"), finding.proof, document.information)
        for field, answers in finding.given_by.items():
            yield (*path, "given-by", field), field, document.information
            if field in document.information:
                yield from each((*path, "given-by", field), answers, document.information[field].choices)


def _names_of_terms(document: Document) -> Iterator[Used]:
    if works := document.works:
        yield from one(("works", "calendar"), works.calendar, document.calendars)
        yield from one(("works", "window"), works.window, document.calendars)
        yield from each(("works", "departments"), works.departments, document.departments)
    if specification := document.specification:
        path: Path = ("specification",)
        yield from each((*path, "request-types"), specification.request_types, document.request_types)
        yield from each((*path, "required"), specification.required, document.information)
        yield from one((*path, "accepted-by"), specification.accepted_by, document.departments)
    for section in ("reopening", "closing"):
        if written := getattr(document, section):
            yield from one((section, "calendar"), written.calendar, document.calendars)
    if document.closing and (resolved := document.closing.resolved):
        yield from one(("closing", "resolved", "calendar"), resolved.calendar, document.calendars)


def each(path: Path, names: Iterable[str] | None, known: Iterable[str]) -> Iterator[Used]:
    """The names of a list."""
    for number, name in enumerate(names or ()):
        yield (*path, number), name, known


def one(path: Path, name: str, known: Iterable[str]) -> Iterator[Used]:
    """A name that may be left out."""
    if name:
        yield path, name, known
