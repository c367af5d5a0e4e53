"""What all acts on a ticket have in common: a form, one command, its refusal told beside what was typed."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from reglament.directory.models import Person
from reglament.lib.http import fragment, page
from reglament.lib.refused import Refused
from reglament.tickets.models import Ticket
from reglament.workspace.previewing import Beside
from reglament.workspace.visibility import Worker, go_to


def acting(
    request: HttpRequest,
    ticket: Ticket,
    form: Form,
    command: Callable[[dict[str, Any]], object],
    *,
    title: str,
    submit: str,
    done: str,
    about: str = "",
    now_due: str = "",
    beside: Mapping[str, Beside] | None = None,
    leaves: str = "",
    to_me: Person | None = None,
    hand_over: str = "",
    other: tuple[str, str] | None = None,
) -> HttpResponse:
    """Show `form` under `title`; when it is posted and valid, run `command` on its data and go back to the ticket.

    `about` says what the act means, `now_due` the due time as it is, `beside` (by field) what each choice would make of
    it, `leaves` when the answer leaves. `to_me` may take the ticket at once; in place of the act a department
    (`hand_over`: a slug) or another act (`other`: its address and words) is offered.

    A `Refused` becomes the form again, with what was typed, and 422. htmx gets the fragment for its dialog.
    """
    if request.method == "POST" and form.is_valid() and obeyed(form, command):
        messages.success(request, done)
        return go_to(request, reverse("desk:ticket", args=[ticket.tid]))
    template = "workspace/_act.html" if fragment(request) else "workspace/act.html"
    shown = {
        "ticket": ticket,
        "form": form,
        "title": title,
        "submit": submit,
        "about": about,
        "now_due": now_due,
        "beside": beside or {},
        "leaves": leaves,
        "to_me": to_me,
        "hand_over": hand_over,
        "other": other,
    }
    return page(request, template, shown, status=422 if request.method == "POST" else 200)


def obeyed(form: Form, command: Callable[[dict[str, Any]], object]) -> bool:
    """Run `command` on the form's data; a refusal becomes an error of the field it names, and False."""
    try:
        command(form.cleaned_data)
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return False
    return True


def at_once(request: HttpRequest, ticket: Ticket, command: Callable[[], object], *, done: str) -> HttpResponse:
    """Run a command that asks nothing, and go back to the ticket; a refusal is told there."""
    return done_and_to(request, reverse("desk:ticket", args=[ticket.tid]), command, done=done)


def done_and_to(request: HttpRequest, address: str, command: Callable[[], object], *, done: str) -> HttpResponse:
    """Run a command that asks nothing, and go to `address`; a refusal is told there."""
    try:
        command()
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)
    return go_to(request, address)


def zone_of(worker: Worker, ticket: Ticket) -> str:
    """The zone times of `ticket` are told in: the person's own, else the desk's."""
    return worker.person.zone or ticket.desk.regulation.zone
