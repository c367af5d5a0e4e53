"""Who owes the next step of a request, and by when, in the client's words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reglament.tickets.course.reopening import is_over
from reglament.tickets.models import Ended, Ticket, WaitsFor

ENDED = {
    "solved": gettext_lazy("Solved; write if it is not"),
    "refused": gettext_lazy("Refused; the answer says why"),
    "redirected": gettext_lazy("Not ours; the answer says whom to ask"),
    "duplicate": gettext_lazy("Dealt with in another request"),
    "withdrawn": gettext_lazy("Withdrawn"),
}
WAITING = {
    WaitsFor.CLIENT: gettext_lazy("Your answer is awaited"),
    WaitsFor.THIRD_PARTY: gettext_lazy("We wait for a third party"),
    WaitsFor.DEVELOPMENT: gettext_lazy("With the developers"),
    WaitsFor.RELEASE: gettext_lazy("Waits for a release"),
    WaitsFor.DATE: gettext_lazy("Put off"),
}


@dataclass(frozen=True, slots=True)
class NextStep:
    """Whose it is, the words for it, until when, and whether that time has passed."""

    whose: Literal["ours", "yours", "nobody"]
    words: str
    until: datetime | None = None
    is_late: bool = False


def next_step(ticket: Ticket, *, now: datetime) -> NextStep:
    """The next step of `ticket` at `now`."""
    if ticket.resolved_at:
        return _after_the_end(ticket, now=now)
    if ticket.reply_owed_since is None:
        return _while_nothing_is_owed(ticket)
    if ticket.next_due is None:
        return NextStep("ours", _("We owe an answer; no time is promised"))
    if ticket.next_due < now:
        return NextStep("ours", _("We are late: an answer was due"), ticket.next_due, is_late=True)
    return NextStep("ours", _("We answer by"), ticket.next_due)


def _after_the_end(ticket: Ticket, *, now: datetime) -> NextStep:
    """A promise may outlive the solution; otherwise nobody owes anything."""
    if ticket.next_due and ticket.next_due < now:
        return NextStep("ours", _("Ended; we are late with what was promised by"), ticket.next_due, is_late=True)
    if ticket.next_due:
        return NextStep("ours", _("Ended; more is promised by"), ticket.next_due)
    if ticket.closed_at:
        return NextStep("nobody", _("Closed"))
    is_final = ticket.resolved_as == Ended.SOLVED and is_over(ticket, at=now)
    return NextStep("nobody", _("Solved") if is_final else str(ENDED[ticket.resolved_as]))


def _while_nothing_is_owed(ticket: Ticket) -> NextStep:
    if not ticket.waits_for:
        return NextStep("ours", _("We are working on it"))
    words = str(WAITING[WaitsFor(ticket.waits_for)])
    return NextStep("yours" if ticket.waits_for == WaitsFor.CLIENT else "ours", words, ticket.wakes_at)
