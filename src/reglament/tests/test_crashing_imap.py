"""kill -9 between fetching a letter, keeping it and marking it on the server: each is one entry."""

import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from reglament.testing.dovecot import PASSWORD, Dovecot, dovecot
from reglament.testing.running import Installation, eventually, installed
from reglament.testing.sink import sink

pytestmark = [pytest.mark.processes, pytest.mark.slow]

AT_ONCE = 6  # letters that lie in the folder when the worker begins
DEATHS = ["mail.raw-kept:2", "mail.arrival-committed:3", "mail.imap-marked:1", "mail.imap-marked:4", "mail.sent:2"]
PREPARE = """
from reglament.directory.registering import register_domain
from reglament.mail.models import Folder, Mailbox
from reglament.mail.servers.sealed_passwords import seal
from reglament.testing.world import LONG_AGO, build_world
world = build_world()
register_domain(world.acme, "acme.example")
mailbox = Mailbox.objects.get(address="support@north.example")
mailbox.way, mailbox.host, mailbox.port, mailbox.tls = "imap", "127.0.0.1", {port}, False
mailbox.username, mailbox.password, mailbox.move_to = "support", seal("{password}"), "Done"
mailbox.save()
for name in ("INBOX", "Second"):
    Folder.objects.create(mailbox=mailbox, name=name)
answer = None
"""
FOUND = """
from collections import Counter
from reglament.mail.models import Arrival, Outgoing
from reglament.tickets.models import Ticket
answer = {
    "states": dict(Counter(Arrival.objects.values_list("state", flat=True))),
    "letters": sorted(Arrival.objects.values_list("message_id", flat=True)),
    "subjects": sorted(Ticket.objects.values_list("subject", flat=True)),
    "acknowledged": Outgoing.objects.filter(state="sent").count(),
}
"""


@pytest.fixture
def imap() -> Iterator[Dovecot]:
    with dovecot() as server:
        yield server


def test_whenever_the_fetching_worker_is_killed_each_letter_is_one_entry(imap: Dovecot, tmp_path: Path) -> None:
    total = AT_ONCE * (len(DEATHS) + 1)
    with sink() as outside, installed(tmp_path, REGLAMENT_MAIL_OUT=outside.url) as desk:
        desk.ask(PREPARE.format(port=imap.port, password=PASSWORD))
        for round_number, death in enumerate(DEATHS):
            drop(imap, round_number)
            assert work(desk, REGLAMENT_CRASH_AT=death).wait(timeout=30) == -9, desk.log()
        drop(imap, len(DEATHS))
        worker = work(desk)
        try:
            eventually(lambda: is_over(desk, total), what="every letter is a ticket and answered", log=desk.log)
        finally:
            worker.kill()
            worker.wait()
        found = desk.ask(FOUND)
    assert found["letters"] == sorted(f"{number}@acme.example" for number in range(total))
    assert found["subjects"] == sorted(f"Letter {number}" for number in range(total))
    assert found["states"] == {"joined": total}
    bytes_of = defaultdict(set)
    for letter in outside.letters():
        bytes_of[letter["Message-ID"]].add(letter.as_bytes())
    assert (len(bytes_of), {len(copies) for copies in bytes_of.values()}) == (total, {1})
    assert left_on(imap) == (0, 0, total)


def drop(imap: Dovecot, round_number: int) -> None:
    for number in range(round_number * AT_ONCE, (round_number + 1) * AT_ONCE):
        raw = (
            f"From: driver{number}@acme.example\r\nTo: support@north.example\r\nSubject: Letter {number}\r\n"
            f"Message-ID: <{number}@acme.example>\r\nDate: Mon, 02 Mar 2026 12:00:00 +0600\r\n\r\nText {number}.\r\n"
        )
        imap.drop(raw.encode(), folder="Second" if number % 2 else "INBOX")


def work(desk: Installation, **environment: str) -> "subprocess.Popen[bytes]":
    """The background worker alone."""
    log = (desk.folder / "server.log").open("ab")
    command = [sys.executable, "-m", "reglament.cli", "work"]
    return subprocess.Popen(
        command, env=desk.environment | environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL
    )


def is_over(desk: Installation, total: int) -> bool:
    found = desk.ask(FOUND)
    return bool(len(found["subjects"]) == found["acknowledged"] == total)


def left_on(imap: Dovecot) -> tuple[int, ...]:
    """Letters in INBOX, in the second folder, and moved away."""
    with imap.client() as client:
        return tuple(client.select_folder(name)[b"EXISTS"] for name in ("INBOX", "Second", "Done"))
