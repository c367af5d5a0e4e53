"""Which acts a page offers: those the state of the ticket makes sense of and the person may do."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reglament.lib.html import url
from reglament.regulation.terms.edition_terms import Promise
from reglament.tickets.clocks.milestones import (
    ACCEPTED,
    COMPLAINT,
    CONTACT,
    DELIVERED,
    FEASIBILITY,
    TERMS,
    WORKAROUND,
    Moment,
    declarable,
    extendable,
)
from reglament.tickets.course.reopening import Reply
from reglament.tickets.models import Clock, Ticket
from reglament.workspace.shown.lists.promises import metric_name


@dataclass(frozen=True, slots=True)
class Act:
    """A verb of tickets on the page. `form`: it asks something first, else a button does it at once."""

    verb: str
    address: str
    words: Lazy
    fits: Callable[[Ticket], bool]
    form: bool = True
    key: str = ""
    in_front: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """An act offered on one ticket."""

    words: str
    address: str
    form: bool
    key: str
    in_front: bool

    @property
    def code(self) -> str:
        """The physical key, as browsers name it."""
        return f"Key{self.key}" if self.key else ""


def _is_open(ticket: Ticket) -> bool:
    return ticket.is_open


def _ranks_above_least(ticket: Ticket) -> bool:
    severities = ticket.regulation.promise.severities
    least = min(severity.rank for severity in severities.values())
    return ticket.severity in severities and severities[ticket.severity].rank > least


def _has_grounds(ticket: Ticket) -> bool:
    return any(severity.grounds for severity in ticket.regulation.promise.severities.values())


def _can_be_agreed(ticket: Ticket) -> bool:
    severities = ticket.regulation.promise.severities.values()
    return ticket.is_open and any(ground.approval for severity in severities for ground in severity.grounds)


ACTS = (
    Act("start", "starting", gettext_lazy("Start"), lambda t: t.is_open and t.started_at is None, form=False),
    Act("assign", "assignment", gettext_lazy("Assign"), _is_open, key="A", in_front=True),
    Act(
        "involve_developers",
        "development",
        gettext_lazy("To development"),
        lambda t: t.is_open and t.developers_since is None,
        key="D",
        in_front=True,
    ),
    Act("refuse", "refusal", gettext_lazy("Refuse…"), _is_open, key="X", in_front=True),
    Act("wake", "waking", gettext_lazy("Wake"), lambda t: t.is_open and bool(t.waits_for), form=False),
    Act("confirm_emergency", "confirmation", gettext_lazy("Confirm the emergency"), lambda t: bool(t.claimed_ground)),
    Act(
        "lower_severity",
        "lowering",
        gettext_lazy("Lower the severity"),
        lambda t: t.is_open and (bool(t.claimed_ground) or _ranks_above_least(t)),
    ),
    Act("classify", "classification", gettext_lazy("Classify"), _is_open),
    Act("transfer", "transferring", gettext_lazy("Transfer to a department"), _is_open),
    Act("postpone", "postponement", gettext_lazy("Postpone"), _is_open),
    Act("redirect", "redirection", gettext_lazy("Redirect"), _is_open),
    Act("claim_emergency", "emergency", gettext_lazy("Declare an emergency"), lambda t: t.is_open and _has_grounds(t)),
    Act("ask_approval", "ask_approval", gettext_lazy("Ask to approve an emergency"), _can_be_agreed),
    Act("need_no_answer", "no_answer", gettext_lazy("Needs no answer"), lambda t: t.reply_owed_since is not None),
    Act("merge", "merging", gettext_lazy("Merge into another request"), _is_open),
    Act("withdraw", "withdrawal", gettext_lazy("Withdrawn by the client"), _is_open),
    Act(
        "close",
        "closure",
        gettext_lazy("Close"),
        lambda t: not t.is_open and t.closed_at is None,
        form=False,
        in_front=True,
    ),
    Act("reopen", "reopening", gettext_lazy("Reopen"), lambda t: not t.is_open, in_front=True),
    Act("open_ticket", "follow_up", gettext_lazy("Go on in a new request"), lambda t: not t.is_open, in_front=True),
)


def offers(ticket: Ticket, clocks: Sequence[Clock], verbs: frozenset[str], *, reply: Reply) -> list[Offer]:
    """What can be done with `ticket`, whose clocks these are, by somebody who may `verbs`; `reply`: what a reply of his
    would do."""
    return [*_acts(ticket, verbs, reply), *_by_regulation(ticket, clocks, verbs)]


def _by_regulation(ticket: Ticket, clocks: Sequence[Clock], verbs: frozenset[str]) -> Iterator[Offer]:
    """What this ticket's regulation knows of: moments its promises wait for, time to be put off, findings."""
    promise = ticket.regulation.promise
    if "declare" in verbs:
        for moment in declarable(ticket, clocks):
            address = url("desk:declaring", ticket.tid, moment.name, *([moment.metric] if moment.metric else []))
            yield Offer(moment_words(moment, promise), address, True, "", False)
    if "extend" in verbs and ticket.is_open and any(row.extension for row in promise.targets):
        for metric in extendable(ticket, clocks):
            words = _("Extend: %(metric)s") % {"metric": metric_name(promise, metric)}
            yield Offer(words, url("desk:extending", ticket.tid, metric), True, "", False)
    if "classify" in verbs and ticket.is_open and promise.findings:
        yield Offer(_("Record a finding"), url("desk:finding", ticket.tid), True, "", False)


MOMENTS = {
    CONTACT: gettext_lazy("Spoken with the client"),
    ACCEPTED: gettext_lazy("Accept the handover"),
    WORKAROUND: gettext_lazy("A workaround is given"),
    FEASIBILITY: gettext_lazy("It can be done"),
    TERMS: gettext_lazy("The terms are given"),
    COMPLAINT: gettext_lazy("The complaint is answered"),
    DELIVERED: gettext_lazy("Delivered: %(metric)s"),
}


def moment_words(moment: Moment, promise: Promise) -> str:
    """What declaring that moment is called."""
    return str(MOMENTS[moment.name]) % {"metric": metric_name(promise, moment.metric)}


def _acts(ticket: Ticket, verbs: frozenset[str], reply: Reply) -> list[Offer]:
    other = "reopening" if reply in ("follows", "too-late") else "follow_up"  # what is not for this time
    return [
        Offer(str(act.words), url(f"desk:{act.address}", ticket.tid), act.form, act.key, act.in_front)
        for act in ACTS
        if act.verb in verbs and act.fits(ticket) and act.address != other
    ]
