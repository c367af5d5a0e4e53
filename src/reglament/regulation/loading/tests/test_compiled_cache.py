"""Compiled editions as files."""

import sys
from pathlib import Path
from typing import Any

import pytest

from reglament.regulation.document.problems.problems import Faulty
from reglament.regulation.loading import compiled_cache, library, loader


def files(settings: Any) -> list[Path]:
    return sorted((Path(settings.VAR) / "compiled").glob("*.pickle"))


def test_an_edition_is_compiled_once_and_then_read_back(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    text = library.text("hivetaxi")
    first = compiled_cache.kept(text)
    monkeypatch.setattr(loader, "load", lambda *_args, **_kwargs: pytest.fail("compiled again"))
    assert compiled_cache.kept(text) == first
    assert [file.stat().st_mode & 0o777 for file in files(settings)] == [0o600]


def test_another_text_is_another_file(settings: Any) -> None:
    assert compiled_cache.kept(library.text("blank")) != compiled_cache.kept(library.text("rosinfotech"))
    assert len(files(settings)) == 2


@pytest.mark.parametrize("damage", [b"", b"rubbish", b"\x80\x05]\x94."])
def test_a_damaged_file_is_made_again(settings: Any, damage: bytes) -> None:
    text = library.text("blank")
    regulation = compiled_cache.kept(text)
    (file,) = files(settings)
    file.write_bytes(damage)
    assert compiled_cache.kept(text) == regulation
    assert file.read_bytes() != damage


def test_a_faulty_text_is_told_and_not_kept(settings: Any) -> None:
    with pytest.raises(Faulty):
        compiled_cache.kept("[regulation]")
    assert files(settings) == []


def test_whatever_makes_the_values_makes_other_files_when_it_changes() -> None:
    loader.load(library.text("hivetaxi"), name="")
    ours = ("reglament.regulation.", "reglament.worktime.")
    loaded = {module.__file__ for name, module in sys.modules.items() if name.startswith(ours) and ".tests" not in name}
    assert loader.__file__ in loaded
    assert loaded <= {str(path) for path in compiled_cache.sources()}
    assert "letters.toml" in {path.name for path in compiled_cache.sources()}
