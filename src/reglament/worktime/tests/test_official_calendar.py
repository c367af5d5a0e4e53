"""The draft for Russia against the official production calendar."""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from reglament.testing.shared import shared_path
from reglament.worktime.days import named_days

SHARED = shared_path()
OFFICIAL = (SHARED or Path("shared")) / "data" / "ru-production-calendar.json"

# Declared non-working by presidential decrees in the year itself, and what was shortened or moved around them.
PANDEMIC = {
    2020: [(date(2020, 3, 30), date(2020, 5, 10)), (date(2020, 6, 24),) * 2, (date(2020, 7, 1),) * 2],
    2021: [(date(2021, 5, 4), date(2021, 5, 7)), (date(2021, 10, 30), date(2021, 11, 3))],
}

pytestmark = [pytest.mark.acceptance, pytest.mark.skipif(not OFFICIAL.exists(), reason="no official calendar here")]


@pytest.mark.clause("C-12")
@pytest.mark.parametrize("year", range(2015, 2027))
def test_the_draft_agrees_with_the_official_calendar(year: int) -> None:
    official = json.loads(OFFICIAL.read_text())["years"][str(year)]
    drafted = named_days("RU", [year])

    def days(kinds: set[str]) -> set[date]:
        return {day.date for day in drafted if day.kind in kinds}

    assert _usual(days({"holiday", "day_off"})) == _usual(map(date.fromisoformat, official["off"]))
    assert _usual(days({"working_weekend"})) == _usual(map(date.fromisoformat, official["working_weekend"]))
    assert _usual(days({"shortened"})) == _usual(map(date.fromisoformat, official["short"]))


def _usual(days: Iterable[date]) -> set[date]:
    return {day for day in days if not any(first <= day <= last for first, last in PANDEMIC.get(day.year, []))}
