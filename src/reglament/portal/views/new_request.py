"""A new request: at which desk, about what, then only the fields that kind needs."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reglament.directory.models import Person
from reglament.lib.http import page
from reglament.lib.refused import Refused
from reglament.portal.asking import CHANNEL, Asking, asking_of, clients_of
from reglament.portal.forms.new_request import NewRequestForm
from reglament.portal.hours import hours_of
from reglament.portal.promising import promised, zone_of
from reglament.portal.reading import person_of, this_instant
from reglament.tickets.models import Ticket
from reglament.tickets.opening import NewMessage, open_ticket
from reglament.tickets.uploads import Uploads, uploads_of


@login_required
def new_request(request: HttpRequest) -> HttpResponse:
    """Choose where and what, fill in, send."""
    person, now = person_of(request), this_instant()
    asking = asking_of(request, person, now=now)
    if asking is None:
        return page(request, "portal/new_request_where.html", {"clients": clients_of(person)})
    if not asking.by_portal:
        return page(request, "portal/new_request_by_mail.html", {"asking": asking})
    if asking.request_type is None and asking.promise.request_types:
        types = asking.promise.request_types.values()
        return page(request, "portal/new_request_type.html", {"asking": asking, "types": types})
    if request.method == "POST":
        return _send(request, person, asking, now)
    return _form(request, person, asking, NewRequestForm(asking), Uploads(), now)


@require_POST
@login_required
def promise(request: HttpRequest) -> HttpResponse:
    """By when we would answer, for what is claimed in the form: a fragment for htmx, else the form again with it."""
    person, now = person_of(request), this_instant()
    asking = asking_of(request, person, now=now)
    if asking is None:
        return redirect("portal:new_request")
    ground = _known_ground(asking, request.POST.get("ground", ""))
    if request.htmx:  # type: ignore[attr-defined]
        context = _promise_context(person, asking, ground, now)
        return render(request, "portal/_promise.html", context)
    form = NewRequestForm(asking, initial=request.POST.dict())
    return _form(request, person, asking, form, uploads_of(request, person), now, ground=ground)


def _send(request: HttpRequest, person: Person, asking: Asking, now: datetime) -> HttpResponse:
    form, uploads = NewRequestForm(asking, request.POST), uploads_of(request, person)
    if form.is_valid() and not uploads.problems:
        try:
            ticket = _open(person, asking, form, uploads, now)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            messages.success(request, _("Your request is registered as #%(tid)s.") % {"tid": ticket.tid})
            return redirect("portal:request", tid=ticket.tid)
    ground = _known_ground(asking, request.POST.get("ground", ""))
    return _form(request, person, asking, form, uploads, now, ground=ground, status=422)


def _open(person: Person, asking: Asking, form: NewRequestForm, uploads: Uploads, now: datetime) -> Ticket:
    data = form.cleaned_data
    origin = f"portal/{person.pk}/{data['key'].hex}"
    return open_ticket(
        asking.desk,
        requester=person,
        company=asking.client.company,
        subject=data["subject"],
        message=NewMessage(form.full_text, files=uploads.files, origin=origin),
        channel=CHANNEL,
        received_at=now,
        at=now,
        by=person,
        request_type=asking.type_slug,
        ground=data["ground"],
        product=form.products.get(data.get("product", "")),
        version=form.version,
        details=form.details,
    )


def _form(
    request: HttpRequest,
    person: Person,
    asking: Asking,
    form: NewRequestForm,
    uploads: Uploads,
    now: datetime,
    *,
    ground: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "uploads": uploads, **_promise_context(person, asking, ground, now)}
    return page(request, "portal/new_request_form.html", context, status=status)


def _promise_context(person: Person, asking: Asking, ground: str, now: datetime) -> dict[str, Any]:
    zone = zone_of(person, asking.desk)
    return {
        "asking": asking,
        "ground": next((known for known in asking.grounds if known.slug == ground), None),
        "promised": promised(asking, ground, at=now, zone=zone),
        "hours": hours_of(asking.desk, now=now),
        "zone": zone,
    }


def _known_ground(asking: Asking, slug: str) -> str:
    return slug if slug in {ground.slug for ground in asking.grounds} else ""
