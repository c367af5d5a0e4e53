"""Pydantic's errors as problems of the document, in our codes."""

import re
from types import UnionType
from typing import Annotated, Union, get_args, get_origin

from pydantic_core import ErrorDetails

from reglament.regulation.document.problems.problems import Path, Problem, listed, nearest, same
from reglament.regulation.document.schema.schema_base import Section, TwoTongues
from reglament.regulation.document.schema.sections import Document, TargetSection, WhenSection
from reglament.regulation.terms.edition_terms import Words

LANGUAGES = ("ru", "en")

_KINDS = {
    "string_type": Words("текст в кавычках", "a text in quotes"),
    "int_type": Words("целое число", "a whole number"),
    "bool_type": Words("true или false", "true or false"),
    "list_type": Words("", ""),
    "dict_type": Words("таблица { … = … }", "a table { … = … }"),
    "model_type": Words("таблица { … = … }", "a table { … = … }"),
    "date_type": Words("дата без кавычек, например 2026-12-31", "a date without quotes, such as 2026-12-31"),
}
_NAMES = Words('имя в кавычках или несколько: ["…", "…"]', 'a name in quotes, or several: ["…", "…"]')
_WEEK = Words('неделя: { mon-fri = "09:00–18:00" }', 'hours by days: { mon-fri = "09:00–18:00" }')
_TEXT = Words('текст на обоих языках: { ru = "…", en = "…" }', 'a text in both languages: { ru = "…", en = "…" }')


def told(error: ErrorDetails) -> Problem:
    """One error of pydantic as a problem."""
    path = tuple(part for part in error["loc"] if part != "[key]")
    code, value, context = error["type"], error["input"], error.get("ctx", {})
    if code == "extra_forbidden":
        return _unknown_key(path)
    if code == "missing":
        return _missing(path)
    if code == "literal_error":
        return _bad_choice(path, str(value), re.findall("'([^']*)'", context["expected"]))
    if code in _KINDS:
        return Problem("wrong_type", path, value=_spelled(value), expected=_shape(path, code, value))
    return Problem(code, path, value=context["value"], expected=same(context["expected"]))


def _missing(path: Path) -> Problem:
    missing = str(path[-1])
    if len(path) == 1:
        return Problem("missing_section", path, value=missing, expected=same(_heading(path)))
    return Problem("missing_language" if missing in LANGUAGES else "missing_key", path, value=missing)


def _unknown_key(path: Path) -> Problem:
    key, section = str(path[-1]), _section_at(path[:-1])
    keys = _keys(section)
    conditions = section is TargetSection and key in _keys(WhenSection)
    meant = f"when = {{ {key} = … }}" if conditions else nearest(key, keys)
    return Problem("unknown_key", path, value=key, expected=listed(keys), nearest=meant)


def _keys(section: type[Section]) -> tuple[str, ...]:
    return tuple(field.alias or name for name, field in section.model_fields.items())


def _shape(path: Path, code: str, value: object) -> Words:
    """What must stand at `path`, as it is written there."""
    annotation = _annotation_at(path)
    if code == "list_type":
        rows = isinstance(value, dict) and _section(_below(annotation, 0)) is not None
        return Words(f"{_heading(path)} перед каждой строкой", f"{_heading(path)} before each row") if rows else _NAMES
    if code == "dict_type" and path[-1] == "week":
        return _WEEK
    if _section(annotation) is TwoTongues:
        return _TEXT
    if code in ("model_type", "dict_type") and isinstance(value, list):
        return Words(f"один раз {_heading(path)}", f"{_heading(path)} once")
    return _KINDS[code]


def _heading(path: Path) -> str:
    """How the heading of a section is written: `[order]`, `[levels.…]`, `[[targets]]`."""
    name, annotation = ".".join(str(part) for part in path if isinstance(part, str)), _annotation_at(path)
    if any(get_origin(part) is list for part in _alternatives(annotation)):
        return f"[[{name}]]"
    return f"[{name}]" if _section(annotation) else f"[{name}.…]"


def _bad_choice(path: Path, value: str, choices: list[str]) -> Problem:
    return Problem("bad_choice", path, value=value, expected=listed(choices), nearest=nearest(value, choices))


def _section_at(path: Path) -> type[Section]:
    """The section the schema has at `path`."""
    return _section(_annotation_at(path)) or Document


def _annotation_at(path: Path) -> object:
    annotation: object = Document
    for key in path:
        annotation = _below(annotation, key)
    return annotation


def _below(annotation: object, key: str | int) -> object:
    section = _section(annotation)
    if section is None:  # a list or a table of things named by the document: its last argument is what it holds
        return next(get_args(part)[-1] for part in _alternatives(annotation) if get_origin(part) in (dict, list))
    return next(field.annotation for name, field in section.model_fields.items() if (field.alias or name) == key)


def _section(annotation: object) -> type[Section] | None:
    return next(
        (part for part in _alternatives(annotation) if isinstance(part, type) and issubclass(part, Section)), None
    )


def _alternatives(annotation: object) -> tuple[object, ...]:
    parts = get_args(annotation) if get_origin(annotation) in (UnionType, Union) else (annotation,)
    return tuple(get_args(part)[0] if get_origin(part) is Annotated else part for part in parts)


def _spelled(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict | list):
        return "{…}" if isinstance(value, dict) else "[…]"
    return f'"{value}"' if isinstance(value, str) else str(value)
