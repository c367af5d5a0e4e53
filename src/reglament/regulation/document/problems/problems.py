"""What is wrong with a document: codes and values, told in Russian and English only when shown."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches

from reglament.regulation.document.problems.problem_messages import MESSAGES
from reglament.regulation.terms.basics import NOTHING, Words

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: `path` leads to it in the document, `line` is 1-based (0 = nowhere in particular)."""

    code: str
    path: Path = ()
    line: int = 0
    value: str = ""
    expected: Words = NOTHING
    nearest: str = ""  # "did you mean"
    users: Words = NOTHING  # who uses the name

    def at(self, line: int) -> "Problem":
        """The same problem, found on `line`."""
        return replace(self, line=line)

    @property
    def words(self) -> Words:
        """The whole message in both languages."""
        return Words(ru=self._told("ru"), en=self._told("en"))

    def _told(self, language: str) -> str:
        where = {"ru": "строка", "en": "line"}[language]
        place = " · ".join(part for part in (f"{where} {self.line}" if self.line else "", spelled(self.path)) if part)
        values = {"value": self.value, "expected": self.expected.in_(language), "users": self.users.in_(language)}
        what = MESSAGES[self.code].in_(language).format(**values, path=spelled(self.path))
        guess = {"ru": f" Может быть, «{self.nearest}»?", "en": f" Did you mean “{self.nearest}”?"}[language]
        return (f"{place}: " if place else "") + what + (guess if self.nearest else "")


class Faulty(Exception):
    """A document that can't be executed, with everything that is wrong with it."""

    def __init__(self, name: str, problems: Iterable[Problem]) -> None:
        self.name = name
        self.problems = tuple(problems)
        super().__init__("\n".join([name, *(problem.words.en for problem in self.problems)]))

    def words(self, language: str) -> str:
        """All problems, one per line."""
        return "\n".join(problem.words.in_(language) for problem in self.problems)


def spelled(path: Path) -> str:
    """The path as one would say it: `targets[2].when.level` (items counted from 1)."""
    parts = [f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path]
    return "".join(parts).removeprefix(".")


def same(text: str) -> Words:
    """A text that is the same in both languages."""
    return Words(text, text)


def listed(names: Iterable[str]) -> Words:
    """Names as one would list them."""
    return same(", ".join(names) or "—")


def nearest(value: str, choices: Iterable[str]) -> str:
    """The choice most like `value`, or "" if none is."""
    alike = {choice.replace("_", "-").casefold(): choice for choice in choices}
    found = get_close_matches(value.replace("_", "-").casefold(), alike, n=1, cutoff=0.6)
    return alike[found[0]] if found else ""
