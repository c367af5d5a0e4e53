"""Leave to sign in to a mailbox, given by a person at the provider's page: there with a link, back with a code
(RFC 6749 §4.1, RFC 7636)."""

import base64
import hashlib
import secrets
from urllib.parse import urlencode, urlsplit

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from reglament.mail.mailboxes.setting_up import keep_grant
from reglament.mail.models import Grant
from reglament.mail.servers.access_tokens import NotGranted, authorize
from reglament.workspace.mail.editing import come_back, editable
from reglament.workspace.visibility import Worker, at_work, go_to

VERIFIER = "mailbox_verifier"  # in the session: what only this browser knows of the question
_SALT = "reglament.workspace.mail.giving_leave"
LASTS = 600  # seconds to give leave


@at_work
def asking(request: HttpRequest, worker: Worker, pk: int) -> HttpResponse:
    """To the provider's page."""
    grant = get_object_or_404(Grant.objects.exclude(authorize_url=""), mailbox=editable(worker, pk))
    verifier = secrets.token_urlsafe(48)
    request.session[VERIFIER] = verifier
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {
        "response_type": "code",
        "client_id": grant.client_id,
        "redirect_uri": come_back(),
        "state": signing.dumps([pk, worker.person.pk], salt=_SALT),
        "code_challenge": challenge,
        "code_challenge_method": "S256",
        "login_hint": grant.mailbox.username or grant.mailbox.address,
    }
    if grant.scope:
        asked["scope"] = grant.scope
    joined = "&" if urlsplit(grant.authorize_url).query else "?"
    return HttpResponseRedirect(f"{grant.authorize_url}{joined}{urlencode(asked)}")


@at_work
def given(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Back from there, with a code that is good for a refresh token, or with a refusal."""
    mailbox = editable(worker, _asked_for(request, worker))
    grant = get_object_or_404(Grant, mailbox=mailbox)
    refused = request.GET.get("error_description") or request.GET.get("error")
    try:
        if refused:
            raise NotGranted(refused[:500])
        verifier = request.session.pop(VERIFIER, "")
        code = request.GET.get("code", "")
        authorize(grant, code=code, verifier=verifier, redirect_uri=come_back(), now=worker.now)
    except NotGranted as trouble:
        messages.error(request, _("Leave was not given: %(words)s") % {"words": trouble})
    else:
        keep_grant(grant, by=worker.person, at=worker.now)
        messages.success(request, _("Leave to sign in was given."))
    return go_to(request, reverse("desk:mailbox_settings", args=[mailbox.pk]))


def _asked_for(request: HttpRequest, worker: Worker) -> int:
    """The mailbox he asked for leave for; 404 unless he did so lately."""
    try:
        pk, person = signing.loads(request.GET.get("state", ""), salt=_SALT, max_age=LASTS)
    except (signing.BadSignature, ValueError, TypeError):
        raise Http404 from None
    if person != worker.person.pk:
        raise Http404
    return int(pk)
