"""Killed while letters are fetched from a real Dovecot and started again: each is kept once, and marked in the end."""

import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reglament.lib import store as files
from reglament.mail.incoming.tests.test_imap_fetch import flags, mailbox_at
from reglament.mail.models import Arrival
from reglament.mail.tests.posting import letter
from reglament.mail.tests.test_crashing import LATER, run
from reglament.testing.dovecot import Dovecot, dovecot
from reglament.testing.world import MONDAY_NOON

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.processes]

FETCH = """
import sys
from datetime import datetime
import django
django.setup()
from reglament.mail.servers.imap_client import connected
from reglament.mail.incoming.imap_fetch import fetch_all, folders_of
from reglament.mail.models import Mailbox
from reglament.mail.incoming.arrivals_sweep import process_arrivals
now = datetime.fromisoformat(sys.argv[1])
mailbox = Mailbox.objects.get(way="imap")
with connected(mailbox, now=now) as client:
    fetch_all(client, mailbox, folders_of(mailbox), now=now)
process_arrivals(now)
"""


@pytest.fixture(scope="module")
def imap() -> Iterator[Dovecot]:
    with dovecot() as server:
        yield server


@pytest.fixture
def server(imap: Dovecot, request: pytest.FixtureRequest) -> Dovecot:
    """The server, with an empty folder of this test's own user."""
    return Dovecot(imap.folder, imap.port, user=f"c{abs(hash(request.node.name))}")


@pytest.mark.parametrize("move_to", ["", "Done"])
@pytest.mark.parametrize("point", ["mail.raw-kept", "mail.arrival-committed", "mail.imap-marked"])
def test_a_letter_fetched_by_who_is_killed_is_kept_once_and_marked_in_the_end(
    server: Dovecot, settings: Any, tmp_path: Path, point: str, move_to: str
) -> None:
    mailbox_at(server, move_to=move_to)
    server.drop(letter(), at=MONDAY_NOON)
    server.drop(letter(subject="Another", message_id="<2@acme.example>"), at=MONDAY_NOON)
    assert run(FETCH, MONDAY_NOON, settings, tmp_path, crash_at=point) == -signal.SIGKILL
    assert run(FETCH, MONDAY_NOON + LATER, settings, tmp_path) == 0
    assert sorted(Arrival.objects.values_list("subject", "state")) == [
        ("Another", "joined"),
        ("The map does not load", "joined"),
    ]
    assert {files.get(arrival.sha256) for arrival in Arrival.objects.all()} >= {letter()}
    if move_to:
        with server.client() as client:
            assert client.select_folder("INBOX")[b"EXISTS"] == 0
            assert client.select_folder(move_to)[b"EXISTS"] == 2
    else:
        assert b"$Reglament" in flags(server)
