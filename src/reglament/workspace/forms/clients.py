"""A new client."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reglament.directory.models import Client
from reglament.regulation.models import Desk
from reglament.tickets.clients import WantedContact, WantedContract
from reglament.workspace.forms.fields import YEARS, named_choices

WITHOUT = "none"  # the level of who has neither a contract nor a kind that gives one


class NewClient(forms.Form):
    """Asks who the client is, who writes for it, and what was agreed."""

    name = forms.CharField(label=gettext_lazy("Company"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("What it is to us"), choices=Client.Kind.choices)
    contact = forms.CharField(label=gettext_lazy("Contact's name"), max_length=200)
    address = forms.EmailField(
        label=gettext_lazy("Contact's address"),
        max_length=320,
        help_text=gettext_lazy("Letters from it become requests of this company."),
    )
    representative = forms.BooleanField(
        label=gettext_lazy("Represents the company: sees all its requests"), required=False, initial=True
    )
    level = forms.ChoiceField(label=gettext_lazy("Level by contract"), required=False)
    number = forms.CharField(label=gettext_lazy("Number of the contract"), max_length=60, required=False)
    valid_from = forms.DateField(label=gettext_lazy("Valid from"), widget=forms.DateInput(attrs={"type": "date"}))
    valid_to = forms.DateField(
        label=gettext_lazy("Valid until"), widget=forms.DateInput(attrs={"type": "date"}), required=False
    )

    def __init__(self, desk: Desk, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        regulation = desk.regulation
        self.initial["valid_from"] = f"{now.astimezone(ZoneInfo(regulation.zone)):%Y-%m-%d}"
        field = self.fields["level"]
        assert isinstance(field, forms.ChoiceField)
        levels = [
            level for level in regulation.promise.levels.values() if level.slug != WITHOUT and level.stage == "support"
        ]
        field.choices = named_choices(levels, empty=_("no contract yet"))

    def clean(self) -> dict[str, Any]:
        """A contract has a number, and days in their order."""
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("valid_from"), cleaned.get("valid_to")
        if cleaned.get("level") and not cleaned.get("number"):
            self.add_error("number", _("Please give the number of the contract."))
        for name, day in (("valid_from", start), ("valid_to", end)):
            if day and day.year not in YEARS:
                self.add_error(name, _("Please check the year."))
        if start and end and end < start:
            self.add_error("valid_to", _("That is before the contract begins."))
        return cleaned

    @property
    def wanted_contact(self) -> WantedContact:
        """Who writes for the client first."""
        data = self.cleaned_data
        return WantedContact(data["contact"], data["address"], representative=data["representative"])

    @property
    def wanted_contract(self) -> WantedContract | None:
        """What was signed; None where nothing is yet."""
        data = self.cleaned_data
        if not data["level"]:
            return None
        return WantedContract(data["number"], data["level"], data["valid_from"], data["valid_to"])
