"""Watching IMAP folders: a thread per mailbox, so that one that fails stops no other. A watcher."""

import logging
import threading
from datetime import UTC, datetime, timedelta

from django.db import DatabaseError, close_old_connections, connections
from django.db.models import DateTimeField, Value
from django.db.models.functions import Coalesce

from reglament.lib.db import writing
from reglament.mail.connecting import connected
from reglament.mail.fetching import fetch_all, wait_for_news
from reglament.mail.models import Mailbox

log = logging.getLogger(__name__)

LOOK_EVERY = timedelta(seconds=10)
SHORTEST_PAUSE, LONGEST_PAUSE = 5, 300  # seconds before connecting again


def watch_mailboxes(stopped: threading.Event) -> None:
    """Keep a thread watching every IMAP mailbox, new ones included, until `stopped` is set."""
    threads: dict[int, threading.Thread] = {}
    while not stopped.is_set():
        for pk in _watched():
            if pk not in threads or not threads[pk].is_alive():
                threads[pk] = threading.Thread(target=watch, args=(pk, stopped), name=f"imap-{pk}", daemon=True)
                threads[pk].start()
        stopped.wait(LOOK_EVERY.total_seconds())
    for thread in threads.values():
        thread.join(timeout=5)
    connections.close_all()


def watch(pk: int, stopped: threading.Event) -> None:
    """Fetch and wait, reconnecting with growing pauses, until `stopped` is set or the row is no IMAP mailbox."""
    failures = 0
    try:
        while not stopped.is_set() and (mailbox := _mailbox(pk)):
            try:
                with connected(mailbox, now=_now()) as client:
                    while not stopped.is_set() and _mailbox(pk):
                        fetch_all(client, mailbox, now=_now())
                        failures = 0
                        wait_for_news(client, mailbox, stopped)
            except Exception as error:
                log.warning("mailbox %s: %r", mailbox, error)
                _note_failure(mailbox, error)
                stopped.wait(min(SHORTEST_PAUSE * 2**failures, LONGEST_PAUSE))
                failures += 1
    finally:
        connections.close_all()


def _watched() -> list[int]:
    close_old_connections()
    try:
        return list(Mailbox.objects.filter(way=Mailbox.Way.IMAP).values_list("pk", flat=True))
    except DatabaseError:
        log.exception("mailboxes could not be listed")
        return []


def _mailbox(pk: int) -> Mailbox | None:
    close_old_connections()
    return Mailbox.objects.filter(pk=pk, way=Mailbox.Way.IMAP).first()


def _note_failure(mailbox: Mailbox, error: Exception) -> None:
    close_old_connections()
    now, words = _now(), str(error) or type(error).__name__
    since = Coalesce("failing_since", Value(now, DateTimeField()))
    with writing():
        Mailbox.objects.filter(pk=mailbox.pk).update(last_error=words[:2000], last_error_at=now, failing_since=since)


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
