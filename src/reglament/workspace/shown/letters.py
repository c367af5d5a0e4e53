"""Letters in triage, in words."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reglament.directory.models import Company
from reglament.events.models import Recorded, recorded
from reglament.mail.models import Arrival
from reglament.tickets.course.opening import preview_due
from reglament.workspace.shown.lists.promises import duration
from reglament.worktime.calendar import Calendar
from reglament.worktime.timeline import compiled

WHY: dict[str, Lazy] = {
    "unknown-sender": gettext_lazy("The sender's address is not registered."),
    "unverified": gettext_lazy("It is not proven that the letter comes from this address: it may be forged."),
    "no-sender": gettext_lazy("The letter names no sender."),
    "from-agent": gettext_lazy("A colleague wrote, but the letter lacks the proof that lets it act."),
    "several-companies": gettext_lazy("The sender writes for several companies: which one is meant?"),
    "no-company": gettext_lazy("The sender belongs to no client of this desk."),
    "loop": gettext_lazy("It seems to go in a circle: it comes from us, or has passed too many servers."),
    "too-late": gettext_lazy("It answers a request that was resolved too long ago to be opened again."),
    "which-request": gettext_lazy("A complaint that does not say which request it is about."),
}
KINDS: dict[str, tuple[Lazy, tuple[str, ...]]] = {
    "unknown": (gettext_lazy("Unknown senders"), ("unknown-sender", "no-sender")),
    "unproven": (gettext_lazy("Not confirmed"), ("unverified", "from-agent")),
    "unclear": (gettext_lazy("Unclear"), ("several-companies", "no-company", "too-late", "which-request")),
    "loops": (gettext_lazy("Going in circles"), ("loop",)),
}
"""What people look for in triage: name, and why letters wait there. What is left could not be processed."""
OTHERS = ("others", gettext_lazy("Not processed"))
_DECIDED: dict[str, Lazy] = {
    "registered": gettext_lazy("Sender registered, opened as #%(tid)s"),
    "opened": gettext_lazy("Opened as #%(tid)s"),
    "attached": gettext_lazy("Added to #%(tid)s"),
    "address": gettext_lazy("The address was registered for a known contact"),
    "again": gettext_lazy("Given back to be processed"),
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A letter in triage: why, and how long it has waited in working time of those who take requests first."""

    arrival: Arrival
    why: str
    waits: str


def waiting(arrival: Arrival, *, now: datetime) -> Waiting:
    """The letter as lists show it."""
    calendar = _calendar(arrival)
    seconds = (
        compiled(calendar).elapsed(arrival.received_at, now)
        if calendar
        else int((now - arrival.received_at).total_seconds())
    )
    return Waiting(arrival, why(arrival), duration(seconds, calendar))


def kind_of(arrival: Arrival) -> str:
    """Under which of `KINDS` it stands."""
    found = (slug for slug, (_name, reasons) in KINDS.items() if arrival.why in reasons)
    return OTHERS[0] if arrival.state == Arrival.State.PARKED else next(found, OTHERS[0])


def log_of(arrival: Arrival) -> list[tuple[datetime, str, str]]:
    """What happened to it: when, what, and who did it."""
    told = [(event.at, _happened(event), event.by) for event in recorded(arrival.stream)]
    return [line for line in told if line[1]]


def promised_by(arrival: Arrival, company: Company | None) -> datetime | None:
    """By when we shall have answered if it becomes a request of `company`: its reaction counts from its arrival."""
    at = arrival.received_at
    return preview_due(arrival.desk, company=company, request_type="", channel="email", ground="", at=at).due_at


def _happened(event: Recorded) -> str:
    match event.verb:
        case "triaged":
            return _("Left for a person to decide")
        case "parked":
            return _("Could not be processed")
        case "discarded":
            words = {"spam": _("Discarded as spam"), "rejected": _("Discarded; the sender was told")}
            return words.get(event.data["reason"], _("Discarded"))
        case "decided":
            return str(_DECIDED[event.data["how"]]) % {"tid": event.data["ticket"]}
    return ""


def _calendar(arrival: Arrival) -> Calendar | None:
    regulation = arrival.desk.regulation
    first = [department for department in regulation.conduct.departments.values() if department.takes_first]
    return regulation.promise.calendars.get(first[0].calendar) if first else None


def why(arrival: Arrival) -> str:
    """Why a person has to decide."""
    if arrival.state == Arrival.State.PARKED:
        return _("It could not be processed: %(error)s") % {"error": arrival.error or _("no reason known")}
    known = WHY.get(arrival.why)
    return str(known) if known else arrival.error or arrival.why
