"""Publishing editions."""

from datetime import datetime
from typing import TYPE_CHECKING

from reglament.events.recording import record
from reglament.lib.db import write
from reglament.regulation.models import Desk, Edition, compiled_text

if TYPE_CHECKING:
    from reglament.directory.models import Person


@write
def publish(desk: Desk, text: str, *, by: "Person | None", at: datetime) -> Edition:
    """Publish `text` as the desk's next edition, in force from now on. Raises `Faulty` with every fault of the text.

    Publishing the text already in force again publishes nothing.
    """
    Desk.objects.select_for_update().get(pk=desk.pk)
    regulation = compiled_text(text)
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
