"""A new request: at which desk, about what, then only the fields that kind needs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reglament.directory.models import Person
from reglament.lib.http import page
from reglament.lib.refused import Refused
from reglament.portal.asking import CHANNEL, Asking, asking_of, clients_of
from reglament.portal.forms.grounds import chosen, grounds_of
from reglament.portal.forms.new_request import NewRequestForm
from reglament.portal.hours import hours_of
from reglament.portal.promising import promised, zone_of
from reglament.portal.visibility import person_of, this_instant
from reglament.tickets.course.opening import NewMessage, open_ticket
from reglament.tickets.files.uploads import Uploads, uploads_of
from reglament.tickets.models import Ticket


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody at the form: who, where and about what he asks, and when."""

    request: HttpRequest
    person: Person
    asking: Asking
    now: datetime


def new_request(request: HttpRequest) -> HttpResponse:
    """Choose where and what, fill in, send."""
    person, now = person_of(request), this_instant()
    asking = asking_of(request, person, now=now)
    if asking is None:
        return page(request, "portal/new_request_where.html", {"clients": clients_of(person)})
    if not asking.by_portal:
        return page(request, "portal/new_request_by_mail.html", {"asking": asking})
    if asking.request_type is None and asking.promise.request_types:
        types = [kind for kind in asking.promise.request_types.values() if not kind.retired]
        return page(request, "portal/new_request_type.html", {"asking": asking, "types": types})
    visit = Visit(request, person, asking, now)
    return _send(visit) if request.method == "POST" else _form(visit, NewRequestForm(asking), Uploads())


@require_POST
def promise(request: HttpRequest) -> HttpResponse:
    """By when we would answer, for what is claimed in the form: a fragment for htmx, else the form again with it."""
    person, now = person_of(request), this_instant()
    asking = asking_of(request, person, now=now)
    if asking is None:
        return redirect("portal:new_request")
    visit = Visit(request, person, asking, now)
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "portal/_promise.html", _promise_context(visit))
    return _form(visit, NewRequestForm(asking, initial=request.POST.dict()), _uploads(visit))


def _send(visit: Visit) -> HttpResponse:
    form, uploads = NewRequestForm(visit.asking, visit.request.POST), _uploads(visit)
    if form.is_valid() and not uploads.problems:
        try:
            ticket = _open(visit, form, uploads)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            messages.success(visit.request, _("Your request is registered as #%(tid)s.") % {"tid": ticket.tid})
            return redirect("portal:request", tid=ticket.tid)
    return _form(visit, form, uploads, status=422)


def _uploads(visit: Visit) -> Uploads:
    rules = visit.asking.desk.regulation.conduct.attachments
    return uploads_of(visit.request, visit.person, rules=rules)


def _open(visit: Visit, form: NewRequestForm, uploads: Uploads) -> Ticket:
    data, asking = form.cleaned_data, visit.asking
    origin = f"portal/{visit.person.pk}/{data['key'].hex}"
    return open_ticket(
        asking.desk,
        requester=visit.person,
        company=asking.client.company,
        subject=data["subject"],
        message=NewMessage(form.full_text, files=uploads.files, origin=origin),
        channel=CHANNEL,
        received_at=visit.now,
        at=visit.now,
        by=visit.person,
        request_type=asking.type_slug,
        ground=data["ground"],
        product=form.products.get(data.get("product", "")),
        version=form.version,
        details=form.details,
    )


def _form(visit: Visit, form: NewRequestForm, uploads: Uploads, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "uploads": uploads, **_promise_context(visit)}
    return page(visit.request, "portal/new_request_form.html", context, status=status)


def _promise_context(visit: Visit) -> dict[str, Any]:
    asking = visit.asking
    ground = chosen(grounds_of(asking.promise, level=asking.granted.level), visit.request.POST.get("ground", ""))
    zone = zone_of(visit.person, asking.desk)
    return {
        "asking": asking,
        "ground": ground,
        "promised": promised(asking, ground.slug if ground else "", at=visit.now, zone=zone),
        "hours": hours_of(asking.desk, now=visit.now),
        "zone": zone,
    }
