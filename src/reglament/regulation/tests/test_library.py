"""The regulations and letters that come with the program are sound and complete."""

import string
from pathlib import Path

import pytest

from reglament.regulation import library
from reglament.regulation.letters import VARIABLES, filled, standard_texts
from reglament.regulation.terms import LetterText


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


def test_what_is_neither_name_nor_file_is_not_found(tmp_path: Path) -> None:
    for missing in ("hivetax", str(tmp_path)):
        with pytest.raises(library.NotFound):
            library.find(missing)
