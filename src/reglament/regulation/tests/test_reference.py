"""docs/regulation.md names every key, letter and variable there is, and its examples are TOML."""

import re
import tomllib
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from reglament.regulation import schema, schema_base, schema_service
from reglament.regulation.letters import VARIABLES

PAGE = (Path(__file__).parents[4] / "docs" / "regulation.md").read_text("utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)


def sections() -> list[type[schema_base.Section]]:
    return [
        thing
        for thing in {**vars(schema_base), **vars(schema_service), **vars(schema)}.values()
        if isinstance(thing, type) and issubclass(thing, schema_base.Section) and thing is not schema_base.Section
    ]


@pytest.mark.parametrize("section", sections(), ids=lambda section: section.__name__)
def test_every_key_is_explained(section: type[schema_base.Section]) -> None:
    for name, field in section.model_fields.items():
        assert re.search(rf"\b{field.alias or name}\b", PAGE), f"{section.__name__}: {field.alias or name}"


def test_every_letter_and_variable_is_listed() -> None:
    for slug, variables in VARIABLES.items():
        assert f"`{slug}`" in PAGE
        assert all(f"`{{{variable}}}`" in PAGE for variable in variables)


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_use_keys_that_exist(example: str) -> None:
    """Names the example does not describe are no matter here, unlike keys and values the schema refuses."""
    for section, written in tomllib.loads(example).items():
        field = next(one for name, one in schema.Document.model_fields.items() if (one.alias or name) == section)
        adapter: TypeAdapter[object] = TypeAdapter(field.annotation)  # type: ignore[arg-type]
        adapter.validate_python(written)
