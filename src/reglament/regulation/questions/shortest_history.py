"""The shortest history in which a clock that is asked about runs."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from reglament.regulation.engine.facts import (
    Answered,
    ClientWrote,
    Complained,
    ComplaintAnswered,
    Contacted,
    DevelopersInvolved,
    EmergencyClaimed,
    EmergencyConfirmed,
    Ended,
    Fact,
    FeasibilityEstablished,
    Found,
    HandoverAccepted,
    Opened,
    Reopened,
    Started,
    TermsGiven,
    Transferred,
    WorkaroundGiven,
)
from reglament.regulation.terms.edition_terms import Regulation
from reglament.regulation.terms.metrics import FINDING, STARTS


def history_asked(regulation: Regulation, question: Mapping[str, Any], at: datetime, metric: str) -> list[Fact]:
    """A request received at `at`, and what must happen then for a clock of `metric` to begin.

    `question` is clear (`asking.py`): `level` and `severity` exist; other keys may be left out.
    """
    promise = regulation.promise
    history: list[Fact] = [_opened(regulation, question, at)]
    if question.get("developers"):
        history.append(DevelopersInvolved(at))
    starts = promise.metrics[metric].starts if metric in promise.metrics else frozenset()
    history += _beginning(regulation, question, at, starts)
    if promise.levels[question["level"]].stage == "development" and not any(
        isinstance(fact, Transferred) for fact in history
    ):
        history.append(_to_development(regulation, at))
    return history


def _opened(regulation: Regulation, question: Mapping[str, Any], at: datetime) -> Opened:
    return Opened(
        at,
        level=question["level"],
        severity=question["severity"],
        ground=question.get("ground") or "",
        request_type=question.get("type") or "",
        channel=regulation.promise.channel_via(question.get("channel") or "email"),
        department=question.get("department") or "",
        urgency=question.get("urgency") or "",
        impact=question.get("impact") or "",
        asked_by=question.get("asked_by") or "contact",
        kind=question.get("kind") or "client",
        hours=question.get("hours") or "",
        zone=question.get("zone") or "",
        findings=frozenset({*(question.get("findings") or "").split(), *_given(regulation, question, at)}),
    )


def _given(regulation: Regulation, question: Mapping[str, Any], at: datetime) -> list[str]:
    """What the answers and the day establish."""
    answers = dict(answer.split("=", 1) for answer in (question.get("answers") or "").split())
    return regulation.promise.findings_given(answers, at.astimezone(ZoneInfo(regulation.zone)).date())


def _beginning(regulation: Regulation, question: Mapping[str, Any], at: datetime, starts: frozenset[str]) -> list[Fact]:
    """What starts the clock: the first event that does, as the vocabulary lists them."""
    event = next((event for event in STARTS if event in starts), next(iter(sorted(starts)), "receipt"))
    if event.startswith(FINDING):
        return [Found(at, finding=event.removeprefix(FINDING))]
    if event in ("claim", "confirmed", "settled"):
        grounds = regulation.promise.severities[question["severity"]].grounds
        claims: list[Fact] = [
            EmergencyClaimed(at, severity=question["severity"], ground=one.slug) for one in grounds if one.confirmation
        ]
        return claims if event == "claim" else [*claims, EmergencyConfirmed(at)]
    to_development = _to_development(regulation, at)
    happened: dict[str, Callable[[], list[Fact]]] = {
        "client-message": lambda: [Answered(at), ClientWrote(at)],
        "answer": lambda: [Answered(at)],
        "contact": lambda: [Contacted(at)],
        "started": lambda: [Started(at)],
        "developers": lambda: [DevelopersInvolved(at)],
        "transfer": lambda: [to_development],
        "accepted": lambda: [to_development, HandoverAccepted(at)],
        "returned": lambda: [to_development, Transferred(at)],
        "feasibility": lambda: [FeasibilityEstablished(at)],
        "terms": lambda: [FeasibilityEstablished(at), TermsGiven(at)],
        "complaint": lambda: [Complained(at)],
        "complaint-answered": lambda: [Complained(at), ComplaintAnswered(at)],
        "workaround": lambda: [WorkaroundGiven(at)],
        "resolved": lambda: [Ended(at)],
        "reopened": lambda: [Ended(at), Reopened(at)],
    }
    return happened[event]() if event in happened else []


def _to_development(regulation: Regulation, at: datetime) -> Transferred:
    departments = regulation.conduct.departments.values()
    developing = (department.slug for department in departments if department.stage == "development")
    return Transferred(at, stage="development", department=next(developing, ""))
