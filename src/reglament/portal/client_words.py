"""What happened to a request in its client's words. What has no words here stays inside."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reglament.events.models import Event
from reglament.lib.html import day_and_time, language, local_date
from reglament.regulation.engine.because import Because
from reglament.regulation.models import regulation_of
from reglament.regulation.terms.edition_terms import Named, Promise
from reglament.regulation.words.spoken_values import capitalised
from reglament.tickets.emergency.claims import claim_of
from reglament.tickets.models import Ticket

PROMISED = {
    "first_response": gettext_lazy("First answer"),
    "next_response": gettext_lazy("Answer to what you added"),
    "admission": gettext_lazy("Check of the emergency"),
    "update": gettext_lazy("News"),
    "workaround": gettext_lazy("Workaround"),
    "resolution": gettext_lazy("Solution"),
    "specification": gettext_lazy("Terms of the specification"),
    "complaint": gettext_lazy("Answer to the complaint"),
}
"""What the known promises are called to the client; those of a document have its own names."""


@dataclass(frozen=True, slots=True)
class Teller:
    """What the words need beside the event: the request, and the zone in which times are told."""

    ticket: Ticket
    zone: str

    @property
    def promise(self) -> Promise:
        """What the request was promised under."""
        return self.ticket.regulation.promise

    def time(self, at: datetime) -> str:
        """An instant, told."""
        return day_and_time(at, self.zone)


def say(event: Event, teller: Teller) -> str:
    """The event in one line; "" for what is nothing to the client."""
    return WORDS[event.verb](event, teller)


def promise_name(promise: Promise, metric: str) -> str:
    """What a promise is called to the client."""
    if metric in PROMISED:
        return str(PROMISED[metric])
    known = promise.metrics.get(metric)
    return capitalised(known.name.in_(language())) if known else metric


def _name(known: Mapping[str, Named], slug: str) -> str:
    return known[slug].name.in_(language()) if slug in known else slug


def _claimed(event: Event, teller: Teller) -> str:
    claim = claim_of(teller.promise, event.data["ground"])
    return _("Claimed: %(ground)s.") % {"ground": claim.ground.name.in_(language())}


def _confirmed(event: Event, teller: Teller) -> str:
    severity = _name(teller.promise.severities, event.data.get("severity", ""))
    return _("Confirmed: the request is %(severity)s.") % {"severity": severity}


def _lowered(event: Event, teller: Teller) -> str:
    severity = _name(teller.promise.severities, event.data["new"])
    return _("The request is now %(severity)s: %(reason)s") % {"severity": severity, "reason": event.data["reason"]}


def _classified(event: Event, teller: Teller) -> str:
    """Only what changes what is promised, or for what."""
    promise = teller.promise
    known: dict[str, Mapping[str, Named]] = {"severity": promise.severities, "level": promise.levels}
    named = [_name(names, event.data[key][1]) for key, names in known.items() if key in event.data]
    return _("The request is now %(what)s.") % {"what": ", ".join(named)} if named else ""


def _transferred(event: Event, teller: Teller) -> str:
    department = _name(teller.ticket.desk.regulation.conduct.departments, event.data["new"])
    return _with_reason(_("Handed to: %(department)s") % {"department": department}, event)


def _with_reason(words: str, event: Event) -> str:
    return f"{words}: {event.data['reason']}" if event.data.get("reason") else f"{words}."


def _postponed(event: Event, teller: Teller) -> str:
    facts = {"reason": _name(teller.promise.postpone, event.data["reason"])}
    if not event.data.get("until"):
        return _("Put off: %(reason)s.") % facts
    until = teller.time(datetime.fromisoformat(event.data["until"]))
    return _("Put off until %(time)s: %(reason)s.") % {**facts, "time": until}


def _moved_to_edition(event: Event, teller: Teller) -> str:
    return _("The edition of the regulation of %(dated)s counts from here.") % {
        "dated": local_date(date.fromisoformat(event.data["dated"]))
    }


def _extended(event: Event, teller: Teller) -> str:
    facts = {"what": promise_name(teller.promise, event.data["metric"]), "reason": event.data["reason"]}
    due = _due_then(event, teller.ticket)
    if due is None:
        return _("%(what)s: more time. %(reason)s") % facts
    return _("%(what)s: now by %(time)s. %(reason)s") % {**facts, "time": teller.time(due)}


def _due_then(event: Event, ticket: Ticket) -> datetime | None:
    """The due time the extension gave, whatever moved it since."""
    for clock in ticket.clocks.filter(metric=event.data["metric"]).order_by("ordinal"):
        if any((step.code, step.at) == ("extended", event.at) for step in Because.from_json(clock.because).steps):
            return clock.due_at
    return None


def _delivered(event: Event, teller: Teller) -> str:
    return _("Delivered: %(what)s.") % {"what": promise_name(teller.promise, event.data["metric"])}


def _found(event: Event, teller: Teller) -> str:
    """What the document has to tell the client of a finding."""
    finding = teller.promise.findings.get(event.data["finding"])
    return finding.text.in_(language()) if finding and finding.text else ""


def _escalated(event: Event, teller: Teller) -> str:
    """Only where the document names somebody of the client among those who are told."""
    rung = regulation_of(event.data["edition"]).promise.escalations[event.data["rung"] - 1]
    if rung.to.isdisjoint(("contact", "representative")):
        return ""
    return _("%(what)s: that its time runs out was told to those in charge.") % {
        "what": promise_name(teller.promise, event.data["metric"])
    }


def _refused(event: Event, teller: Teller) -> str:
    return _("Refused: %(reason)s.") % {"reason": _name(teller.promise.refuse, event.data["reason"])}


def _redirected(event: Event, teller: Teller) -> str:
    return _("Redirected: %(reason)s.") % {"reason": _name(teller.promise.redirect, event.data["reason"])}


def _goes_on(key: str) -> Callable[[Event, Teller], str]:
    return lambda event, teller: _("Goes on in request #%(tid)s.") % {"tid": event.data[key]}


WORDS: dict[str, Callable[[Event, Teller], str]] = {
    "started": lambda event, teller: _("Processing has begun."),
    "emergency_claimed": _claimed,
    "emergency_confirmed": _confirmed,
    "emergency_approved": _confirmed,
    "approval_asked": lambda event, teller: _("Your account manager was asked whether this is an emergency."),
    "approval_declined": lambda event, teller: _with_reason(_("Not agreed to be an emergency"), event),
    "severity_lowered": _lowered,
    "classified": _classified,
    "filled_in": lambda event, teller: _("Missing information was added."),
    "files_kept_aside": lambda event, teller: _("Some files could not be taken; a letter says what helps."),
    "transferred": _transferred,
    "developers_involved": lambda event, teller: _("Developers were brought in."),
    "moved_to_edition": _moved_to_edition,
    "postponed": _postponed,
    "woken": lambda event, teller: _("The wait is over, we go on."),
    "extended": _extended,
    "contacted": lambda event, teller: _("Spoken with you."),
    "workaround_given": lambda event, teller: _("A workaround was given."),
    "feasibility_established": lambda event, teller: _("It can be done."),
    "terms_given": lambda event, teller: _("The terms were given."),
    "complaint_answered": lambda event, teller: _("The complaint was answered."),
    "delivered": _delivered,
    "found": _found,
    "escalated": _escalated,
    "resolved": lambda event, teller: _("Solved."),
    "refused": _refused,
    "redirected": _redirected,
    "withdrawn": lambda event, teller: _("Withdrawn."),
    "closed": lambda event, teller: _("Closed."),
    "reopened": lambda event, teller: _("Reopened."),
    "followed": _goes_on("ticket"),
    "merged": _goes_on("into"),
    "took_over": lambda event, teller: _("Request #%(tid)s goes on in this one.") % {"tid": event.data["ticket"]},
}
"""The events a client is told of, each with its words."""
