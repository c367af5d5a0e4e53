"""The regulations and letters that come with the program are sound and complete."""

import os
import string
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from reglament.regulation.loading import library
from reglament.regulation.terms.basics import Words
from reglament.regulation.terms.edition_terms import LetterText
from reglament.regulation.terms.letter_kinds import VARIABLES, filled, standard_texts

NOBODY = 65534


@pytest.mark.parametrize("name", library.names())
def test_every_regulation_of_the_library_loads(name: str) -> None:
    regulation = library.regulation(name)
    assert regulation is library.regulation(name)
    assert regulation.conduct.texts.keys() == VARIABLES.keys()


@pytest.mark.parametrize("name", ["hivetaxi", "rosinfotech"])
def test_the_founding_regulations_know_the_three_severities_and_cite_their_sections(name: str) -> None:
    promise = library.regulation(name).promise
    assert set(promise.severities) == {"normal", "critical", "emergency"}
    assert all(target.clause for target in promise.targets)
    assert all(kind.clause for kind in promise.request_types.values())
    assert all(reading.clause for reading in promise.readings)


@pytest.mark.parametrize("letter", standard_texts().values(), ids=lambda letter: letter.slug)
def test_standard_letters_speak_only_of_what_they_know(letter: LetterText) -> None:
    for text in (letter.subject.ru, letter.subject.en, letter.body.ru, letter.body.en):
        used = {name for _, name, _, _ in string.Formatter().parse(text) if name}
        assert used <= VARIABLES[letter.slug]


def test_an_empty_variable_leaves_no_hole_in_a_letter() -> None:
    assert filled("{name}, hello\n\n{missing}\n\n{desk}\n", {"name": "Carl", "missing": "", "desk": "North"}) == (
        "Carl, hello\n\nNorth"
    )


def test_braces_a_client_wrote_are_left_alone() -> None:
    assert filled("{text}", {"text": "if (x) { return {tid}; }"}) == "if (x) { return {tid}; }"


def test_a_regulation_is_found_by_name_or_file(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text("slug = 1", "utf-8")
    assert library.find("hivetaxi") == library.text("hivetaxi")
    assert library.find(str(own)) == "slug = 1"


def not_found(path: Path | str) -> Words:
    """What is said of a path that leads to no text."""
    with pytest.raises(library.NotFound) as missing:
        library.find(str(path))
    return missing.value.words


def test_what_is_neither_name_nor_file_is_told_with_the_names_there_are() -> None:
    known = "blank, hivetaxi, rosinfotech, meridian, kamenogorsk, polaris, lindenhof, kernwerk."
    for missing in ("hivetax", f"{__file__}/inside"):
        assert not_found(missing) == Words(
            f"{missing}: нет ни такого файла, ни такого регламента; есть: {known}",
            f"{missing}: there is no such file or regulation; there are: {known}",
        )


@contextmanager
def nobody() -> Iterator[None]:
    """An account that has no rights; root would read whatever there is."""
    was = os.geteuid()
    if was == 0:
        os.seteuid(NOBODY)
    yield
    os.seteuid(was)


def test_a_folder_is_called_a_folder(tmp_path: Path) -> None:
    assert not_found(tmp_path) == Words(
        f"{tmp_path}: это папка, а нужен файл.", f"{tmp_path}: this is a folder, a file is needed."
    )


def test_a_file_in_another_encoding_is_told_to_be_saved_as_utf8(tmp_path: Path) -> None:
    for number, encoding in enumerate(("cp1251", "utf-16")):
        file = tmp_path / f"{number}.toml"
        file.write_text('[regulation]\nname = "Регламент"\n', encoding)
        assert not_found(file) == Words(
            f"{file}: это не текст в кодировке UTF-8; сохраните файл в UTF-8.",
            f"{file}: this is no text in UTF-8; save the file as UTF-8.",
        )


def test_a_file_that_may_not_be_read_is_told_so(tmp_path: Path) -> None:
    file = tmp_path / "secret.toml"
    file.write_text("slug = 1", "utf-8")
    file.chmod(0)
    with nobody():
        said = not_found(file)
    assert said == Words(
        f"{file}: у этой учётной записи нет права читать файл.", f"{file}: this account may not read the file."
    )


def test_what_the_system_can_t_read_is_told_with_its_words(tmp_path: Path) -> None:
    assert "the file can't be read (File name too long)." in not_found(tmp_path / ("x" * 300)).en


def test_the_mark_an_editor_puts_at_the_beginning_is_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "marked.toml"
    file.write_text("slug = 1\r\n", "utf-8-sig")
    assert library.find(str(file)) == "slug = 1\n"
