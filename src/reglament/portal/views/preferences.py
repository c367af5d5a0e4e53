"""What somebody sets about himself: language and theme (lib.preferences), time zone, password (allauth)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from reglament.lib.db import writing
from reglament.lib.http import page
from reglament.portal.forms.preferences import PreferencesForm
from reglament.portal.visibility import person_of


def preferences(request: HttpRequest) -> HttpResponse:
    """Show and save them."""
    person = person_of(request)
    form = PreferencesForm(person, request.POST if request.method == "POST" else None)
    if form.is_valid():
        person.zone = form.cleaned_data["zone"]
        with writing():
            person.save(update_fields=["zone"])
        messages.success(request, _("Saved."))
        return redirect("portal:settings")
    return page(request, "portal/settings.html", {"form": form}, status=422 if form.errors else 200)
