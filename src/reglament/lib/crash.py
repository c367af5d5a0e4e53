"""Dying on purpose: the places where a crash test pulls the plug.

`REGLAMENT_CRASH_AT=name` kills the process the first time it passes that point, `name:3` the third time.
Unset, a point costs nothing.
"""

import os
import signal
from itertools import count

_NAME, _, _TIMES = os.environ.get("REGLAMENT_CRASH_AT", "").partition(":")
_passed = count(1)


def point(name: str) -> None:
    """A moment just after something became durable and before the next step knows of it."""
    if name == _NAME and next(_passed) == int(_TIMES or 1):
        os.kill(os.getpid(), signal.SIGKILL)
