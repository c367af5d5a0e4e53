"""Names a document uses without describing them."""

from collections.abc import Iterator

from reglament.regulation.document.compiler import metrics
from reglament.regulation.document.problems.problems import Path, Problem, listed, nearest
from reglament.regulation.document.schema import sections
from reglament.regulation.document.schema.schema_base import OTHERWISE
from reglament.regulation.document.schema.sections import Document
from reglament.regulation.linting.service_names import Used, each, names_of_service, one
from reglament.regulation.terms.metrics import FINDING
from reglament.regulation.terms.queue_order import DANGER, LEVEL, REST
from reglament.regulation.terms.role_verbs import VERBS

CONTRACT = "contract"
"""The calendar of a target that is the contract's own."""


def unknown_names(document: Document) -> Iterator[Problem]:
    """Names that nothing in the document has."""
    for path, name, known in _names_used(document):
        if name not in known:
            yield Problem("unknown_name", path, value=name, expected=listed(known), nearest=nearest(name, known))


def _names_used(document: Document) -> Iterator[Used]:
    yield from _names_of_promise(document)
    yield from _names_of_measures(document)
    yield from names_of_service(document)
    yield from _names_of_conduct(document)


def _names_of_promise(document: Document) -> Iterator[Used]:
    for slug, calendar in document.calendars.items():
        yield from each(("calendars", slug, "joins"), calendar.joins, document.calendars)
        yield from each(("calendars", slug, "without"), calendar.without, document.calendars)
    for slug, level in document.levels.items():
        yield from each(("levels", slug, "channels"), level.channels, document.channels)
    for slug, severity in document.severities.items():
        for name, ground in severity.grounds.items():
            path: Path = ("severities", slug, "grounds", name)
            yield from each((*path, "through"), ground.through, document.channels)
            yield from each((*path, "levels"), ground.levels, document.levels)
    for slug, kind in document.request_types.items():
        path = ("request-types", slug)
        yield from each((*path, "required"), kind.required, document.information)
        yield from each((*path, "optional"), kind.optional, document.information)
        yield from one((*path, "redirect"), kind.redirect, document.redirect)
        yield from _names_of_help((*path, "help"), kind.help, document)
        yield from each((*path, "solved-when"), kind.solved_when, document.findings)
        yield from each((*path, "only-when"), kind.only_when, document.findings)
    for number, row in enumerate(document.targets):
        path = ("targets", number)
        yield from each((*path, "metric"), row.metric, metrics(document))
        yield from _names_of_moments((*path, "stops-on"), row.stops_on, document)
        yield from _names_of_calendars((*path, "calendar"), row.calendar, document)
        yield from _names_of_conditions((*path, "when"), row.when, document)
    for window in ("acceptance", "answers"):
        if written := getattr(document, window):
            yield (window, "calendar"), written.calendar, document.calendars
            yield from each((window, "exempt"), written.exempt, document.severities)
            yield from each((window, "exempt-levels"), written.exempt_levels, document.levels)
            yield from each((window, "exempt-channels"), written.exempt_channels, document.channels)


def _names_of_help(path: Path, help_: dict[str, str], document: Document) -> Iterator[Used]:
    for level, extent in help_.items():
        if level == OTHERWISE:
            yield from one(path, extent, document.extents)
        else:
            yield (*path, level), level, document.levels
            yield from one((*path, level), extent, document.extents)


def _names_of_moments(path: Path, events: list[str] | None, document: Document) -> Iterator[Used]:
    """The moments at which a finding is established; other events are known to the schema."""
    known = [f"{FINDING}{slug}" for slug in document.findings]
    for number, event in enumerate(events or ()):
        if event.startswith(FINDING):
            yield (*path, number), event, known


def _names_of_calendars(path: Path, calendars: dict[str, str], document: Document) -> Iterator[Used]:
    known = _countable(document)
    for channel, calendar in calendars.items():
        if channel == OTHERWISE:
            yield from one(path, calendar, known)
        else:
            yield (*path, channel), channel, document.channels
            yield from one((*path, channel), calendar, known)


def _countable(document: Document) -> list[str]:
    """The calendars a row may name."""
    return [*document.calendars, *([CONTRACT] if document.contract_hours else [])]


def _names_of_measures(document: Document) -> Iterator[Used]:
    """What scales, findings, metrics and contract hours refer to."""
    for urgency, severities in document.matrix.severity.items() if document.matrix else ():
        path: Path = ("matrix", "severity", urgency)
        yield path, urgency, document.urgencies
        for impact, severity in severities.items():
            yield (*path, impact), impact, document.impacts
            yield (*path, impact), severity, document.severities
    for slug, metric in document.metrics.items():
        path = ("metrics", slug)
        yield from _names_of_moments((*path, "starts"), metric.starts, document)
        yield from _names_of_moments((*path, "stops"), metric.stops, document)
    if hours := document.contract_hours:
        yield ("contract-hours", "calendar"), hours.calendar, document.calendars
        yield from each(("contract-hours", "calendars"), hours.calendars, document.calendars)


def _names_of_conditions(path: Path, when: sections.WhenSection, document: Document) -> Iterator[Used]:
    grounds = [ground for severity in document.severities.values() for ground in severity.grounds]
    yield from each((*path, "level"), when.level, document.levels)
    yield from each((*path, "severity"), when.severity, document.severities)
    yield from each((*path, "ground"), when.ground, grounds)
    yield from each((*path, "request-type"), when.request_type, document.request_types)
    yield from each((*path, "channel"), when.channel, document.channels)
    yield from each((*path, "department"), when.department, document.departments)
    yield from each((*path, "urgency"), when.urgency, document.urgencies)
    yield from each((*path, "impact"), when.impact, document.impacts)
    yield from each((*path, "finding"), when.finding, document.findings)
    yield from each((*path, "during"), when.during, _countable(document))


def _names_of_conduct(document: Document) -> Iterator[Used]:
    for slug, department in document.departments.items():
        yield ("departments", slug, "calendar"), department.calendar, document.calendars
        yield from each(("departments", slug, "duties"), department.duties, document.request_types)
        yield from one(("departments", slug, "level"), department.level, document.levels)
    groups = [*document.severities, DANGER, REST, *(f"{LEVEL}{slug}" for slug in document.levels)]
    yield from each(("order", "classes"), document.order.classes, groups)
    for name in document.order.within_class:
        yield ("order", "within-class", name), name, document.order.classes
    yield from one(("intake", "default-type"), document.intake.default_type, document.request_types)
    for role, verbs in document.roles.items():
        yield from each(("roles", role), verbs, VERBS)
    if document.identification:
        yield from each(("identification", "required"), document.identification.required, document.information)
