"""The fold: what each fact begins and stops (clocks.md, "Which moment counts" and "Clock rows")."""

from collections.abc import Callable
from typing import Any

from reglament.regulation import deciding
from reglament.regulation.because import Code, Step
from reglament.regulation.facts import (
    Answered,
    Classified,
    ClientWrote,
    Complained,
    ComplaintAnswered,
    Contacted,
    DevelopersInvolved,
    EmergencyApproved,
    EmergencyClaimed,
    EmergencyConfirmed,
    Ended,
    Fact,
    FeasibilityEstablished,
    HandoverAccepted,
    NoAnswerNeeded,
    Opened,
    Reopened,
    SeverityLowered,
    Started,
    TermsGiven,
    Transferred,
    WaitBegan,
    WaitEnded,
    WorkaroundGiven,
)
from reglament.regulation.progress import Progress
from reglament.regulation.rules import CONVERSATION
from reglament.regulation.tables import Situation

OF_RECEIPT = ("first_response", "workaround", "resolution")
STOPPED_BY_ANSWER = (*CONVERSATION, "update", "handover")
STOPPED_BY_SOLUTION = (*STOPPED_BY_ANSWER, "workaround", "resolution")


def take(progress: Progress, fact: Fact) -> None:
    """Read the next fact. What fell due before it is missed, whatever it says."""
    progress.pass_to(fact.known_at or fact.at)
    _TAKEN[type(fact)](progress, fact)


def _opened(progress: Progress, fact: Opened) -> None:
    """Reaction runs from the acceptance of the request (C-26)."""
    rules = progress.rules
    ground = fact.ground or rules.unnamed_ground(fact.severity)
    progress.level = fact.level
    progress.situation = Situation(fact.level, fact.severity, ground, fact.request_type, fact.channel, fact.department)
    start = rules.accepted(fact.at, fact.severity)
    steps = [Step("imported" if fact.imported else "received", fact.at, fact.by)]
    if fact.from_triage:
        steps.append(Step("from-triage", fact.known_at or fact.at))
    if start != fact.at:
        steps.append(Step("accepted", start))
    for metric in OF_RECEIPT:
        progress.begin(metric, start, *steps, received=fact.at, imported=fact.imported)


def _client_wrote(progress: Progress, fact: ClientWrote) -> None:
    """After the first answer, the oldest message not yet answered runs a reply clock, one at a time (C-14)."""
    if progress.wait is not None and progress.wait[0] == "client":
        progress.end_wait(fact.at, fact.by)
    first = progress.clocks.get("first_response")
    if not fact.imported and (first is None or first.imported):
        progress.begin("next_response", fact.at, Step("client-wrote", fact.at, fact.by))


def _answered(progress: Progress, fact: Answered) -> None:
    """An answer counts at the first instant of the answer window (C-19); after it, an update may be owed."""
    at = fact.leaves_at or fact.at
    step = Step("answered", fact.at, fact.by)
    progress.stop(STOPPED_BY_ANSWER, step, at=at)
    progress.silent = False
    if progress.wait is None or progress.wait[0] != "client":
        progress.begin("update", at, step)


def _started(progress: Progress, fact: Started) -> None:
    _stop_where("started", progress, Step("started", fact.at, fact.by))


def _contacted(progress: Progress, fact: Contacted) -> None:
    _stop_where("contact", progress, Step("contacted", fact.at, fact.by))


def _stop_where(stops_on: str, progress: Progress, step: Step) -> None:
    """What else than an answer stops a clock, its row says (C-27)."""
    metrics = (metric for metric in CONVERSATION if metric in progress.clocks)
    stopped = tuple(metric for metric in metrics if stops_on in progress.clocks[metric].target.stops_on)
    progress.stop(stopped, step, at=step.at)


def _no_answer_needed(progress: Progress, fact: NoAnswerNeeded) -> None:
    """What the client wrote last needs no answer: cancelled, never met."""
    step = Step("not-needed", fact.at, fact.by, reason=fact.reason)
    progress.stop(CONVERSATION, step, at=fact.at, cancelled=True)
    progress.silent = False


def _ended(progress: Progress, fact: Ended) -> None:
    """Resolved, refused and redirected carry an answer; every other end cancels. A complaint outlives the answer."""
    step = Step("ended", fact.at, fact.by, fact.how)
    progress.end_wait(fact.at, fact.by)
    if fact.answered:
        progress.stop(STOPPED_BY_SOLUTION, step, at=fact.leaves_at or fact.at)
        progress.silent = False
    rest = tuple(metric for metric in progress.clocks if not (fact.answered and metric == "complaint"))
    progress.stop(rest, step, at=fact.at, cancelled=True)
    progress.claim = None


def _reopened(progress: Progress, fact: Reopened) -> None:
    progress.begin("next_response", fact.at, Step("reopened", fact.at, fact.by))


def _wait_began(progress: Progress, fact: WaitBegan) -> None:
    """The clocks whose row names what is waited for stand still; the next step is not ours while the client has it."""
    progress.end_wait(fact.at, fact.by)
    progress.wait = fact.what, fact.at
    if fact.what == "client":
        progress.stop(("update",), Step("paused", fact.at, fact.by, "client"), at=fact.at, cancelled=True)
    for clock in progress.clocks.values():
        clock.pause(fact.what, fact.at, fact.by)


def _wait_ended(progress: Progress, fact: WaitEnded) -> None:
    progress.end_wait(fact.at, fact.by)


def _begins(metric: str, code: Code) -> Callable[[Progress, Any], None]:
    def begin(progress: Progress, fact: Fact) -> None:
        progress.begin(metric, fact.at, Step(code, fact.at, fact.by))

    return begin


def _stops(metric: str, code: Code) -> Callable[[Progress, Any], None]:
    def stop(progress: Progress, fact: Fact) -> None:
        progress.stop((metric,), Step(code, fact.at, fact.by), at=fact.at)

    return stop


_TAKEN: dict[type[Fact], Callable[[Progress, Any], None]] = {
    Opened: _opened,
    ClientWrote: _client_wrote,
    Answered: _answered,
    Started: _started,
    Contacted: _contacted,
    NoAnswerNeeded: _no_answer_needed,
    Ended: _ended,
    Reopened: _reopened,
    WaitBegan: _wait_began,
    WaitEnded: _wait_ended,
    Classified: deciding.classified,
    EmergencyClaimed: deciding.claimed,
    EmergencyConfirmed: deciding.confirmed,
    EmergencyApproved: deciding.approved,
    SeverityLowered: deciding.lowered,
    DevelopersInvolved: deciding.developers_involved,
    Transferred: deciding.transferred,
    HandoverAccepted: _stops("handover", "handed-over"),
    WorkaroundGiven: _stops("workaround", "given"),
    FeasibilityEstablished: _begins("specification", "feasible"),
    TermsGiven: _stops("specification", "given"),
    Complained: _begins("complaint", "complained"),
    ComplaintAnswered: _stops("complaint", "answered"),
}
