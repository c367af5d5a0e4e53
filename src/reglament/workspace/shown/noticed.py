"""Notices of a person, in words."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from reglament.events.models import Recorded
from reglament.lib.prepared import prepared
from reglament.notices.models import Notice
from reglament.regulation.terms.edition_terms import Regulation
from reglament.workspace.shown.lists import counts
from reglament.workspace.shown.ticket.event_words import Teller, people_of, say
from reglament.workspace.visibility import Worker

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class ShownNotice:
    """One thing a person should know."""

    pk: int
    tid: int
    subject: str
    words: str
    by: str
    at: datetime


def unseen_count(worker: Worker) -> str:
    """How many he has not seen, as shown."""
    return counts.shown(len(_unseen(worker.person.pk)))


@prepared
def _unseen(person: int) -> QuerySet[Notice, int]:
    """What `visible_to` gives somebody who has signed in."""
    return Notice.objects.filter(person=person).unseen().values_list("pk", flat=True)[: counts.MOST_COUNTED + 1]


def unseen(worker: Worker) -> list[ShownNotice]:
    """What he has not seen, the newest first."""
    mine = Notice.objects.visible_to(worker.person).unseen().filter(ticket__desk__in=worker.desks)
    notices = list(mine.select_related("event__by", "ticket")[:MOST_SHOWN])
    in_force = {desk.pk: desk.regulation for desk in worker.desks}
    people = people_of([Recorded.of(notice.event) for notice in notices])
    return [_shown(notice, in_force[notice.ticket.desk_id], people, worker) for notice in notices]


def _shown(notice: Notice, in_force: Regulation, people: dict[int, str], worker: Worker) -> ShownNotice:
    event, ticket = Recorded.of(notice.event), notice.ticket
    teller = Teller(ticket, in_force, people, worker.person.zone or in_force.zone, worker.now)
    words = _("The client wrote") if event.verb == "wrote" else say(event, teller)
    return ShownNotice(notice.pk, ticket.tid, ticket.subject, words, event.by, event.at)
