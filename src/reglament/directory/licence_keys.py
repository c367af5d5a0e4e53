"""Licence keys as people write them: folded to one form, and found in a text (C-04)."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

SHORTEST, LONGEST = 8, 60  # letters and digits of a key
LOOKED_AT = 20_000  # characters of a text
MOST = 500  # possible keys in one
GROUPS = 8  # that a key written with spaces may have

_WORD = re.compile(r"[^\W_](?:[\w./\\‐-―-]*[^\W_])?")
_PROMISING = re.compile(r"[\d-]")  # what a line must have to have a key
_LOOK_ALIKE = str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX")  # a key typed from paper with Russian keys


def key_form(key: str) -> str:
    """A key without case, separators and the alphabet it was typed in."""
    folded = unicodedata.normalize("NFKC", key).upper().translate(_LOOK_ALIKE)
    return "".join(letter for letter in folded if letter.isalnum())


@lru_cache(maxsize=2_000)
def keys_in(text: str) -> frozenset[str]:
    """What may be a key in `text`, by `key_form`: whether it is one, the keys that were given out tell."""
    found: set[str] = set()
    for line in text[:LOOKED_AT].splitlines():
        if not _PROMISING.search(line):
            continue
        for form in _possible(_WORD.findall(line)):
            if len(found) >= MOST:
                return frozenset(found)
            found.add(form)
    return frozenset(found)


def _possible(words: list[str]) -> Iterator[str]:
    """Words with a digit or in groups, and neighbours that are short enough to be the groups of one."""
    forms = [key_form(word) for word in words]
    numbered = [any(letter.isdigit() for letter in form) for form in forms]
    for at, form in enumerate(forms):
        if "-" in words[at] and len(form) >= SHORTEST:
            yield form
        joined, has_digit = "", False
        for place in range(at, min(at + GROUPS, len(forms))):
            joined += forms[place]
            has_digit |= numbered[place]
            if has_digit and SHORTEST <= len(joined) <= LONGEST:
                yield joined
            if len(forms[place]) > SHORTEST:
                break
