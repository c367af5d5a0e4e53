"""What somebody may set about himself."""

from zoneinfo import available_timezones

from babel.dates import get_timezone_location
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from reglament.directory.models import Person
from reglament.lib.html import language


class PreferencesForm(forms.Form):
    """The zone times are told in."""

    def __init__(self, person: Person, data: QueryDict | None) -> None:
        super().__init__(data, initial={"zone": person.zone})
        names = [("", gettext_lazy("As at the support desk")), *_zones(person.zone)]
        self.fields["zone"] = forms.ChoiceField(label=gettext_lazy("Time zone"), choices=names, required=False)


OFFERED = (
    "Europe/Kaliningrad",
    "Europe/Moscow",
    "Europe/Samara",
    "Asia/Yekaterinburg",
    "Asia/Omsk",
    "Asia/Novosibirsk",
    "Asia/Krasnoyarsk",
    "Asia/Irkutsk",
    "Asia/Yakutsk",
    "Asia/Vladivostok",
    "Asia/Magadan",
    "Asia/Kamchatka",
    "Europe/Minsk",
    "Asia/Almaty",
    "Asia/Tashkent",
    "Asia/Bishkek",
    "Asia/Yerevan",
    "Asia/Tbilisi",
    "Asia/Baku",
    "Europe/Chisinau",
    "Europe/Istanbul",
    "Europe/Riga",
    "Europe/Berlin",
    "Europe/London",
    "UTC",
)
"""Where clients of the founding desks are; a zone somebody already has is offered to him too."""


def _zones(own: str) -> list[tuple[str, str]]:
    known = available_timezones()
    offered = [zone for zone in dict.fromkeys([*OFFERED, own]) if zone in known]
    return [(zone, _city(zone)) for zone in offered]


def _city(zone: str) -> str:
    return zone if zone == "UTC" else get_timezone_location(zone, locale=language(), return_city=True)
