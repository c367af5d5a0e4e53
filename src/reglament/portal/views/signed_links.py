"""Links in letters: they open their one request without a password."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from reglament.lib.http import page
from reglament.portal.visibility import remember_link, this_instant
from reglament.tickets.links import LASTS, read_token


@never_cache
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """Remember what the link opens and go there, so that the token stays in no address bar."""
    opened = read_token(token)
    if opened is None:
        return page(request, "portal/link_too_old.html", {}, status=404)
    remember_link(request, opened, until=this_instant() + LASTS)
    return redirect("portal:request", tid=opened.tid)
