"""Letters in triage, in words."""

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reglament.mail.models import Arrival

WHY: dict[str, Lazy] = {
    "unknown-sender": gettext_lazy("The sender's address is not registered."),
    "unverified": gettext_lazy("It is not proven that the letter comes from this address: it may be forged."),
    "no-sender": gettext_lazy("The letter names no sender."),
    "from-agent": gettext_lazy("A colleague wrote, but the letter lacks the proof that lets it act."),
    "several-companies": gettext_lazy("The sender writes for several companies: which one is meant?"),
    "no-company": gettext_lazy("The sender belongs to no client of this desk."),
}


def why(arrival: Arrival) -> str:
    """Why a person has to decide."""
    if arrival.state == Arrival.State.PARKED:
        return _("It could not be processed: %(error)s") % {"error": arrival.error or _("no reason known")}
    known = WHY.get(arrival.why)
    return str(known) if known else arrival.error or arrival.why
