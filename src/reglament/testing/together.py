"""Doing things at the same instant, each in a thread with its own connection to the database."""

import threading
from collections.abc import Callable

from django.db import connections


def together(*acts: Callable[[], object]) -> list[Exception]:
    """Do all `acts` at once, wait for the last, and return what went wrong."""
    barrier = threading.Barrier(len(acts))
    failed: list[Exception] = []

    def do(act: Callable[[], object]) -> None:
        barrier.wait()
        try:
            act()
        except Exception as error:
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=do, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failed
