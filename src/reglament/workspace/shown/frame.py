"""What stands around every page of a desk: its lists, its hours, the other desks, the counter that live pages watch."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from reglament.events.models import Pulse
from reglament.lib.html import language, local_time
from reglament.lib.prepared import prepared
from reglament.regulation.models import Desk
from reglament.regulation.terms.edition_terms import Regulation
from reglament.regulation.terms.opening_hours import opening
from reglament.workspace.mail.seen import undelivered
from reglament.workspace.mail.trouble import Trouble, trouble
from reglament.workspace.shown.lists.navigation import Link, counts_of, department_links, list_links, waiting_letters
from reglament.workspace.shown.noticed import unseen_count
from reglament.workspace.visibility import Worker


@dataclass(frozen=True, slots=True)
class Hours:
    """Whether the desk is at work, and in words until or from when."""

    is_open: bool
    words: str


@dataclass(frozen=True, slots=True)
class Frame:
    """The navigation of one desk."""

    desk: Desk
    name: str
    desks: tuple[Desk, ...]
    lists: list[Link]
    departments: list[Link]
    triage: str
    notices: str
    undelivered: str | None
    mail_trouble: Trouble | None
    hours: Hours
    pulse: int
    zone: str


def frame_of(worker: Worker, desk: Desk, regulation: Regulation, *, here: str = "") -> Frame:
    """The frame of `desk`; `here` is the slug of the list on the page ("department:…" for one of those)."""
    pulse = pulse_of(desk)  # read before anything is counted: what happens meanwhile is noticed at the next question
    known = counts_of(desk, worker.person, regulation, pulse=pulse)
    zone = worker.person.zone or regulation.zone
    return Frame(
        desk=desk,
        name=desk.name_in(language()),
        desks=worker.desks,
        lists=list_links(desk, known, here=here),
        departments=department_links(desk, regulation, known, here=here),
        triage=waiting_letters(worker.desks),
        notices=unseen_count(worker),
        undelivered=undelivered(worker, desk, pulse=pulse),
        mail_trouble=trouble(worker, zone),
        hours=hours_of(regulation, now=worker.now),
        pulse=pulse,
        zone=zone,
    )


def pulse_of(desk: Desk) -> int:
    """How often anything has happened at the desk: what open pages compare."""
    return next(iter(_pulse(desk.pk)), 0)


@prepared
def _pulse(desk: int) -> QuerySet[Pulse, int]:
    return Pulse.objects.filter(desk_id=desk).values_list("value", flat=True)


def hours_of(regulation: Regulation, *, now: datetime) -> Hours:
    """Whether the desk is open now, and until or from when, in words."""
    hours = opening(regulation, now=now)
    if hours.changes_at is None:
        return Hours(hours.is_open, _("open around the clock") if hours.is_open else _("closed"))
    time = local_time(hours.changes_at, regulation.zone, "EEE HH:mm")
    words = _("open until %(time)s") if hours.is_open else _("closed until %(time)s")
    return Hours(hours.is_open, words % {"time": time})
