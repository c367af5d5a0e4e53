"""The Jinja2 environment of all doors, and the few filters templates need."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment

__all__ = ["environment", "local_time", "staticfiles_storage"]


def environment(**options: Any) -> Environment:
    """What `TEMPLATES` names: autoescaping, translated, with `url`, `static` and date filters."""
    env = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], trim_blocks=True, lstrip_blocks=True, **options)
    env.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    env.globals.update(static=static, url=_url, language=_language, now=lambda: datetime.now(UTC))
    env.filters.update(local_time=local_time)
    return env


def local_time(at: datetime, zone: str, pattern: str = "d MMM, HH:mm") -> str:
    """`at` told in `zone` and in the active language, by a CLDR pattern."""
    return format_datetime(at, pattern, tzinfo=ZoneInfo(zone), locale=_language())


def _language() -> str:
    return (translation.get_language() or "ru")[:2]


def _url(name: str, *args: Any, **kwargs: Any) -> str:
    return reverse(name, args=args or None, kwargs=kwargs or None)
