"""The regulations that come with the program, and finding one by name or file."""

from functools import cache
from importlib.resources import files
from pathlib import Path

from reglament.regulation.terms import Regulation

_LIBRARY = files("reglament.regulation").joinpath("library")
_NAMES = ("blank", "hivetaxi", "rosinfotech", "meridian", "kamenogorsk", "polaris", "lindenhof", "kernwerk")

_LENT: dict[str, str] = {}


class NotFound(LookupError):
    """No regulation has this name, and no file this path."""


def names() -> tuple[str, ...]:
    """The names of the library's regulations."""
    return _NAMES


def text(name: str) -> str:
    """The TOML text of a regulation of the library. Raises NotFound."""
    if name not in _NAMES:
        raise NotFound(name)
    return _LIBRARY.joinpath(f"{name}.toml").read_text("utf-8")


@cache
def regulation(name: str) -> Regulation:
    """A regulation of the library, compiled once. Raises NotFound."""
    from reglament.regulation.loading import load  # heavy; a server that has compiled editions needs none of it

    return load(text(name), name=name)


def lend(name: str, text: str) -> None:
    """Let `find` know another text by a name, for as long as the program runs: that of a desk, by its slug."""
    _LENT[name] = text


def find(name_or_path: str) -> str:
    """The TOML text of the library's regulation of that name, else of that file, else lent. Raises NotFound."""
    if name_or_path in _NAMES:
        return text(name_or_path)
    if name_or_path in _LENT:
        return _LENT[name_or_path]
    try:
        return Path(name_or_path).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise NotFound(name_or_path) from error
