"""Whose signature stands below a letter: names of a desk's clients, found where a signature would have them (C-04)."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from threading import Lock

from django.db.models import QuerySet

from reglament.directory.models import Company
from reglament.lib.names import name_key
from reglament.lib.prepared import prepared

KEPT_FOR = timedelta(minutes=1)
LINES = 12  # of the end of a letter, where a signature stands
SHORTEST = 4  # letters of a name that can be told from ordinary words
_LEGAL_FORMS = (
    "ооо оао ао зао пао нпо нпк ип тоо чуп оуп уп фгуп муп гк "
    "llc ltd limited inc corp co gmbh ag kg ug sa sarl bv oy ab as plc srl spa doo"
)
_LEGAL = frozenset(_LEGAL_FORMS.split())
_QUOTES = re.compile(r"[«»„“”‟\"'‘’()<>]+")
_SEPARATORS = re.compile(r"\s*[,;|·•/\\]\s*|\s+[–—-]+\s+|\t+")
_QUOTED = re.compile(r"^\s*(?:>|\w{0,4}>)")

_known: dict[int, tuple[datetime, Mapping[str, str]]] = {}
_signed: dict[tuple[datetime, int, str], str] = {}  # what was found, by when the names were asked for, desk and text
_MOST_SIGNED = 2_000
_lock = Lock()


@lru_cache(maxsize=10_000)
def core(name: str) -> str:
    """A company's name without its legal form and quotation marks, folded; "" where nothing distinctive is left."""
    words = [word.strip(".,:") for word in _QUOTES.sub(" ", name_key(name)).split()]
    left = " ".join(word for word in words if word and word not in _LEGAL)
    return left if len(left) >= SHORTEST else ""


def signed_as(text: str, known: Mapping[str, str]) -> str:
    """The name of the company whose signature ends `text`, "" for none; `known`: names by their `core`.

    A name counts where it stands alone: as a line, or as a part of one between commas and the like. In a sentence it is
    only spoken of, and in a quotation somebody else has signed.
    """
    lines = [line for line in text.splitlines() if line.strip() and not _QUOTED.match(line)]
    for line in lines[-LINES:]:
        for piece in _SEPARATORS.split(line[:200]):
            if (name := core(piece)) and name in known:
                return known[name]
    return ""


def signed_by_client(text: str, desk: int, *, now: datetime) -> str:
    """The name of the desk's client whose signature ends `text`, "" for none; a page shows the same letters again."""
    known = clients_named(desk, now=now)
    key = _known[desk][0], desk, text
    if key not in _signed:
        with _lock:
            if len(_signed) >= _MOST_SIGNED:
                _signed.clear()
            _signed[key] = signed_as(text, known)
    return _signed.get(key, "")


def clients_named(desk: int, *, now: datetime) -> Mapping[str, str]:
    """Names of the desk's clients by their `core`, asked of the database once a minute."""
    kept = _known.get(desk)
    if kept is not None and abs(now - kept[0]) < KEPT_FOR:
        return kept[1]
    names = {key: name for name in _names(desk) if (key := core(name))}
    with _lock:
        _known[desk] = now, names
    return names


def forget() -> None:
    """Forget all (tests roll back what was asked)."""
    with _lock:
        _known.clear()
        _signed.clear()


@prepared
def _names(desk: int) -> QuerySet[Company, str]:
    return Company.objects.filter(clients__desk=desk).values_list("name", flat=True)
