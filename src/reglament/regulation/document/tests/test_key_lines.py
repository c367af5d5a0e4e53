"""Every key of a TOML text is found on its line, however it is written."""

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from reglament.regulation.document.key_lines import Lines
from reglament.regulation.document.problems.problems import Path
from reglament.regulation.loading import library

TEXT = '''# a comment
title = "one # not a comment"

[owner]
"quoted.key" = 'it''s'
dotted.key = 1979-05-27

[[rows]]
when = { level = ["a",
  "b"], x = 1 }
text = """
[not.a.table]
key = 1
"""

[rows.inner]
deep = [
  # comment
  { one = 1 },
  { two = 2 },
]

[[rows]]
when = {}
'''.replace("'it''s'", "'its'")


def test_keys_tables_and_items_have_their_lines() -> None:
    lines = Lines(TEXT)
    assert lines.line(("title",)) == 2
    assert lines.line(("owner",)) == 4
    assert lines.line(("owner", "quoted.key")) == 5
    assert lines.line(("owner", "dotted", "key")) == 6
    assert lines.line(("rows", 0, "when", "level", 1)) == 10
    assert lines.line(("rows", 0, "when", "x")) == 10
    assert lines.line(("rows", 0, "text")) == 11
    assert lines.line(("rows", 0, "inner", "deep", 1, "two")) == 20
    assert lines.line(("rows", 1, "when")) == 24


def test_what_is_not_written_has_the_line_of_what_is_around_it() -> None:
    lines = Lines(TEXT)
    assert lines.line(("rows", 1, "amount")) == 23
    assert lines.line(("nowhere",)) == 0


def test_every_value_of_the_library_has_a_line_of_its_own() -> None:
    for name in library.names():
        text = library.text(name)
        lines = Lines(text)
        for path in _paths(tomllib.loads(text)):
            assert lines.line(path) > 0, path
            if isinstance(path[-1], str):
                assert path[-1] in text.splitlines()[lines.line(path) - 1], path


@given(st.text(alphabet="ab\"'\\\n #[]{}=.", max_size=12))
def test_any_string_is_walked_over(value: str) -> None:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    text = f'first = "{escaped}"\nlist = ["{escaped}", \'x\']\n[after]\nlast = 1\n'
    assert tomllib.loads(text)["first"] == value
    assert Lines(text).line(("after", "last")) == 4


def _paths(value: object, path: Path = ()) -> list[Path]:
    below: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        below = list(value.items())
    elif isinstance(value, list):
        below = list(enumerate(value))
    found = [path] if path else []
    return found + [deeper for key, item in below for deeper in _paths(item, (*path, key))]
