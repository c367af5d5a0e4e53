"""docs/regulation.md names every key, event, letter and variable there is, and its examples are TOML."""

import re
import tomllib

import pytest
from pydantic import TypeAdapter

from reglament.regulation.document.schema import sections as schema
from reglament.regulation.loading import library
from reglament.regulation.loading.loader import load
from reglament.regulation.questions.due_question import due_line
from reglament.regulation.terms.letter_kinds import VARIABLES
from reglament.testing.reference import PAGE, TABLE, filled, meanings, sections

TEXT = PAGE.read_text("utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)

TOLD_IN_WORDS = {
    "TwoTongues",
    "NamedSection",
    "LastingSection",
    "ChoiceSection",
    "CommonReasonSection",
    "RefuseSection",
    "HolidayName",
    "LetterSide",
    "LetterSection",
    "Document",
}


def test_the_tables_are_those_of_the_program() -> None:
    assert filled(TEXT) == TEXT


@pytest.mark.parametrize("name", sections())
def test_every_key_of_a_section_says_what_it_means(name: str) -> None:
    assert meanings(sections()[name]).keys() == sections()[name].model_fields.keys()


def test_every_section_has_its_table() -> None:
    tables = {name for _, name, _ in TABLE.findall(TEXT)}
    assert sections().keys() - tables == TOLD_IN_WORDS


@pytest.mark.parametrize("name", sections())
def test_every_key_stands_in_an_example(name: str) -> None:
    examples = "\n".join(EXAMPLES)
    for key, field in sections()[name].model_fields.items():
        assert re.search(rf"(?<![\w-]){field.alias or key}(?![\w-])", examples), f"{name}: {field.alias or key}"


def test_every_letter_and_variable_is_listed() -> None:
    for slug, variables in VARIABLES.items():
        assert f"`{slug}`" in TEXT
        assert all(f"`{{{variable}}}`" in TEXT for variable in variables)


def test_every_regulation_that_comes_with_the_program_is_listed() -> None:
    assert all(f"library/{name}.toml" in TEXT for name in library.names())


def test_the_whole_policy_is_one_and_gives_the_due_times_told() -> None:
    (whole,) = [example for example in EXAMPLES if "[regulation]" in example and "[order]" in example]
    regulation = load(whole, name="docs")
    asked = re.findall(r"^\| `(--level [^`]*)` \| (?:`([^`]*)`)?", TEXT, re.MULTILINE)
    assert len(asked) == 7
    for options, due in asked:
        said = options.split()
        question = {key[2:]: value for key, value in zip(said[::2], said[1::2], strict=True)}
        assert due_line(regulation, question)["due"] == (due or None), options


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_use_keys_that_exist(example: str) -> None:
    """Names the example does not describe are no matter here, unlike keys and values the schema refuses."""
    for section, written in tomllib.loads(example).items():
        field = next(one for name, one in schema.Document.model_fields.items() if (one.alias or name) == section)
        adapter: TypeAdapter[object] = TypeAdapter(field.annotation)  # type: ignore[arg-type]
        adapter.validate_python(written)
