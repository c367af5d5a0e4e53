"""Which desks' mail a person may look after, and how much of it waits for somebody."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.http import Http404

from reglament.lib.prepared import prepared
from reglament.mail.models import Outgoing
from reglament.regulation.models import Desk
from reglament.tickets import access
from reglament.workspace.shown.lists import counts
from reglament.workspace.visibility import Worker

LATELY = timedelta(days=7)  # what was refused or came back longer ago is no news
MAY_SEE = "may"


def desks_with(worker: Worker, verb: str) -> list[Desk]:
    """The desks at which he has `verb`; 404 when there is none."""
    found = [desk for desk in worker.desks if verb in access.verbs_at(desk, worker.person)]
    if not found:
        raise Http404
    return found


def undelivered(worker: Worker, desk: Desk, *, pulse: int) -> str | None:
    """How many letters of the desk need somebody, as shown; None for who may not decide about letters.

    Counted once after each event at the desk, as the lists are.
    """

    def count() -> dict[str, str]:
        if "outbox" not in access.verbs_at(desk, worker.person):
            return {}
        return {MAY_SEE: counts.shown(len(_needing_attention(desk.pk, worker.now - LATELY)))}

    return counts.kept_counts((desk.pk, worker.person.pk, "outbox"), pulse, count).get(MAY_SEE)


@prepared
def _needing_attention(desk: int, since: datetime) -> QuerySet[Outgoing, int]:
    letters = Outgoing.objects.filter(desk=desk).needing_attention(since)
    return letters.values_list("pk", flat=True)[: counts.MOST_COUNTED + 1]
