"""A request on a client's behalf."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reglament.directory.models import Company, Person
from reglament.lib.html import language
from reglament.regulation.models import Desk
from reglament.regulation.terms.edition_terms import Regulation
from reglament.regulation.words.spoken_values import place
from reglament.workspace.contacts import companies_of, meant
from reglament.workspace.forms.fields import ZonedDateTimeField, named_choices

BY_STAFF = "on-behalf"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a client asks by somebody of the desk."""

    requester: Person
    company: Company | None
    subject: str
    text: str
    channel: str
    received_at: datetime
    request_type: str


class OnBehalf(forms.Form):
    """Asks whose request it is, what it is about, and how it came."""

    contact = forms.CharField(
        label=gettext_lazy("Client's contact"),
        help_text=gettext_lazy("Name or address of a registered person."),
        widget=forms.TextInput(attrs={"list": "contacts", "autocomplete": "off", "autofocus": True}),
    )
    company = forms.ModelChoiceField(Company.objects.none(), label=gettext_lazy("Company"), required=False)
    request_type = forms.ChoiceField(label=gettext_lazy("Request type"), required=False)
    channel = forms.ChoiceField(label=gettext_lazy("How it came"))
    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=250)
    text = forms.CharField(label=gettext_lazy("Text"), widget=forms.Textarea(attrs={"rows": 8}))

    def __init__(self, desk: Desk, regulation: Regulation, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.desk = desk
        self.person: Person | None = None
        promise = regulation.promise
        channels = [channel for channel in promise.channels.values() if channel.may_open]
        self._choice("channel").choices = named_choices(channels)
        by_staff = promise.channel_via(BY_STAFF)
        self._choice("channel").initial = by_staff if by_staff in promise.channels else None
        self._choice("request_type").choices = named_choices(promise.request_types.values(), empty=_("not set"))
        city = place(zone, language())
        hint = _("For paper and fax: when it came in (%(zone)s time). Empty: now.") % {"zone": city}
        self.fields["received_at"] = ZonedDateTimeField(zone=zone, required=False, label=_("Received"), help_text=hint)
        self.order_fields(["contact", "company", "request_type", "channel", "received_at", "subject", "text"])
        if not self._companies():
            del self.fields["company"]

    def clean_contact(self) -> str:
        """Exactly one registered person."""
        typed: str = self.cleaned_data["contact"]
        people = meant(self.desk, typed)
        if not people:
            raise forms.ValidationError(_("Nobody of that name or address is registered with this desk's clients."))
        if len(people) > 1:
            names = ", ".join(f"{person.name} <{person.address}>" for person in people)
            raise forms.ValidationError(
                _("Several people are called so: %(names)s. Please give the address.") % {"names": names}
            )
        self.person = people[0]
        return typed

    def clean(self) -> dict[str, Any]:
        """A company where the person has several."""
        cleaned = super().clean() or self.cleaned_data
        if "company" in self.fields and not cleaned.get("company"):
            self.add_error("company", _("This contact belongs to several companies: please choose one."))
        return cleaned

    def asked(self, *, now: datetime) -> Asked:
        """What is to be registered at `now`; nothing is received later."""
        data = self.cleaned_data
        assert self.person is not None
        companies = companies_of(self.desk, self.person)
        return Asked(
            requester=self.person,
            company=data.get("company") or (companies[0] if companies else None),
            subject=data["subject"],
            text=data["text"],
            channel=data["channel"],
            received_at=min(data["received_at"] or now, now),
            request_type=data["request_type"],
        )

    def _companies(self) -> bool:
        """Offer the companies of a person who has several; say whether there are any to offer."""
        people = meant(self.desk, self.data.get("contact", "")) if self.is_bound else []
        companies = companies_of(self.desk, people[0]) if len(people) == 1 else []
        field = self.fields["company"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Company.objects.filter(pk__in=[company.pk for company in companies])
        return len(companies) > 1

    def _choice(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        return field
