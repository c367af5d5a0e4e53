"""Which request another one is merged into."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reglament.tickets.course.merging import of_same_client
from reglament.tickets.models import Ticket
from reglament.workspace.forms.fields import tid_of

MOST = 8


class Merging(forms.Form):
    """Asks into which request of the same client: one of the newest open ones, or any by its number, which is then
    shown among them to be looked at and confirmed."""

    into = forms.TypedChoiceField(
        label=gettext_lazy("It goes on in"), widget=forms.RadioSelect, required=False, coerce=int, empty_value=None
    )
    number = forms.CharField(label=gettext_lazy("Or by its number"), required=False, max_length=24)

    def __init__(self, ticket: Ticket, data: QueryDict | None = None, **kwargs: Any) -> None:
        super().__init__(data.dict() if data else None, **kwargs)
        self.ticket = ticket
        self.others = of_same_client(ticket).select_related("requester")
        newest = self.others.unresolved().order_by("-tid")[:MOST]
        claimed = self.others.unresolved().filter(claimed_by=ticket)
        self.offered: dict[int, Ticket] = {one.pk: one for one in (*claimed, *newest)}
        chosen = self.data.get("into", "")
        if chosen.isdecimal() and int(chosen) not in self.offered:
            self.offered |= {one.pk: one for one in self.others.filter(pk=int(chosen))}
        self._offer()

    @property
    def target(self) -> Ticket:
        """The request that was chosen; the form must be valid."""
        chosen: int = self.cleaned_data["into"]
        return self.offered[chosen]

    def clean(self) -> dict[str, Any]:
        """One of them; a number typed is first shown among the others."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("number"):
            self._show(cleaned["number"])
        elif not cleaned.get("into") and "into" not in self.errors:
            self.add_error("number", _("Please choose the request it goes on in."))
        return cleaned

    def _show(self, number: str) -> None:
        tid = tid_of(number)
        if tid == self.ticket.pk:
            self.add_error("number", _("A request can't be merged into itself."))
            return
        found = self.others.filter(pk=tid).first() if tid else None
        if found is None:
            self.add_error("number", _("This client has no such request."))
            return
        self.offered = {found.pk: found} | self.offered
        self._offer()
        self.data = {**self.data, "into": str(found.pk), "number": ""}
        self.add_error(None, _("Please look at #%(tid)s below, and confirm.") % {"tid": found.pk})

    def _offer(self) -> None:
        field = self.fields["into"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(str(one.pk), f"#{one.pk} {one.subject}") for one in self.offered.values()]
