"""Texts with variables nobody fills in."""

import string
from collections.abc import Iterator

from reglament.regulation.document.problems.problems import Path, Problem, listed, nearest, same
from reglament.regulation.document.schema import sections
from reglament.regulation.document.schema.schema_base import TwoTongues
from reglament.regulation.document.schema.sections import Document
from reglament.regulation.terms.letter_kinds import VARIABLES

IN_METRICS = {"todo": frozenset({"due"}), "done": frozenset({"at"})}


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
            side: sections.LetterSide = getattr(letter, language)
            yield from _faults(("letters", slug, language, "subject"), side.subject, VARIABLES[slug])
            yield from _faults(("letters", slug, language, "body"), side.body, VARIABLES[slug])


def metric_text_faults(document: Document) -> Iterator[Problem]:
    """Deeds of a metric whose time is left out or called otherwise."""
    for slug, metric in document.metrics.items():
        for key, variables in IN_METRICS.items():
            text: TwoTongues | None = getattr(metric, key)
            for language in ("ru", "en") if text else ():
                path: Path = ("metrics", slug, key, language)
                written = getattr(text, language)
                (variable,) = variables
                wrong = list(_faults(path, written, variables, code="unknown_variable_here"))
                yield from wrong
                if not wrong and f"{{{variable}}}" not in written:
                    yield Problem("variable_missing", path, value=variable)


def term_text_faults(document: Document) -> Iterator[Problem]:
    """Texts for the client outside letters are told as they are: no variable is ever filled in there."""
    for path, text in _plain_texts(document):
        for language in ("ru", "en"):
            if any(name in getattr(text, language) for name in _ANY_VARIABLE):
                yield Problem("no_variables_here", (*path, language))


_ANY_VARIABLE = sorted({f"{{{name}}}" for names in VARIABLES.values() for name in names})


def _plain_texts(document: Document) -> Iterator[tuple[Path, TwoTongues]]:
    for section in ("postpone", "refuse", "redirect"):
        for slug, reason in getattr(document, section).items():
            yield (section, slug, "text"), reason.text
    for number, row in enumerate(document.targets):
        if row.why:
            yield ("targets", number, "why"), row.why
    for slug, extent in document.extents.items():
        yield ("extents", slug, "text"), extent.text


def _faults(path: Path, text: str, variables: frozenset[str], *, code: str = "unknown_variable") -> Iterator[Problem]:
    try:
        used = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
    except ValueError:
        yield Problem("bad_braces", path, expected=same("{{, }}"))
        return
    for name in used:
        if name not in variables:
            known = sorted(variables)
            yield Problem(code, path, value=name, expected=listed(known), nearest=nearest(name, known))
