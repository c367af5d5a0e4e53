"""Publishing editions."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.module_loading import import_string

from reglament.events.recording import record
from reglament.lib.db import write
from reglament.regulation.models import Desk, Edition

if TYPE_CHECKING:
    from reglament.directory.models import Person
    from reglament.regulation.linting.forgotten_names import Use

YEARS_AHEAD = 2
"""How far the days of a public calendar are written into an edition that does not bring them itself."""


NAMES_IN_USE = "reglament.tickets.names.names_in_use"
"""Who tells which names are in use: tickets know, and stand above."""


@write
def publish(desk: Desk, text: str, *, by: "Person | None", at: datetime) -> Edition:
    """Publish `text` as the desk's next edition, in force from now on. Raises `Faulty` with every fault of the text; to
    forget a name that a contract, an edition it pins or an open ticket uses is one: it can only be retired, with a
    successor.

    Public holidays named without their days are written into it. Publishing what is in force again publishes nothing.
    """
    from reglament.regulation.document.appendix import materialised  # heavy, and so is loading; servers rarely publish
    from reglament.regulation.loading.loader import load

    known = Desk.objects.select_for_update().get(pk=desk.pk)
    regulation = load(text, name=desk.slug, uses=names_in_use(known, at=at))
    text = materialised(text, years=range(at.year - 1, at.year + YEARS_AHEAD + 1))
    last = desk.editions.order_by("-number").first()
    if last is not None and last.text == text:
        return last
    edition = Edition.objects.create(
        desk=desk,
        number=last.number + 1 if last else 1,
        text=text,
        dated=regulation.dated,
        published_at=at,
        published_by=by,
    )
    desk.edition = edition
    desk.save(update_fields=["edition"])
    record(desk, "edition_published", by=by, at=at, edition=edition.pk, number=edition.number)
    return edition


def names_in_use(desk: Desk, *, at: datetime) -> "list[Use]":
    """The names that the next edition of `desk` must know."""
    found: list[Use] = import_string(NAMES_IN_USE)(desk, at=at)
    return found
