"""The form of what a request lacks (C-55), behind a signed link of the acknowledgement: it shows nothing else of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from reglament.directory.models import Person
from reglament.lib.http import page
from reglament.lib.refused import Refused
from reglament.portal.forms.information import InformationForm, field_name
from reglament.portal.visibility import this_instant
from reglament.tickets.information import fill_in, missing_information
from reglament.tickets.links import Opened, read_form_token
from reglament.tickets.models import Ticket


@never_cache
def fill(request: HttpRequest, token: str) -> HttpResponse:
    """What is still missing, to be filled in by whom the letter was written to."""
    opened = read_form_token(token)
    person, ticket = _found(opened) if opened else (None, None)
    if person is None or ticket is None:
        return page(request, "portal/link_too_old.html", {}, status=404)
    lacking = missing_information(ticket)
    form = InformationForm(lacking, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            fill_in(ticket, form.given, by=person, at=this_instant())
            return redirect("portal:information", token)
        except Refused as refused:
            named = {info.slug: field_name(info) for info in lacking}
            form.add_error(named.get(refused.field), str(refused))
    context = {"form": form, "ticket": ticket, "lacking": lacking}
    return page(request, "portal/information.html", context, status=422 if form.errors else 200)


def _found(opened: Opened) -> tuple[Person | None, Ticket | None]:
    """Whom the link was written to, and the request, as long as he may still see it."""
    person = Person.objects.filter(pk=opened.person, is_active=True).first()
    if person is None:
        return None, None
    return person, Ticket.objects.of_client(person).filter(pk=opened.tid).select_related("desk").first()
