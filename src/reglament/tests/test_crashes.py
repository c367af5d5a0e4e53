"""kill -9 at named points and at random, of server and worker, during a stream of letters and answers: nothing is lost,
and nothing is done twice in two ways (docs/house.md, "Dying at any moment")."""

import os
import random
import re
import signal
import smtplib
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from reglament.testing.running import Installation, eventually, installed
from reglament.testing.sink import Sink, sink, text_of

pytestmark = [pytest.mark.processes, pytest.mark.slow]

SEED = 20261122
LETTERS, ANSWERS, KILLS = 500, 200, 50
POINTS = [
    "mail.raw-kept",
    "mail.arrival-committed",
    "mail.arrival-claimed",
    "mail.arrival-settled",
    "mail.letter-made",
    "mail.outgoing-claimed",
    "mail.sent",
    "mail.outgoing-settled",
]
PREPARE = """
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from reglament.directory.registering import register_domain
from reglament.testing.world import build_world
world = build_world()
register_domain(world.acme, "acme.example")
session = SessionStore()
session[SESSION_KEY] = str(world.anna.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = world.anna.get_session_auth_hash()
session.create()
answer = session.session_key
"""
TICKETS = """
from reglament.tickets.models import Ticket
answer = list(Ticket.objects.order_by("pk").values_list("pk", flat=True)[{0}:{0} + 50])
"""
LEFT = """
from reglament.events.models import Handling
from reglament.mail.models import Arrival, Outgoing
answer = [
    Arrival.objects.filter(state="stored").count(),
    Handling.objects.filter(done_at=None).count(),
    Outgoing.objects.filter(state="waiting").count(),
]
"""
FOUND = """
from collections import Counter
from reglament.mail.models import Arrival, Outgoing
from reglament.tickets.models import Clock, Message, Ticket
joined = Counter(Arrival.objects.filter(state="joined").values_list("message_id", flat=True))
answer = {
    "joined": dict(joined),
    "states": dict(Counter(Arrival.objects.values_list("state", flat=True))),
    "subjects": sorted(Ticket.objects.values_list("subject", flat=True)),
    "answers": sorted(Message.objects.filter(kind="answer").values_list("text", flat=True)),
    "clocks": Clock.objects.filter(metric="first_response").values("ticket").distinct().count(),
    "outgoing": dict(Counter(Outgoing.objects.values_list("state", flat=True))),
    "acknowledged": Outgoing.objects.filter(kind__startswith="ack").values("ticket").distinct().count(),
}
"""


@pytest.fixture
def outside() -> Iterator[Sink]:
    with sink() as kept:
        yield kept


class Stream:
    """Clients who write until their letter is taken, and an agent who answers until the page says so."""

    def __init__(self, desk: Installation, session: str) -> None:
        self.desk, self.session = desk, session
        self.letters = self.answers = 0
        self.threads = [threading.Thread(target=act, daemon=True) for act in (self._write, self._answer)]

    def start(self) -> None:
        for thread in self.threads:
            thread.start()

    @property
    def is_over(self) -> bool:
        return not any(thread.is_alive() for thread in self.threads)

    def _write(self) -> None:
        for number in range(LETTERS):
            while not self._hand_over(number):
                time.sleep(0.1)
            self.letters += 1

    def _hand_over(self, number: int) -> bool:
        sender = f"driver{number % 60}@acme.example"
        raw = (
            f"From: {sender}\r\nTo: support@north.example\r\nSubject: Letter {number}\r\n"
            f"Message-ID: <letter-{number}@acme.example>\r\nDate: Mon, 02 Mar 2026 12:00:00 +0600\r\n"
            f"\r\nText {number}.\r\n"
        )
        try:
            with smtplib.SMTP("127.0.0.1", self.desk.listen_port, timeout=10) as connection:
                connection.sendmail(sender, ["support@north.example"], raw.encode())
        except (OSError, smtplib.SMTPException):
            return False
        return True

    def _answer(self) -> None:
        waiting: list[int] = []
        for number in range(ANSWERS):
            while not waiting:
                waiting = self.desk.ask(TICKETS.format(number))
            tid = waiting.pop(0)
            while not self._post(number, tid):
                time.sleep(0.1)
            self.answers += 1

    def _post(self, number: int, tid: int) -> bool:
        """One form with one key, posted until it is taken: the browser's way of trying again."""
        token = "x" * 32
        form = {"text": f"Answer {number}", "key": f"key-{number}", "csrfmiddlewaretoken": token}
        request = urllib.request.Request(
            f"{self.desk.address}/desk/tickets/{tid}/answers/",
            data=urllib.parse.urlencode(form).encode(),
            headers={"Cookie": f"sessionid={self.session}; csrftoken={token}", "Referer": self.desk.address},
        )
        try:
            with urllib.request.build_opener(NoRedirect).open(request, timeout=15) as response:
                return bool(response.status < 300)
        except urllib.error.HTTPError as error:
            return error.code == 303
        except OSError:
            return False


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """303 is the answer."""

    def redirect_request(self, *_: Any) -> None:
        return None


