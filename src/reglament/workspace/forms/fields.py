"""Fields that acts share."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from reglament.lib.html import language
from reglament.regulation.terms.edition_terms import Named

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

YEARS = range(2000, 2100)  # what anybody means; beyond it, a slip of the finger


_TID = re.compile(r"\s*#?\s*(\d{1,18})\s*")


def named_choices(known: Iterable[Named], *, empty: str | None = None, kept: str = "") -> list[tuple[str, str]]:
    """Slugs with names in the active language; `empty` is what no choice is called, where there may be none.

    What is retired is not offered, except what is `kept` because the ticket has it.
    """
    choices = [(one.slug, one.name.in_(language())) for one in known if not one.retired or one.slug == kept]
    return choices if empty is None else [("", empty), *choices]


def tid_of(typed: str) -> int | None:
    """The number of a request as people type it: "1042", "#1042"."""
    number = _TID.fullmatch(typed)
    return int(number[1]) if number else None


def reason_field(*, required: bool = True, label: "StrOrPromise | None" = None) -> forms.CharField:
    """A reason in words."""
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label or _("Reason"), required=required, max_length=2000, widget=widget)


class ZonedDateTimeField(forms.DateTimeField):
    """An instant typed as local time of `zone`; cleaned to aware UTC."""

    def __init__(self, *, zone: str, **options: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"], **options)
        self.zone = ZoneInfo(zone)

    def to_python(self, value: Any) -> datetime | None:
        """The instant, or None for nothing."""
        typed = super().to_python(value)
        if typed is None:
            return None
        if typed.year not in YEARS:
            raise forms.ValidationError(_("Please check the year."), code="year")
        return typed.replace(tzinfo=self.zone).astimezone(UTC)

    def prepare_value(self, value: Any) -> Any:
        """An instant as local time of `zone`."""
        return value.astimezone(self.zone).replace(tzinfo=None) if isinstance(value, datetime) else value
