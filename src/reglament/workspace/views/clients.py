"""Registering a client: from triage, from a request on behalf, or before anybody has written."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from reglament.lib.http import page
from reglament.mail.incoming.triage_decisions import process_again
from reglament.mail.models import Arrival
from reglament.regulation.models import Desk
from reglament.tickets import access
from reglament.tickets.clients import register_client
from reglament.workspace.acting import obeyed
from reglament.workspace.forms.clients import NewClient
from reglament.workspace.shown.frame import frame_of
from reglament.workspace.visibility import Worker, at_work, go_to

VERB = "register_clients"


@at_work
def registering(request: HttpRequest, worker: Worker, slug: str) -> HttpResponse:
    """The form; where it began with a letter in triage (`letter`), the letter is processed again."""
    desk = worker.desk(slug)
    if not may_register(worker, desk):
        raise Http404
    letter = _letter(request, worker, desk)
    begun = {"contact": letter.sender_name, "address": letter.sender} if letter else {}
    form = NewClient(desk, request.POST or None, now=worker.now, initial=begun)

    def command(data: dict[str, Any]) -> None:
        register_client(
            desk,
            name=data["name"],
            contact=form.wanted_contact,
            contract=form.wanted_contract,
            kind=data["kind"],
            by=worker.person,
            at=worker.now,
        )
        if letter and data["address"].lower() == letter.sender:
            process_again(letter, by=worker.person, at=worker.now)

    if request.method == "POST" and form.is_valid() and obeyed(form, command):
        messages.success(request, _("The client is registered; its letters become requests from now on."))
        return go_to(request, reverse("desk:triage") if letter else reverse("desk:desk", args=[desk.slug]))
    context = {"frame": frame_of(worker, desk, desk.regulation), "form": form}
    return page(request, "workspace/new_client.html", context, status=422 if request.method == "POST" else 200)


def may_register(worker: Worker, desk: Desk) -> bool:
    """Whether he may register clients of the desk."""
    return VERB in access.verbs_at(desk, worker.person)


def _letter(request: HttpRequest, worker: Worker, desk: Desk) -> Arrival | None:
    """The letter in triage that `letter` names; None for anything else."""
    typed = request.GET.get("letter", "")
    if not (typed.isdecimal() and len(typed) < 19):
        return None
    waiting = Arrival.objects.visible_to(worker.person).undecided()
    return waiting.filter(pk=int(typed), desk=desk).first()
