"""The composer."""

from django import forms
from django.utils.translation import gettext_lazy as _


class Composer(forms.Form):
    """What an agent writes. Whether it may be empty is the command's matter."""

    text = forms.CharField(label=_("Text"), required=False, strip=False, widget=forms.Textarea, max_length=100_000)
