"""How the mailboxes are doing: what came in last, what went out, and what is wrong."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import DateTimeField, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse

from reglament.lib.http import page
from reglament.mail.models import Arrival, Destination, Folder, Mailbox, Outgoing
from reglament.mail.servers.smtp_client import server
from reglament.mail.servers.ways_out import server_name
from reglament.regulation.models import Desk
from reglament.tickets import access
from reglament.workspace.mail.seen import desks_with
from reglament.workspace.mail.shown import plainly
from reglament.workspace.shown.frame import frame_of
from reglament.workspace.visibility import Worker, at_work


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong, in our words and in those of the server."""

    plain: str
    said: str
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A mailbox. `inward` and `outward` are what is wrong with each way, None when nothing is."""

    mailbox: Mailbox
    folders: list[str]
    last_in: datetime | None
    last_out: datetime | None
    server_out: str
    inward: Trouble | None
    outward: Trouble | None

    @property
    def is_in_trouble(self) -> bool:
        """Whether anything is wrong with it."""
        return bool(self.inward or self.outward)


@at_work
def mailboxes(request: HttpRequest, worker: Worker) -> HttpResponse:
    """All mailboxes of his desks."""
    desks = desks_with(worker, "mailboxes")
    editable = [desk for desk in desks if "edit_mailboxes" in access.verbs_at(desk, worker.person)]
    away = {found.name: found for found in Destination.objects.filter(resting_until__gt=worker.now)}
    shown = [_shown(mailbox, away) for mailbox in _mailboxes(desks)]
    context = {
        "frame": frame_of(worker, worker.desks[0], worker.desks[0].regulation),
        "mailboxes": sorted(shown, key=lambda one: (one.mailbox.off_since is not None, not one.is_in_trouble)),
        "editable": editable,
    }
    return page(request, "workspace/mail/mailboxes.html", context)


def _mailboxes(desks: list[Desk]) -> QuerySet[Mailbox]:
    came = Arrival.objects.filter(mailbox=OuterRef("pk")).order_by("-pk")
    left = Outgoing.objects.filter(desk=OuterRef("desk"), from_address=OuterRef("address"), state="sent")
    return (
        Mailbox.objects.filter(desk__in=desks)
        .select_related("desk")
        .prefetch_related("folders")
        .annotate(
            last_in=Subquery(came.values("stored_at")[:1], output_field=DateTimeField()),
            last_out=Subquery(left.order_by("-pk").values("sent_at")[:1], output_field=DateTimeField()),
        )
        .order_by("desk", "address")
    )


def _shown(mailbox: Mailbox, away: dict[str, Destination]) -> Shown:
    by = server_name(mailbox) if mailbox.smtp_host else server().name
    folders = list(mailbox.folders.all())
    return Shown(
        mailbox=mailbox,
        folders=[folder.name for folder in folders] or ["INBOX"],
        last_in=mailbox.last_in,  # type: ignore[attr-defined]
        last_out=mailbox.last_out,  # type: ignore[attr-defined]
        server_out=by,
        inward=_inward(mailbox, folders),
        outward=Trouble(plainly(away[by].said), away[by].said, away[by].since) if by in away else None,
    )


def _inward(mailbox: Mailbox, folders: list[Folder]) -> Trouble | None:
    if mailbox.way != Mailbox.Way.IMAP or mailbox.off_since:
        return None
    if mailbox.last_error:
        return Trouble(plainly(mailbox.last_error), mailbox.last_error, mailbox.failing_since)
    for folder in folders:
        if folder.last_error:
            return Trouble(f"{folder.name}: {plainly(folder.last_error)}".strip(": "), folder.last_error)
    return None
