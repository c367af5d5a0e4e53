"""Access tokens for mailboxes that take no passwords any more (RFC 6749): Microsoft 365, Gmail, Яндекс 360."""

import json
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from reglament.lib.db import writing
from reglament.mail.models import Grant
from reglament.mail.servers.sealed_passwords import seal, unseal
from reglament.mail.servers.smtp_client import is_loopback

TIMEOUT = 10  # seconds for the token's server
MARGIN = timedelta(minutes=2)  # a token is renewed so long before it ends
AT_MOST = 100_000  # bytes of its answer

_turns: defaultdict[int, threading.Lock] = defaultdict(threading.Lock)


class NotGranted(Exception):
    """The server of tokens gives none; its words say why."""


def access_token(grant: Grant, *, now: datetime) -> str:
    """A token good for a while: the kept one, else a new one, kept with the refresh token that may come with it.

    Raises NotGranted, in words for people.
    """
    with _turns[grant.pk]:  # a refresh token may be good only once
        grant.refresh_from_db()
        return _kept_or_new(grant, now)


def _kept_or_new(grant: Grant, now: datetime) -> str:
    if grant.good_until is not None and grant.good_until - MARGIN > now and grant.access_token:
        return unseal(grant.access_token)
    renew(grant, now=now)
    with writing():
        grant.save(update_fields=["access_token", "good_until", "refresh_token"])
    return unseal(grant.access_token)


def renew(grant: Grant, *, now: datetime) -> None:
    """Set (not save) a new access token, and the refresh token that may come with it. Raises NotGranted."""
    if not grant.refresh_token:
        raise NotGranted(_("Nobody has given leave to sign in to this mailbox yet."))
    _take(grant, {"grant_type": "refresh_token", "refresh_token": unseal(grant.refresh_token)}, now)


def authorize(grant: Grant, *, code: str, verifier: str, redirect_uri: str, now: datetime) -> None:
    """The same for the code with which somebody who has given leave comes back (RFC 6749 §4.1.3, RFC 7636)."""
    asked = {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect_uri, "code_verifier": verifier}
    _take(grant, asked, now)


def _take(grant: Grant, asked: dict[str, str], now: datetime) -> None:
    given = _asked(grant, asked)
    grant.access_token = seal(str(given["access_token"]))
    grant.good_until = now + timedelta(seconds=int(given.get("expires_in") or 300))
    if given.get("refresh_token"):
        grant.refresh_token = seal(str(given["refresh_token"]))


def keep_successor(grant: Grant, refresh_token: str) -> None:
    """The provider gave another refresh token in place of the one that is kept."""
    with writing():
        Grant.objects.filter(pk=grant.pk).update(refresh_token=seal(refresh_token))


def forget_token(grant: Grant) -> None:
    """The server did not believe the kept token: ask for another next time."""
    with writing():
        Grant.objects.filter(pk=grant.pk).update(good_until=None)


def _asked(grant: Grant, asked: dict[str, str]) -> dict[str, Any]:
    parts = urllib.parse.urlsplit(grant.token_url)
    is_here = is_loopback(parts.hostname or "")
    if settings.DEMO and not is_here:
        raise NotGranted(f"A demo asks this machine only for access tokens, not {parts.hostname}")
    if parts.scheme != "https" and not is_here:
        raise NotGranted(_("The address for access tokens must begin with https."))
    form = asked | {"client_id": grant.client_id}
    if grant.client_secret:
        form["client_secret"] = unseal(grant.client_secret)
    if grant.scope:
        form["scope"] = grant.scope
    request = urllib.request.Request(grant.token_url, urllib.parse.urlencode(form).encode())  # noqa: S310 - checked
    try:
        with _opener.open(request, timeout=TIMEOUT) as answer:
            given = json.loads(answer.read(AT_MOST))
    except urllib.error.HTTPError as refused:
        raise NotGranted(f"{parts.hostname}: {_reason(refused.read(AT_MOST)) or refused}") from refused
    except (OSError, ValueError) as trouble:
        raise NotGranted(f"{parts.hostname}: {trouble}") from trouble
    if not isinstance(given, dict) or not given.get("access_token"):
        raise NotGranted(_("%(host)s gave no access token.") % {"host": parts.hostname})
    return given


def _reason(answer: bytes) -> str:
    """The words of RFC 6749 §5.2."""
    try:
        told = json.loads(answer)
        return str(told.get("error_description") or told.get("error") or "")[:500]
    except (ValueError, AttributeError):
        return ""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Secrets go to the address that was configured and nowhere else."""

    def redirect_request(self, *_: Any) -> None:
        return None


_opener = urllib.request.build_opener(_NoRedirect)
