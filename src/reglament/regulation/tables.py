"""The decision table: which target holds in a situation. The first row of a metric that fits decides (C-10)."""

from dataclasses import dataclass, fields

from reglament.regulation.terms import Promise, Target, When

CONDITIONS = tuple(condition.name for condition in fields(When))


@dataclass(frozen=True, slots=True)
class Situation:
    """What the conditions of a row are asked about; slugs as in the document, `stage` and `fault` as in `terms.When`."""

    level: str = "none"
    severity: str = "normal"
    ground: str = ""
    request_type: str = ""
    channel: str = "email"
    department: str = ""
    stage: str = "support"
    fault: str = "unknown"
    developers: bool = False


def fits(when: When, situation: Situation) -> bool:
    """Whether every given condition of `when` holds in `situation`; a condition that is None fits anything."""
    if when.developers is not None and when.developers is not situation.developers:
        return False
    return all(
        wanted is None or getattr(situation, condition) in wanted
        for condition in CONDITIONS
        if condition != "developers"
        and isinstance(wanted := getattr(when, condition), frozenset | None)
    )


def decide(promise: Promise, metric: str, situation: Situation) -> Target | None:
    """The row of `metric` that holds in `situation`, or None where the document has no such target at all."""
    return next(
        (
            row
            for row in promise.targets
            if row.metric == metric and fits(row.when, situation)
        ),
        None,
    )
