"""The regulations that come with the program, and finding one by name or file."""

from functools import cache
from importlib.resources import files
from pathlib import Path

from reglament.regulation.terms.basics import Words
from reglament.regulation.terms.edition_terms import Regulation

_LIBRARY = files("reglament.regulation").joinpath("library")
_NAMES = ("blank", "hivetaxi", "rosinfotech", "meridian", "kamenogorsk", "polaris", "lindenhof", "kernwerk")

_LENT: dict[str, str] = {}


_WHY = {
    "missing": Words(
        "{name}: нет ни такого файла, ни такого регламента; есть: {known}.",
        "{name}: there is no such file or regulation; there are: {known}.",
    ),
    "no_file": Words("{name}: такого файла нет.", "{name}: there is no such file."),
    "folder": Words("{name}: это папка, а нужен файл.", "{name}: this is a folder, a file is needed."),
    "forbidden": Words(
        "{name}: у этой учётной записи нет права читать файл.", "{name}: this account may not read the file."
    ),
    "no_text": Words(
        "{name}: это не текст в кодировке UTF-8; сохраните файл в UTF-8.",
        "{name}: this is no text in UTF-8; save the file as UTF-8.",
    ),
    "unreadable": Words("{name}: файл не читается ({detail}).", "{name}: the file can't be read ({detail})."),
}


class NotFound(LookupError):
    """No regulation has this name, and no file of this path can be read as text; `why` is a code."""

    def __init__(self, name: str, why: str = "missing", detail: str = "") -> None:
        self.why, self._values = why, {"name": name, "detail": detail, "known": ", ".join(_NAMES)}
        super().__init__(name)

    @property
    def words(self) -> Words:
        """What is wrong with the name, in both languages."""
        told = _WHY[self.why]
        return Words(told.ru.format(**self._values), told.en.format(**self._values))


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
    from reglament.regulation.loading.loader import load  # heavy; a server that has compiled editions needs none of it

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
        return read(name_or_path)
    except NotFound as missing:
        raise NotFound(name_or_path) if missing.why == "no_file" else missing from None


def read(path: str) -> str:
    """The text of a file. Raises NotFound."""
    try:
        return decoded(Path(path).read_bytes(), name=path)
    except (FileNotFoundError, NotADirectoryError):
        raise NotFound(path, "no_file") from None
    except IsADirectoryError:
        raise NotFound(path, "folder") from None
    except PermissionError:
        raise NotFound(path, "forbidden") from None
    except OSError as error:
        raise NotFound(path, "unreadable", error.strerror or "") from None


def decoded(content: bytes, *, name: str) -> str:
    """A text in UTF-8, whatever its line ends and with or without a byte order mark. Raises NotFound; `name` says
    where it was."""
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise NotFound(name, "no_text") from None
