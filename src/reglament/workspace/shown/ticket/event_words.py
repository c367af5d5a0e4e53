"""What happened to a ticket, in words: one function per verb, from the event's codes, in the reader's language."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from reglament.directory.models import Person
from reglament.events.models import Recorded
from reglament.lib.html import day_and_time, language, local_date
from reglament.lib.prepared import prepared
from reglament.regulation.models import regulation_of
from reglament.regulation.terms.edition_terms import Regulation
from reglament.regulation.words.printout_base import PEOPLE
from reglament.tickets.models import Ended, Ticket
from reglament.workspace.shown.lists.promises import metric_name
from reglament.workspace.shown.naming import department_name, name_of, waiting
from reglament.workspace.shown.ticket.delivery_words import HELD, why_not

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Teller:
    """What the words need beside the event: ticket, regulation in force, people's names, the zone times are told in."""

    ticket: Ticket
    in_force: Regulation
    people: dict[int, str]
    zone: str
    now: datetime
    senders: dict[int, str] = field(default_factory=dict)  # of messages without author, by key
    keys_of_others: Mapping[str, str] = field(default_factory=dict)  # companies, by the form of their licence key

    def person(self, pk: int | None) -> str:
        """The name of a person, or that it is nobody."""
        return self.people.get(pk, _("somebody")) if pk else _("nobody")

    def time(self, iso: str) -> str:
        """An instant of the event's data, told."""
        return day_and_time(datetime.fromisoformat(iso), self.zone)

    def severity(self, slug: str) -> str:
        """A severity's name in quotes."""
        return _("“%(name)s”") % {"name": name_of(self.ticket.regulation.promise.severities, slug)}

    def addressee(self, slug: str) -> str:
        """Whom a complaint went to, in quotes."""
        named = self.in_force.conduct.complaints
        return _("“%(name)s”") % {"name": name_of(named, slug) or slug}

    def department(self, slug: str) -> str:
        """A department's name in quotes."""
        return _("“%(name)s”") % {"name": department_name(self.in_force, slug)}


def people_of(events: Iterable[Recorded]) -> dict[int, str]:
    """Names of everybody the events speak of, by one query."""
    keys = ("old", "new", "asked_of")
    spoken_of = {event.data[key] for event in events for key in keys if isinstance(event.data.get(key), int)}
    return dict(_names(sorted(spoken_of)))


@prepared
def _names(people: list[int]) -> QuerySet[Person, tuple[int, str]]:
    return Person.objects.get_queryset().filter(pk__in=people).values_list("pk", "name")


def say(event: Recorded, teller: Teller) -> str:
    """The event in one line; "" for what the conversation shows anyway (messages)."""
    words = _WORDS.get(event.verb)
    return words(event.data, teller) if words else event.verb.replace("_", " ")


def _with_reason(words: str, data: Data) -> str:
    return f"{words}: {data['reason']}" if data.get("reason") else words


def _opened(data: Data, teller: Teller) -> str:
    promise = teller.ticket.regulation.promise
    kind = name_of(promise.request_types, data.get("request_type", "")) or _("no request type")
    words = _("Registered: %(kind)s, severity %(severity)s, %(department)s") % {
        "kind": kind,
        "severity": teller.severity(data["severity"]),
        "department": department_name(teller.in_force, data.get("department", "")) or _("no department"),
    }
    if data.get("imported"):
        return _("%(words)s; imported, nothing was promised") % {"words": words}
    if data.get("from_triage"):
        return _("%(words)s; it came through triage") % {"words": words}
    return words


def _filled_in(data: Data, teller: Teller) -> str:
    kind = teller.ticket.regulation.promise.request_types.get(teller.ticket.request_type)
    names = {field.slug: field.name.in_(language()) for field in kind.fields} if kind else {}
    return _("Filled in: %(fields)s") % {"fields": ", ".join(names.get(slug, slug) for slug in data["fields"])}


_FIELDS: dict[str, Callable[[Teller, str], str]] = {
    "severity": lambda teller, slug: teller.severity(slug),
    "level": lambda teller, slug: name_of(teller.ticket.regulation.promise.levels, slug),
    "request_type": lambda teller, slug: name_of(teller.ticket.regulation.promise.request_types, slug) or _("none"),
    "department": lambda teller, slug: teller.department(slug),
    "fault": lambda teller, slug: fault_name(slug),
    "urgency": lambda teller, slug: name_of(teller.ticket.regulation.promise.urgencies, slug),
    "impact": lambda teller, slug: name_of(teller.ticket.regulation.promise.impacts, slug),
    "version": lambda teller, value: value or _("none"),
}


def _classified(data: Data, teller: Teller) -> str:
    names = _field_names()
    known = [name for name in data if name in _FIELDS]
    changes = [f"{names[name]} {_FIELDS[name](teller, data[name][1])}" for name in known]
    return _("Classified: %(changes)s") % {"changes": ", ".join(changes) or _("product")}


