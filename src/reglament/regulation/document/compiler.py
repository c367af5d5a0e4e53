"""From a checked document to the values everything else reads (`edition_terms.py`)."""

from collections.abc import Iterator
from dataclasses import replace

from reglament.regulation.document.compiler_service import by_slug, maybe, valued
from reglament.regulation.document.document_calendars import compiled_calendar
from reglament.regulation.document.schema import sections
from reglament.regulation.document.schema.schema_base import OTHERWISE, TwoTongues
from reglament.regulation.document.schema.schema_quality import ClosingSection
from reglament.regulation.document.schema.schema_service import ServiceSection
from reglament.regulation.terms.edition_terms import (
    Channel,
    Conduct,
    ContractHours,
    Department,
    Ground,
    InfoField,
    Intake,
    LetterText,
    Level,
    Metric,
    Named,
    Order,
    Promise,
    Reason,
    Regulation,
    RequestType,
    Severity,
    Step,
    Target,
    When,
    Window,
    Words,
)
from reglament.regulation.terms.letter_kinds import standard_texts
from reglament.regulation.terms.metrics import KNOWN_METRICS
from reglament.regulation.terms.quality_terms import Closing, Credit, Escalation, Report, Silence, Statement
from reglament.regulation.terms.service_terms import (
    NOT_GIVEN,
    Addressee,
    Attachments,
    Definition,
    Extent,
    Finding,
    Identification,
    Limits,
    Matrix,
    Paid,
    PaidService,
    Publication,
    Rating,
    Reading,
    Reopening,
    Service,
    Specification,
    Works,
)

OWN_WAYS = frozenset({"email", "portal", "on-behalf"})
"""The program's own ways in; a channel of that name is one of them."""

RESPONSES = frozenset({"first_response", "next_response"})
"""Metrics every answer stops, whatever their row says."""


def compiled(document: sections.Document) -> Regulation:
    """The values of a document in which `all_checks.py` found nothing wrong."""
    head = document.regulation
    return Regulation(
        slug=head.slug,
        name=words(head.name),
        dated=head.dated,
        zone=head.zone,
        language=head.language,
        promise=_promise(document),
        conduct=_conduct(document),
    )


def words(text: TwoTongues) -> Words:
    """A text of the document."""
    return Words(text.ru, text.en)


def _promise(document: sections.Document) -> Promise:
    return Promise(
        calendars={slug: compiled_calendar(slug, document) for slug in document.calendars},
        calendar_names={slug: words(calendar.name) for slug, calendar in document.calendars.items()},
        levels={slug: _level(slug, level) for slug, level in document.levels.items()},
        severities={slug: _severity(slug, severity) for slug, severity in document.severities.items()},
        channels={slug: _channel(slug, channel) for slug, channel in document.channels.items()},
        request_types={slug: _request_type(slug, kind, document) for slug, kind in document.request_types.items()},
        metrics=metrics(document),
        targets=tuple(targets(document)),
        contract_hours=maybe(ContractHours, document.contract_hours),
        postpone=by_slug(Reason, document.postpone),
        refuse=by_slug(Reason, document.refuse),
        redirect=by_slug(Reason, document.redirect),
        acceptance=maybe(Window, document.acceptance),
        answers=maybe(Window, document.answers),
        readings=tuple(valued(Reading, reading) for reading in document.readings),
        urgencies=by_slug(Step, document.urgencies),
        impacts=by_slug(Step, document.impacts),
        matrix=maybe(Matrix, document.matrix),
        extents=by_slug(Extent, document.extents),
        services={slug: _service(slug, service, document) for slug, service in document.services.items()},
        findings=by_slug(Finding, document.findings),
        escalations=tuple(valued(Escalation, escalation) for escalation in document.escalations),
        credits=tuple(valued(Credit, credit) for credit in document.credits),
        works=maybe(Works, document.works),
        paid=maybe(Paid, document.paid),
        prices=by_slug(PaidService, document.prices),
        specification=maybe(Specification, document.specification),
        rating=maybe(Rating, document.rating),
        reopening=maybe(Reopening, document.reopening),
        closing=_closing(document.closing) if document.closing else None,
        reports=tuple(valued(Report, report) for report in document.reports),
        statements=tuple(valued(Statement, statement) for statement in document.statements),
        definitions=tuple(valued(Definition, definition) for definition in document.definitions),
    )


