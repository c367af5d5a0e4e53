"""What is wrong with a document whose form is right: unknown names, rules that contradict each other or can't work.

Every check yields problems with their path; lines are added by `loading.py`.
"""

import string
from collections.abc import Iterable, Iterator
from datetime import date

from reglament.regulation import schema
from reglament.regulation.calendars import off_days, working_day
from reglament.regulation.letters import VARIABLES
from reglament.regulation.order import DANGER, LEVEL, REST
from reglament.regulation.problems import Path, Problem, nearest
from reglament.regulation.row_linting import row_faults
from reglament.regulation.schema import Document
from reglament.regulation.spelling import DAYS_EXAMPLE, days_of_year
from reglament.regulation.table_linting import table_faults
from reglament.regulation.terms import Words
from reglament.worktime.days import UnknownCountry, named_days

NO_ENTITLEMENT = "none"


def faults(document: Document) -> list[Problem]:
    """Everything that is wrong with `document`, in no particular order."""
    checks = (
        unknown_names,
        calendar_faults,
        day_faults,
        level_faults,
        severity_faults,
        channel_faults,
        request_type_faults,
        row_faults,
        table_faults,
        department_faults,
        order_faults,
        letter_faults,
        reading_faults,
    )
    return [problem for check in checks for problem in check(document)]


def unknown_names(document: Document) -> Iterator[Problem]:
    """Names that nothing in the document has."""
    for path, name, known in _names_used(document):
        if name not in known:
            yield Problem("unknown_name", path, value=name, expected=listed(known), nearest=nearest(name, known))


def _names_used(document: Document) -> Iterator[tuple[Path, str, Iterable[str]]]:
    yield from _names_of_promise(document)
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
        yield from _one((*path, "calendar"), row.calendar, document.calendars)
        yield from _names_of_conditions((*path, "when"), row.when, document)
    for window in ("acceptance", "answers"):
        if written := getattr(document, window):
            yield from _one((window, "calendar"), written.calendar, document.calendars)
            yield from _each((window, "exempt"), written.exempt, document.severities)


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


def calendar_faults(document: Document) -> Iterator[Problem]:
    """Calendars that never open, and such as say two things at once."""
    for slug, calendar in document.calendars.items():
        path: Path = ("calendars", slug)
        restricted = bool(calendar.week or calendar.holidays or calendar.exceptions)
        if calendar.always and restricted:
            yield Problem("always_and_hours", path, value=slug)
        if not calendar.always and not any(calendar.week.values()):
            yield Problem("calendar_never_opens", path, value=slug, expected=Words("week", "week"))
        for day in calendar.exceptions:
            if not _is_date(day):
                yield Problem("bad_date", (*path, "exceptions", day), value=day, expected=same("2026-12-31"))


def day_faults(document: Document) -> Iterator[Problem]:
    """Days of the production calendar that are none, have no name, or are given twice."""
    for slug, calendar in document.calendars.items():
        country = calendar.holidays
        if country and country not in document.production_calendar and not _is_known(country):
            yield Problem("bad_country", ("calendars", slug, "holidays"), value=country, expected=same('"RU"'))
    for country, years in document.production_calendar.items():
        names = document.holiday_names.get(country, {})
        for year, written in years.items():
            yield from _year_faults(("production-calendar", country, year), int(year), written, names)


def _year_faults(
    path: Path, year: int, written: schema.YearSection, names: dict[str, schema.HolidayName]
) -> Iterator[Problem]:
    seen: set[date] = set()
    for key, number, text in _days_written(written):
        place: Path = (*path, key, number)
        try:
            days = _days(key, text, year, names)
        except KeyError:
            name = text.partition(" ")[2]
            yield Problem("unknown_name", place, value=name, expected=listed(names), nearest=nearest(name, names))
        except ValueError:
            yield Problem("bad_day", place, value=text, expected=same(DAYS_EXAMPLE))
        else:
            twice = [day for day in days if day in seen and key != "short"]
            yield from (Problem("day_twice", place, value=day.isoformat()) for day in twice)
            seen.update(days)


def _days_written(written: schema.YearSection) -> Iterator[tuple[str, int, str]]:
    for key in ("off", "working", "short"):
        for number, text in enumerate(getattr(written, key)):
            yield key, number, text


def _days(key: str, text: str, year: int, names: dict[str, schema.HolidayName]) -> list[date]:
    if key == "off":
        return [day.date for day in off_days(text, year, names)]
    return [working_day(text, year).date] if key == "working" else list(days_of_year(text, year))


def level_faults(document: Document) -> Iterator[Problem]:
    """Levels of one rank, two for one kind of company, and none for those without a contract."""
    if NO_ENTITLEMENT not in document.levels:
        yield Problem("no_level_none", ("levels",))
    yield from _ranks("levels", {slug: level.rank for slug, level in document.levels.items()})
    taken: dict[str, str] = {}
    for slug, level in document.levels.items():
        for kind in level.kinds:
            if kind in taken:
                yield Problem("kind_twice", ("levels", slug, "kinds"), value=kind, expected=same(taken[kind]))
            taken.setdefault(kind, slug)