def _field_names() -> dict[str, str]:
    """What the properties of a ticket are called in a sentence."""
    return {
        "severity": _("severity"),
        "level": _("level"),
        "request_type": _("request type"),
        "department": _("department"),
        "fault": _("fault"),
        "urgency": _("urgency"),
        "impact": _("impact"),
        "version": _("version"),
    }


def fault_name(slug: str) -> str:
    """Whose fault it is."""
    names = {"unknown": _("not established"), "vendor": _("ours"), "client": _("the client's")}
    return names.get(slug, _("a third party's"))


def _assigned(data: Data, teller: Teller) -> str:
    if not data.get("new"):
        return _("Taken from %(name)s") % {"name": teller.person(data.get("old"))}
    return _("Assigned to %(name)s") % {"name": teller.person(data["new"])}


def _transferred(data: Data, teller: Teller) -> str:
    departments = {"old": teller.department(data["old"]), "new": teller.department(data["new"])}
    words = _("Transferred from %(old)s to %(new)s") % departments
    if "level" in data:
        level = name_of(teller.ticket.regulation.promise.levels, data["level"][1])
        words = _("%(words)s, level “%(level)s”") % {"words": words, "level": level}
    if data.get("shortly_before"):
        words = _("%(words)s, shortly before an answer was due") % {"words": words}
    return _with_reason(words, data)


def _claimed(data: Data, teller: Teller) -> str:
    grounds = {g.slug: g for s in teller.ticket.regulation.promise.severities.values() for g in s.grounds}
    values = {"severity": teller.severity(data["severity"]), "ground": name_of(grounds, data["ground"])}
    if data.get("provisional"):
        return _("Claimed as %(severity)s, counts at once: %(ground)s") % values
    return _("Claimed as %(severity)s, awaits confirmation: %(ground)s") % values


def _lowered(data: Data, teller: Teller) -> str:
    change = {"old": teller.severity(data["old"]), "new": teller.severity(data["new"])}
    if data["old"] == data["new"]:
        return _with_reason(_("Emergency not confirmed"), data)
    return _with_reason(_("Severity lowered from %(old)s to %(new)s") % change, data)


def _postponed(data: Data, teller: Teller) -> str:
    reason = name_of(teller.ticket.regulation.promise.postpone, data.get("reason", ""))
    if not data.get("until"):
        return _("Postponed: %(reason)s") % {"reason": reason}
    return _("Postponed until %(time)s: %(reason)s") % {"reason": reason, "time": teller.time(data["until"])}


def _ended(data: Data, teller: Teller) -> str:
    promise = teller.ticket.regulation.promise
    reasons = {**promise.refuse, **promise.redirect}
    words = _("Resolved: %(how)s") % {"how": str(Ended(data["how"]).label)}
    return f"{words}, {name_of(reasons, data['reason'])}" if data.get("reason") else words


def _metric(data: Data, teller: Teller) -> str:
    return metric_name(teller.ticket.regulation.promise, data["metric"])


def _with_text(words: str, data: Data) -> str:
    return f"{words}: {data['text']}" if data.get("text") else words


def _found(data: Data, teller: Teller) -> str:
    finding = name_of(teller.ticket.regulation.promise.findings, data["finding"])
    return _with_text(_("Found: %(finding)s") % {"finding": finding}, data)


def _escalated(data: Data, teller: Teller) -> str:
    """Who is told; people the program does not know are left to whoever reads it."""
    rung = regulation_of(data["edition"]).promise.escalations[data["rung"] - 1]
    people = ", ".join(words.in_(language()) for slug, words in PEOPLE.items() if slug in rung.to)
    facts = {"metric": _metric(data, teller), "people": people, "others": rung.who.in_(language()) if rung.who else ""}
    if not rung.who:
        return _("Escalated: %(metric)s. Told: %(people)s") % facts
    if not rung.to:
        return _("Escalated: %(metric)s. Please tell: %(others)s") % facts
    return _("Escalated: %(metric)s. Told: %(people)s; please tell: %(others)s") % facts


def _breached(data: Data, teller: Teller) -> str:
    """With what it waited for meanwhile."""
    facts = {"metric": _metric(data, teller), "waited": waiting(data.get("waits_for", "")).lower()}
    if data.get("by_triage"):
        return _("Overdue: %(metric)s; the letter waited in triage") % facts
    if data.get("waits_for"):
        return _("Overdue: %(metric)s; %(waited)s") % facts
    return _("Overdue: %(metric)s") % facts


def _undelivered(data: Data) -> str:
    what = _("The acknowledgement") if data["kind"] == "ack" else _("A letter")
    to = {"what": what, "address": data["address"], "why": why_not(data["status"]) or _("the server gave no reason")}
    if data["dead"]:
        return _("%(what)s to %(address)s did not arrive: %(why)s. Nothing is sent there any more.") % to
    return _("%(what)s to %(address)s did not arrive: %(why)s") % to


