"""Which acts a page offers: those the state of the ticket makes sense of and the person may do."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy

from reglament.lib.html import url
from reglament.tickets.models import Ticket


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
)


def offers(ticket: Ticket, verbs: frozenset[str]) -> list[Offer]:
    """What can be done with `ticket` by somebody who may `verbs`."""
    return [
        Offer(str(act.words), url(f"desk:{act.address}", ticket.tid), act.form, act.key, act.in_front)
        for act in ACTS
        if act.verb in verbs and act.fits(ticket)
    ]
