"""From a checked document to the values everything else reads (`terms.py`)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reglament.regulation import schema
from reglament.regulation.calendars import compiled_calendar
from reglament.regulation.letters import standard_texts
from reglament.regulation.metrics import KNOWN_METRICS
from reglament.regulation.terms import (
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
    Reading,
    Reason,
    Regulation,
    RequestType,
    Severity,
    Target,
    When,
    Window,
    Words,
)


def compiled(document: schema.Document) -> Regulation:
    """The values of a document in which `linting.py` found nothing wrong."""
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


def words(text: schema.TwoTongues) -> Words:
    """A text of the document."""
    return Words(text.ru, text.en)


def _maybe(text: schema.TwoTongues | None) -> Words | None:
    return words(text) if text else None


def _promise(document: schema.Document) -> Promise:
    return Promise(
        calendars={slug: compiled_calendar(slug, document) for slug in document.calendars},
        calendar_names={slug: words(calendar.name) for slug, calendar in document.calendars.items()},
        levels={slug: _level(slug, level) for slug, level in document.levels.items()},
        severities={slug: _severity(slug, severity) for slug, severity in document.severities.items()},
        channels={
            slug: Channel(slug, words(channel.name), channel.clause, channel.standing, channel.rank)
            for slug, channel in document.channels.items()
        },
        request_types={slug: _request_type(slug, kind, document) for slug, kind in document.request_types.items()},
        metrics=metrics(document),
        targets=tuple(targets(document)),
        contract_hours=_contract_hours(document.contract_hours),
        postpone={
            slug: Reason(slug, words(reason.name), reason.clause, words(reason.text), waits_for=reason.waits_for)
            for slug, reason in document.postpone.items()
        },
        refuse={
            slug: Reason(slug, words(reason.name), reason.clause, words(reason.text))
            for slug, reason in document.refuse.items()
        },
        redirect={
            slug: Reason(slug, words(reason.name), reason.clause, words(reason.text), to=words(reason.to))
            for slug, reason in document.redirect.items()
        },
        acceptance=_window(document.acceptance),
        answers=_window(document.answers),
        readings=tuple(_reading(reading) for reading in document.readings),
    )


def _conduct(document: schema.Document) -> Conduct:
    order = document.order
    return Conduct(
        departments={slug: _department(slug, one) for slug, one in document.departments.items()},
        order=Order(
            classes=tuple(order.classes),
            within=tuple(order.within),
            within_class={name: tuple(criteria) for name, criteria in order.within_class.items()},
            danger=order.danger,
            clause=order.clause,
        ),
        texts=standard_texts() | {slug: letter_text(slug, letter) for slug, letter in document.letters.items()},
        intake=Intake(document.intake.answer_unknown, document.intake.default_type),
        labels={slug: words(label) for slug, label in document.labels.items()},
        roles={role: frozenset(verbs) for role, verbs in document.roles.items()},
    )


def _level(slug: str, level: schema.LevelSection) -> Level:
    return Level(
        slug,
        words(level.name),
        level.clause,
        rank=level.rank,
        channels=frozenset(level.channels),
        kinds=frozenset(level.kinds),
        stage=level.stage,
        about=_maybe(level.about),
    )


def _severity(slug: str, severity: schema.SeveritySection) -> Severity:
    return Severity(
        slug,
        words(severity.name),
        severity.clause,
        rank=severity.rank,
        out_of_turn=severity.out_of_turn,
        around_the_clock=severity.around_the_clock,
        grounds=tuple(
            Ground(
                name,
                words(ground.name),
                ground.clause,
                counts_from=ground.counts_from,
                provisional=ground.provisional,
                confirmation=ground.confirmation,
                approval=ground.approval,
                asks=_maybe(ground.asks),
            )
            for name, ground in severity.grounds.items()
        ),
    )


def _request_type(slug: str, kind: schema.RequestTypeSection, document: schema.Document) -> RequestType:
    required = [_field(name, document.information[name], required=True) for name in kind.required]
    optional = [_field(name, document.information[name], required=False) for name in kind.optional]
    return RequestType(
        slug,
        words(kind.name),
        kind.clause,
        scope=kind.scope,
        fields=(*required, *optional),
        extent=_maybe(kind.extent),
        redirect=kind.redirect,
        paid=kind.paid,
    )


def _field(slug: str, field: schema.InformationSection, *, required: bool) -> InfoField:
    return InfoField(
        slug,
        words(field.name),
        field.clause,
        kind=field.kind,
        required=required,
        hint=_maybe(field.hint),
        choices=tuple(Named(name, words(choice.name), choice.clause) for name, choice in field.choices.items()),
    )


def metrics(document: schema.Document) -> dict[str, Metric]:
    """The known metrics as the document sees them, and its own."""
    return {**KNOWN_METRICS, **{slug: _metric(slug, metric) for slug, metric in document.metrics.items()}}


def _metric(slug: str, written: schema.MetricSection) -> Metric:
    known = KNOWN_METRICS.get(slug)
    name = words(written.name) if written.name else known.name if known else Words(slug, slug)
    return Metric(
        slug,
        name,
        written.clause,
        starts=frozenset(written.starts) if written.starts is not None else known.starts if known else frozenset(),
        stops=frozenset(written.stops) if written.stops is not None else known.stops if known else frozenset(),
        todo=_maybe(written.todo),
        done=_maybe(written.done),
    )


RESPONSES = frozenset({"first_response", "next_response"})


def targets(document: schema.Document) -> Iterator[Target]:
    """The rows of the decision table, numbered as written: one for each metric and each calendar of a written row."""
    measures = metrics(document)
    for number, row in enumerate(document.targets, start=1):
        for slug in row.metric:
            measure = measures.get(slug)
            stops = frozenset(row.stops_on) if row.stops_on is not None else measure.stops if measure else frozenset()
            target = _target(number, slug, row, stops | {"answer"} if slug in RESPONSES else stops)
            yield from _by_channel(target, row.calendar)


def _target(number: int, metric: str, row: schema.TargetSection, stops_on: frozenset[str]) -> Target:
    return Target(
        number=number,
        metric=metric,
        when=_when(row.when),
        amount=row.amount,
        calendar="",
        cap=row.cap,
        stops_on=stops_on,
        pauses=frozenset(row.pauses),
        warnings=tuple(sorted(row.warnings)),
        clause=row.clause,
        why=_maybe(row.why),
        share=row.share,
        cut_off=row.cut_off,
        on_raise=row.on_raise,
        on_lower=row.on_lower,
        on_transfer=row.on_transfer,
        on_reopen=row.on_reopen,
    )


def _by_channel(target: Target, calendars: dict[str, str]) -> Iterator[Target]:
    """The target on the calendar of each channel named, and of the others."""
    asked = target.when.channel
    for channel, calendar in calendars.items():
        if channel != schema.OTHERWISE and (asked is None or channel in asked):
            yield replace(target, calendar=calendar, when=replace(target.when, channel=frozenset({channel})))
    if schema.OTHERWISE in calendars or not calendars:
        yield replace(target, calendar=calendars.get(schema.OTHERWISE, ""))


def _contract_hours(written: schema.ContractHoursSection | None) -> ContractHours | None:
    if written is None:
        return None
    return ContractHours(written.calendar, frozenset(written.calendars), written.own_zone, written.clause)


def _when(when: schema.WhenSection) -> When:
    return When(
        level=_any_of(when.level),
        severity=_any_of(when.severity),
        ground=_any_of(when.ground),
        request_type=_any_of(when.request_type),
        channel=_any_of(when.channel),
        department=_any_of(when.department),
        stage=_any_of(when.stage),
        fault=_any_of(when.fault),
        developers=when.developers,
        urgency=_any_of(when.urgency),
        impact=_any_of(when.impact),
        asked_by=_any_of(when.asked_by),
        kind=_any_of(when.kind),
        finding=_any_of(when.finding),
        during=_any_of(when.during),
    )


def _any_of(names: Sequence[str] | None) -> frozenset[str] | None:
    return None if names is None else frozenset(names)


def _department(slug: str, one: schema.DepartmentSection) -> Department:
    return Department(
        slug,
        words(one.name),
        one.clause,
        calendar=one.calendar,
        duties=frozenset(one.duties),
        stage=one.stage,
        takes_first=one.takes_first,
        level=one.level,
    )


def _window(window: schema.WindowSection | None) -> Window | None:
    return Window(window.calendar, frozenset(window.exempt), window.clause) if window else None


def _reading(reading: schema.ReadingSection) -> Reading:
    return Reading(
        reading.slug,
        reading.says,
        words(reading.sense),
        words(reading.alternative),
        reading.by,
        reading.on,
        reading.clause,
    )


def letter_text(slug: str, letter: schema.LetterSection) -> LetterText:
    """A letter of the document."""
    return LetterText(
        slug,
        subject=Words(letter.ru.subject, letter.en.subject),
        body=Words(letter.ru.body, letter.en.body),
        clause=letter.clause,
    )
