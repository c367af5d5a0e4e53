"""Triage of mail: letters a person has to decide about."""

import logging
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reglament.lib import store
from reglament.lib.downloads import stored_file
from reglament.lib.http import page
from reglament.lib.paging import before
from reglament.lib.refused import Refused
from reglament.mail import triaging
from reglament.mail.letter import Letter
from reglament.mail.models import Arrival
from reglament.mail.parsing import parse
from reglament.tickets.models import Ticket
from reglament.workspace.acting import obeyed
from reglament.workspace.fetching import Worker, at_work, go_to
from reglament.workspace.forms.triage import Attaching, Discarding, Registration
from reglament.workspace.shown.frame import frame_of
from reglament.workspace.shown.letters import why

log = logging.getLogger(__name__)

PAGE = 50


@at_work
def triage(request: HttpRequest, worker: Worker) -> HttpResponse:
    """All letters waiting for a decision, the newest first."""
    desk = worker.desks[0]
    frame = frame_of(worker, desk, desk.regulation)
    key = before(request)
    waiting = Arrival.objects.undecided().filter(desk__in=worker.desks).select_related("desk").order_by("-pk")
    if key:
        waiting = waiting.filter(pk__lt=key)
    found = list(waiting[: PAGE + 1])
    context = {
        "frame": frame,
        "letters": [(arrival, why(arrival)) for arrival in found[:PAGE]],
        "next_before": found[PAGE - 1].pk if len(found) > PAGE else None,
        "triage_here": True,
    }
    return page(request, "workspace/triage.html", context)


@at_work
def arrival(request: HttpRequest, worker: Worker, pk: int) -> HttpResponse:
    """One letter and what can be done with it."""
    return _page(request, worker, _arrival(worker, pk))


@require_POST
@at_work
def registration(request: HttpRequest, worker: Worker, pk: int) -> HttpResponse:
    """Register the sender, and open a request with the letter."""
    found = _arrival(worker, pk)

    def register(data: dict[str, Any]) -> Ticket:
        return triaging.register_and_open(
            found, name=data["name"], company=data["company"], by=worker.person, at=worker.now
        )

    done = _("Registered; the letter became a request.")
    return _decided(request, worker, found, Registration(found, request.POST), register, done=done, name="registering")


@require_POST
@at_work
def attaching(request: HttpRequest, worker: Worker, pk: int) -> HttpResponse:
    """Add the letter to a request."""
    found = _arrival(worker, pk)

    def attach(data: dict[str, Any]) -> Ticket:
        ticket = Ticket.objects.visible_to(worker.person).filter(pk=data["ticket"], desk__in=worker.desks).first()
        if ticket is None:
            raise Refused(_("There is no request of that number."), code="no-ticket", field="ticket")
        triaging.attach(found, ticket, by=worker.person, at=worker.now)
        return ticket

    done = _("The letter was added to the request.")
    return _decided(request, worker, found, Attaching(worker, request.POST), attach, done=done, name="attaching")


@require_POST
@at_work
def discarding(request: HttpRequest, worker: Worker, pk: int) -> HttpResponse:
    """Discard the letter; it is kept, but nobody is asked about it any more."""
    found = _arrival(worker, pk)

    def discard(data: dict[str, Any]) -> None:
        triaging.discard(found, reason=data["reason"], text=data["text"], by=worker.person, at=worker.now)

    return _decided(request, worker, found, Discarding(request.POST), discard, done=_("Discarded."), name="discarding")


@require_POST
@at_work
def again(request: HttpRequest, worker: Worker, pk: int) -> HttpResponse:
    """Give the letter back to the machine."""
    triaging.process_again(_arrival(worker, pk), by=worker.person, at=worker.now)
    messages.success(request, _("It is being processed again."))
    return go_to(request, reverse("desk:triage"))


@at_work
def source(request: HttpRequest, worker: Worker, pk: int) -> HttpResponseBase:
    """The letter's bytes as they came."""
    try:
        found = _arrival(worker, pk)
        return stored_file(found.sha256, filename=f"letter-{found.pk}.eml", content_type="message/rfc822")
    except FileNotFoundError as gone:
        raise Http404 from gone


def _decided(
    request: HttpRequest,
    worker: Worker,
    arrival: Arrival,
    form: Form,
    command: Callable[[dict[str, Any]], Ticket | None],
    *,
    done: str,
    name: str,
) -> HttpResponse:
    opened: list[Ticket | None] = []
    if form.is_valid() and obeyed(form, lambda data: opened.append(command(data))):
        messages.success(request, done)
        ticket = opened[0]
        return go_to(request, reverse("desk:ticket", args=[ticket.tid]) if ticket else reverse("desk:triage"))
    return _page(request, worker, arrival, status=422, **{name: form})


def _arrival(worker: Worker, pk: int) -> Arrival:
    seen = Arrival.objects.visible_to(worker.person).select_related("desk", "ticket")
    return get_object_or_404(seen, pk=pk)


def _letter(arrival: Arrival) -> Letter | None:
    """The letter as we understand it; None for one that can't even be read, which may be why it was parked."""
    try:
        return parse(store.get(arrival.sha256))
    except Exception:
        log.exception("arrival %s can't be shown", arrival.pk)
        return None


def _page(request: HttpRequest, worker: Worker, arrival: Arrival, *, status: int = 200, **forms: Form) -> HttpResponse:
    regulation = arrival.desk.regulation
    letter = _letter(arrival)
    context = {
        "frame": frame_of(worker, arrival.desk, regulation),
        "arrival": arrival,
        "why": why(arrival),
        "letter": letter,
        "undecided": arrival.state in (Arrival.State.TRIAGE, Arrival.State.PARKED),
        "registering": Registration(arrival),
        "attaching": Attaching(worker),
        "discarding": Discarding(),
        "triage_here": True,
    }
    return page(request, "workspace/arrival.html", context | forms, status=status)
