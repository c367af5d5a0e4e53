"""How many tickets the lists of a desk hold: counted once after each event at the desk, and no further than need be.

An open queue asks for its counts with every refresh. Between two events they are the same for everybody, so a process
keeps the last ones under the desk's counter (`events.Pulse`), which is raised in the commit of every event.
"""

from collections.abc import Callable, Hashable
from threading import Lock

MOST_COUNTED = 99
_MOST_KEPT = 2_000

_kept: dict[Hashable, tuple[int, dict[str, str]]] = {}
_lock = Lock()


def kept_counts(key: Hashable, pulse: int, count: Callable[[], dict[str, str]]) -> dict[str, str]:
    """What `count` gave for `key` when the desk's counter last stood at `pulse`; else what it gives now."""
    known = _kept.get(key)
    if known is not None and known[0] == pulse:
        return known[1]
    counted = count()
    with _lock:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        _kept[key] = (pulse, counted)
    return counted


def shown(counted: int) -> str:
    """A count as shown: 99+ from a hundred on, nothing for none."""
    return f"{MOST_COUNTED}+" if counted > MOST_COUNTED else str(counted or "")


def forget() -> None:
    """Forget all (tests roll back what the counter counts)."""
    with _lock:
        _kept.clear()
