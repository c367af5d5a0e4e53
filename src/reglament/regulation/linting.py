"""What is wrong with a document whose form is right: unknown names, rules that contradict each other or can't work.

Every check yields problems with their path; lines are added by `loading.py`.
"""

import string
from collections.abc import Iterator

from reglament.regulation import schema
from reglament.regulation.day_linting import calendar_faults, day_faults
from reglament.regulation.letters import VARIABLES
from reglament.regulation.name_linting import unknown_names
from reglament.regulation.order import REST
from reglament.regulation.problems import Path, Problem, listed, nearest, same
from reglament.regulation.row_linting import row_faults
from reglament.regulation.schema import Document
from reglament.regulation.table_linting import table_faults

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
