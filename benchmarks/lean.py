"""The reference: what Django costs at its least under the same server. Run by pages.py, as a process of its own.

One view without middleware: fifty rows of the same table by one `.values()` query, made HTML by an f-string.
"""

import os
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.html import escape

from reglament import settings as ours

OURS: dict[str, Any] = {name: getattr(ours, name) for name in dir(ours) if name.isupper()}


def rows(_request: HttpRequest) -> HttpResponse:
    """Fifty open tickets."""
    from reglament.tickets.models import Ticket

    found = Ticket.objects.filter(desk=1, resolved_at=None).order_by("queue_key")
    names = ("tid", "subject", "first_words", "level", "channel", "next_due", "requester__name", "company__name")
    lines = [
        f"<tr><td>{row['tid']}<td>{escape(row['subject'])}<td>{escape(row['first_words'])}<td>{row['level']}"
        f"<td>{row['channel']}<td>{row['next_due']}<td>{escape(row['requester__name'])}"
        f"<td>{escape(row['company__name'])}"
        for row in found.values(*names)[:50]
    ]
    return HttpResponse(f"<!doctype html><table>{''.join(lines)}</table>")


def empty(_request: HttpRequest) -> HttpResponse:
    """Nothing."""
    return HttpResponse("")


urlpatterns = [path("rows", rows), path("empty", empty)]
if not settings.configured:
    apps = [app for app in ours.INSTALLED_APPS if not app.startswith("allauth")]  # which insists on its middleware
    settings.configure(**OURS | {"ROOT_URLCONF": __name__, "MIDDLEWARE": [], "INSTALLED_APPS": apps})

from django.core.wsgi import get_wsgi_application  # noqa: E402

application = get_wsgi_application()


def main() -> None:
    """Serve as `reglament web` does."""
    from granian.constants import HTTPModes, Interfaces
    from granian.server import Server

    Server(
        "lean:application",
        address="127.0.0.1",
        port=int(os.environ["REGLAMENT_PORT"]),
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        workers=1,
        blocking_threads=int(os.environ["REGLAMENT_WEB_THREADS"]),
        backlog=1024,
        log_level="warning",  # type: ignore[arg-type]
    ).serve()


if __name__ == "__main__":
    main()
