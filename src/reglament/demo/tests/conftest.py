from datetime import UTC, datetime
from typing import Any

import pytest

from reglament.demo.filling import fill

MONDAY = datetime(2026, 3, 16, 5, 5, tzinfo=UTC)  # 11:05 in Omsk, 08:05 in Moscow


@pytest.fixture
def filled_at() -> datetime:
    """A Monday morning."""
    return MONDAY


@pytest.fixture
def filled(db: Any, settings: Any, filled_at: datetime) -> datetime:
    """A demo with its main stories and a few others, as it stands at `filled_at`."""
    settings.DEMO = True
    assert fill(filled_at, siblings=4)
    return filled_at
