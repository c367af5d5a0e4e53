"""The form of the first administrator."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy

from reglament.lib.html import language
from reglament.regulation.loading import library


class WelcomeForm(forms.Form):
    """Who he is, what the desk is called, what regulation it starts with."""

    name = forms.CharField(label=gettext_lazy("Your name"), max_length=200)
    address = forms.EmailField(label=gettext_lazy("Your e-mail address"))
    password = forms.CharField(
        label=gettext_lazy("Password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy("At least ten characters, not digits only."),
    )
    desk_name = forms.CharField(
        label=gettext_lazy("Name of the support desk"), max_length=200, help_text=gettext_lazy("Clients see it.")
    )
    mailbox = forms.EmailField(
        label=gettext_lazy("Address clients write to"),
        help_text=gettext_lazy(
            "Letters that reach this program for it become requests. More addresses can follow later."
        ),
    )
    regulation = forms.ChoiceField(label=gettext_lazy("Regulation to begin with"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(name, library.regulation(name).name.in_(language())) for name in library.names()]
        self.fields["regulation"] = forms.ChoiceField(
            label=gettext_lazy("Regulation to begin with"),
            choices=choices,
            initial=choices[0][0],
            widget=forms.RadioSelect,
        )

    def clean_password(self) -> str:
        """As strong as any other password here."""
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password
