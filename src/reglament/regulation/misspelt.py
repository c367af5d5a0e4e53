"""Pydantic's errors as problems of the document, in our codes."""

import re
from types import UnionType
from typing import get_args, get_origin

from pydantic_core import ErrorDetails

from reglament.regulation.problems import Path, Problem, listed, nearest, same
from reglament.regulation.schema import Document
from reglament.regulation.schema_base import Section
from reglament.regulation.terms import Words

LANGUAGES = ("ru", "en")

_KINDS = {
    "string_type": Words("текст в кавычках", "a text in quotes"),
    "int_type": Words("целое число", "a whole number"),
    "bool_type": Words("true или false", "true or false"),
    "list_type": Words("список в квадратных скобках", "a list in square brackets"),
    "dict_type": Words("таблица", "a table"),
    "model_type": Words("таблица", "a table"),
    "date_type": Words("дата без кавычек, например 2026-12-31", "a date without quotes, such as 2026-12-31"),
}


def told(error: ErrorDetails) -> Problem:
    """One error of pydantic as a problem."""
    path = tuple(part for part in error["loc"] if part != "[key]")
    code, value, context = error["type"], error["input"], error.get("ctx", {})
    if code == "extra_forbidden":
        return _unknown_key(path)
    if code == "missing":
        missing = str(path[-1])
        return Problem("missing_language" if missing in LANGUAGES else "missing_key", path, value=missing)
    if code == "literal_error":
        return _bad_choice(path, str(value), re.findall("'([^']*)'", context["expected"]))
    if code in _KINDS:
        return Problem("wrong_type", path, value=_spelled(value), expected=_KINDS[code])
    return Problem(code, path, value=context["value"], expected=same(context["expected"]))


def _unknown_key(path: Path) -> Problem:
    key = str(path[-1])
    keys = tuple(field.alias or name for name, field in _section_at(path[:-1]).model_fields.items())
    return Problem("unknown_key", path, value=key, expected=listed(keys), nearest=nearest(key, keys))


def _bad_choice(path: Path, value: str, choices: list[str]) -> Problem:
    return Problem("bad_choice", path, value=value, expected=listed(choices), nearest=nearest(value, choices))


def _section_at(path: Path) -> type[Section]:
    """The section the schema has at `path`."""
    annotation: object = Document
    for key in path:
        annotation = _below(annotation, key)
    return _section(annotation) or Document


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
    return get_args(annotation) if get_origin(annotation) is UnionType else (annotation,)


def _spelled(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict | list):
        return "{…}" if isinstance(value, dict) else "[…]"
    return f'"{value}"' if isinstance(value, str) else str(value)
