"""The form of a new request: only what its type needs (C-55)."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reglament.lib.html import language
from reglament.portal.asking import Asking
from reglament.portal.forms.acts import LONGEST
from reglament.portal.forms.grounds import ask, chosen, grounds_of, need_known
from reglament.portal.forms.information import field_name, field_of
from reglament.regulation.terms.edition_terms import InfoField


class NewRequestForm(forms.Form):
    """Subject, description, the fields of the request type, and what is claimed about its severity."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)  # sending the same form twice opens one request
    subject = forms.CharField(label=gettext_lazy("In one line"), max_length=250)
    text = forms.CharField(label=gettext_lazy("Description"), widget=forms.Textarea, max_length=LONGEST)
    ground = forms.CharField(required=False)
    ground_answer = forms.CharField(
        label=gettext_lazy("Your answer to the question"), widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, asking: Asking, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asking = asking
        self.grounds = grounds_of(asking.promise, level=asking.granted.level)
        self.claimed = chosen(self.grounds, self.data.get("ground", ""))
        ask(self.fields["ground_answer"], self.claimed, is_bound=self.is_bound)
        self.info = asking.request_type.fields if asking.request_type else ()
        for info in self.info:
            self.fields[field_name(info)] = field_of(info, required=info.required)
        self.fields["text"].required = not any(info.kind == "lines" and info.required for info in self.info)
        products = list(asking.desk.products.all())
        if products:
            names = [("", _("not sure")), *((product.slug, product.name) for product in products)]
            self.fields["product"] = forms.ChoiceField(label=_("Product"), choices=names, required=False)
            self.products = {product.slug: product for product in products}
        else:
            self.products = {}

    def clean_ground(self) -> str:
        """An emergency is claimed on a ground of the regulation."""
        return need_known(self.grounds, self.cleaned_data["ground"])

    @property
    def info_fields(self) -> list[forms.BoundField]:
        """The fields of the request type, bound."""
        return [self[field_name(info)] for info in self.info]

    @property
    def details(self) -> dict[str, str]:
        """What was filled in, by the fields' slugs."""
        given = {info.slug: self.cleaned_data.get(field_name(info), "").strip() for info in self.info}
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
        if self.claimed:
            parts.append(f"{self.claimed.name.in_(language())}\n{self.cleaned_data['ground_answer']}")
        return "\n\n".join(part.strip() for part in parts if part.strip())


def _told(info: InfoField, value: str) -> str:
    name = info.name.in_(language())
    chosen = next((choice.name.in_(language()) for choice in info.choices if choice.slug == value), value)
    return f"{name}:\n{chosen}" if "\n" in chosen else f"{name}: {chosen}"
