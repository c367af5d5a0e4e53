"""A field for a password: what is kept is never shown, and what was typed survives a form that is sent back."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from reglament.mail.servers.sealed_passwords import seal, unseal

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SEALED = "-sealed"  # the hidden field beside it: what was typed before, as only we can read it


class SecretInput(forms.PasswordInput):
    """A password whose typed value comes back sealed. `is_kept`: that there is one already, which empty leaves."""

    is_kept = False

    def __init__(self) -> None:
        super().__init__(attrs={"autocomplete": "new-password"})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        """What is typed, else what was typed before."""
        return str(data.get(name) or "") or _opened(str(data.get(name + SEALED) or ""))

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Without the value: whether there is one is said instead."""
        hint = _("as you typed it") if value else _("as before") if self.is_kept else ""
        field = super().render(name, None, {"placeholder": hint, **(attrs or {})}, renderer)
        if not value:
            return field
        sealed = seal(str(value)).decode()
        return format_html('{}<input type="hidden" name="{}" value="{}">', field, name + SEALED, sealed)


def secret_field(label: "StrOrPromise", *, hint: "StrOrPromise" = "") -> forms.CharField:
    """A password that may be left as it is."""
    return forms.CharField(label=label, required=False, strip=False, help_text=hint, widget=SecretInput())


def _opened(sealed: str) -> str:
    if not sealed:
        return ""
    from cryptography.fernet import InvalidToken  # heavy, and hardly a page needs it

    try:
        return unseal(sealed.encode())
    except InvalidToken:
        return ""
