"""The fold: what each fact begins and stops (clocks.md, "Which clocks there are").

A fact is told to the clocks as events of `metrics.py`; the document says which metrics an event starts and stops.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from reglament.regulation.engine import changes
from reglament.regulation.engine.because import Code, Step
from reglament.regulation.engine.clock_moves import begin_earlier, supplement
from reglament.regulation.engine.facts import (
    Answered,
    Classified,
    ClientWrote,
    Complained,
    ComplaintAnswered,
    Contacted,
    Delivered,
    DevelopersInvolved,
    EmergencyApproved,
    EmergencyClaimed,
    EmergencyConfirmed,
    Ended,
    Extended,
    Fact,
    FeasibilityEstablished,
    Found,
    HandoverAccepted,
    MovedToEdition,
    NoAnswerNeeded,
    Opened,
    Reopened,
    SentNow,
    SeverityLowered,
    Started,
    TermsGiven,
    Transferred,
    WaitBegan,
    WaitEnded,
    WorkaroundGiven,
)
from reglament.regulation.engine.held_answers import dropped, sent
from reglament.regulation.engine.progress import Progress
from reglament.regulation.terms.decision_table import Situation
from reglament.regulation.terms.metrics import CONVERSATION, FINDING

OUTLIVE = frozenset({"complaint-answered", "delivered"})
"""What can still be done for a client whose ticket has ended with an answer."""


def take(progress: Progress, fact: Fact) -> None:
    """Read the next fact. What fell due before it is missed, whatever it says."""
    pass_to(progress, fact.known_at or fact.at)
    _TAKEN[type(fact)](progress, fact)


def pass_to(progress: Progress, at: datetime) -> None:
    """Time goes on until `at`; calendar supplements come in when they were published."""
    while progress.rules.upcoming is not None and progress.rules.upcoming <= at:
        progress.pass_to(progress.rules.upcoming)
        supplement(progress, progress.rules.upcoming)
    progress.pass_to(at)


def _opened(progress: Progress, fact: Opened) -> None:
    """Reaction runs from the acceptance of the request (C-26)."""
    progress.sign(hours=fact.hours, zone=fact.zone)
    rules = progress.rules
    progress.level = fact.level
    progress.situation = Situation(
        level=fact.level,
        severity=fact.severity,
        ground=fact.ground or rules.unnamed_ground(fact.severity),
        request_type=fact.request_type,
        channel=fact.channel,
        department=fact.department,
        urgency=fact.urgency,
        impact=fact.impact,
        asked_by=fact.asked_by,
        kind=fact.kind,
        findings=fact.findings,
    )
    start = rules.accepted(fact.at, fact.severity, level=fact.level, channel=fact.channel)
    steps = [Step("imported" if fact.imported else "received", fact.at, fact.by)]
    if fact.from_triage:
        steps.append(Step("from-triage", fact.known_at or fact.at))
    if start != fact.at:
        steps.append(Step("accepted", start))
    for metric in rules.starting.get("receipt", ()):
        progress.begin(metric, start, *steps, received=fact.at, imported=fact.imported)


def _client_wrote(progress: Progress, fact: ClientWrote) -> None:
    """After the first answer, the oldest message not yet answered runs a reply clock, one at a time (C-14)."""
    if progress.wait is not None and progress.wait[0] == "client":
        progress.end_wait(fact.at, fact.by)
    first = progress.clocks.get("first_response")
    if not fact.imported and (first is None or first.imported):
        progress.start("client-message", Step("client-wrote", fact.at, fact.by))


def _answered(progress: Progress, fact: Answered) -> None:
    """An answer counts at the first instant of the answer window (C-19); after it, an update may be owed, unless the
    ticket has ended."""
    at = fact.leaves_at or fact.at
    step = Step("answered", fact.at, fact.by)
    progress.leaves[fact.message] = at
    progress.stop("answer", step, at=at, message=fact.message)
    progress.silent = False
    if progress.is_ours:
        progress.start("answer", step, at=at)


def _sent_now(progress: Progress, fact: SentNow) -> None:
    """The client has the answer earlier than he was promised: what it stopped and what it starts counts from now."""
    leaves = progress.leaves.pop(fact.message, None)
    if leaves is None or leaves <= fact.at:
        return
    step = Step("sent-now", fact.at, fact.by)
    progress.leaving = sent(progress.leaving, fact.message, step)
    begin_earlier(progress, step, began=leaves)


def _contacted(progress: Progress, fact: Contacted) -> None:
    """A contact counts only where the document says so."""
    step = Step("contacted", fact.at, fact.by)
    progress.stop("contact", step)
    if progress.is_ours:
        progress.start("contact", step)


def _no_answer_needed(progress: Progress, fact: NoAnswerNeeded) -> None:
    """What the client wrote last needs no answer: cancelled, never met."""
    progress.cancel(CONVERSATION, Step("not-needed", fact.at, fact.by, reason=fact.reason))
    progress.silent = False


def _ended(progress: Progress, fact: Ended) -> None:
    """Resolved, refused and redirected carry an answer; every other end cancels."""
    step = Step("ended", fact.at, fact.by, fact.how)
    progress.end_wait(fact.at, fact.by)
    progress.claim, progress.ended = None, True
    progress.owed.clear()
    if not fact.answered:
        progress.cancel(tuple(progress.clocks), step)
        progress.leaving = dropped(progress.leaving, step)
        return
    at = fact.leaves_at or fact.at
    progress.leaves[fact.message] = at
    progress.stop("answer", step, at=at, message=fact.message)
    progress.stop("resolved", step, at=at, message=fact.message)
    progress.silent = False
    over = [metric for metric, clock in progress.clocks.items() if OUTLIVE.isdisjoint(clock.target.stops_on)]
    progress.cancel(over, step)
    if fact.how == "solved":
        progress.start("resolved", step, at=at)


def _reopened(progress: Progress, fact: Reopened) -> None:
    step = Step("reopened", fact.at, fact.by)
    progress.ended = False
    progress.go_on(step)
    progress.start("reopened", step)


def _wait_began(progress: Progress, fact: WaitBegan) -> None:
    """The clocks whose row names what is waited for stand still; the next step is not ours while the client has it."""
    progress.end_wait(fact.at, fact.by)
    at = (
        max(fact.at, progress.waits[-1][2]) if progress.waits else fact.at
    )  # known late, it may reach into the last one
    progress.wait = fact.what, at
    if fact.what == "client":
        progress.cancel(progress.rules.after_answer, Step("paused", fact.at, fact.by, "client"))
    for clock in progress.clocks.values():
        clock.pause(fact.what, at, fact.by)


def _wait_ended(progress: Progress, fact: WaitEnded) -> None:
    progress.end_wait(fact.at, fact.by)


def _found(progress: Progress, fact: Found) -> None:
    """Like fault, a finding moves no running clock; the next clock to start is decided with it."""
    step = Step("found", fact.at, fact.by, fact.finding)
    event = FINDING + fact.finding
    progress.found(fact.finding)
    progress.stop(event, step)
    progress.start(event, step)


def _delivered(progress: Progress, fact: Delivered) -> None:
    """Only the clock of what was delivered."""
    clock = progress.clocks.get(fact.metric)
    if clock is not None and "delivered" in clock.target.stops_on:
        progress.stop_one(clock, Step("given", fact.at, fact.by), at=fact.at)


def _extended(progress: Progress, fact: Extended) -> None:
    """Once, and only a clock that still runs."""
    clock = progress.clocks.get(fact.metric)
    if clock is not None and not clock.breached:
        with clock.awake(progress.known, fact.by):
            clock.extend(Step("extended", fact.at, fact.by, reason=fact.reason))


def _starts(event: str, code: Code) -> Callable[[Progress, Any], None]:
    def start(progress: Progress, fact: Fact) -> None:
        progress.start(event, Step(code, fact.at, fact.by))

    return start


def _happens(event: str, code: Code) -> Callable[[Progress, Any], None]:
    def happen(progress: Progress, fact: Fact) -> None:
        step = Step(code, fact.at, fact.by)
        progress.stop(event, step)
        progress.start(event, step)

    return happen


_TAKEN: dict[type[Fact], Callable[[Progress, Any], None]] = {
    Opened: _opened,
    ClientWrote: _client_wrote,
    Answered: _answered,
    SentNow: _sent_now,
    Started: _happens("started", "started"),
    Contacted: _contacted,
    NoAnswerNeeded: _no_answer_needed,
    Ended: _ended,
    Reopened: _reopened,
    WaitBegan: _wait_began,
    WaitEnded: _wait_ended,
    Classified: changes.classified,
    EmergencyClaimed: changes.claimed,
    EmergencyConfirmed: changes.confirmed,
    EmergencyApproved: changes.approved,
    SeverityLowered: changes.lowered,
    DevelopersInvolved: changes.developers_involved,
    Transferred: changes.transferred,
    MovedToEdition: changes.moved_to_edition,
    HandoverAccepted: _happens("accepted", "handed-over"),
    WorkaroundGiven: _happens("workaround", "given"),
    FeasibilityEstablished: _starts("feasibility", "feasible"),
    TermsGiven: _happens("terms", "given"),
    Complained: _starts("complaint", "complained"),
    ComplaintAnswered: _happens("complaint-answered", "answered"),
    Found: _found,
    Delivered: _delivered,
    Extended: _extended,
}
