"""Ending with one's parent: a process nobody watches must not go on holding ports and leases."""

import os
import signal
import threading
from collections.abc import Callable

PARENT_WATCHED = "REGLAMENT_ENDS_WITH_PARENT"
_PR_SET_PDEATHSIG = 1


def end_with_parent() -> None:
    """Ask the kernel to kill this process when its parent dies, where PARENT_WATCHED says so (Linux only)."""
    if os.environ.get(PARENT_WATCHED) != "1":
        return
    import ctypes

    try:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    except (OSError, AttributeError):
        return


def when_input_closes(act: Callable[[], object]) -> None:
    """Run `act` in a thread once standard input closes: the parent holds its other end, so that is when it is gone."""

    def watch() -> None:
        while os.read(0, 64):  # unbuffered: a reader holding the buffer's lock would spoil the end of the process
            pass
        act()

    threading.Thread(target=watch, daemon=True).start()
