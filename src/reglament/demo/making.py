"""Files that clients and agents attach, made from their names: pictures, scans, logs, tables."""

import random
from collections.abc import Callable
from typing import NamedTuple

from reglament.demo import papers, pictures, records
from reglament.lib import store
from reglament.tickets.conversation.speaking import NewFile


class Made(NamedTuple):
    """A file made for the demo."""

    name: str
    content_type: str
    content: bytes


_MAKERS: dict[str, tuple[str, Callable[[str, random.Random], bytes]]] = {
    "png": ("image/png", pictures.screenshot),
    "bmp": ("image/bmp", pictures.bitmap),
    "pdf": ("application/pdf", papers.scan),
    "log": ("text/plain", records.log),
    "txt": ("text/plain", records.listing),
    "csv": ("text/csv", records.table),
    "json": ("application/json", records.exchange),
    "py": ("text/x-python", records.example),
}


def make(name: str) -> Made:
    """The file called `name`: the same name makes the same bytes. KeyError for an ending nobody attaches here."""
    kind, maker = _MAKERS[name.rpartition(".")[2]]
    return Made(name, kind, maker(name, random.Random(name)))  # noqa: S311 - pictures, not secrets


def keep(name: str) -> NewFile:
    """The file called `name`, kept in the store."""
    made = make(name)
    return NewFile(made.name, made.content_type, len(made.content), store.put(made.content))
