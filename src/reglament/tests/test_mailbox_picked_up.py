"""A mailbox set up at its page while the program runs: real web server, background process and Dovecot."""

import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from reglament.mail.tests.posting import letter
from reglament.testing.dovecot import PASSWORD, dovecot
from reglament.testing.running import Installation, eventually, installed
from reglament.testing.sink import sink, text_of

pytestmark = [pytest.mark.processes, pytest.mark.slow]

PREPARE = """
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from reglament.directory.models import DeskMembership
from reglament.testing.world import build_world
world = build_world()
DeskMembership.objects.create(person=world.bo, desk=world.desk, role="administrator")
session = SessionStore()
session[SESSION_KEY] = str(world.bo.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = world.bo.get_session_auth_hash()
session.create()
answer = session.session_key
"""
MAILBOX = """
from reglament.mail.models import Mailbox
answer = Mailbox.objects.filter(address="sales@north.example").values_list("pk", "last_error").first()
"""
SUBJECTS = """
from reglament.tickets.models import Ticket
answer = list(Ticket.objects.order_by("pk").values_list("subject", flat=True))
"""
TOKEN = "x" * 32


def test_it_is_watched_changed_and_switched_off_without_a_restart(tmp_path: Path) -> None:
    with dovecot() as imap, sink() as outside, installed(tmp_path, REGLAMENT_MAIL_OUT=outside.url) as desk:
        session = desk.ask(PREPARE)
        desk.start()
        with imap.client() as client:
            client.create_folder("Sales")
        typed = {
            **{"address": "sales@north.example", "way": "imap", "host": "127.0.0.1", "port": str(imap.port)},
            **{"username": imap.user, "sign_in": "password", "password": "wrong", "folders": "INBOX\nSales"},
            **{"smtp_port": "587", "smtp_security": "starttls"},
        }
        post(desk, session, "north/mailboxes/new/", typed)
        eventually(lambda: (desk.ask(MAILBOX) or ["", ""])[1], what="the wrong password is told", log=desk.log)
        own = f"mailboxes/{desk.ask(MAILBOX)[0]}/"
        post(desk, session, own, typed | {"password": PASSWORD})
        imap.drop(letter(subject="In the first folder"))
        eventually(lambda: "In the first folder" in desk.ask(SUBJECTS), what="a letter in INBOX", log=desk.log)
        imap.drop(letter(subject="In the second", message_id="<2@acme.example>"), folder="Sales")
        eventually(lambda: "In the second" in desk.ask(SUBJECTS), what="a letter in Sales", log=desk.log)
        assert desk.ask(MAILBOX)[1] == ""
        eventually(lambda: outside.letters("carl@acme.example"), what="an acknowledgement", log=desk.log)
        assert "#" in text_of(outside.letters("carl@acme.example")[0])
        post(desk, session, f"{own}switching-off/", {})
        eventually(lambda: not connections_to(imap.port), what="nobody watches", log=desk.log)


def post(desk: Installation, session: str, path: str, form: dict[str, str]) -> None:
    """What a browser sends; the page must lead on."""
    request = urllib.request.Request(
        f"{desk.address}/desk/mail/{path}",
        data=urllib.parse.urlencode(form | {"csrfmiddlewaretoken": TOKEN}).encode(),
        headers={"Cookie": f"sessionid={session}; csrftoken={TOKEN}", "Referer": desk.address},
    )
    try:
        urllib.request.build_opener(_Stays).open(request, timeout=30)
    except urllib.error.HTTPError as answer:
        assert answer.code == 303, answer.read().decode()[-3000:]


class _Stays(urllib.request.HTTPRedirectHandler):
    """303 is the answer."""

    def redirect_request(self, *_: Any) -> None:
        return None


def connections_to(port: int) -> list[str]:
    """Open connections to a port of this machine."""
    lines = Path("/proc/net/tcp").read_text().splitlines()[1:]
    established = "01"
    return [line for line in lines if line.split()[2].endswith(f":{port:04X}") and line.split()[3] == established]
