"""The outbox: letters that have not arrived, why, and what can be done (C-59)."""

from collections.abc import Callable

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reglament.directory.models import Address
from reglament.lib.http import page
from reglament.lib.paging import before
from reglament.mail.models import Outgoing
from reglament.mail.outgoing import held_letters
from reglament.regulation.models import Desk
from reglament.tickets import access
from reglament.workspace.acting import done_and_to
from reglament.workspace.mail.seen import LATELY, desks_with
from reglament.workspace.mail.shown import resting, row_of, tabs
from reglament.workspace.shown.frame import frame_of
from reglament.workspace.visibility import Worker, at_work

PAGE = 50
State = Outgoing.State


@at_work
def outbox(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Letters that need somebody, that wait, or that left; and addresses where nobody is."""
    desks = desks_with(worker, "outbox")
    frame = frame_of(worker, worker.desks[0], worker.desks[0].regulation)
    here = request.GET.get("show", "attention")
    context = {"frame": frame, "outbox_here": True, "tabs": tabs(here), "resting": resting(worker.now), "here": here}
    verbs = {desk.pk: access.verbs_at(desk, worker.person) for desk in desks}
    context["may_see_mailboxes"] = any("mailboxes" in found for found in verbs.values())
    if here == "dead":
        return page(request, "workspace/mail/outbox.html", context | {"dead": _dead(desks)[:PAGE]})
    letters, key = _letters(desks, here, worker), before(request)
    if key:
        letters = letters.filter(pk__lt=key)
    found = list(letters[: PAGE + 1])
    with_files = Outgoing.objects.filter(pk__in=[letter.pk for letter in found], state=State.WAITING)
    scanning = set(with_files.being_scanned().values_list("pk", flat=True))
    context |= {
        "letters": [
            row_of(letter, worker.now, frame.zone, being_scanned=letter.pk in scanning) for letter in found[:PAGE]
        ],
        "may_hurry": {desk for desk, found in verbs.items() if "send_now" in found},
        "next_before": found[PAGE - 1].pk if len(found) > PAGE else None,
    }
    return page(request, "workspace/mail/outbox.html", context)


@require_POST
@at_work
def sending(request: HttpRequest, worker: Worker, pk: int) -> HttpResponse:
    """Let the letter go, or try it now."""
    letter = _letter(worker, pk)
    return _done(
        request,
        lambda: held_letters.send_again(letter, by=worker.person, at=worker.now),
        _("The letter is on its way."),
    )


@require_POST
@at_work
def hurrying(request: HttpRequest, worker: Worker, pk: int) -> HttpResponse:
    """Send it now, whatever the answer window."""
    letter = _letter(worker, pk)
    return _done(
        request, lambda: held_letters.send_now(letter, by=worker.person, at=worker.now), _("The letter is on its way.")
    )


@require_POST
@at_work
def cancellation(request: HttpRequest, worker: Worker, pk: int) -> HttpResponse:
    """Never send it."""
    letter = _letter(worker, pk)
    return _done(
        request, lambda: held_letters.cancel(letter, by=worker.person, at=worker.now), _("The letter is cancelled.")
    )


@require_POST
@at_work
def revival(request: HttpRequest, worker: Worker, pk: int) -> HttpResponse:
    """The address works after all."""
    desks = desks_with(worker, "outbox")
    address = get_object_or_404(_dead(desks), pk=pk)
    done = _("Letters go to %(address)s again.") % {"address": address.email}
    return _done(request, lambda: held_letters.revive(address, desk=desks[0], by=worker.person, at=worker.now), done)


def _letters(desks: list[Desk], here: str, worker: Worker) -> QuerySet[Outgoing]:
    light = Outgoing.objects.filter(desk__in=desks).defer("text", "html", "references", "attachments").order_by("-pk")
    if here == "waiting":
        return light.filter(state=State.WAITING)
    if here == "sent":
        return light.filter(state=State.SENT)
    retried = light.filter(state=State.WAITING, attempts__gt=0)
    return light.needing_attention(worker.now - LATELY) | retried | light.scanned_in_vain()


def _dead(desks: list[Desk]) -> QuerySet[Address]:
    """Addresses of the desks' clients where nobody is."""
    of_clients = Address.objects.filter(person__memberships__company__clients__desk__in=desks)
    return of_clients.exclude(dead_since=None).select_related("person").distinct().order_by("-dead_since", "-pk")


def _letter(worker: Worker, pk: int) -> Outgoing:
    return get_object_or_404(Outgoing.objects.filter(desk__in=desks_with(worker, "outbox")), pk=pk)


def _done(request: HttpRequest, command: Callable[[], object], words: str) -> HttpResponse:
    show = request.POST.get("show", "")
    address = reverse("desk:outbox") + (f"?show={show}" if show in ("waiting", "sent", "dead") else "")
    return done_and_to(request, address, command, done=words)