def severity_faults(document: Document) -> Iterator[Problem]:
    """Severities of one rank, and none to begin with."""
    ranks = {slug: severity.rank for slug, severity in document.severities.items()}
    if 0 not in ranks.values():
        yield Problem("no_first_severity", ("severities",))
    yield from _ranks("severities", ranks)


def channel_faults(document: Document) -> Iterator[Problem]:
    """No way in at all, or a level that is promised one that is no official way in."""
    if not any(channel.standing == "official" for channel in document.channels.values()):
        yield Problem("no_official_channel", ("channels",))
    for slug, level in document.levels.items():
        for number, name in enumerate(level.channels):
            channel = document.channels.get(name)
            if channel and channel.standing != "official":
                yield Problem("unofficial_opens", ("levels", slug, "channels", number), value=name)


def request_type_faults(document: Document) -> Iterator[Problem]:
    """Limited help without its limits, a field both required and optional, a choice of nothing."""
    for slug, kind in document.request_types.items():
        if kind.scope == "limited" and kind.extent is None:
            yield Problem("extent_missing", ("request-types", slug))
        for number, name in enumerate(kind.optional):
            if name in kind.required:
                yield Problem("named_twice", ("request-types", slug, "optional", number), value=name)
    for slug, information in document.information.items():
        if information.kind == "choice" and not information.choices:
            yield Problem("choices_missing", ("information", slug))


def department_faults(document: Document) -> Iterator[Problem]:
    """Exactly one department takes first, and no question belongs to two."""
    first = [slug for slug, department in document.departments.items() if department.takes_first]
    if not first:
        yield Problem("no_first_department", ("departments",))
    for slug in first[1:]:
        yield Problem("two_first_departments", ("departments", slug, "takes-first"), expected=same(first[0]))
    owners: dict[str, str] = {}
    for slug, department in document.departments.items():
        for number, duty in enumerate(department.duties):
            if duty in owners:
                place: Path = ("departments", slug, "duties", number)
                yield Problem("duty_twice", place, value=duty, expected=same(owners[duty]))
            owners.setdefault(duty, slug)


def order_faults(document: Document) -> Iterator[Problem]:
    """An order that forgets somebody, or sets apart a severity that waits its turn."""
    classes = document.order.classes
    if REST not in classes:
        yield Problem("order_without_rest", ("order", "classes"))
    for number, name in enumerate(classes):
        if name in classes[:number]:
            yield Problem("named_twice", ("order", "classes", number), value=name)
    for slug, severity in document.severities.items():
        if severity.out_of_turn and slug not in classes:
            yield Problem("order_without_severity", ("order", "classes"), value=slug)
        if not severity.out_of_turn and slug in classes:
            yield Problem("order_in_turn", ("order", "classes", classes.index(slug)), value=slug)


def letter_faults(document: Document) -> Iterator[Problem]:
    """Letters nobody sends, and variables a letter does not have."""
    for slug, letter in document.letters.items():
        if slug not in VARIABLES:
            place: Path = ("letters", slug)
            yield Problem(
                "unknown_letter", place, value=slug, expected=listed(VARIABLES), nearest=nearest(slug, VARIABLES)
            )
            continue
        for language in ("ru", "en"):
            side: schema.LetterSide = getattr(letter, language)
            yield from _text_faults(("letters", slug, language, "subject"), side.subject, VARIABLES[slug])
            yield from _text_faults(("letters", slug, language, "body"), side.body, VARIABLES[slug])


def _text_faults(path: Path, text: str, variables: frozenset[str]) -> Iterator[Problem]:
    try:
        used = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
    except ValueError:
        yield Problem("bad_braces", path, expected=same("{{, }}"))
        return
    for name in used:
        if name not in variables:
            known = sorted(variables)
            yield Problem("unknown_variable", path, value=name, expected=listed(known), nearest=nearest(name, known))


def reading_faults(document: Document) -> Iterator[Problem]:
    """Two readings of one name."""
    slugs = [reading.slug for reading in document.readings]
    for number, slug in enumerate(slugs):
        if slug in slugs[:number]:
            yield Problem("named_twice", ("readings", number, "slug"), value=slug)


def _ranks(section: str, ranks: dict[str, int]) -> Iterator[Problem]:
    taken: dict[int, str] = {}
    for slug, rank in ranks.items():
        if rank in taken:
            yield Problem("rank_twice", (section, slug, "rank"), value=str(rank), expected=same(taken[rank]))
        taken.setdefault(rank, slug)


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_known(country: str) -> bool:
    try:
        named_days(country, ())
    except UnknownCountry:
        return False
    return True


def same(text: str) -> Words:
    """A text that is the same in both languages."""
    return Words(text, text)


def listed(names: Iterable[str]) -> Words:
    """Names as one would list them."""
    return same(", ".join(names) or "—")
