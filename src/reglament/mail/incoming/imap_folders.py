"""The folders of a mailbox beside the first one: each waited in by a thread and a connection of its own.

A server that allows no further connection keeps no letter from us: what nobody attends is fetched every POLL_EVERY by
whoever waits in the first folder.
"""

import logging
import threading
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from django.db import close_old_connections, connections

from reglament.mail.incoming.imap_fetch import IDLE_FOR, fetch_all, wait_for_news
from reglament.mail.models import Folder, Mailbox
from reglament.mail.servers.imap_client import connected

log = logging.getLogger(__name__)

MOST_CONNECTIONS = 8  # to one mailbox; Dovecot allows ten of a user from one address, Gmail fifteen
PAUSE = 300.0  # seconds before a connection is asked for again


class FurtherFolders:
    """Those of one mailbox, while the connection to its first folder lasts: without it, no other may take its place."""

    def __init__(self, mailbox: Mailbox) -> None:
        self.turns: defaultdict[int, threading.Lock] = defaultdict(threading.Lock)
        self._mailbox = mailbox
        self._over = threading.Event()
        self._threads: dict[int, threading.Thread] = {}
        self._attended: set[int] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        for thread in self._threads.values():
            thread.join(timeout=5)

    def unattended(self, folders: Sequence[Folder]) -> list[Folder]:
        """Those nobody but the first thread looks after."""
        return [folder for folder in folders if folder.pk not in self._attended]

    def attend(self, folders: Sequence[Folder]) -> None:
        """See that each has its thread, as far as connections go."""
        for folder in folders[: MOST_CONNECTIONS - 1]:
            if folder.pk not in self._threads:
                name = f"imap-{self._mailbox.pk}-{folder.pk}"
                thread = threading.Thread(target=self._keep_attending, args=(folder,), name=name, daemon=True)
                self._threads[folder.pk] = thread
                thread.start()

    def _keep_attending(self, folder: Folder) -> None:
        try:
            while not self._over.is_set():
                try:
                    self._attend(folder)
                except Exception as error:
                    log.info("folder %s is looked into now and then: %r", folder, error)
                self._attended.discard(folder.pk)
                self._over.wait(PAUSE)
        finally:
            connections.close_all()

    def _attend(self, folder: Folder) -> None:
        close_old_connections()
        with connected(self._mailbox, now=_now()) as client:
            self._attended.add(folder.pk)
            while not self._over.is_set():
                close_old_connections()
                fetch_all(client, self._mailbox, [folder], now=_now(), turns=self.turns)
                wait_for_news(client, folder, self._over, at_most=IDLE_FOR)


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
