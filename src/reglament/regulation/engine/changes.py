"""What is decided about a ticket, and which way its running clocks then move (clocks.md, "What decisions do")."""

from datetime import datetime

from reglament.regulation.engine.because import Code, Step
from reglament.regulation.engine.clock_moves import (
    count_anew,
    count_rest,
    raise_clocks,
    restart,
    touchable,
    weigh_clocks,
)
from reglament.regulation.engine.counting_rules import NO_ROW, rules_of
from reglament.regulation.engine.facts import (
    Classified,
    DevelopersInvolved,
    EmergencyApproved,
    EmergencyClaimed,
    EmergencyConfirmed,
    Fact,
    MovedToEdition,
    SeverityLowered,
    Transferred,
)
from reglament.regulation.engine.progress import Progress
from reglament.regulation.terms.decision_table import Situation
from reglament.regulation.terms.metrics import CONVERSATION
from reglament.regulation.terms.successors import successor


def classified(progress: Progress, fact: Classified) -> None:
    """Corrections. A finding of fault alone changes no promise already given (C-24)."""
    old = progress.situation
    progress.level = fact.level or progress.level
    severity = fact.severity or old.severity
    progress.situation = old._replace(
        level=_level_at(progress, old.stage),
        severity=severity,
        ground=old.ground if severity == old.severity else progress.rules.unnamed_ground(severity),
        request_type=fact.request_type or old.request_type,
        department=fact.department or old.department,
        fault=fact.fault or old.fault,
        urgency=fact.urgency or old.urgency,
        impact=fact.impact or old.impact,
    )
    if progress.situation._replace(fault=old.fault) != old:
        what = fact.severity or fact.level or fact.urgency or fact.impact or fact.request_type or fact.department or ""
        _weigh(progress, old, fact, what)


def claimed(progress: Progress, fact: EmergencyClaimed) -> None:
    """The ground says whether a claim counts at once, must be confirmed or must be approved (C-16, C-17)."""
    progress.claim = fact
    ground = progress.rules.ground(fact.severity, fact.ground)
    waits = ground is not None and not ground.provisional and (ground.confirmation or ground.approval)
    if ground is not None and ground.confirmation:
        progress.start("claim", Step("claimed", fact.at, fact.by, fact.ground))
    if not waits:
        _raise_severity(progress, "claimed", fact, fact.severity, fact.ground, start=fact.at)


def confirmed(progress: Progress, fact: EmergencyConfirmed) -> None:
    """Support confirms what was claimed."""
    claim, step = progress.claim, Step("confirmed", fact.at, fact.by, reason=fact.reason)
    _settle(progress, step, confirmed=True)
    if claim is not None:
        _grant(progress, "confirmed", fact, severity=claim.severity, ground=claim.ground, reason=fact.reason)
        progress.start("confirmed", step)
    progress.start("settled", step)


def approved(progress: Progress, fact: EmergencyApproved) -> None:
    """The account manager approves (C-17)."""
    step = Step("approved", fact.at, fact.by)
    _settle(progress, step, confirmed=True)
    _grant(progress, "approved", fact, severity=fact.severity, ground=fact.ground)
    progress.start("confirmed", step)
    progress.start("settled", step)


def lowered(progress: Progress, fact: SeverityLowered) -> None:
    """A claim is declined, or the severity lowered."""
    step = Step("lowered", fact.at, fact.by, fact.severity, fact.reason)
    _settle(progress, step, confirmed=False)
    progress.claim = None
    old = progress.situation
    if fact.severity != old.severity:
        ground = progress.rules.unnamed_ground(fact.severity)
        progress.situation = old._replace(severity=fact.severity, ground=ground)
        _weigh(progress, old, fact, fact.severity, fact.reason)
    progress.start("settled", step)


def developers_involved(progress: Progress, fact: DevelopersInvolved) -> None:
    """Developers come in while the ticket stays (C-13)."""
    progress.situation = progress.situation._replace(developers=True)
    step = Step("developers", fact.at, fact.by)
    count_rest(progress, step)
    progress.stop("developers", step)
    progress.start("developers", step)


def transferred(progress: Progress, fact: Transferred) -> None:
    """To development, back from it, or between departments of one stage."""
    old = progress.situation
    progress.situation = old._replace(
        department=fact.department,
        stage=fact.stage,
        developers=old.developers or fact.stage == "development",
        level=_level_at(progress, fact.stage),
    )
    if fact.stage == old.stage:
        count_anew(progress, Step("reclassified", fact.at, fact.by, fact.department))
    elif fact.stage == "development":
        _to_development(progress, fact, old)
    else:
        _back_from_development(progress, fact)


