"""The first start: a desk, its regulation and who runs it, made once through a link only the operator sees."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core import signing
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from reglament.directory.models import DeskMembership, Role
from reglament.directory.registering import register_person
from reglament.lib.db import alone, write
from reglament.lib.refused import Refused
from reglament.regulation.editions.publishing import publish
from reglament.regulation.loading import library
from reglament.regulation.models import Desk

LASTS = timedelta(days=7)
_SALT = "reglament.directory.founding"


def is_founded() -> bool:
    """Whether anybody works here already; from then on no link of this kind opens anything."""
    return DeskMembership.objects.exists()


def founding_link() -> str:
    """The address that makes the first administrator. Good until somebody used one of these links, and for `LASTS`."""
    token = signing.dumps("found", salt=_SALT)
    return f"{settings.BASE_URL}{reverse('portal:welcome', args=[token])}"


def opens(token: str) -> bool:
    """Whether the token of a founding link is ours, fresh and not used up."""
    try:
        signing.loads(token, salt=_SALT, max_age=LASTS)
    except signing.BadSignature:
        return False
    return not is_founded()


def found(
    *, name: str, address: str, password: str, desk_name: str, regulation: str, language: str, at: datetime
) -> DeskMembership:
    """Make the desk under a regulation of the library, and its administrator, who is head of support too.

    Refused when somebody works here already. Hashing the password takes a while on purpose: before the transaction.
    """
    return _found(
        name=name,
        address=address,
        hashed=make_password(password),
        desk_name=desk_name,
        text=library.text(regulation),
        language=language,
        at=at,
    )


@write
def _found(
    *, name: str, address: str, hashed: str, desk_name: str, text: str, language: str, at: datetime
) -> DeskMembership:
    alone(DeskMembership)
    if is_founded():
        raise Refused(_("The first administrator has already been made. Please sign in."), code="founded")
    person = register_person(name, address, at=at, language=language)
    person.password = hashed
    person.save(update_fields=["password"])
    desk = Desk.objects.create(slug=slugify(desk_name)[:50] or "support", name=desk_name, language=language)
    publish(desk, text, by=person, at=at)
    DeskMembership.objects.create(person=person, desk=desk, role=Role.HEAD)
    return DeskMembership.objects.create(person=person, desk=desk, role=Role.ADMINISTRATOR)
