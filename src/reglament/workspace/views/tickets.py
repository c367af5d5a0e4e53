"""The page of a ticket."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from reglament.lib.downloads import LETTER_STYLE, SANDBOX
from reglament.lib.http import page
from reglament.lib.prepared import prepared
from reglament.notices.models import Notice
from reglament.notices.telling import see_all
from reglament.tickets.models import Message, Ticket
from reglament.workspace.fetching import Worker, at_work
from reglament.workspace.forms.composing import Composer
from reglament.workspace.shown.pictures import with_pictures
from reglament.workspace.shown.ticket import shown_ticket


@at_work
def ticket(request: HttpRequest, worker: Worker, tid: int) -> HttpResponse:
    """The conversation, the clocks, the properties, and what can be done."""
    ticket = worker.ticket(tid)
    if _unseen(worker.person.pk, ticket.pk):
        see_all(worker.person, ticket, at=worker.now)
    return ticket_page(request, worker, ticket)


@prepared
def _unseen(person: int, ticket: int) -> QuerySet[Notice, int]:
    return Notice.objects.filter(person=person, ticket=ticket).unseen().values_list("pk", flat=True)[:1]


def ticket_page(
    request: HttpRequest,
    worker: Worker,
    ticket: Ticket,
    *,
    composer: Composer | None = None,
    kind: str = "",
    kept: object = (),
) -> HttpResponse:
    """The page with what has been typed so far; 422 when that could not be done."""
    shown = shown_ticket(worker, ticket)
    context = {
        "page": shown,
        "composer": composer or Composer(),
        "kind": kind or ("answer" if "answer" in shown.verbs else "note"),
        "kept": kept,
    }
    return page(request, "workspace/ticket.html", context, status=422 if composer else 200)


@at_work
def following(request: HttpRequest, worker: Worker, tid: int) -> HttpResponse:
    """To the next ticket by regulation after this one; after the last, to the queue."""
    ticket = worker.ticket(tid)
    queue = Ticket.objects.filter(desk=ticket.desk).unresolved().by_regulation().exclude(pk=ticket.pk)
    after = queue.filter(queue_key__gt=ticket.queue_key).first() if ticket.is_open else queue.first()
    if after is None:
        return redirect("desk:queue", ticket.desk.slug, "regulation")
    return redirect("desk:ticket", after.tid)


@at_work
def as_sent(request: HttpRequest, worker: Worker, tid: int, pk: int) -> HttpResponse:
    """The page around a letter as it was sent, which stands in a frame of its own."""
    message = _message(worker, tid, pk)
    return page(request, "workspace/as_sent.html", {"message": message, "ticket": message.ticket})


@at_work
def letter(request: HttpRequest, worker: Worker, tid: int, pk: int) -> HttpResponse:
    """The HTML of a letter, cleaned when it came in, under a policy that lets it do nothing."""
    message = _message(worker, tid, pk)
    markup = with_pictures(message.html, message.attachments.all())
    response = HttpResponse(f'<!doctype html><meta charset="utf-8">{LETTER_STYLE}{markup}')
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


def _message(worker: Worker, tid: int, pk: int) -> Message:
    return get_object_or_404(Message.objects.select_related("ticket__desk"), ticket=worker.ticket(tid), pk=pk)
