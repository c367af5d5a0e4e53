"""A ticket's events as the facts its clocks care about."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from reglament.events.models import Recorded, recorded
from reglament.regulation.engine import facts
from reglament.regulation.engine.facts import Fact
from reglament.regulation.models import regulation_of
from reglament.regulation.terms.edition_terms import Regulation
from reglament.regulation.terms.successors import successor
from reglament.tickets.models import Ticket


def history(ticket: Ticket) -> list[Fact]:
    """All facts of `ticket`, in the order in which the desk learned of them."""
    return [fact for event in recorded(ticket.stream) for fact in facts_of(event)]


def editions(ticket: Ticket, known: Sequence[Fact]) -> list[Regulation]:
    """The edition `ticket` was given when it was opened, and those it was moved to since."""
    moves = [fact for fact in known if isinstance(fact, facts.MovedToEdition)]
    counted = [moves[0].left, *(fact.regulation for fact in moves)] if moves else [ticket.regulation]
    return [edition for edition in counted if edition is not None]


def own_level(ticket: Ticket) -> str:
    """The client's own level, whatever the ticket has while it is in development."""
    level = ticket.level
    for fact in history(ticket):
        match fact:
            case facts.Opened(level=given) | facts.Classified(level=str(given)):
                level = given
            case facts.MovedToEdition(level=given, regulation=Regulation(promise=promise)):
                level = given or successor(promise.levels, level)
    return level


def findings_in(known: Sequence[Fact]) -> frozenset[str]:
    """What is established in this history: by what the client answered, or by people."""
    found: set[str] = set()
    for fact in known:
        match fact:
            case facts.Opened(findings=given):
                found |= given
            case facts.Found(finding=finding):
                found.add(finding)
    return frozenset(found)


def waited_for(known: Sequence[Fact], *, at: datetime) -> str:
    """What a ticket of this history waited for at that instant; "" for nothing."""
    what = ""
    for fact in known:
        match fact:
            case Fact(at=later) if later > at:
                break
            case facts.WaitBegan(what=begun):
                what = begun
            case facts.WaitEnded() | facts.Ended():
                what = ""
            case facts.ClientWrote() if what == "client":
                what = ""
    return what


def facts_of(event: Recorded) -> list[Fact]:
    """The facts one event stands for; most events have none."""
    make = _MAKERS.get(event.verb)
    if make is None:
        return []
    made = make(event.at, event.by, event.data)
    return [fact if fact.at == event.at else replace(fact, known_at=event.at) for fact in made]


def _moment(data: dict[str, Any], key: str, default: datetime) -> datetime:
    value = data.get(key)
    return datetime.fromisoformat(value) if value else default


def _opened(at: datetime, by: str, data: dict[str, Any]) -> list[Fact]:
    return [
        facts.Opened(
            _moment(data, "received_at", at),
            by,
            level=data["level"],
            severity=data["severity"],
            request_type=data["request_type"],
            channel=data["channel"],
            department=data["department"],
            imported=data.get("imported", False),
            from_triage=data.get("from_triage", False),
            findings=frozenset(data.get("findings", ())),
            **{name: data[name] for name in ("kind", "asked_by", "hours", "zone") if name in data},
        )
    ]


def _wrote(at: datetime, by: str, data: dict[str, Any]) -> list[Fact]:
    received = _moment(data, "received_at", at)
    wrote: list[Fact] = [facts.ClientWrote(received, by, message=data["message"])]
    return [facts.WaitEnded(received, by), *wrote] if data.get("wait_over") else wrote


def _answered(at: datetime, by: str, data: dict[str, Any]) -> list[Fact]:
    return [facts.Answered(at, by, leaves_at=_moment(data, "leaves_at", at), message=data["message"])]


def _asked(at: datetime, by: str, data: dict[str, Any]) -> list[Fact]:
    return [*_answered(at, by, data), facts.WaitBegan(at, by, what="client")]


