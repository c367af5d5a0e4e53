"""Every rule is tried twice: as published, and broken."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reglament.tests.broken.rules import Rule


@pytest.fixture(params=[False, True], ids=["as published", "broken"])
def try_out(request: pytest.FixtureRequest, tmp_path: Path, db: Any) -> Callable[[Rule], None]:
    """Plays a rule's scenario and compares its outcome."""
    broken: bool = request.param

    def play(rule: Rule) -> None:
        assert rule.kept != rule.otherwise
        assert rule.outcome(broken=broken, folder=tmp_path) == (rule.otherwise if broken else rule.kept)

    return play
