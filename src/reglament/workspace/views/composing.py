"""Writing on a ticket: answer, ask, note, and answer with the solution. One address per act, one composer for all."""

from collections.abc import Callable, Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reglament.tickets.conversation.answering import answer, ask
from reglament.tickets.conversation.noting import note
from reglament.tickets.conversation.speaking import NewFile
from reglament.tickets.course.ending import resolve
from reglament.tickets.files.uploads import origin_of, uploads_of
from reglament.tickets.models import Ticket
from reglament.workspace.acting import obeyed
from reglament.workspace.forms.composing import Composer
from reglament.workspace.views.tickets import ticket_page
from reglament.workspace.visibility import Worker, at_work, go_to

Speak = Callable[[Ticket, str, Sequence[NewFile]], object]


@require_POST
@at_work
def answers(request: HttpRequest, worker: Worker, tid: int) -> HttpResponse:
    """Answer the client."""

    def speak(ticket: Ticket, text: str, files: Sequence[NewFile]) -> object:
        now_please = "now_please" in request.POST
        return answer(
            ticket, text, by=worker.person, at=worker.now, files=files, now_please=now_please, origin=origin_of(request)
        )

    return _write(request, worker, tid, speak, kind="answer", done=_("Answered."))


@require_POST
@at_work
def questions(request: HttpRequest, worker: Worker, tid: int) -> HttpResponse:
    """Ask the client; the ticket then waits for him."""

    def speak(ticket: Ticket, text: str, files: Sequence[NewFile]) -> object:
        return ask(ticket, text, by=worker.person, at=worker.now, files=files, origin=origin_of(request))

    return _write(request, worker, tid, speak, kind="question", done=_("Asked; the request now waits for the client."))


@require_POST
@at_work
def notes(request: HttpRequest, worker: Worker, tid: int) -> HttpResponse:
    """Leave a note the client does not see."""

    def speak(ticket: Ticket, text: str, files: Sequence[NewFile]) -> object:
        return note(ticket, text, by=worker.person, at=worker.now, files=files, origin=origin_of(request))

    return _write(request, worker, tid, speak, kind="note", done=_("Noted."))


@require_POST
@at_work
def resolution(request: HttpRequest, worker: Worker, tid: int) -> HttpResponse:
    """Answer with the solution."""

    def speak(ticket: Ticket, text: str, files: Sequence[NewFile]) -> object:
        return resolve(ticket, text, by=worker.person, at=worker.now, files=files, origin=origin_of(request))

    return _write(request, worker, tid, speak, kind="answer", done=_("Answered and resolved."))


def _write(request: HttpRequest, worker: Worker, tid: int, speak: Speak, *, kind: str, done: str) -> HttpResponse:
    ticket = worker.ticket(tid)
    composer = Composer(request.POST)
    uploads = uploads_of(request, worker.person)
    valid = composer.is_valid()
    for problem in uploads.problems:
        composer.add_error(None, problem)
    if valid and composer.is_valid() and obeyed(composer, lambda data: speak(ticket, data["text"], uploads.files)):
        messages.success(request, done)
        return go_to(request, reverse("desk:ticket", args=[tid]) + "?sent=1#composer")
    return ticket_page(request, worker, ticket, composer=composer, kind=kind, kept=uploads.kept)
