"""What acts on a ticket ask."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reglament.directory.models import DeskMembership, Person, Product
from reglament.lib.html import language
from reglament.regulation.terms.edition_terms import Reason, Severity
from reglament.regulation.words.spoken_values import place
from reglament.tickets.clocks.milestones import found
from reglament.tickets.course.classifying import FAULTS, rating
from reglament.tickets.models import Ticket
from reglament.workspace.forms.fields import ZonedDateTimeField, named_choices, reason_field
from reglament.workspace.shown.naming import department_name
from reglament.workspace.shown.ticket.event_words import fault_name

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Confirmation(forms.Form):
    """Asks nothing."""


class WithReason(forms.Form):
    """Asks why; `label` says what the reason is."""

    def __init__(
        self,
        *args: Any,
        label: "StrOrPromise | None" = None,
        required: bool = True,
        hint: "StrOrPromise" = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = reason_field(required=required, label=label)
        self.fields["reason"].help_text = hint


class Assignment(forms.Form):
    """Asks who shall work on it: people of the ticket's desk, its department first."""

    assignee = forms.ModelChoiceField(Person.objects.none(), required=False, label=gettext_lazy("Assignee"))

    def __init__(self, ticket: Ticket, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"assignee": ticket.assignee_id}
        field = self.fields["assignee"]
        assert isinstance(field, forms.ModelChoiceField)
        field.empty_label = _("Nobody")
        field.queryset = Person.objects.get_queryset().filter(
            desk_memberships__desk=ticket.desk, desk_memberships__left_at=None, is_active=True
        )
        field.queryset = field.queryset.order_by("name_key").distinct()
        field.widget.choices = _people(ticket)


def _people(ticket: Ticket) -> list[tuple[str, str | list[tuple[int, str]]]]:
    """The desk's people by department, the ticket's first."""
    groups: dict[str, list[tuple[int, str]]] = {ticket.department: []}
    members = DeskMembership.objects.filter(desk=ticket.desk, left_at=None, person__is_active=True)
    seen: set[int] = set()
    for member in members.select_related("person").order_by("-department", "person__name_key"):
        if member.person_id not in seen:
            seen.add(member.person_id)
            groups.setdefault(member.department, []).append((member.person_id, member.person.name))
    regulation = ticket.desk.regulation
    named = [
        (department_name(regulation, slug) or _("Other people"), people) for slug, people in groups.items() if people
    ]
    return [("", _("Nobody")), *named]


