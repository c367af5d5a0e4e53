"""Successors of what is retired: they exist, are in use themselves, and do not end in a circle."""

from collections.abc import Iterator, Mapping
from typing import Any

from reglament.regulation.document.problems.problems import Path, Problem, listed, nearest
from reglament.regulation.document.schema.schema_base import LastingSection
from reglament.regulation.document.schema.sections import Document
from reglament.regulation.linting.level_checks import NO_ENTITLEMENT


def retired_faults(document: Document) -> Iterator[Problem]:
    """What is retired names a successor in use; what everything begins with is never retired."""
    for path, sections in _families(document):
        for slug, section in sections.items():
            if section.retired:
                yield from _successor(path, slug, section.retired, sections)
    for path in _never_retired(document):
        section = _at(document, path)
        if section.retired:
            yield Problem("can_t_retire", (*path, "retired"), value=str(path[-1]))


def _successor(path: Path, slug: str, successor: str, sections: Mapping[str, Any]) -> Iterator[Problem]:
    place = (*path, slug, "retired")
    if successor not in sections:
        expected = listed(other for other in sections if other != slug)
        yield Problem("unknown_name", place, value=successor, expected=expected, nearest=nearest(successor, sections))
    elif successor == slug or sections[successor].retired:
        in_use = [other for other, section in sections.items() if not section.retired]
        yield Problem("successor_retired", place, value=successor, expected=listed(in_use))


def _families(document: Document) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """Every table of things that can be retired, with its path."""
    for name, field in type(document).model_fields.items():
        sections = getattr(document, name)
        if isinstance(sections, dict) and any(isinstance(one, LastingSection) for one in sections.values()):
            yield (field.alias or name,), sections
    for slug, severity in document.severities.items():
        yield ("severities", slug, "grounds"), severity.grounds


def _never_retired(document: Document) -> Iterator[Path]:
    if NO_ENTITLEMENT in document.levels:
        yield "levels", NO_ENTITLEMENT
    yield from (("severities", slug) for slug, severity in document.severities.items() if severity.rank == 0)
    yield from (("departments", slug) for slug, department in document.departments.items() if department.takes_first)
    if document.intake.default_type in document.request_types:
        yield "request-types", document.intake.default_type


def _at(document: Document, path: Path) -> Any:
    return getattr(document, str(path[0]).replace("-", "_"))[path[1]]
