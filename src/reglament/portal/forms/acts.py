"""The forms under a request."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reglament.lib.html import language
from reglament.regulation.terms import Ground, Promise


class WriteForm(forms.Form):
    """An answer; empty is fine where files come with it."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(label=gettext_lazy("Your message"), widget=forms.Textarea, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid4(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)


class ReopenForm(forms.Form):
    """What is still wrong."""

    text = forms.CharField(
        label=gettext_lazy("What is still wrong?"), widget=forms.Textarea(attrs={"rows": 3}), max_length=20_000
    )


class EmergencyForm(forms.Form):
    """A ground of the regulation and the answer to its question."""

    ground = forms.CharField(
        error_messages={"required": gettext_lazy("Please choose the reason why this is an emergency.")}
    )
    reason = forms.CharField(
        label=gettext_lazy("Your answer to the question"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )

    def __init__(self, promise: Promise, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        severities = sorted(promise.severities.values(), key=lambda severity: -severity.rank)
        self.grounds: list[Ground] = [ground for severity in severities for ground in severity.grounds]

    def clean(self) -> dict[str, Any]:
        """The ground must be known, and its question answered."""
        data: dict[str, Any] = super().clean() or {}
        ground = next((known for known in self.grounds if known.slug == data.get("ground")), None)
        if data.get("ground") and ground is None:
            self.add_error("ground", _("Please choose the reason why this is an emergency."))
        if ground and ground.asks and not data.get("reason", "").strip():
            self.add_error("reason", ground.asks.in_(language()))
        return data
