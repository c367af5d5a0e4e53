"""Departments that leave a request to nobody or to two, and levels of development that nobody gives."""

from collections.abc import Iterator

from reglament.regulation.document.problems.problems import Path, Problem, listed, same
from reglament.regulation.document.schema.sections import Document

DEVELOPMENT = "development"


def department_faults(document: Document) -> Iterator[Problem]:
    """Exactly one department takes first, no question belongs to two, and only development gives a level."""
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
    yield from _levels_given(document)


def _levels_given(document: Document) -> Iterator[Problem]:
    """A department that develops may give a level, which must be one of development; such a level must be given."""
    of_development = [slug for slug, level in document.levels.items() if level.stage == DEVELOPMENT]
    given = set()
    for slug, department in document.departments.items():
        path: Path = ("departments", slug, "level")
        if department.level and department.stage != DEVELOPMENT:
            yield Problem("level_without_stage", path, value=department.level)
        elif department.level in document.levels and department.level not in of_development:
            yield Problem("level_of_contracts", path, value=department.level, expected=listed(of_development))
        given.add(department.level)
    develops = any(department.stage == DEVELOPMENT for department in document.departments.values())
    for slug in of_development:
        if develops and slug not in given and not document.levels[slug].retired:
            yield Problem("level_nobody_gives", ("levels", slug, "stage"), value=slug)
