"""Publishing writes the days of public holidays into the edition."""

from datetime import UTC, datetime

import pytest

from reglament.regulation.editions.publishing import publish
from reglament.regulation.loading import library
from reglament.regulation.models import Desk

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_a_draft_gets_its_days_when_it_is_published() -> None:
    desk = Desk.objects.create(slug="north", name="Северная служба", name_en="North desk")
    edition = publish(desk, library.text("blank"), by=None, at=NOON)
    assert "[production-calendar.RU.2028]" in edition.text
    assert edition.regulation.promise.calendars["office"].years == {2025, 2026}


def test_publishing_the_same_draft_again_publishes_nothing() -> None:
    desk = Desk.objects.create(slug="north", name="Северная служба", name_en="North desk")
    first = publish(desk, library.text("blank"), by=None, at=NOON)
    assert publish(desk, library.text("blank"), by=None, at=NOON.replace(hour=13)) == first


def test_a_text_that_brings_its_days_is_published_to_the_letter() -> None:
    desk = Desk.objects.create(slug="north", name="Северная служба", name_en="North desk")
    assert publish(desk, library.text("hivetaxi"), by=None, at=NOON).text == library.text("hivetaxi")
