"""Links in letters that open one ticket without a password.

A link says who it was written to, so what is written through it has an author. It opens nothing but that ticket, and
stops working when the person may no longer see the ticket, or after `LASTS`.
"""

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.core import signing
from django.urls import reverse

if TYPE_CHECKING:
    from reglament.directory.models import Person
    from reglament.tickets.models import Ticket

LASTS = timedelta(days=30)
_SALT = "reglament.tickets.links"
_FORM_SALT = "reglament.tickets.links.form"


class Opened(NamedTuple):
    """What a link opens, and for whom."""

    tid: int
    person: int


def ticket_link(ticket: "Ticket", person: "Person") -> str:
    """The absolute address under which `person` sees `ticket` without signing in."""
    token = signing.dumps([ticket.pk, person.pk], salt=_SALT)
    return f"{settings.BASE_URL}{reverse('portal:signed_link', args=[token])}"


def form_link(ticket: "Ticket", person: "Person") -> str:
    """The absolute address of the form in which `person` tells what `ticket` lacks (C-55). It shows nothing else."""
    return f"{settings.BASE_URL}{form_path(ticket, person)}"


def form_path(ticket: "Ticket", person: "Person") -> str:
    """The same on our own pages."""
    return reverse("portal:information", args=[signing.dumps([ticket.pk, person.pk], salt=_FORM_SALT)])


def read_token(token: str) -> Opened | None:
    """What the token of a link opens; None when it is forged or too old."""
    return _read(token, _SALT)


def read_form_token(token: str) -> Opened | None:
    """The same of a link to the form of what is missing; neither token is good for the other."""
    return _read(token, _FORM_SALT)


def _read(token: str, salt: str) -> Opened | None:
    try:
        tid, person = signing.loads(token, salt=salt, max_age=LASTS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Opened(tid, person)
