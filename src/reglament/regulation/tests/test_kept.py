"""Compiled editions as files."""

import sys
from pathlib import Path
from typing import Any

import pytest

from reglament.regulation import kept, library, loading
from reglament.regulation.problems import Faulty


def files(settings: Any) -> list[Path]:
    return sorted((Path(settings.VAR) / "compiled").glob("*.pickle"))


def test_an_edition_is_compiled_once_and_then_read_back(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    text = library.text("hivetaxi")
    first = kept.kept(text)
    monkeypatch.setattr(loading, "load", lambda *_args, **_kwargs: pytest.fail("compiled again"))
    assert kept.kept(text) == first
    assert [file.stat().st_mode & 0o777 for file in files(settings)] == [0o600]


def test_another_text_is_another_file(settings: Any) -> None:
    assert kept.kept(library.text("blank")) != kept.kept(library.text("rosinfotech"))
    assert len(files(settings)) == 2


@pytest.mark.parametrize("damage", [b"", b"rubbish", b"\x80\x05]\x94."])
def test_a_damaged_file_is_made_again(settings: Any, damage: bytes) -> None:
    text = library.text("blank")
    regulation = kept.kept(text)
    (file,) = files(settings)
    file.write_bytes(damage)
    assert kept.kept(text) == regulation
    assert file.read_bytes() != damage


def test_a_faulty_text_is_told_and_not_kept(settings: Any) -> None:
    with pytest.raises(Faulty):
        kept.kept("[regulation]")
    assert files(settings) == []


def test_whatever_makes_the_values_makes_other_files_when_it_changes() -> None:
    loading.load(library.text("hivetaxi"), name="")
    ours = ("reglament.regulation.", "reglament.worktime.")
    loaded = {module.__file__ for name, module in sys.modules.items() if name.startswith(ours) and ".tests" not in name}
    assert loading.__file__ in loaded
    assert loaded <= {str(path) for path in kept.sources()}
    assert "letters.toml" in {path.name for path in kept.sources()}
