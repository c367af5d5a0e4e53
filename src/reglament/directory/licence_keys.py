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
        for form in _possible(_WORD.findall(line)):
            if len(found) >= MOST:
                return frozenset(found)
            found.add(form)
    return frozenset(found)


def _possible(words: list[str]) -> Iterator[str]:
    """Words with a digit or in groups, and neighbours that are short enough to be the groups of one."""
    forms = [key_form(word) for word in words]
    for at, form in enumerate(forms):
        if "-" in words[at] and len(form) >= SHORTEST:
            yield form
        joined = ""
        for group in forms[at : at + GROUPS]:
            joined += group
            if SHORTEST <= len(joined) <= LONGEST and any(letter.isdigit() for letter in joined):
                yield joined
            if len(group) > SHORTEST:
                break