def children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def kill_somebody(desk: Installation, chance: random.Random) -> None:
    """The whole installation now and then, else one of its processes, which it must replace by itself."""
    assert desk.server is not None
    family = children(desk.server.pid)
    if chance.random() < 0.1 or not family:
        desk.kill()
        desk.start()
        return
    with suppress(ProcessLookupError):
        os.kill(chance.choice(family), signal.SIGKILL)


def test_whatever_is_killed_nothing_is_lost_and_nothing_said_in_two_ways(tmp_path: Path, outside: Sink) -> None:
    chance = random.Random(SEED)
    with installed(tmp_path, REGLAMENT_MAIL_OUT=outside.url) as desk:
        stream = Stream(desk, desk.ask(PREPARE))
        desk.start()
        stream.start()
        for point in POINTS:  # at each the part dies again and again, so nobody waits for it to be up
            desk.kill()
            desk.start(wait=False, REGLAMENT_CRASH_AT=f"{point}:{chance.randint(1, 9)}")
            time.sleep(chance.uniform(3, 6))
        desk.kill()
        desk.start()
        for _ in range(KILLS):
            time.sleep(chance.uniform(0.1, 0.8))
            kill_somebody(desk, chance)
        eventually(lambda: stream.is_over, what="the last letter and answer are taken", patience=120)
        eventually(lambda: desk.ask(LEFT) == [0, 0, 0], what="no row is left over", patience=150)
        check(desk, outside)


def check(desk: Installation, outside: Sink) -> None:
    """Every accepted letter is one entry, every answer was sent, always as the same letter, no clock is missing."""
    found = desk.ask(FOUND)
    assert found["joined"] == {f"letter-{number}@acme.example": 1 for number in range(LETTERS)}
    assert found["subjects"] == sorted(f"Letter {number}" for number in range(LETTERS))
    assert set(found["states"]) <= {"joined", "same"}
    assert found["answers"] == sorted(f"Answer {number}" for number in range(ANSWERS))
    assert found["clocks"] == found["acknowledged"] == LETTERS
    assert set(found["outgoing"]) <= {"sent", "held"}
    ways_said, bytes_of = defaultdict(set), defaultdict(set)
    for letter in outside.letters():
        for answer in re.findall(r"^Answer (\d+)\r?$", text_of(letter), re.MULTILINE):
            ways_said[int(answer)].add(letter["Message-ID"])
        bytes_of[letter["Message-ID"]].add(letter.as_bytes())
    assert all(len(copies) == 1 for copies in bytes_of.values())
    assert {number: len(ids) for number, ids in ways_said.items()} == dict.fromkeys(range(ANSWERS), 1)
    assert desk.command("doctor", check=False).returncode == 0
