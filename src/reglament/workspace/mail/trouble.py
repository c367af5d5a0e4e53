"""Whether mail comes in and goes out, and files are scanned: a line on every page for those who look after mailboxes.

Asked at most every few seconds by a process, whatever the number of pages.
"""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from reglament.lib.html import day_and_time
from reglament.mail.models import Destination, Folder, Mailbox
from reglament.regulation.models import Desk
from reglament.tickets import access
from reglament.tickets.models import Attachment
from reglament.workspace.visibility import Worker

ASKED_EVERY = 10.0  # seconds
TOLERATED = timedelta(minutes=2)  # of failures, before anybody is told
ASKED_IN_VAIN = 5  # times in two and a half minutes
Troubles = dict[int | None, tuple[str, str, datetime | None]]

_asked_at = -ASKED_EVERY
_known: Troubles = {}


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong, and the name of the page that tells more."""

    words: str
    page: str


def trouble(worker: Worker, zone: str) -> Trouble | None:
    """What is wrong with the mail of his desks; None when nothing is, or when it is not his to know."""
    known = _troubles(worker.now)
    for desk in worker.desks:
        found = known.get(desk.pk) or known.get(None)
        if found and _may(worker, desk):
            return Trouble(_words(*found, zone), "desk:outbox" if found[0] == "scanner" else "desk:mailboxes")
    return None


def _may(worker: Worker, desk: Desk) -> bool:
    return "mailboxes" in access.verbs_at(desk, worker.person)


def _words(kind: str, name: str, since: datetime | None, zone: str) -> str:
    facts = {"name": name, "time": day_and_time(since, zone) if since else ""}
    match kind:
        case "in":
            return _("No letters have come in at %(name)s since %(time)s.") % facts
        case "folder":
            return _("A folder of %(name)s can't be fetched.") % facts
        case "scanner":
            return _("The virus scanner gives no answer: files, and letters with files, wait since %(time)s.") % facts
        case _:
            return _("No letters have left by %(name)s since %(time)s.") % facts


def _troubles(now: datetime) -> Troubles:
    """The worst trouble of each desk; None: of all of them."""
    global _asked_at, _known
    if time.monotonic() - _asked_at >= ASKED_EVERY:
        _asked_at, _known = time.monotonic(), _found(now)
    return _known


def _found(now: datetime) -> Troubles:
    found: Troubles = {}
    files = Attachment.objects.filter(due_at__isnull=False, scan=Attachment.Scan.WAITING, attempts__gte=ASKED_IN_VAIN)
    if first := files.select_related("message").order_by("due_at").first():
        found[None] = ("scanner", "", first.message.written_at)
    away = Destination.objects.exclude(name__startswith="@").filter(resting_until__gte=now - TOLERATED)
    for destination in away.filter(since__lte=now - TOLERATED):
        found[None] = ("out", destination.name, destination.since)
    for folder in (
        Folder.objects.filter(mailbox__in=Mailbox.objects.watched()).exclude(last_error="").select_related("mailbox")
    ):
        found[folder.mailbox.desk_id] = ("folder", folder.mailbox.address, None)
    for mailbox in Mailbox.objects.watched().filter(failing_since__lte=now - TOLERATED):
        found[mailbox.desk_id] = ("in", mailbox.address, mailbox.failing_since)
    return found


def forget() -> None:
    """Ask anew (tests roll back what was found)."""
    global _asked_at, _known
    _asked_at, _known = -ASKED_EVERY, {}
