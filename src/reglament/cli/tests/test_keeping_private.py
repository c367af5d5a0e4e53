"""What an installation writes is readable by its own account alone."""

import stat
from pathlib import Path

import pytest

from reglament.testing.running import Installation

pytestmark = pytest.mark.processes


def test_a_folder_others_may_enter_holds_no_file_they_may_read(tmp_path: Path) -> None:
    folder = tmp_path / "var"
    folder.mkdir(mode=0o755)
    installation = Installation(tmp_path)
    installation.command("prepare", "--quiet")
    assert (folder / "secret.key").exists()
    open_to_others = [path.name for path in folder.iterdir() if stat.S_IMODE(path.stat().st_mode) & 0o077]
    assert open_to_others == []
