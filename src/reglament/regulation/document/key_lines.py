"""Where each key of a TOML text stands.

`tomllib` gives values without positions, so the keys are found by a walk of their own.
"""

import re
import tomllib

from reglament.regulation.document.problems.problems import Path

_SPACE = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BLANK = re.compile(r"[ \t]*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'', re.DOTALL)
_SCALAR = re.compile(r"[^,\]}\n#]+")


class Lines:
    """The line of every table, key and list item of a text that `tomllib` has accepted."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._counted_to = 0
        self._line = 1
        self._lines: dict[Path, int] = {}
        self._items: dict[Path, int] = {}
        self._walk()

    def line(self, path: Path) -> int:
        """The line of `path`, or of the nearest thing around it that has one; 0 for the document as a whole."""
        return next((self._lines[path[:size]] for size in range(len(path), 0, -1) if path[:size] in self._lines), 0)

    def _walk(self) -> None:
        table: Path = ()
        while not self._done():
            if self._text.startswith("[[", self._at):
                table = self._header(2)
            elif self._text[self._at] == "[":
                table = self._header(1)
            else:
                self._pair(table)

    def _done(self) -> bool:
        self._skip(_SPACE)
        return self._at >= len(self._text)

    def _header(self, brackets: int) -> Path:
        line = self._here()
        self._at += brackets
        path = self._inside(self._key())
        self._at += brackets
        for size in range(1, len(path)):
            self._lines.setdefault(path[:size], line)
        if brackets == 2:
            self._items[path] = self._items.get(path, -1) + 1
            self._lines.setdefault(path, line)
            path = (*path, self._items[path])
        self._lines[path] = line
        return path

    def _inside(self, key: tuple[str, ...]) -> Path:
        """The path of a header's key: where it passes through a list of tables, the last item is meant."""
        path: Path = ()
        for number, part in enumerate(key):
            path = (*path, part)
            if path in self._items and number < len(key) - 1:
                path = (*path, self._items[path])
        return path

    def _pair(self, table: Path) -> None:
        line = self._here()
        path = table
        for part in self._key():
            path = (*path, part)
            self._lines.setdefault(path, line)
        self._at += 1  # the equals sign
        self._skip(_BLANK)
        self._value(path)

    def _key(self) -> tuple[str, ...]:
        parts = []
        while True:
            self._skip(_BLANK)
            parts.append(self._part())
            self._skip(_BLANK)
            if self._text[self._at] != ".":
                return tuple(parts)
            self._at += 1

    def _part(self) -> str:
        pattern = _STRING if self._text[self._at] in "\"'" else _BARE
        written = self._take(pattern)
        return str(tomllib.loads(f"x = {written}")["x"]) if pattern is _STRING else written

    def _value(self, path: Path) -> None:
        opening = self._text[self._at]
        if opening == "{":
            self._table(path)
        elif opening == "[":
            self._list(path)
        else:
            self._take(_STRING if opening in "\"'" else _SCALAR)

    def _table(self, path: Path) -> None:
        self._at += 1
        while True:
            self._skip(_SPACE)
            if self._text[self._at] in "},":
                self._at += 1
                if self._text[self._at - 1] == "}":
                    return
            else:
                self._pair(path)

    def _list(self, path: Path) -> None:
        self._at += 1
        number = 0
        while True:
            self._skip(_SPACE)
            if self._text[self._at] == "]":
                self._at += 1
                return
            if self._text[self._at] == ",":
                self._at += 1
                continue
            self._lines[(*path, number)] = self._here()
            self._value((*path, number))
            number += 1

    def _skip(self, pattern: re.Pattern[str]) -> None:
        self._take(pattern)

    def _take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self._text, self._at)
        if match is None:  # unreachable for a text tomllib accepts
            raise ValueError(f"no TOML at offset {self._at}")
        self._at = match.end()
        return match[0]

    def _here(self) -> int:
        self._line += self._text.count("\n", self._counted_to, self._at)
        self._counted_to = self._at
        return self._line
