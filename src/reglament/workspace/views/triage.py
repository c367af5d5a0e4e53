"""Triage of mail: letters a person has to decide about."""

import logging
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reglament.directory.identifying import company_of, identify
from reglament.lib import store
from reglament.lib.downloads import letter_page, stored_file
from reglament.lib.excerpts import excerpt
from reglament.lib.html import theme
from reglament.lib.http import page, whole_message
from reglament.lib.paging import before
from reglament.lib.refused import Refused
from reglament.mail.format.mime.letter import Letter
from reglament.mail.format.parser import parse
from reglament.mail.format.references import reference
from reglament.mail.incoming import triage_decisions
from reglament.mail.incoming.assessment import own_addresses
from reglament.mail.incoming.threads import mentioned
from reglament.mail.models import Arrival
from reglament.tickets.models import Ticket
from reglament.workspace.acting import obeyed
from reglament.workspace.forms.triage import Attaching, Discarding, Opening, OtherAddress, Registration
from reglament.workspace.shown.frame import frame_of
from reglament.workspace.shown.letters import KINDS, OTHERS, kind_of, log_of, promised_by, waiting
from reglament.workspace.shown.lists.counts import MOST_COUNTED
from reglament.workspace.shown.ticket.pictures import without_remote
from reglament.workspace.views.clients import may_register
from reglament.workspace.visibility import Worker, at_work, go_to

log = logging.getLogger(__name__)

PAGE = 50
SOURCE_SHOWN = 20_000  # bytes of a letter shown on its page; the whole can be saved


@at_work
def triage(request: HttpRequest, worker: Worker) -> HttpResponse:
    """All letters waiting for a decision, the newest first."""
    desk = worker.desks[0]
    frame = frame_of(worker, desk, desk.regulation)
    key = before(request)
    undecided = Arrival.objects.undecided().filter(desk__in=worker.desks).select_related("desk").order_by("-pk")
    kind = request.GET.get("kind", "")
    shown = _of_kind(undecided, kind)
    found = list((shown.filter(pk__lt=key) if key else shown)[: PAGE + 1])
    desks = {desk.pk: desk for desk in worker.desks}
    for arrival in found:
        arrival.desk = desks[arrival.desk_id]
    context = {
        "frame": frame,
        "letters": [waiting(arrival, now=worker.now) for arrival in found[:PAGE]],
        "kinds": _kinds(worker),
        "kind": kind,
        "next_before": found[PAGE - 1].pk if len(found) > PAGE else None,
        "triage_here": True,
    }
    return page(request, "workspace/triage.html", context)


def _of_kind(letters: QuerySet[Arrival], kind: str) -> QuerySet[Arrival]:
    if kind in KINDS:
        return letters.filter(state=Arrival.State.TRIAGE, why__in=KINDS[kind][1])
    if kind == OTHERS[0]:
        named = [why for _name, reasons in KINDS.values() for why in reasons]
        return letters.exclude(state=Arrival.State.TRIAGE, why__in=named)
    return letters


def _kinds(worker: Worker) -> list[tuple[str, str, int]]:
    """What waits, by kind: slug, name, number (of the newest); kinds of which none waits are left out."""
    waits = (
        Arrival.objects.undecided().filter(desk__in=worker.desks).only("state", "why").order_by("-pk")[:MOST_COUNTED]
    )
    counted = Counter(kind_of(arrival) for arrival in waits)
    names = {slug: str(name) for slug, (name, _reasons) in KINDS.items()} | {OTHERS[0]: str(OTHERS[1])}
    return [(slug, name, counted[slug]) for slug, name in names.items() if counted[slug]]


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
        return triage_decisions.register_and_open(
            found, name=data["name"], company=data["company"], by=worker.person, at=worker.now
        )

    done = _("Registered; the letter became a request.")
    return _decided(request, worker, found, Registration(found, request.POST), register, done=done, name="registering")


@require_POST
@at_work
def opening(request: HttpRequest, worker: Worker, pk: int) -> HttpResponse:
    """Open a request with the letter, for a contact that is known."""
    found = _arrival(worker, pk)

    def open_it(data: dict[str, Any]) -> Ticket:
        company = data["company"] or company_of(data["known"], desk=found.desk)
        if company is None:
            raise Refused(
                _("This contact belongs to several companies: please choose one."), code="which", field="company"
            )
        return triage_decisions.open_as(found, person=data["known"], company=company, by=worker.person, at=worker.now)

    done = _("The letter became a request.")
    return _decided(request, worker, found, Opening(found, request.POST), open_it, done=done, name="opening")


@require_POST
@at_work
def address(request: HttpRequest, worker: Worker, pk: int) -> HttpResponse:
    """Register the sender's address for a contact that is known, and process the letter again."""
    found = _arrival(worker, pk)

    def register(data: dict[str, Any]) -> None:
        triage_decisions.register_address_of(found, person=data["known"], by=worker.person, at=worker.now)

    done = _("Registered; the letter is being processed again.")
    return _decided(request, worker, found, OtherAddress(found, request.POST), register, done=done, name="other")


