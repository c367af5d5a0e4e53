"""Publishing calendar supplements."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from reglament.events.recording import record
from reglament.lib.db import write
from reglament.lib.refused import Refused
from reglament.regulation import models
from reglament.regulation.loading import supplements
from reglament.regulation.models import Desk, Supplement

if TYPE_CHECKING:
    from reglament.directory.models import Person


@write
def supplement(desk: Desk, text: str, *, by: "Person | None", at: datetime) -> Supplement:
    """Publish the public days of another year for all editions of the desk. They count from `at` on.

    Publishing the last one again publishes nothing. Raises `Faulty` with every fault of the text, and `Refused` where
    it settles a year that an earlier one settled.
    """
    desk = Desk.objects.select_for_update().get(pk=desk.pk)
    read = supplements.read(text)
    known = list(desk.supplements.order_by("number"))
    if known and known[-1].text == text:
        return known[-1]
    settled = {year for one in known for year in supplements.read(one.text).years}
    again = sorted(f"{country} {year}" for country, year in read.years & settled)
    if again:
        raise Refused(_("These years are published already: %(years)s.") % {"years": ", ".join(again)}, code="settled")
    if not read.years:
        raise Refused(_("The supplement settles no year: none is marked official."), code="settles-nothing")
    published = Supplement.objects.create(desk=desk, number=len(known) + 1, text=text, published_at=at, published_by=by)
    desk.supplements_known = published.number
    desk.save(update_fields=["supplements_known"])
    models._compiled.cache_clear()  # a rolled back one of the same number may have been compiled
    models._supplements[desk.pk] = published.number
    years = sorted([country, year] for country, year in read.years)
    record(desk, "calendar_supplemented", by=by, at=at, number=published.number, years=years)
    return published
