"""Request types and services that say too little about how far help goes, or contradict each other."""

from collections.abc import Iterator

from reglament.regulation.document.problems.problems import Path, Problem, listed, same
from reglament.regulation.document.schema.sections import Document


def request_type_faults(document: Document) -> Iterator[Problem]:
    """Limited help without its limits, a field both required and optional, a choice of nothing, a scope undone."""
    for slug, kind in document.request_types.items():
        path: Path = ("request-types", slug)
        if kind.scope == "limited" and kind.extent is None and not kind.help:
            yield Problem("extent_missing", path)
        for number, name in enumerate(kind.optional):
            if name in kind.required:
                yield Problem("named_twice", (*path, "optional", number), value=name)
        if kind.scope == "solved" and kind.redirect:
            yield Problem("redirect_of_solved", (*path, "redirect"), value=kind.redirect)
        if kind.scope == "not_solved" and kind.only_when:
            yield Problem("only_when_not_solved", (*path, "only-when"))
    for slug, information in document.information.items():
        if information.kind == "choice" and not information.choices:
            yield Problem("choices_missing", ("information", slug))
        if information.kind != "choice" and information.choices:
            yield Problem("choices_of_no_choice", ("information", slug, "choices"), value=information.kind)


def service_faults(document: Document) -> Iterator[Problem]:
    """Services silent about a level, limited without saying how far, or given although the question is not solved."""
    owners: dict[str, str] = {}
    for slug, service in document.services.items():
        path: Path = ("services", slug)
        silent = [slug for slug, level in document.levels.items() if slug not in service.levels and not level.retired]
        if silent and service.otherwise is None:
            yield Problem("service_without_level", (*path, "levels"), value=slug, expected=listed(silent))
        given = {*service.levels.values(), service.otherwise}
        if "limited" in given and not service.extent:
            yield Problem("service_without_extent", path, value=slug)
        for number, name in enumerate(service.request_types):
            place = (*path, "request-types", number)
            if name in owners:
                yield Problem("service_twice", place, value=name, expected=same(owners[name]))
            owners.setdefault(name, slug)
            kind = document.request_types.get(name)
            if kind and kind.scope == "not_solved" and given & {"included", "limited"}:
                yield Problem("service_not_solved", place, value=name)
