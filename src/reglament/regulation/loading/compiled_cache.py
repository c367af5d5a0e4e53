"""Compiled editions, kept as files of our own under VAR.

Reading a document takes pydantic and the whole of the schema and lint; a server that is only asked by editions already
published needs none of it, which saves it a seventh of its memory and a third of its start. A file is good for one text
and one state of the program; losing it costs the time to compile again.
"""

import hashlib
import os
import pickle
import tempfile
from functools import cache
from pathlib import Path

from django.conf import settings

import reglament
from reglament.regulation.terms.edition_terms import Regulation

_FOLDER = "compiled"
_PACKAGE = Path(reglament.__file__).parent
_SOURCES = ("regulation", "worktime")


def kept(text: str) -> Regulation:
    """The text of an edition, compiled. Raises `Faulty`."""
    path = Path(settings.VAR) / _FOLDER / f"{_key(text)}.pickle"
    try:
        found = pickle.loads(path.read_bytes())  # noqa: S301 - nobody but us writes there
    except Exception:  # missing, cut short, of another program: it is only a copy
        found = None
    if isinstance(found, Regulation):
        return found
    from reglament.regulation.loading.loader import load

    compiled = load(text, name="")
    _keep(path, pickle.dumps(compiled, pickle.HIGHEST_PROTOCOL))
    return compiled


def _keep(path: Path, content: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    Path(temporary).replace(path)


def _key(text: str) -> str:
    return hashlib.sha256(_program() + text.encode()).hexdigest()


@cache
def _program() -> bytes:
    """Changes with every source that makes or describes the values."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources())).digest()


def sources() -> list[Path]:
    """The programs that make the values, wherever in their packages, and the standard letters, which become part."""
    programs = [path for name in _SOURCES for path in (_PACKAGE / name).rglob("*.py") if "tests" not in path.parts]
    return sorted([*programs, _PACKAGE / "regulation/library/letters.toml"])
