"""What is decided about a letter in triage."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reglament.directory.models import Company
from reglament.mail.models import Arrival
from reglament.workspace.fetching import Worker

_DIGITS = re.compile(r"#?\s*(\d{1,18})")


class Registration(forms.Form):
    """Asks who the sender is and for which company he writes."""

    name = forms.CharField(label=_("Sender's name"), max_length=200)
    company = forms.ModelChoiceField(Company.objects.none(), label=_("Company"), empty_label=_("Choose a company"))

    def __init__(self, arrival: Arrival, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"name": arrival.sender_name}
        field = self.fields["company"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Company.objects.filter(clients__desk=arrival.desk_id).order_by("name_key")


class Attaching(forms.Form):
    """Asks to which ticket."""

    ticket = forms.CharField(label=_("Number of the request"), widget=forms.TextInput(attrs={"placeholder": "#1042"}))

    def __init__(self, worker: Worker, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.worker = worker

    def clean_ticket(self) -> int:
        """The TID of a ticket he may see."""
        number = _DIGITS.fullmatch(self.cleaned_data["ticket"].strip())
        if number is None:
            raise forms.ValidationError(_("A number like #1042, please."))
        return int(number[1])


class Discarding(forms.Form):
    """Asks why, and what a rejected sender is told."""

    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[("spam", _("spam")), ("rejected", _("not for us; the sender is told"))],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("What the sender is told"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )
