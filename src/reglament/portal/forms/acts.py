"""The forms under a request."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy

from reglament.portal.forms.grounds import ask, chosen, grounds_of, need_known
from reglament.regulation.terms.edition_terms import Promise

LONGEST = 100_000  # characters of one message; more is a file


class WriteForm(forms.Form):
    """A message; its text may be empty where files come with it."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)  # sending the same form twice writes one message
    text = forms.CharField(
        label=gettext_lazy("Your message"),
        widget=forms.Textarea,
        max_length=LONGEST,
        error_messages={"required": gettext_lazy("Please write something first.")},
    )

    def __init__(self, *args: Any, with_files: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].required = not with_files


class ReopenForm(forms.Form):
    """What is still wrong."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    text = forms.CharField(
        label=gettext_lazy("What is still wrong?"), widget=forms.Textarea(attrs={"rows": 3}), max_length=20_000
    )


class EmergencyForm(forms.Form):
    """A ground of the regulation and the answer to its question."""

    ground = forms.CharField(
        error_messages={"required": gettext_lazy("Please choose the reason why this is an emergency.")}
    )
    reason = forms.CharField(
        label=gettext_lazy("Your answer to the question"), widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, promise: Promise, *args: Any, level: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.grounds = grounds_of(promise, level=level)
        ask(self.fields["reason"], chosen(self.grounds, self.data.get("ground", "")), is_bound=self.is_bound)

    def clean_ground(self) -> str:
        """The ground must be one of the regulation."""
        return need_known(self.grounds, self.cleaned_data["ground"])
