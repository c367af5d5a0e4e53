"""From the text of an edition to its values, or to everything that is wrong with it."""

import re
import tomllib

from pydantic import ValidationError

from reglament.regulation.compiling import compiled
from reglament.regulation.lines import Lines
from reglament.regulation.linting import faults
from reglament.regulation.mending import further_faults
from reglament.regulation.misspelt import told
from reglament.regulation.problems import Faulty, Problem
from reglament.regulation.schema import Document
from reglament.regulation.terms import Regulation

__all__ = ["Faulty", "Problem", "load"]

_AT_LINE = re.compile(r" \(at line (\d+), column \d+\)| \(at end of document\)")


def load(text: str, *, name: str) -> Regulation:
    """Compile the TOML `text` of an edition; `name` says in messages which one it is.

    Raises Faulty with everything that is wrong.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Faulty(name, [_unreadable(str(error), text)]) from None
    lines = Lines(text)
    try:
        document = Document.model_validate(data)
    except ValidationError as error:
        misspelt = [told(one) for one in error.errors()]
        raise Faulty(name, _placed([*misspelt, *further_faults(data, misspelt)], lines)) from None
    if problems := faults(document):
        raise Faulty(name, _placed(problems, lines))
    return compiled(document)


def _unreadable(message: str, text: str) -> Problem:
    match = _AT_LINE.search(message)
    line = int(match[1]) if match and match[1] else text.count("\n") + 1
    return Problem("syntax", line=line, value=_AT_LINE.sub("", message))


def _placed(problems: list[Problem], lines: Lines) -> list[Problem]:
    return sorted((problem.at(lines.line(problem.path)) for problem in problems), key=lambda problem: problem.line)
