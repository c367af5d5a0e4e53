"""Killed at each named point and started again: one entry, one letter, nothing stuck. Real processes, one database."""

import os
import signal
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from reglament.events.models import Handling
from reglament.lib import store as files
from reglament.mail.format.parser import parse
from reglament.mail.incoming.arrivals import store
from reglament.mail.models import Arrival, Mailbox, Outgoing
from reglament.mail.tests.posting import letter
from reglament.mail.tests.sinks import sink
from reglament.testing.scanner import Scanner
from reglament.testing.world import MONDAY_NOON, build_world
from reglament.tickets.conversation.answering import answer
from reglament.tickets.files.file_policy import taken
from reglament.tickets.models import Attachment, Message, Ticket

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.processes]

SWEEP = """
import sys
from datetime import datetime
import django
django.setup()
from reglament.events.handling import handle_due
from reglament.mail.incoming.arrivals_sweep import process_arrivals
from reglament.mail.outgoing.outbox_sweep import send_due
from reglament.tickets.files.file_sweep import examine_files
now = datetime.fromisoformat(sys.argv[1])
for sweep in (process_arrivals, handle_due, examine_files, send_due):
    sweep(now)
"""
RECEIVE = """
import sys
from datetime import datetime
import django
django.setup()
from reglament.mail.incoming.arrivals import receive_pipe
at = datetime.fromisoformat(sys.argv[1])
sys.exit(receive_pipe(sys.stdin.buffer.read(), "support@north.example", at=at))
"""
LATER = timedelta(hours=1)  # every lease has run out


@pytest.mark.parametrize(
    "point",
    [
        "mail.arrival-claimed",
        "mail.arrival-settled",
        "mail.letter-made",
        "mail.outgoing-claimed",
        "mail.sent",
        "mail.outgoing-settled",
    ],
)
def test_a_letter_survives_the_worker_being_killed(point: str, settings: Any, tmp_path: Path) -> None:
    build_world()
    mailbox = Mailbox.objects.get(address="support@north.example")
    store(letter(), mailbox=mailbox, way=Mailbox.Way.PIPE, received_at=MONDAY_NOON, at=MONDAY_NOON)
    with sink(settings) as outside:
        assert run(SWEEP, MONDAY_NOON, settings, tmp_path, crash_at=point) == -signal.SIGKILL
        assert run(SWEEP, MONDAY_NOON + LATER, settings, tmp_path) == 0
    assert Ticket.objects.count() == Message.objects.count() == 1
    assert [arrival.state for arrival in Arrival.objects.all()] == ["joined"]
    assert [(outgoing.kind, outgoing.state) for outgoing in Outgoing.objects.all()] == [("ack", "sent")]
    assert len(set(outside.letters)) == 1
    assert len(outside.letters) == (2 if point == "mail.sent" else 1)


@pytest.mark.parametrize("point", ["tickets.file-scanned", "mail.outgoing-claimed", "mail.outgoing-settled"])
def test_an_answer_with_a_file_survives_and_leaves_once(
    point: str, settings: Any, tmp_path: Path, scanner: Scanner
) -> None:
    world = build_world()
    file = taken(None, b"words", filename="notes.txt", content_type="text/plain")
    answer(world.ticket(), "See.", by=world.anna, at=MONDAY_NOON, files=[file])
    Handling.objects.exclude(event__verb="answered").delete()
    with sink(settings) as outside:
        assert run(SWEEP, MONDAY_NOON, settings, tmp_path, crash_at=point) == -signal.SIGKILL
        assert run(SWEEP, MONDAY_NOON + LATER, settings, tmp_path) == 0
    assert [parse(raw).attachments[0].content for raw in outside.letters] == [b"words"]
    assert Attachment.objects.get().scan == "clean"


@pytest.mark.parametrize("point", ["mail.raw-kept", "mail.arrival-committed"])
def test_a_letter_handed_over_again_after_a_crash_is_one_entry(point: str, settings: Any, tmp_path: Path) -> None:
    build_world()
    with sink(settings) as outside:
        assert run(RECEIVE, MONDAY_NOON, settings, tmp_path, crash_at=point) == -signal.SIGKILL
        assert run(RECEIVE, MONDAY_NOON, settings, tmp_path) == os.EX_OK
        run(SWEEP, MONDAY_NOON + LATER, settings, tmp_path)
    assert Ticket.objects.count() == len(outside.letters) == 1
    assert all(files.get(arrival.sha256) == letter() for arrival in Arrival.objects.all())


def run(program: str, now: datetime, settings: Any, folder: Path, *, crash_at: str = "") -> int:
    """Run `program` in a process of its own on this test's database and files; its exit code."""
    known = connection.settings_dict
    url = f"sqlite:{known['NAME']}"
    if connection.vendor == "postgresql":
        url = (
            f"postgres://{known['USER']}:{known['PASSWORD']}@/{known['NAME']}?host={known['HOST']}&port={known['PORT']}"
        )
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "reglament.settings",
        "DATABASE_URL": url,
        "REGLAMENT_VAR": str(folder),
        "REGLAMENT_SECRET_KEY": settings.SECRET_KEY,
        "REGLAMENT_MAIL_OUT": settings.MAIL_OUT,
        "REGLAMENT_MAIL_DOMAIN": settings.MAIL_DOMAIN,
        "REGLAMENT_SCANNER": settings.SCANNER,
        "REGLAMENT_CRASH_AT": crash_at,
    }
    command = [sys.executable, "-c", program, now.isoformat()]
    return subprocess.run(command, input=letter(), env=environment, check=False).returncode
