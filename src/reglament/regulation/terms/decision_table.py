"""The decision table: which target holds in a situation. The first row of a metric that fits decides (C-10)."""

from collections.abc import Iterable
from typing import NamedTuple

from reglament.regulation.terms.edition_terms import Promise, Target, When


class Situation(NamedTuple):
    """What the conditions of a row are asked about: slugs of the document, `stage` and `fault` as in `terms.When`."""

    level: str = "none"
    severity: str = "normal"
    ground: str = ""
    request_type: str = ""
    channel: str = "email"
    department: str = ""
    stage: str = "support"
    fault: str = "unknown"
    developers: bool = False
    urgency: str = ""
    impact: str = ""
    asked_by: str = "contact"
    kind: str = "client"
    findings: frozenset[str] = frozenset()
    during: frozenset[str] = frozenset()  # calendars open when the clock starts, of those some row asks about


def fits(when: When, situation: Situation) -> bool:
    """Whether every given condition of `when` holds in `situation`; a condition that is None fits anything."""
    return (
        (when.level is None or situation.level in when.level)
        and (when.severity is None or situation.severity in when.severity)
        and (when.ground is None or situation.ground in when.ground)
        and (when.request_type is None or situation.request_type in when.request_type)
        and (when.channel is None or situation.channel in when.channel)
        and (when.department is None or situation.department in when.department)
        and (when.stage is None or situation.stage in when.stage)
        and (when.fault is None or situation.fault in when.fault)
        and (when.developers is None or situation.developers is when.developers)
        and (when.urgency is None or situation.urgency in when.urgency)
        and (when.impact is None or situation.impact in when.impact)
        and (when.asked_by is None or situation.asked_by in when.asked_by)
        and (when.kind is None or situation.kind in when.kind)
        and (when.finding is None or not when.finding.isdisjoint(situation.findings))
        and (when.during is None or not when.during.isdisjoint(situation.during))
    )


def decide(promise: Promise, metric: str, situation: Situation) -> Target | None:
    """The row of `metric` that holds in `situation`, or None where the document has no such target at all."""
    return decide_among(promise.targets, metric, situation)


def decide_among(rows: Iterable[Target], metric: str, situation: Situation) -> Target | None:
    """The first of `rows` for `metric` that fits."""
    return next((row for row in rows if row.metric == metric and fits(row.when, situation)), None)
