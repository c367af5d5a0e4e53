"""Looking past mistakes of spelling, so that a document is told its mistakes of sense in the same go."""

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from pydantic import ValidationError

from reglament.regulation.document.problems.problems import Problem
from reglament.regulation.document.schema.sections import Document
from reglament.regulation.linting.all_checks import faults

STAND_INS = {
    "missing_language": "…",
    "empty_text": "…",
    "bad_amount": "1 hour",
    "bad_percent": "70 %",
    "bad_hours": "09:00–18:00",
    "bad_zone": "UTC",
    "zone_without_summer": "UTC",
    "bad_cut_off": "12:00",
    "bad_quota": "1 per month",
    "bad_price": "1 EUR",
    "bad_address": "somebody@firm.example",
}
"""What is put in the place of a value that can't be read; a key nobody knows is left out."""

OF_ALL_ROWS = frozenset({"unreachable_row", "no_row", "reply_slower"})
"""What is found by comparing the rows of the table."""


def further_faults(data: dict[str, Any], misspelt: Sequence[Problem]) -> list[Problem]:
    """What else is wrong with `data` besides `misspelt`; nothing where the rest can't be judged without guessing."""
    mended = deepcopy(data)
    for problem in misspelt:
        if problem.code not in STAND_INS and problem.code != "unknown_key":
            return []
        _mend(mended, problem)
    try:
        document = Document.model_validate(mended)
    except ValidationError:
        return []
    left = [problem for problem in faults(document) if not _follows_from(problem, misspelt)]
    return [problem for problem in left if problem.code not in OF_ALL_ROWS] if _lost_condition(misspelt) else left


def _lost_condition(misspelt: Sequence[Problem]) -> bool:
    """Whether a key of a row was left out that may have been a condition: then other rows can't be judged either."""
    return any(problem.code == "unknown_key" and problem.path[0] == "targets" for problem in misspelt)


def _mend(data: Any, problem: Problem) -> None:
    *way, last = problem.path
    for key in way:
        data = data[key]
    if problem.code == "unknown_key":
        del data[last]
    else:
        data[last] = STAND_INS[problem.code]


def _follows_from(problem: Problem, misspelt: Sequence[Problem]) -> bool:
    """Whether a misspelt value stands beside what the problem is about, and may be all there is to it."""
    return any(problem.path[: len(one.path) - 1] == one.path[:-1] for one in misspelt)