def _sent_again(data: Data) -> str:
    if left_out := data.get("left_out"):
        facts = {"address": data["address"], "files": ", ".join(left_out)}
        return _("The letter to %(address)s is sent without its infected file (%(files)s)") % facts
    return _("The letter to %(address)s is sent again") % data


_WORDS: dict[str, Callable[[Data, Teller], str]] = {
    "opened": _opened,
    "wrote": lambda data, teller: "",
    "filled_in": _filled_in,
    "files_kept_aside": lambda data, teller: _("Files were kept aside; their sender was told why"),
    "answered": lambda data, teller: "",
    "asked": lambda data, teller: "",
    "noted": lambda data, teller: "",
    "wrote_unverified": lambda data, teller: _(
        "A letter whose sender is not confirmed was added; nothing else follows from it"
    ),
    "vouched": lambda data, teller: _("Confirmed as the client's own letter"),
    "nudged": lambda data, teller: _("The client reminds us; the due times stay"),
    "complained": lambda data, teller: (
        _("A complaint to %(addressee)s") % {"addressee": teller.addressee(data["addressee"])}
    ),
    "claimed": lambda data, teller: _("#%(tid)s says it belongs here") % {"tid": data["ticket"]},
    "followed": lambda data, teller: _("The client goes on in #%(tid)s") % {"tid": data["ticket"]},
    "merged": lambda data, teller: _("Goes on in #%(tid)s") % {"tid": data["into"]},
    "took_over": lambda data, teller: _("#%(tid)s was merged into this request") % {"tid": data["ticket"]},
    "started": lambda data, teller: _("Processing started, the client was told"),
    "no_answer_needed": lambda data, teller: _with_reason(_("Needs no answer"), data),
    "classified": _classified,
    "assigned": _assigned,
    "transferred": _transferred,
    "moved_to_edition": lambda data, teller: _with_reason(
        _("Moved to the edition of %(dated)s") % {"dated": local_date(date.fromisoformat(data["dated"]))}, data
    ),
    "developers_involved": lambda data, teller: _with_reason(_("Developers were brought in"), data),
    "emergency_claimed": _claimed,
    "emergency_confirmed": lambda data, teller: _with_reason(
        _("Emergency confirmed as %(severity)s") % {"severity": teller.severity(data["severity"])}, data
    ),
    "emergency_approved": lambda data, teller: _("Emergency approved by the account manager"),
    "approval_asked": lambda data, teller: _with_reason(
        _("%(name)s was asked to approve an emergency") % {"name": teller.person(data["asked_of"])}, data
    ),
    "approval_declined": lambda data, teller: _with_reason(_("Emergency not approved"), data),
    "severity_lowered": _lowered,
    "contacted": lambda data, teller: _with_text(_("Spoken with the client"), data),
    "handover_accepted": lambda data, teller: _with_text(_("The handover was accepted"), data),
    "workaround_given": lambda data, teller: _with_text(_("A workaround was given"), data),
    "feasibility_established": lambda data, teller: _with_text(_("It can be done"), data),
    "terms_given": lambda data, teller: _with_text(_("The client was given the terms"), data),
    "complaint_answered": lambda data, teller: _with_text(_("The complaint was answered"), data),
    "delivered": lambda data, teller: _with_text(_("Delivered: %(metric)s") % {"metric": _metric(data, teller)}, data),
    "extended": lambda data, teller: _with_reason(
        _("Extended, the client was told: %(metric)s") % {"metric": _metric(data, teller)}, data
    ),
    "found": _found,
    "postponed": _postponed,
    "woken": lambda data, teller: _("The wait is over: %(what)s") % {"what": waiting(data["waited_for"]).lower()},
    "resolved": _ended,
    "refused": _ended,
    "redirected": _ended,
    "withdrawn": lambda data, teller: _with_reason(_("Withdrawn by the client"), data),
    "closed": lambda data, teller: _("Closed"),
    "reopened": lambda data, teller: _("Reopened: we owe an answer from here"),
    "warned": lambda data, teller: (
        _("%(percent)s %% of the time is used up: %(metric)s")
        % {"metric": _metric(data, teller), "percent": data["percent"]}
    ),
    "escalated": _escalated,
    "undelivered": lambda data, teller: _undelivered(data),
    "held_back": lambda data, teller: (
        _("A letter to %(address)s was held back: %(why)s") % {"address": data["address"], "why": HELD[data["why"]]}
    ),
    "letter_sent_again": lambda data, teller: _sent_again(data),
    "letter_sent_now": lambda data, teller: _("The letter to %(address)s was sent at once") % data,
    "letter_cancelled": lambda data, teller: _("The letter to %(address)s was cancelled") % data,
    "infected": lambda data, teller: _("“%(name)s” is infected: %(found)s. Nobody gets it.") % data,
    "breached": _breached,
}
