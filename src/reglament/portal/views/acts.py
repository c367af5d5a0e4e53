"""What the client does with a request: one address per act, one command each."""

from collections.abc import Callable
from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reglament.lib.refused import Refused
from reglament.portal.asking import CHANNEL
from reglament.portal.forms.acts import EmergencyForm, ReopenForm, WriteForm
from reglament.portal.views.requests import Forms, render_request
from reglament.portal.visibility import Reader, reader_of, remember_link, this_instant
from reglament.tickets.conversation.writing import write_as_client
from reglament.tickets.course import closing, ending, following
from reglament.tickets.course.merging import goes_on_in
from reglament.tickets.course.opening import NewMessage
from reglament.tickets.emergency import emergencies
from reglament.tickets.files.uploads import Uploads, uploads_of
from reglament.tickets.links import LASTS, Opened


@require_POST
def write(request: HttpRequest, tid: int) -> HttpResponse:
    """Add a message with its files; what was merged gets it where it goes on."""
    reader = reader_of(request, tid)
    forms = _written(request, reader)
    if not forms.are_fine:
        return render_request(request, reader, forms, status=422)
    into = goes_on_in(reader.ticket, reader.person)
    if into != reader.ticket:
        reader = replace(reader, ticket=into)
        if reader.by_link:
            remember_link(request, Opened(into.tid, reader.person.pk), until=this_instant() + LASTS)
    return _do(
        request, reader, forms, lambda: _write(reader, forms.write, forms.uploads), _("Your message has been sent.")
    )


@require_POST
def follow_up(request: HttpRequest, tid: int) -> HttpResponse:
    """Go on with a request that is not reopened any more: in a new one. Who came by a letter's link sees that too."""
    reader = reader_of(request, tid)
    forms = _written(request, reader)
    if not forms.are_fine:
        return render_request(request, reader, forms, status=422)
    now = this_instant()
    try:
        message = _message(reader, forms.write, forms.uploads)
        opened = following.follow_up(reader.ticket, message, by=reader.person, at=now, channel=CHANNEL)
    except Refused as refused:
        forms.refused = str(refused)
        return render_request(request, reader, forms, status=422)
    if reader.by_link:
        remember_link(request, Opened(opened.tid, reader.person.pk), until=now + LASTS)
    messages.success(request, _("This is your new request; it goes on with #%(tid)s.") % {"tid": reader.ticket.tid})
    return redirect("portal:request", tid=opened.tid)


@require_POST
def claim_emergency(request: HttpRequest, tid: int) -> HttpResponse:
    """Claim an emergency on a ground of the regulation."""
    reader = reader_of(request, tid)
    reader.need("claim_emergency")
    form = EmergencyForm(reader.ticket.regulation.promise, request.POST, level=reader.ticket.level)
    forms = Forms(emergency=form)
    if not form.is_valid():
        return render_request(request, reader, forms, status=422)
    ground, reason = form.cleaned_data["ground"], form.cleaned_data["reason"]

    def claim() -> None:
        emergencies.claim_emergency(reader.ticket, ground, by=reader.person, at=this_instant(), reason=reason)

    return _do(request, reader, forms, claim, _("Your claim has been recorded."))


@require_POST
def withdraw(request: HttpRequest, tid: int) -> HttpResponse:
    """Take the request back."""
    reader = reader_of(request, tid)
    reader.need("withdraw")
    return _do(
        request,
        reader,
        Forms(),
        lambda: ending.withdraw(reader.ticket, by=reader.person, at=this_instant()),
        _("The request is withdrawn."),
    )


@require_POST
def close(request: HttpRequest, tid: int) -> HttpResponse:
    """Agree that it is solved."""
    reader = reader_of(request, tid)
    reader.need("close")
    return _do(
        request,
        reader,
        Forms(),
        lambda: closing.close(reader.ticket, by=reader.person, at=this_instant()),
        _("Thank you. The request is closed."),
    )


@require_POST
def reopen(request: HttpRequest, tid: int) -> HttpResponse:
    """Say that it is not solved, and what is still wrong: a message, which reopens what is not open already."""
    reader = reader_of(request, tid)
    reader.need("reopen")
    form = ReopenForm(request.POST)
    forms = Forms(reopen=form)
    if not form.is_valid():
        return render_request(request, reader, forms, status=422)
    return _do(request, reader, forms, lambda: _write(reader, form, Uploads()), _("The request is open again."))


def _written(request: HttpRequest, reader: Reader) -> Forms:
    uploads = uploads_of(request, reader.person, rules=reader.ticket.desk.regulation.conduct.attachments)
    return Forms(write=WriteForm(request.POST, with_files=bool(uploads.files)), uploads=uploads)


def _write(reader: Reader, form: WriteForm | ReopenForm, uploads: Uploads) -> None:
    now, message = this_instant(), _message(reader, form, uploads)
    write_as_client(reader.ticket, message, by=reader.person, received_at=now, at=now, channel=CHANNEL)


def _message(reader: Reader, form: WriteForm | ReopenForm, uploads: Uploads) -> NewMessage:
    origin = f"portal/{reader.person.pk}/{form.cleaned_data['key'].hex}"
    return NewMessage(form.cleaned_data["text"].strip(), files=uploads.files, origin=origin)


def _do(request: HttpRequest, reader: Reader, forms: Forms, command: Callable[[], object], done: str) -> HttpResponse:
    """Run the command and go back to the request; a refusal comes back with everything that was typed."""
    try:
        command()
    except Refused as refused:
        forms.refused = str(refused)
        return render_request(request, reader, forms, status=422)
    messages.success(request, done)
    return redirect("portal:request", tid=reader.ticket.tid)
