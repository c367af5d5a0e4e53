"""Setting up a mailbox: new, changed, tried, switched off and on, removed."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reglament.lib.http import page
from reglament.mail.mailboxes.setting_up import change_mailbox, has_letters, make_mailbox
from reglament.mail.mailboxes.switching import remove, switch_off, switch_on
from reglament.mail.models import Grant, Mailbox
from reglament.mail.servers.providers import PROVIDERS
from reglament.regulation.models import Desk
from reglament.workspace.acting import done_and_to, obeyed
from reglament.workspace.mail.changes import changes_of
from reglament.workspace.mail.forms import MailboxForm, as_it_is, as_with
from reglament.workspace.mail.seen import desks_with
from reglament.workspace.mail.trials import Shown, found_folders, tried
from reglament.workspace.shown.frame import frame_of
from reglament.workspace.visibility import Worker, at_work, go_to

VERB = "edit_mailboxes"


@at_work
def new(request: HttpRequest, worker: Worker, slug: str) -> HttpResponse:
    """A mailbox of a desk; `like` names a provider to begin with."""
    desk = desk_with(worker, slug)
    provider = PROVIDERS.get(request.GET.get("like", ""))
    form = MailboxForm(request.POST or None, initial=as_with(provider) if provider else None)
    made: list[Mailbox] = []
    if request.method == "POST" and form.is_valid():

        def command(_data: dict[str, Any]) -> None:
            made.append(make_mailbox(desk, form.wanted, by=worker.person, at=worker.now))

        if obeyed(form, command):
            messages.success(request, _("The mailbox is set up. What came to it before brings no promise."))
            return go_to(request, reverse("desk:mailbox_settings", args=[made[0].pk]))
    return _shown(request, worker, desk, form, here=provider.slug if provider else "")


@require_POST
@at_work
def trying_new(request: HttpRequest, worker: Worker, slug: str) -> HttpResponse:
    """Whether a mailbox would work, before it is made."""
    desk = desk_with(worker, slug)
    form = MailboxForm(request.POST)
    outcome = tried(form, None, now=worker.now) if form.is_valid() else None
    return _shown(request, worker, desk, form, outcome=outcome)


@at_work
def mailbox_settings(request: HttpRequest, worker: Worker, pk: int) -> HttpResponse:
    """A mailbox as it is, to be changed."""
    mailbox = editable(worker, pk)
    grant = Grant.objects.filter(mailbox=mailbox).first()
    form = MailboxForm(request.POST or None, initial=as_it_is(mailbox, grant), mailbox=mailbox, grant=grant)

    def command(_data: dict[str, Any]) -> None:
        change_mailbox(mailbox, form.wanted, by=worker.person, at=worker.now)

    if request.method == "POST" and form.is_valid() and obeyed(form, command):
        messages.success(request, _("Saved. The connection is made anew within seconds."))
        return go_to(request, request.path)
    return _shown(request, worker, mailbox.desk, form, mailbox=mailbox, grant=grant)


@require_POST
@at_work
def trying(request: HttpRequest, worker: Worker, pk: int) -> HttpResponse:
    """Whether a mailbox would work as it is typed."""
    mailbox = editable(worker, pk)
    grant = Grant.objects.filter(mailbox=mailbox).first()
    form = MailboxForm(request.POST, mailbox=mailbox, grant=grant)
    outcome = tried(form, mailbox, now=worker.now) if form.is_valid() else None
    return _shown(request, worker, mailbox.desk, form, mailbox=mailbox, grant=grant, outcome=outcome)


@require_POST
@at_work
def switching_off(request: HttpRequest, worker: Worker, pk: int) -> HttpResponse:
    """It takes no letters any more."""
    mailbox = editable(worker, pk)
    return _done(
        request, lambda: switch_off(mailbox, by=worker.person, at=worker.now), _("The mailbox is switched off.")
    )


@require_POST
@at_work
def switching_on(request: HttpRequest, worker: Worker, pk: int) -> HttpResponse:
    """It takes letters again."""
    mailbox = editable(worker, pk)
    return _done(request, lambda: switch_on(mailbox, by=worker.person, at=worker.now), _("The mailbox is switched on."))


@require_POST
@at_work
def removal(request: HttpRequest, worker: Worker, pk: int) -> HttpResponse:
    """It goes, where no letter belongs to it."""
    mailbox = editable(worker, pk)
    return _done(request, lambda: remove(mailbox, by=worker.person, at=worker.now), _("The mailbox is removed."))


def editable(worker: Worker, pk: int) -> Mailbox:
    """A mailbox he may change; 404 for any other."""
    return get_object_or_404(Mailbox.objects.filter(desk__in=desks_with(worker, VERB)).select_related("desk"), pk=pk)


def desk_with(worker: Worker, slug: str) -> Desk:
    """The desk of that slug, where he may set up mailboxes; 404 for any other."""
    return get_object_or_404(Desk.objects.filter(pk__in=[desk.pk for desk in desks_with(worker, VERB)]), slug=slug)


def come_back() -> str:
    """The address to which a provider sends people back, as it has to be registered there."""
    return settings.BASE_URL + reverse("desk:mailbox_leave_given")


def _shown(
    request: HttpRequest,
    worker: Worker,
    desk: Desk,
    form: MailboxForm,
    *,
    mailbox: Mailbox | None = None,
    grant: Grant | None = None,
    outcome: Shown | None = None,
    here: str = "",
) -> HttpResponse:
    frame = frame_of(worker, desk, desk.regulation)
    context = {
        "frame": frame,
        "form": outcome.form if outcome else form,
        "outcome": outcome,
        "found": found_folders(form, outcome),
        "mailbox": mailbox,
        "grant": grant,
        "is_known": mailbox is not None and has_letters(mailbox),
        "changes": changes_of(mailbox, zone=frame.zone) if mailbox else [],
        "providers": PROVIDERS.values(),
        "here": here,
        "come_back": come_back(),
    }
    is_refused = request.method == "POST" and outcome is None
    return page(request, "workspace/mail/mailbox.html", context, status=422 if is_refused else 200)


def _done(request: HttpRequest, command: Callable[[], object], words: str) -> HttpResponse:
    return done_and_to(request, reverse("desk:mailboxes"), command, done=words)
