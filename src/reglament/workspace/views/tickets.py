"""The page of a ticket."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reglament.lib.downloads import letter_page
from reglament.lib.html import theme, url
from reglament.lib.http import dialog, page, whole_message
from reglament.lib.prepared import prepared
from reglament.notices.models import Notice
from reglament.notices.telling import see_all
from reglament.tickets.clocks.clock_rows import clocks_of
from reglament.tickets.conversation.writing import vouch
from reglament.tickets.models import Message, Ticket
from reglament.workspace.acting import at_once
from reglament.workspace.forms.composing import Composer
from reglament.workspace.shown.ticket.clock_cards import past_cards
from reglament.workspace.shown.ticket.conversation import rest_of
from reglament.workspace.shown.ticket.pictures import has_remote, through_us, with_pictures, without_remote
from reglament.workspace.shown.ticket.ticket_page import shown_ticket
from reglament.workspace.visibility import Worker, at_work


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
def clocks(request: HttpRequest, worker: Worker, tid: int) -> HttpResponse:
    """The clocks that run no more, and why. Asked for rarely, so the ticket's page tells nothing of it."""
    ticket = worker.ticket(tid)
    zone = worker.person.zone or ticket.desk.regulation.zone
    context = {"ticket": ticket, "clocks": past_cards(ticket, clocks_of(ticket.pk), zone=zone)}
    return dialog(request, "workspace/clocks.html", context)


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
def message(request: HttpRequest, worker: Worker, tid: int, pk: int) -> HttpResponse:
    """All that a message says, where the ticket's page shows its beginning."""
    message = _message(worker, tid, pk)
    return whole_message(request, message.text, rest_of(message), back=f"{url('desk:ticket', tid)}#m{pk}")


@at_work
def as_sent(request: HttpRequest, worker: Worker, tid: int, pk: int) -> HttpResponse:
    """The page around a letter as it was sent, which stands in a frame of its own."""
    message = _message(worker, tid, pk)
    context = {
        "message": message,
        "ticket": message.ticket,
        "remote": has_remote(message.html),
        "pictures": "pictures" in request.GET,
    }
    return page(request, "workspace/as_sent.html", context)


@at_work
def letter(request: HttpRequest, worker: Worker, tid: int, pk: int) -> HttpResponse:
    """The HTML of a letter, cleaned when it came in, under a policy that lets it do nothing. Pictures on other servers
    only come along where `pictures` asks for them."""
    message = _message(worker, tid, pk)
    remote = through_us if "pictures" in request.GET else without_remote
    markup = with_pictures(remote(message.html), message.attachments.all())
    return letter_page(markup, theme=theme(request))


@require_POST
@at_work
def vouching(request: HttpRequest, worker: Worker, tid: int, pk: int) -> HttpResponse:
    """An unverified letter is the client's own: let it count."""
    message = _message(worker, tid, pk)
    done = _("It counts as the client's own from the moment it arrived.")
    return at_once(
        request,
        message.ticket,
        lambda: vouch(message.ticket, message, by=worker.person, at=worker.now),
        done=done,
    )


def _message(worker: Worker, tid: int, pk: int) -> Message:
    return get_object_or_404(Message.objects.select_related("ticket__desk"), ticket=worker.ticket(tid), pk=pk)
