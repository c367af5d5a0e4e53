"""The form of a new request: only what its type needs (C-55)."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reglament.lib.html import language
from reglament.portal.asking import Asking
from reglament.regulation.terms import Ground, InfoField


class NewRequestForm(forms.Form):
    """Subject, description, the fields of the request type, and what is claimed about its severity."""

    required_css_class = "required"

    key = forms.UUIDField(widget=forms.HiddenInput)  # sending the same form twice opens one request
    subject = forms.CharField(label=gettext_lazy("In one line"), max_length=250)
    text = forms.CharField(label=gettext_lazy("What happens, and what you expected"), widget=forms.Textarea)
    ground = forms.CharField(required=False)
    ground_answer = forms.CharField(
        label=gettext_lazy("Your answer to the question"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )

    def __init__(self, asking: Asking, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid4(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.asking = asking
        self.info = asking.request_type.fields if asking.request_type else ()
        for info in self.info:
            self.fields[_field_name(info)] = _field(info)
        products = list(asking.desk.products.all())
        if products:
            names = [("", _("not sure")), *((product.slug, product.name) for product in products)]
            self.fields["product"] = forms.ChoiceField(label=_("Product"), choices=names, required=False)
            self.products = {product.slug: product for product in products}
        else:
            self.products = {}

    def clean(self) -> dict[str, Any]:
        """An emergency is claimed on a ground of the regulation, and its question is answered."""
        data: dict[str, Any] = super().clean() or {}
        ground = self._ground(data.get("ground", ""))
        if data.get("ground") and ground is None:
            self.add_error("ground", _("Please choose the reason why this is an emergency."))
        if ground and ground.asks and not data.get("ground_answer", "").strip():
            self.add_error("ground_answer", ground.asks.in_(language()))
        return data

    @property
    def info_fields(self) -> list[forms.BoundField]:
        """The fields of the request type, bound."""
        return [self[_field_name(info)] for info in self.info]

    @property
    def details(self) -> dict[str, str]:
        """What was filled in, by the fields' slugs."""
        given = {info.slug: self.cleaned_data.get(_field_name(info), "").strip() for info in self.info}
        return {slug: value for slug, value in given.items() if value}

    @property
    def version(self) -> str:
        """The product's version, when the type asks for one."""
        asked = (self.details.get(info.slug, "") for info in self.info if info.kind == "version")
        return next((version for version in asked if version), "")[:60]

    @property
    def full_text(self) -> str:
        """All that was said, as the message shows it: the description, then each answer under its question."""
        parts = [self.cleaned_data["text"].strip()]
        parts += [_told(info, self.details[info.slug]) for info in self.info if info.slug in self.details]
        ground = self._ground(self.cleaned_data["ground"])
        if ground:
            answer = self.cleaned_data["ground_answer"].strip()
            parts.append("\n".join(part for part in (ground.name.in_(language()), answer) if part))
        return "\n\n".join(parts)

    def _ground(self, slug: str) -> Ground | None:
        return next((ground for ground in self.asking.grounds if ground.slug == slug), None)


def _field_name(info: InfoField) -> str:
    return f"info-{info.slug}"


def _field(info: InfoField) -> forms.Field:
    common: dict[str, Any] = {
        "label": info.name.in_(language()),
        "required": info.required,
        "help_text": info.hint.in_(language()) if info.hint else "",
    }
    if info.kind == "choice":
        choices = [(choice.slug, choice.name.in_(language())) for choice in info.choices]
        return forms.ChoiceField(choices=[("", "—"), *choices], **common)
    if info.kind == "lines":
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=20_000, **common)
    return forms.CharField(max_length=60 if info.kind == "version" else 500, **common)


def _told(info: InfoField, value: str) -> str:
    name = info.name.in_(language())
    chosen = next((choice.name.in_(language()) for choice in info.choices if choice.slug == value), value)
    return f"{name}:\n{chosen}" if "\n" in chosen else f"{name}: {chosen}"
