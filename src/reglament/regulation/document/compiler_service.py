"""Sections about the service as values: field by field, since both have the same names."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, TypeVar, get_args, get_origin

from reglament.regulation.document.schema.schema_base import NamedSection, Section, TwoTongues
from reglament.regulation.terms.basics import Named, Words

Value = TypeVar("Value")


def valued(kind: type[Value], section: Section, **given: Any) -> Value:
    """The value of `kind` that says what `section` says; `given` are fields told otherwise, such as a slug.

    Texts become Words, lists become sets or tuples as the value has them. Keys the value does not know are left out.
    """
    values = {
        one.name: _plain(getattr(section, one.name), as_set=_is_set(one.type))
        for one in fields(kind)  # type: ignore[arg-type]
        if one.name in type(section).model_fields
    }
    return kind(**{**values, **given})


def maybe(kind: type[Value], section: Section | None) -> Value | None:
    """The same of a section that may be left out."""
    return None if section is None else valued(kind, section)


def by_slug(kind: type[Value], sections: Mapping[str, Section]) -> dict[str, Value]:
    """The same of named sections."""
    return {slug: valued(kind, section, slug=slug) for slug, section in sections.items()}


def _is_set(annotation: Any) -> bool:
    return any(get_origin(part) is frozenset for part in (annotation, *get_args(annotation)))


def _plain(value: Any, *, as_set: bool = False) -> Any:
    match value:
        case TwoTongues():
            return Words(value.ru, value.en)
        case list():
            return frozenset(value) if as_set else tuple(_plain(one) for one in value)
        case dict():
            return {name: _inner(name, one) for name, one in value.items()}
    return value


def _inner(name: str, value: Any) -> Any:
    return valued(Named, value, slug=name) if isinstance(value, NamedSection) else _plain(value)
