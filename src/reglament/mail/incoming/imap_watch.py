"""Watching IMAP mailboxes: each in threads of its own, so that one that fails stops no other. A watcher."""

import logging
import threading
from datetime import UTC, datetime, timedelta

from django.db import DatabaseError, close_old_connections, connections
from django.db.models import DateTimeField, Value
from django.db.models.functions import Coalesce

from reglament.lib.db import writing
from reglament.mail.models import Mailbox

log = logging.getLogger(__name__)

LOOK_EVERY = timedelta(seconds=10)
SHORTEST_PAUSE, LONGEST_PAUSE = 5, 300  # seconds before connecting again
Watched = dict[int, datetime | None]  # the mailboxes to watch, and when each was changed last


class Watch:
    """A thread that watches a mailbox as it was at its last change, until it is told to stop."""

    def __init__(self, pk: int, changed_at: datetime | None) -> None:
        self.changed_at = changed_at
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=watch, args=(pk, self._stopped), name=f"imap-{pk}", daemon=True)
        self._thread.start()

    @property
    def is_alive(self) -> bool:
        """Whether it still watches."""
        return self._thread.is_alive()

    def stop(self) -> None:
        """Let it end soon."""
        self._stopped.set()

    def join(self) -> None:
        """Wait a little for its end."""
        self._thread.join(timeout=5)


def watch_mailboxes(stopped: threading.Event) -> None:
    """Watch every IMAP mailbox, new ones included, and anew those that were changed, until `stopped` is set."""
    watches: dict[int, Watch] = {}
    known: Watched = {}
    while not stopped.is_set():
        known = _watched(known)
        for pk, watch in list(watches.items()):
            if pk not in known or known[pk] != watch.changed_at or not watch.is_alive:
                watches.pop(pk).stop()
        for pk in known.keys() - watches.keys():
            watches[pk] = Watch(pk, known[pk])
        stopped.wait(LOOK_EVERY.total_seconds())
    for watch in watches.values():
        watch.stop()
    for watch in watches.values():
        watch.join()
    connections.close_all()


def watch(pk: int, stopped: threading.Event) -> None:
    """Fetch and wait, reconnecting with growing pauses, until `stopped` is set or the row is no mailbox to watch."""
    # Heavy, so loaded only where there is a mailbox to watch.
    from reglament.mail.incoming.imap_fetch import IDLE_FOR, POLL_EVERY, fetch_all, folders_of, wait_for_news
    from reglament.mail.incoming.imap_folders import FurtherFolders
    from reglament.mail.servers.imap_client import connected

    failures = 0
    try:
        while not stopped.is_set() and (mailbox := _mailbox(pk)):
            try:
                with connected(mailbox, now=_now()) as client, FurtherFolders(mailbox) as further:
                    while not stopped.is_set():
                        folders = folders_of(mailbox)
                        fetch_all(client, mailbox, further.unattended(folders), now=_now(), turns=further.turns)
                        failures = 0
                        if client.has_capability("IDLE"):
                            further.attend(folders[1:])
                        is_alone = len(further.unattended(folders)) == 1
                        wait_for_news(client, folders[0], stopped, at_most=IDLE_FOR if is_alone else POLL_EVERY)
            except Exception as error:
                if stopped.is_set():
                    break
                log.warning("mailbox %s: %r", mailbox, error)
                _note_failure(mailbox, error)
                stopped.wait(min(SHORTEST_PAUSE * 2**failures, LONGEST_PAUSE))
                failures += 1
    finally:
        connections.close_all()


def _watched(before: Watched) -> Watched:
    """As `before` while the database does not answer."""
    close_old_connections()
    try:
        return dict(Mailbox.objects.watched().values_list("pk", "changed_at"))
    except DatabaseError:
        log.exception("mailboxes could not be listed")
        return before


def _mailbox(pk: int) -> Mailbox | None:
    close_old_connections()
    return Mailbox.objects.watched().filter(pk=pk).first()


def _note_failure(mailbox: Mailbox, error: Exception) -> None:
    close_old_connections()
    now, words = _now(), str(error) or type(error).__name__
    since = Coalesce("failing_since", Value(now, DateTimeField()))
    as_it_was = Mailbox.objects.filter(pk=mailbox.pk, changed_at=mailbox.changed_at)
    with writing():
        as_it_was.update(last_error=words[:2000], last_error_at=now, failing_since=since)


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
