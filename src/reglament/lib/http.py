"""What every request passes through: language, content security policy, and refusals turned into pages."""

import logging
import secrets
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import is_valid_path
from django.utils import translation
from django.utils.translation import gettext as _
from whitenoise.storage import CompressedManifestStaticFilesStorage

from reglament.lib.bucket import Unreachable
from reglament.lib.refused import Refused

log = logging.getLogger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponse]


class HashedStatic(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Static files under hashed names once collected; plain names before that."""

    manifest_strict = False
    support_js_module_import_aggregation = True

    def url(self, name: str | None, force: bool = False) -> str:
        """The address of a static file."""
        try:
            return str(super().url(name, force))
        except ValueError:
            return f"{settings.STATIC_URL}{name}"


class LanguageMiddleware:
    """The language of strangers: their cookie, else their browser's, else the installation's."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """One request."""
        language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        if language not in dict(settings.LANGUAGES):
            language = translation.get_language_from_request(request)
        with translation.override(language):
            request.LANGUAGE_CODE = translation.get_language() or settings.LANGUAGE_CODE
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
            return response


class PersonLanguageMiddleware:
    """The language of people we know: their own choice wins."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """One request."""
        language = getattr(request.user, "language", "")
        if language:
            translation.activate(language)
            request.LANGUAGE_CODE = language
        return self.get_response(request)


class ContentSecurityPolicyMiddleware:
    """Content-Security-Policy from `SECURE_CSP` (Django 6.0's setting), with a nonce per request as
    `request.csp_nonce`."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """One request."""
        nonce = secrets.token_urlsafe(16)
        request.csp_nonce = nonce  # type: ignore[attr-defined]
        response = self.get_response(request)
        policy = dict(settings.SECURE_CSP)
        policy["script-src"] = ["'self'", f"'nonce-{nonce}'"]
        response.headers.setdefault(
            "Content-Security-Policy", "; ".join(f"{key} {' '.join(value)}" for key, value in policy.items())
        )
        return response


class RefusedMiddleware:
    """A refusal that no view has turned into its own form becomes a page that says why and what to do."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """One request."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """Answer 422 for `Refused`, 503 while files can't be had; everything else crashes and is seen."""
        if isinstance(exception, Unreachable):
            log.error("files can't be reached: %s", exception)
            words = _("Files can't be reached at the moment. Please try again in a minute.")
            return render(request, "refused.html", {"message": words}, status=503)
        if not isinstance(exception, Refused):
            return None
        return render(request, "refused.html", {"message": str(exception)}, status=422)


class FormsOnlyMiddleware:
    """Who opens an address that only takes forms (a reload, an address kept) is led to the nearest page above it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """One request."""
        response = self.get_response(request)
        if response.status_code != 405 or request.method != "GET":
            return response
        return HttpResponseRedirect(_above(request.path), status=303)


def _above(path: str) -> str:
    """The longest address above `path` that leads anywhere."""
    while path != "/":
        path = path.rstrip("/").rpartition("/")[0] + "/"
        if is_valid_path(path):
            break
    return path


def page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Render `template`; documents carry a nonce, so they are never stored."""
    response = render(request, template, context, status=status)
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def fragment(request: HttpRequest) -> bool:
    """Whether only a part of the page is wanted (htmx)."""
    return bool(getattr(request, "htmx", False))


def dialog(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """A page that links open in a dialog: then its part alone, which has the name with "_" before it."""
    folder, slash, name = template.rpartition("/")
    return page(request, f"{folder}{slash}_{name}" if fragment(request) else template, context)


def whole_message(request: HttpRequest, text: str, rest: str, *, back: str) -> HttpResponse:
    """All of a message, where a page shows its beginning (`lib/excerpts.py`); `back` is the address of that page."""
    return dialog(request, "whole.html", {"text": text, "rest": rest, "back": back})
