"""Forms that could not be taken because their sender is signed out, or had the page open for too long: what was typed
is given back, to be sent again."""

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from reglament.lib.http import GetResponse, page

NOT_SHOWN = {"csrfmiddlewaretoken"}


class SignedOut(Exception):
    """Nobody is signed in where somebody must be."""


class SignedOutMiddleware:
    """Who is signed out is asked to sign in; what he has typed comes back to him first."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """One request."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """Scripts get 401; a form comes back; a page is shown after signing in."""
        if not isinstance(exception, SignedOut):
            return None
        if _by_script(request):
            return HttpResponse(status=401)
        if request.method == "POST":
            return _again(request, signed_out=True, status=401)
        return redirect_to_login(request.get_full_path())


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form with a token that is no longer good (CSRF_FAILURE_VIEW). If one of our pages has sent it, it comes back
    with a new token; a password does not."""
    ours = request.headers.get("Origin") in {f"{request.scheme}://{request.get_host()}", settings.BASE_URL}
    if ours and not _by_script(request) and request.POST and not any("password" in name for name in request.POST):
        return _again(request, signed_out=False, status=403)
    return render(request, "403_csrf.html", {"reason": reason}, status=403)


def _by_script(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False)) or request.headers.get("X-Requested-With") == "fetch"


def _again(request: HttpRequest, *, signed_out: bool, status: int) -> HttpResponse:
    typed = [(name, value) for name, values in request.POST.lists() for value in values if name not in NOT_SHOWN]
    files = [file.name for files in request.FILES.lists() for file in files[1] if file.name]
    return page(request, "again.html", {"typed": typed, "files": files, "signed_out": signed_out}, status=status)