def _conduct(document: sections.Document) -> Conduct:
    return Conduct(
        departments=by_slug(Department, document.departments),
        order=valued(Order, document.order),
        texts=standard_texts() | {slug: letter_text(slug, letter) for slug, letter in document.letters.items()},
        intake=valued(Intake, document.intake),
        labels={slug: words(label) for slug, label in document.labels.items()},
        roles={role: frozenset(verbs) for role, verbs in document.roles.items()},
        identification=maybe(Identification, document.identification),
        attachments=maybe(Attachments, document.attachments),
        complaints=by_slug(Addressee, document.complaints),
        publication=maybe(Publication, document.publication),
    )


def _level(slug: str, level: sections.LevelSection) -> Level:
    return valued(Level, level, slug=slug, limits=maybe(Limits, level.limits))


def _severity(slug: str, severity: sections.SeveritySection) -> Severity:
    grounds = tuple(_ground(name, ground) for name, ground in severity.grounds.items())
    return valued(Severity, severity, slug=slug, grounds=grounds)


def _closing(closing: ClosingSection) -> Closing:
    return valued(Closing, closing, resolved=maybe(Silence, closing.resolved))


def _ground(slug: str, ground: sections.GroundSection) -> Ground:
    """What nobody decides counts at once. What is approved counts from the approval unless the document says otherwise,
    everything else from the claim."""
    at_once = not (ground.confirmation or ground.approval)
    usual = "approval" if ground.approval else "claim"
    return valued(Ground, ground, slug=slug, provisional=at_once, counts_from=ground.counts_from or usual)


def _channel(slug: str, channel: sections.ChannelSection) -> Channel:
    return valued(Channel, channel, slug=slug, via=channel.via or (slug if slug in OWN_WAYS else ""))


def _service(slug: str, service: ServiceSection, document: sections.Document) -> Service:
    levels = {level: service.levels.get(level, service.otherwise or NOT_GIVEN) for level in document.levels}
    return valued(Service, service, slug=slug, levels=levels)


def _request_type(slug: str, kind: sections.RequestTypeSection, document: sections.Document) -> RequestType:
    required = [_field(name, document.information[name], required=True) for name in kind.required]
    optional = [_field(name, document.information[name], required=False) for name in kind.optional]
    return valued(RequestType, kind, slug=slug, fields=(*required, *optional))


def _field(slug: str, field: sections.InformationSection, *, required: bool) -> InfoField:
    choices = tuple(by_slug(Named, field.choices).values())
    return valued(InfoField, field, slug=slug, required=required, choices=choices)


def metrics(document: sections.Document) -> dict[str, Metric]:
    """The known metrics as the document sees them, and its own."""
    return {**KNOWN_METRICS, **{slug: _metric(slug, metric) for slug, metric in document.metrics.items()}}


def _metric(slug: str, written: sections.MetricSection) -> Metric:
    known = KNOWN_METRICS.get(slug)
    name = words(written.name) if written.name else known.name if known else Words(slug, slug)
    starts = frozenset(written.starts) if written.starts is not None else known.starts if known else frozenset()
    stops = frozenset(written.stops) if written.stops is not None else known.stops if known else frozenset()
    return valued(Metric, written, slug=slug, name=name, starts=starts, stops=stops)


def targets(document: sections.Document) -> Iterator[Target]:
    """The rows of the decision table, numbered as written: one for each metric and each calendar of a written row."""
    measures = metrics(document)
    for number, row in enumerate(document.targets, start=1):
        for slug in row.metric:
            measure = measures.get(slug)
            stops = frozenset(row.stops_on) if row.stops_on is not None else measure.stops if measure else frozenset()
            target = _target(number, slug, row, stops | {"answer"} if slug in RESPONSES else stops)
            yield from _by_channel(target, row.calendar)


def _target(number: int, metric: str, row: sections.TargetSection, stops_on: frozenset[str]) -> Target:
    return valued(
        Target,
        row,
        number=number,
        metric=metric,
        when=valued(When, row.when),
        calendar="",
        stops_on=stops_on,
        warnings=tuple(sorted(row.warnings)),
    )


def _by_channel(target: Target, calendars: dict[str, str]) -> Iterator[Target]:
    """The target on the calendar of each channel named, and of the others."""
    asked = target.when.channel
    for channel, calendar in calendars.items():
        if channel != OTHERWISE and (asked is None or channel in asked):
            yield replace(target, calendar=calendar, when=replace(target.when, channel=frozenset({channel})))
    if OTHERWISE in calendars or not calendars:
        yield replace(target, calendar=calendars.get(OTHERWISE, ""))


def letter_text(slug: str, letter: sections.LetterSection) -> LetterText:
    """A letter of the document."""
    return LetterText(
        slug,
        subject=Words(letter.ru.subject, letter.en.subject),
        body=Words(letter.ru.body, letter.en.body),
        clause=letter.clause,
    )
