"""What somebody sets about himself: language and theme (lib.preferences), time zone, password (allauth)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from reglament.lib.db import writing
from reglament.lib.http import page
from reglament.portal.forms.preferences import PreferencesForm
from reglament.portal.reading import person_of


@login_required
def preferences(request: HttpRequest) -> HttpResponse:
    """Show and save them."""
    form = PreferencesForm(request.POST or None, instance=person_of(request))
    if request.method == "POST" and form.is_valid():
        with writing():
            form.save()
        messages.success(request, _("Saved."))
        return redirect("portal:settings")
    return page(request, "portal/settings.html", {"form": form}, status=422 if form.errors else 200)
