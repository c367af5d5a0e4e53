"""Claiming that a request can't wait: a ground of the regulation, and an answer to what it asks (C-16)."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext as _

from reglament.lib.html import language
from reglament.regulation.terms.edition_terms import Ground, Promise


def grounds_of(promise: Promise, *, level: str) -> tuple[Ground, ...]:
    """Everything a higher severity may be claimed on here at that level, gravest first."""
    severities = sorted(promise.severities.values(), key=lambda severity: -severity.rank)
    portal = promise.channel_via("portal")
    return tuple(
        ground
        for severity in severities
        for ground in severity.grounds
        if not (ground.retired or severity.retired) and ground.is_open_to(level=level, channel=portal)
    )


def chosen(grounds: Iterable[Ground], slug: str) -> Ground | None:
    """The ground of that slug."""
    return next((ground for ground in grounds if ground.slug == slug), None)


def need_known(grounds: Iterable[Ground], slug: str) -> str:
    """`slug`, if it is a ground of the regulation or nothing is claimed. Raises ValidationError."""
    if slug and chosen(grounds, slug) is None:
        raise forms.ValidationError(_("Please choose the reason why this is an emergency."))
    return slug


def ask(field: forms.Field, ground: Ground | None, *, is_bound: bool) -> None:
    """Make the field of the answer needed when `ground` asks something, and its error the question itself."""
    field.required = not is_bound or bool(ground and ground.asks)
    if ground and ground.asks:
        field.error_messages["required"] = ground.asks.in_(language())
