"""The list of clauses in our own words, and what their keys name in the founding regulation files."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parents[1]
LIST = Path(__file__).with_name("clauses.toml")
SENTENCES = Path(__file__).with_name("sentences.toml")
REGULATIONS = {"hivetaxi": "HiveTaxi", "rosinfotech": "RosInfoTech"}


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause in our own words; `rules` are keys of the regulation files by regulation, "" = of both."""

    id: str
    en: str
    ru: str
    does: str
    later: str = ""
    rules: Mapping[str, Sequence[str]] = field(default_factory=dict)
    code: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a founding regulation says in a section, in our own words: the keys that carry it, or why none does."""

    at: str
    says: str
    keys: Sequence[str] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Clauses of one kind, under their heading."""

    en: str
    ru: str
    clauses: Sequence[Clause]


def groups() -> list[Group]:
    """The list of all clauses, as clauses.toml has it."""
    listed = tomllib.loads(LIST.read_text("utf-8"))["groups"]
    return [
        Group(group["en"], group["ru"], [_clause(name, **given) for name, given in group["clauses"].items()])
        for group in listed
    ]


def sentences() -> dict[str, list[Sentence]]:
    """The sentences of each founding regulation, in the order of the document."""
    listed = tomllib.loads(SENTENCES.read_text("utf-8"))
    return {name: [Sentence(**given) for given in listed[name]] for name in REGULATIONS}


def _clause(name: str, *, rules: Sequence[str] = (), **given: Any) -> Clause:
    by_regulation = {"": rules} | {regulation: given.pop(regulation, ()) for regulation in REGULATIONS}
    return Clause(name, rules=by_regulation, **given)


def documents() -> dict[str, Any]:
    """The founding regulation files, parsed, by name."""
    library = PACKAGE / "regulation" / "library"
    return {name: tomllib.loads((library / f"{name}.toml").read_text("utf-8")) for name in REGULATIONS}


def found(document: Any, key: str) -> list[tuple[Any, str]]:
    """What a dotted `key` names in a document, each with the `clause` it cites: its own, else that of what it is in.

    In a list the next step names the slug of an entry, or a key that some entry has; `*` is any key of a table.
    """
    values = [(document, "")]
    for step in key.split("."):
        values = [inner for value, cited in values for inner in _inside(value, step, cited)]
    return values


def _inside(value: Any, step: str, cited: str) -> Iterator[tuple[Any, str]]:
    if isinstance(value, list):
        entries = [entry for entry in value if isinstance(entry, dict)]
        named = [entry for entry in entries if entry.get("slug") == step]
        yield from ((entry, entry.get("clause", cited)) for entry in named)
        for entry in [] if named else entries:
            yield from _inside(entry, step, entry.get("clause", cited))
    elif isinstance(value, dict):
        for inner in value.values() if step == "*" else [value[step]] if step in value else []:
            yield inner, inner.get("clause", cited) if isinstance(inner, dict) else cited
