"""What is decided about a letter in triage."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reglament.directory.models import Company, Person
from reglament.lib.names import address_key
from reglament.mail.models import Arrival
from reglament.workspace.forms.fields import tid_of
from reglament.workspace.visibility import Worker

LOOKED_AT = 5000  # characters of a letter searched for the contact who wrote it first
MOST_NAMED = 5

_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,250}")


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


class Opening(forms.Form):
    """Asks for whom a request is opened, where the sender is known or not the one who needs help."""

    known = forms.EmailField(label=_("Registered address of the contact"), max_length=320)
    company = forms.ModelChoiceField(
        Company.objects.none(), label=_("Company"), empty_label=_("As registered"), required=False
    )

    def __init__(self, arrival: Arrival, *args: Any, words: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["company"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Company.objects.filter(clients__desk=arrival.desk_id).order_by("name_key")
        sender = contact_at(arrival, arrival.sender)
        if sender is None:
            self.initial = {"known": _contact_named(arrival, words)}
        else:
            self.initial = {"known": arrival.sender}
            field.queryset = field.queryset.filter(memberships__person=sender, memberships__left_at=None)
            field.required = len(field.queryset) > 1
            field.empty_label = _("Choose a company") if field.required else _("As registered")
        self.arrival = arrival

    def clean_known(self) -> Person:
        """A contact of a client of the desk."""
        return _need_contact(self.arrival, self.cleaned_data["known"])


class OtherAddress(forms.Form):
    """Asks whose other address it is."""

    known = forms.EmailField(label=_("Registered address of the contact"), max_length=320)

    def __init__(self, arrival: Arrival, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.arrival = arrival

    def clean_known(self) -> Person:
        """A contact of a client of the desk."""
        return _need_contact(self.arrival, self.cleaned_data["known"])


def _contact_named(arrival: Arrival, words: str) -> str:
    """The first contact's address in a letter that somebody else forwarded."""
    named = list(dict.fromkeys(address_key(found) for found in _ADDRESS.findall(words[:LOOKED_AT])))[:MOST_NAMED]
    return next((address for address in named if contact_at(arrival, address)), "")


def _need_contact(arrival: Arrival, address: str) -> Person:
    person = contact_at(arrival, address)
    if person is None:
        raise forms.ValidationError(_("No contact of this desk's clients has that address."))
    return person


def contact_at(arrival: Arrival, address: str) -> Person | None:
    """Whose registered address it is, if he is a contact of a client of the letter's desk."""
    of_clients = Person.objects.filter(memberships__left_at=None, memberships__company__clients__desk=arrival.desk_id)
    return of_clients.filter(addresses__email=address_key(address), is_active=True).distinct().first()


class Attaching(forms.Form):
    """Asks to which ticket."""

    ticket = forms.CharField(label=_("Number of the request"), widget=forms.TextInput(attrs={"placeholder": "#1042"}))

    def __init__(self, worker: Worker, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.worker = worker

    def clean_ticket(self) -> int:
        """The TID of a ticket he may see."""
        tid = tid_of(self.cleaned_data["ticket"])
        if tid is None:
            raise forms.ValidationError(_("A number like #1042, please."))
        return tid


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