@require_POST
@at_work
def attaching(request: HttpRequest, worker: Worker, pk: int) -> HttpResponse:
    """Add the letter to a request."""
    found = _arrival(worker, pk)

    def attach(data: dict[str, Any]) -> Ticket:
        ticket = Ticket.objects.visible_to(worker.person).filter(pk=data["ticket"], desk__in=worker.desks).first()
        if ticket is None:
            raise Refused(_("There is no request of that number."), code="no-ticket", field="ticket")
        triage_decisions.attach(found, ticket, by=worker.person, at=worker.now)
        return ticket

    done = _("The letter was added to the request.")
    return _decided(request, worker, found, Attaching(worker, request.POST), attach, done=done, name="attaching")


@require_POST
@at_work
def discarding(request: HttpRequest, worker: Worker, pk: int) -> HttpResponse:
    """Discard the letter; it is kept, but nobody is asked about it any more."""
    found = _arrival(worker, pk)

    def discard(data: dict[str, Any]) -> None:
        triage_decisions.discard(found, reason=data["reason"], text=data["text"], by=worker.person, at=worker.now)

    return _decided(request, worker, found, Discarding(request.POST), discard, done=_("Discarded."), name="discarding")


@require_POST
@at_work
def again(request: HttpRequest, worker: Worker, pk: int) -> HttpResponse:
    """Give the letter back to the machine."""
    try:
        triage_decisions.process_again(_arrival(worker, pk), by=worker.person, at=worker.now)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("It is being processed again."))
    return go_to(request, reverse("desk:triage"))


@at_work
def letter(request: HttpRequest, worker: Worker, pk: int) -> HttpResponse:
    """The HTML of the letter, cleaned, under a policy that lets it do nothing."""
    read = _letter(_arrival(worker, pk))
    if read is None or not read.html:
        raise Http404
    return letter_page(without_remote(read.html), theme=theme(request))


@at_work
def text(request: HttpRequest, worker: Worker, pk: int) -> HttpResponse:
    """All that the letter says, where its page shows the beginning."""
    read = _letter(_arrival(worker, pk))
    if read is None:
        raise Http404
    return whole_message(
        request, read.reply_text or read.text, read.rest or "", back=reverse("desk:arrival", args=[pk])
    )


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
    seen = Arrival.objects.visible_to(worker.person).select_related("desk", "ticket", "mailbox")
    return get_object_or_404(seen, pk=pk)


def _letter(arrival: Arrival) -> Letter | None:
    """The letter as we understand it; None for one that can't even be read, which may be why it was parked."""
    try:
        return parse(store.get(arrival.sha256), own=own_addresses())
    except Exception:
        log.exception("arrival %s can't be shown", arrival.pk)
        return None


def _claims(arrival: Arrival, letter: Letter) -> Ticket | None:
    """The request that the letter says it belongs to."""
    to = [arrival.envelope_to] if arrival.envelope_to else []
    found = reference(letter, own=own_addresses(), own_domain=settings.MAIL_DOMAIN, envelope_to=to)
    return mentioned(found, desk=arrival.desk)


def _source(arrival: Arrival) -> tuple[str, bool]:
    """The beginning of the bytes as text, and whether that is not all."""
    try:
        raw = store.get(arrival.sha256)
    except OSError:
        return "", False
    return raw[:SOURCE_SHOWN].decode("utf-8", "replace"), len(raw) > SOURCE_SHOWN


def _page(request: HttpRequest, worker: Worker, arrival: Arrival, *, status: int = 200, **forms: Form) -> HttpResponse:
    desk = arrival.desk
    letter = _letter(arrival)
    undecided = arrival.state in (Arrival.State.TRIAGE, Arrival.State.PARKED)
    found = identify(arrival.sender, desk=desk) if arrival.sender else None
    claims = _claims(arrival, letter) if letter else None
    company = found.company if found else None
    context = {
        "frame": frame_of(worker, desk, desk.regulation),
        "arrival": arrival,
        "waiting": waiting(arrival, now=worker.now),
        "letter": letter,
        "said": excerpt(letter.reply_text or letter.text, letter.rest or "") if letter else None,
        "source": _source(arrival),
        "undecided": undecided,
        "sender": found.person if found else None,
        "company": company,
        "claims": claims,
        "due": promised_by(arrival, company) if undecided and company else None,
        "log": log_of(arrival),
        "triage_here": True,
    }
    if undecided:
        context |= {
            "opening": Opening(arrival, words=letter.text if letter else ""),
            "attaching": Attaching(worker, initial={"ticket": f"#{claims.tid}"} if claims else None),
            "discarding": Discarding(),
        }
    if undecided and arrival.sender and not (found and found.person):
        context |= {"registering": Registration(arrival), "other": OtherAddress(arrival)}
        context["may_register"] = may_register(worker, desk)
    return page(request, "workspace/arrival.html", context | forms, status=status)
