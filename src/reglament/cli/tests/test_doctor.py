"""`reglament doctor`: beside the clocks it tells whether files can be kept."""

import json
from pathlib import Path

import pytest

from reglament.testing.ports import free_port
from reglament.testing.running import Installation

pytestmark = pytest.mark.processes


def test_a_store_that_keeps_nothing_is_told_with_the_reason(tmp_path: Path) -> None:
    nowhere = f"s3://files?endpoint=http://127.0.0.1:{free_port()}&region=x"
    desk = Installation(tmp_path, AWS_ACCESS_KEY_ID="anybody", AWS_SECRET_ACCESS_KEY="anything")
    desk.command("prepare", "--quiet")
    assert b"All is well" in desk.command("doctor").stdout
    desk.environment["REGLAMENT_FILES"] = nowhere
    told = desk.command("doctor", check=False)
    assert told.returncode == 1
    assert b"Files can't be kept: Could not connect" in told.stdout
    assert "Could not connect" in json.loads(desk.command("doctor", "--json", check=False).stdout)["files"]