def moved_to_edition(progress: Progress, fact: MovedToEdition) -> None:
    """From here on another edition counts (clocks.md, "Other editions, other years"): a shorter amount from now, a
    longer one anew."""
    assert fact.regulation is not None
    old, rules = progress.situation, progress.rules
    known = sum(supplement.at <= progress.known for supplement in fact.regulation.supplements)
    progress.rules = rules_of(fact.regulation).variant(
        hours=progress.hours, zone=progress.zone, supplements=known, moves=rules.moves + 1
    )
    promise = fact.regulation.promise
    progress.level = fact.level or successor(promise.levels, progress.level)
    severity = successor(promise.severities, old.severity)
    progress.situation = old._replace(
        level=_level_at(progress, old.stage),
        severity=severity,
        ground=old.ground if severity == old.severity else progress.rules.unnamed_ground(severity),
        request_type=successor(promise.request_types, old.request_type),
    )
    weigh_clocks(progress, Step("moved", fact.at, fact.by, fact.regulation.dated.isoformat(), fact.reason), all_=True)


def _settle(progress: Progress, step: Step, *, confirmed: bool) -> None:
    """What was claimed is decided."""
    if confirmed:
        progress.stop("confirmed", step)
    progress.stop("settled", step)


def _level_at(progress: Progress, stage: str) -> str:
    """The development department may have a level of its own (C-11)."""
    return (progress.rules.development_level if stage == "development" else "") or progress.level


def _grant(progress: Progress, code: Code, fact: Fact, *, severity: str, ground: str, reason: str = "") -> None:
    """A claim is granted: it counts from the claim or from now, as the ground says."""
    claim, known = progress.claim, progress.rules.ground(severity, ground)
    dates_back = claim is not None and claim.ground == ground and known is not None and known.counts_from == "claim"
    start = claim.at if claim is not None and dates_back else fact.at
    progress.claim = None
    _raise_severity(progress, code, fact, severity, ground, start=start, reason=reason)


def _raise_severity(
    progress: Progress, code: Code, fact: Fact, severity: str, ground: str, *, start: datetime, reason: str = ""
) -> None:
    rank = progress.rules.severity_rank
    if rank(severity) > rank(progress.situation.severity):
        progress.situation = progress.situation._replace(severity=severity, ground=ground)
        raise_clocks(progress, Step(code, fact.at, fact.by, severity, reason), start=start, of=("severity",))


def _weigh(progress: Progress, old: Situation, fact: Fact, what: str, reason: str = "") -> None:
    """A better level or a higher severity raises; if anything became worse, or neither changed, it is counted anew."""
    rules, new = progress.rules, progress.situation
    rise = rules.severity_rank(new.severity) - rules.severity_rank(old.severity)
    better = rules.level_is_better(new.level, than=old.level)
    worse = rules.level_is_better(old.level, than=new.level)
    if not (rise or better or worse) and (new.urgency, new.impact) != (old.urgency, old.impact):
        weigh_clocks(progress, Step("reclassified", fact.at, fact.by, what, reason))
        return
    if (rise > 0 or better) and not (rise < 0 or worse):
        of = (*(("severity",) if rise > 0 else ()), *(("level",) if better else ()))
        raise_clocks(progress, Step("raised", fact.at, fact.by, what, reason), start=fact.at, of=of)
        return
    for clock in progress.clocks.values():
        if rise < 0:
            clock.since.pop("severity", None)
        if worse:
            clock.since.pop("level", None)
    code: Code = "lowered" if rise < 0 or worse else "reclassified"
    count_anew(progress, Step(code, fact.at, fact.by, what, reason))


def _to_development(progress: Progress, fact: Transferred, old: Situation) -> None:
    """A row for development replaces reaction and reply from now; without one the clocks run on."""
    step = Step("transferred", fact.at, fact.by, fact.department)
    stayed = old._replace(developers=True)
    replaced = [metric for metric in CONVERSATION if _replaced_in_development(progress, metric, stayed)]
    progress.transferred = bool(replaced)
    progress.silent = True
    for clock in touchable(progress):
        if clock.metric in replaced:
            restart(progress, clock, step)
        elif progress.ruling(clock.metric, progress.situation_of(clock)).target.on_transfer == "run-on":
            clock.ruling = progress.ruling(clock.metric, progress.situation_of(clock))
    count_rest(progress, Step("developers", fact.at, fact.by))
    for event in ("transfer", "developers") if not old.developers else ("transfer",):
        progress.stop(event, step)
        progress.start(event, step)


def _replaced_in_development(progress: Progress, metric: str, stayed: Situation) -> bool:
    """Whether the table has a row for development: another one than if the ticket had stayed."""
    moved = progress.situation_at(metric, progress.known)
    row = progress.ruling(metric, moved)
    if row.target is NO_ROW or row.target.on_transfer == "run-on":
        return False
    return row is not progress.ruling(metric, stayed._replace(during=moved.during))


def _back_from_development(progress: Progress, fact: Transferred) -> None:
    """On return without an answer a reply clock starts with the level's amount; a reaction promised there stands."""
    step = Step("returned", fact.at, fact.by, fact.department)
    progress.stop("returned", step)
    if not progress.transferred:
        count_anew(progress, Step("reclassified", fact.at, fact.by, fact.department))
        if progress.silent:
            progress.start("returned", step)
        return
    for clock in touchable(progress):
        if clock.metric == "next_response":
            restart(progress, clock, step)
        else:
            clock.ruling = progress.ruling(clock.metric, progress.situation_of(clock))
            clock.since["stage"] = fact.at
    if progress.silent:
        progress.start("returned", step)
    progress.transferred = False