def _classified(at: datetime, by: str, data: dict[str, Any]) -> list[Fact]:
    changed = {
        key: data[key][1]
        for key in ("level", "severity", "request_type", "department", "fault", "urgency", "impact")
        if key in data
    }
    return [facts.Classified(at, by, **changed)] if changed else []


def _transferred(at: datetime, by: str, data: dict[str, Any]) -> list[Fact]:
    return [facts.Transferred(at, by, department=data["new"], stage=data["stage"])]


def _claimed(at: datetime, by: str, data: dict[str, Any]) -> list[Fact]:
    claimed_at = _moment(data, "claimed_at", at)
    return [facts.EmergencyClaimed(claimed_at, by, severity=data["severity"], ground=data["ground"])]


def _ended(at: datetime, by: str, data: dict[str, Any]) -> list[Fact]:
    leaves_at, message = _moment(data, "leaves_at", at), data.get("message", 0)
    return [facts.Ended(at, by, how=data["how"], answered="message" in data, leaves_at=leaves_at, message=message)]


def _sent_now(at: datetime, by: str, data: dict[str, Any]) -> list[Fact]:
    return [facts.SentNow(at, by, message=data["message"])] if "message" in data else []


def _moved(at: datetime, by: str, data: dict[str, Any]) -> list[Fact]:
    old, new = regulation_of(data["old"]), regulation_of(data["new"])
    level = data.get("own_level", "")
    return [facts.MovedToEdition(at, by, regulation=new, left=old, level=level, reason=data.get("reason", ""))]


_MAKERS: dict[str, Callable[[datetime, str, dict[str, Any]], list[Fact]]] = {
    "opened": _opened,
    "wrote": _wrote,
    "answered": _answered,
    "asked": _asked,
    "letter_sent_now": _sent_now,
    "complained": lambda at, by, data: [facts.Complained(_moment(data, "received_at", at), by)],
    "merged": _ended,
    "started": lambda at, by, data: [facts.Started(at, by)],
    "no_answer_needed": lambda at, by, data: [facts.NoAnswerNeeded(at, by, reason=data["reason"])],
    "classified": _classified,
    "emergency_claimed": _claimed,
    "approval_asked": lambda at, by, data: _claimed(at, by, data) if "ground" in data else [],
    "emergency_confirmed": lambda at, by, data: [facts.EmergencyConfirmed(at, by, reason=data.get("reason", ""))],
    "emergency_approved": lambda at, by, data: [
        facts.EmergencyApproved(at, by, severity=data["severity"], ground=data["ground"])
    ],
    "severity_lowered": lambda at, by, data: [
        facts.SeverityLowered(at, by, severity=data["new"], reason=data.get("reason", ""))
    ],
    "contacted": lambda at, by, data: [facts.Contacted(at, by)],
    "handover_accepted": lambda at, by, data: [facts.HandoverAccepted(at, by)],
    "workaround_given": lambda at, by, data: [facts.WorkaroundGiven(at, by)],
    "feasibility_established": lambda at, by, data: [facts.FeasibilityEstablished(at, by)],
    "terms_given": lambda at, by, data: [facts.TermsGiven(at, by)],
    "complaint_answered": lambda at, by, data: [facts.ComplaintAnswered(at, by)],
    "delivered": lambda at, by, data: [facts.Delivered(at, by, metric=data["metric"])],
    "extended": lambda at, by, data: [facts.Extended(at, by, metric=data["metric"], reason=data["reason"])],
    "found": lambda at, by, data: [*_classified(at, by, data), facts.Found(at, by, finding=data["finding"])],
    "developers_involved": lambda at, by, data: [facts.DevelopersInvolved(at, by)],
    "transferred": _transferred,
    "moved_to_edition": _moved,
    "postponed": lambda at, by, data: [facts.WaitBegan(at, by, what=data["waits_for"])],
    "woken": lambda at, by, data: [facts.WaitEnded(at, by)],
    "resolved": _ended,
    "refused": _ended,
    "redirected": _ended,
    "withdrawn": _ended,
    "reopened": lambda at, by, data: [facts.Reopened(_moment(data, "received_at", at), by)],
}
