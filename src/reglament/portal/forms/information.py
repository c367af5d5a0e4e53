"""What a request type asks for, as fields of a form (C-55)."""

from collections.abc import Sequence
from typing import Any

from django import forms

from reglament.lib.html import language
from reglament.regulation.terms.edition_terms import InfoField


class InformationForm(forms.Form):
    """What a request lacks. Whatever is known may be told first: nothing is required, one answer helps already."""

    def __init__(self, lacking: Sequence[InfoField], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.info = lacking
        for info in lacking:
            self.fields[field_name(info)] = field_of(info, required=False)

    @property
    def given(self) -> dict[str, str]:
        """The answers, by the fields' slugs."""
        return {info.slug: self.cleaned_data.get(field_name(info), "") for info in self.info}


def field_name(info: InfoField) -> str:
    """The field's name in forms."""
    return f"info-{info.slug}"


def field_of(info: InfoField, *, required: bool) -> forms.Field:
    """The field of a form for a piece of information."""
    common: dict[str, Any] = {
        "label": info.name.in_(language()),
        "required": required,
        "help_text": info.hint.in_(language()) if info.hint else "",
    }
    if info.kind == "choice":
        choices = [(choice.slug, choice.name.in_(language())) for choice in info.choices]
        return forms.ChoiceField(choices=[("", "—"), *choices], **common)
    if info.kind == "lines":
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=20_000, **common)
    return forms.CharField(max_length=60 if info.kind == "version" else 500, **common)
