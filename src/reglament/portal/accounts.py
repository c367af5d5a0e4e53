"""Signing in, as far as it is ours: allauth does it; we say where to go then, and send its letters by the outbox."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from reglament.portal.account_letters import write_letter
from reglament.portal.visibility import person_of, this_instant

LETTERS = {
    "account/email/login_code": "sign-in-code",
    "account/email/password_reset_key": "password-reset",
}
"""The letters of allauth we send. The others tell strangers who is registered, or belong to pages we don't have."""

SAID = {
    "account/messages/password_changed.txt": _("Your new password is set."),
    "account/messages/password_set.txt": _("Your password is set."),
}
"""What allauth says after an act, where the page that follows doesn't show it by itself."""


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """Our side of allauth."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: people are registered by the desk (C-04)."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """People of a desk go to their workspace, clients to their requests."""
        return "/desk/" if person_of(request).works_anywhere() else "/"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to where the password was changed from."""
        return "/settings/"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put the letter into the outbox; the same sweep sends it as all others."""
        if kind := LETTERS.get(template_prefix):
            write_letter(kind, email, context, at=this_instant())

    def add_message(  # noqa: PLR0917 – allauth calls it so
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say only what the next page doesn't show anyway."""
        said = message or SAID.get(message_template or "")
        if said:
            messages.add_message(request, level, str(said), extra_tags=extra_tags)