class Finding(forms.Form):
    """Asks what was found, of what the regulation knows and the ticket has not yet, and in what it shows."""

    finding = forms.ChoiceField(label=gettext_lazy("Finding"), widget=forms.RadioSelect)

    def __init__(self, ticket: Ticket, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known, established = ticket.regulation.promise.findings, found(ticket)
        field = self.fields["finding"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = named_choices(one for slug, one in known.items() if slug not in established)
        self.fields["reason"] = reason_field(required=False, label=_("What shows it"))


class Classification(forms.Form):
    """Asks what it is about, how severe, whose fault, which product."""

    request_type = forms.ChoiceField(label=gettext_lazy("Request type"), required=False)
    severity = forms.ChoiceField(label=gettext_lazy("Severity"), widget=forms.RadioSelect)
    fault = forms.ChoiceField(label=gettext_lazy("Fault"))
    product = forms.ModelChoiceField(Product.objects.none(), label=gettext_lazy("Product"), required=False)
    version = forms.CharField(label=gettext_lazy("Version"), required=False, max_length=60)

    def __init__(self, ticket: Ticket, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {name: getattr(ticket, name) for name in ("request_type", "severity", "fault", "version")}
        self.initial["product"] = ticket.product_id
        promise = ticket.regulation.promise
        kinds, kept = promise.request_types.values(), ticket.request_type
        _choice(self, "request_type").choices = named_choices(kinds, empty=_("not set"), kept=kept)
        plain = [one for one in promise.severities.values() if one.slug == ticket.severity or not _has_formalities(one)]
        self.severities = [one.slug for one in plain]
        _choice(self, "severity").choices = named_choices(plain, kept=ticket.severity)
        _choice(self, "fault").choices = [(slug, fault_name(slug)) for slug in FAULTS]
        field = self.fields["product"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset, field.empty_label = ticket.desk.products.all(), _("not set")
        if promise.matrix:
            self._ask_rating(ticket)

    def _ask_rating(self, ticket: Ticket) -> None:
        """Where the two decide the severity, it is not asked for itself."""
        promise, known = ticket.regulation.promise, rating(ticket)
        for name, label, steps in (
            ("urgency", _("Urgency"), promise.urgencies),
            ("impact", _("Impact"), promise.impacts),
        ):
            choices = named_choices(steps.values(), empty=_("not set"))
            self.fields[name] = forms.ChoiceField(choices=choices, label=label, required=False)
        self.initial = {**self.initial, **known._asdict()}
        del self.fields["severity"]
        self.order_fields(["request_type", "urgency", "impact"])


def _has_formalities(severity: Severity) -> bool:
    return any(ground.confirmation or ground.approval for ground in severity.grounds)


def _choice(form: forms.Form, name: str) -> forms.ChoiceField:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    return field


class Transfer(forms.Form):
    """Asks which department, and why. What becomes of the due time stands beside each."""

    department = forms.ChoiceField(label=gettext_lazy("Department"), widget=forms.RadioSelect)
    reason = reason_field(required=False)

    def __init__(self, ticket: Ticket, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        departments = ticket.desk.regulation.conduct.departments.values()
        others = [one for one in departments if one.slug != ticket.department]
        _choice(self, "department").choices = named_choices(others)


class Claim(forms.Form):
    """Asks on which ground of the regulation."""

    ground = forms.ChoiceField(label=gettext_lazy("Ground"), widget=forms.RadioSelect)
    reason = reason_field(required=False, label=gettext_lazy("What is known"))

    def __init__(self, ticket: Ticket, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        severities = ticket.regulation.promise.severities.values()
        _choice(self, "ground").choices = [
            (ground.slug, f"{ground.name.in_(language())} – {severity.name.in_(language())}")
            for severity in severities
            for ground in severity.grounds
        ]


class Lowering(forms.Form):
    """Asks to which severity, and why; the client is told."""

    severity = forms.ChoiceField(label=gettext_lazy("Severity"), widget=forms.RadioSelect)
    reason = reason_field(label=gettext_lazy("Reason, told to the client"))

    def __init__(self, ticket: Ticket, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        severities = ticket.regulation.promise.severities
        now = severities[ticket.severity].rank if ticket.severity in severities else 0
        ranked = sorted(severities.values(), key=lambda one: one.rank)
        lower = [one for one in ranked if one.rank < now or (ticket.claimed_ground and one.rank == now)]
        self.severities = [one.slug for one in lower]
        self.initial = {"severity": self.severities[0] if self.severities else ""}
        _choice(self, "severity").choices = named_choices(lower)


class TellingReason(forms.Form):
    """Asks for a reason of the regulation, and the text the client is told; the reason's own where none is typed."""

    reason = forms.ChoiceField(label=gettext_lazy("Reason"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=gettext_lazy("What the client is told"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 7, "data-reason-text": ""}),
        help_text=gettext_lazy("Empty: the regulation's words for the reason are sent."),
    )

    def __init__(self, ticket: Ticket, reasons: dict[str, Reason], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reasons = reasons
        self.speaks = client_language(ticket)
        _choice(self, "reason").choices = named_choices(reasons.values())

    @property
    def texts(self) -> dict[str, str]:
        """What each reason tells the client, in his language."""
        return {slug: reason.text.in_(self.speaks) for slug, reason in self.reasons.items()}

    def clean(self) -> dict[str, Any]:
        """The reason's own words where nothing was typed."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("text", "").strip():
            cleaned["text"] = self.texts.get(cleaned.get("reason", ""), "")
        return cleaned


class Postponement(TellingReason):
    """Asks also until when."""

    def __init__(self, ticket: Ticket, reasons: dict[str, Reason], *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(ticket, reasons, *args, **kwargs)
        city = place(zone, language())
        hint = _("Wakes by itself then (%(zone)s time). Needed where the reason waits for a date.") % {"zone": city}
        self.fields["until"] = ZonedDateTimeField(zone=zone, required=False, label=_("Until"), help_text=hint)
        self.order_fields(["reason", "until", "text"])


def client_language(ticket: Ticket) -> str:
    """The language letters to the requester are in: his, his company's, the desk's."""
    company = ticket.company.language if ticket.company else ""
    return ticket.requester.language or company or ticket.desk.language
