"""The first start: whoever has the link the program printed makes the desk and himself its administrator."""

from datetime import datetime

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters

from reglament.directory import founding
from reglament.directory.models import Person
from reglament.lib.db import writing
from reglament.lib.html import language
from reglament.lib.http import page
from reglament.lib.names import address_key
from reglament.lib.refused import Refused
from reglament.mail.models import Mailbox
from reglament.portal.forms.welcome import WelcomeForm
from reglament.portal.visibility import this_instant

BACKEND = "reglament.directory.signing_in.Backend"


@sensitive_post_parameters("password")
def welcome(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for what is needed, make it, sign him in. The link works once."""
    if not founding.opens(token):
        raise Http404
    form = WelcomeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person = _found(form, at=this_instant())
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            login(request, person, backend=BACKEND)
            return redirect("/desk/")
    return page(request, "portal/welcome.html", {"form": form}, status=422 if form.errors else 200)


def _found(form: WelcomeForm, *, at: datetime) -> Person:
    data = form.cleaned_data
    with writing():  # all or nothing: no page could add the mailbox later
        member = founding.found(
            name=data["name"],
            address=data["address"],
            password=data["password"],
            desk_name=data["desk_name"],
            regulation=data["regulation"],
            language=language(),
            at=at,
        )
        Mailbox.objects.create(desk=member.desk, address=address_key(data["mailbox"]), activated_at=at)
    return member.person
