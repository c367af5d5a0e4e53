"""From the text of an edition to its values, or to everything that is wrong with it."""

import tomllib
from collections.abc import Iterable

from pydantic import ValidationError

from reglament.regulation.document.compiler import compiled
from reglament.regulation.document.key_lines import Lines
from reglament.regulation.document.problems.problems import Faulty, Problem
from reglament.regulation.document.problems.schema_problems import told
from reglament.regulation.document.problems.toml_problems import unreadable
from reglament.regulation.document.schema.sections import Document
from reglament.regulation.linting.all_checks import faults
from reglament.regulation.linting.forgotten_names import Use, forgotten
from reglament.regulation.linting.tolerant_checks import further_faults
from reglament.regulation.terms.edition_terms import Regulation

__all__ = ["Faulty", "Problem", "load"]


def load(text: str, *, name: str, uses: Iterable[Use] = ()) -> Regulation:
    """Compile the TOML `text` of an edition; `name` says in messages which one it is, `uses` which names must be known.

    Raises Faulty with everything that is wrong.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Faulty(name, [unreadable(str(error), text)]) from None
    lines, lost = Lines(text), forgotten(data, uses)
    try:
        document = Document.model_validate(data)
    except ValidationError as error:
        misspelt = [told(one) for one in error.errors()]
        raise Faulty(name, _placed([*misspelt, *further_faults(data, misspelt), *lost], lines)) from None
    if problems := [*faults(document), *lost]:
        raise Faulty(name, _placed(problems, lines))
    return compiled(document)


def _placed(problems: list[Problem], lines: Lines) -> list[Problem]:
    return sorted((problem.at(lines.line(problem.path)) for problem in problems), key=lambda problem: problem.line)
