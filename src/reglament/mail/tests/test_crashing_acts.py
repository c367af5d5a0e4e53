"""Killed after each commit of an act and of what follows from it, and done again: it is done once. Real processes."""

import signal
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from reglament.directory.models import DeskMembership, Role
from reglament.events.handling import handle_due
from reglament.events.models import Event
from reglament.mail.models import Folder, Grant, Mailbox, Outgoing
from reglament.mail.tests.sinks import sink
from reglament.mail.tests.test_crashing import LATER, run
from reglament.testing.world import MONDAY_NOON, build_world
from reglament.tests.regulations import world_under
from reglament.tickets.clocks.doctor import differences
from reglament.tickets.conversation.answering import answer
from reglament.tickets.models import Ticket

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.processes]

BEGIN = """
import sys
from datetime import datetime
import django
django.setup()
from reglament.directory.models import Person
from reglament.events.handling import handle_due
from reglament.mail.models import Mailbox, Outgoing
from reglament.mail.outgoing.outbox_sweep import send_due
from reglament.tickets.models import Ticket
now = datetime.fromisoformat(sys.argv[1])
bo = Person.objects.get(name="Bo")
"""
MERGE = """
from reglament.tickets.course.merging import merge
first, second = Ticket.objects.order_by("pk")
merge(first, second, by=bo, at=now)
"""
SEND_NOW = """
from reglament.mail.outgoing.held_letters import send_now
waiting = Outgoing.objects.filter(kind="answer", state="waiting").first()
if waiting and not waiting.held_until:
    send_now(waiting, by=bo, at=now)
"""
SET_UP = """
from reglament.mail.mailboxes.setting_up import make_mailbox
from reglament.mail.mailboxes.switching import switch_off
from reglament.mail.mailboxes.wanted_mailbox import Wanted, WantedGrant
from reglament.regulation.models import Desk
made = Mailbox.objects.filter(address="sales@north.example").first()
grant = WantedGrant(token_url="https://x.example/token", client_id="desk", refresh_token="refresh")
wanted = Wanted(address="sales@north.example", way="imap", host="x.example", folders=("INBOX", "Junk"), grant=grant)
switch_off(made or make_mailbox(Desk.objects.get(slug="north"), wanted, by=bo, at=now), by=bo, at=now)
"""
WHAT_FOLLOWS = """
while handle_due(now):
    pass
send_due(now)
"""
FRIDAY = datetime(2026, 3, 13, 8, 0, tzinfo=UTC)
NIGHT = datetime(2026, 3, 13, 19, 0, tzinfo=UTC)  # until Monday no answer leaves


@pytest.mark.parametrize("nth", [1, 2, 3, 4])
def test_a_merge_is_done_once_and_told_once(settings: Any, tmp_path: Path, nth: int) -> None:
    world = build_world()
    ticket, into = world.ticket(), world.ticket()
    with sink(settings) as outside:
        killed_and_done_again(MERGE, nth, MONDAY_NOON, settings, tmp_path)
    assert Ticket.objects.get(pk=ticket.pk).merged_into == into
    assert [Event.objects.filter(verb=verb).count() for verb in ("merged", "took_over")] == [1, 1]
    assert set(Outgoing.objects.values_list("state", flat=True)) == {"sent"}
    assert len(set(outside.letters)) == Outgoing.objects.count()


@pytest.mark.parametrize("nth", [1, 2, 3])
def test_an_answer_sent_before_its_window_leaves_once(settings: Any, tmp_path: Path, nth: int) -> None:
    world = world_under("rosinfotech")
    ticket = world.ticket(at=FRIDAY)
    handle_due(FRIDAY)
    Outgoing.objects.all().delete()
    answer(ticket, "Use the proxy.", by=world.anna, at=NIGHT)
    handle_due(NIGHT)
    with sink(settings) as outside:
        killed_and_done_again(SEND_NOW, nth, NIGHT + timedelta(minutes=5), settings, tmp_path)
    assert list(Outgoing.objects.filter(kind="answer").values_list("state", flat=True)) == ["sent"]
    assert Event.objects.filter(verb="letter_sent_now").count() == 1
    assert len(set(outside.letters)) == 1
    assert list(differences(now=NIGHT + timedelta(days=3))) == []


@pytest.mark.parametrize("nth", [1, 2])
def test_a_mailbox_is_set_up_whole_and_switched_off_once(settings: Any, tmp_path: Path, nth: int) -> None:
    world = build_world()
    DeskMembership.objects.create(person=world.bo, desk=world.desk, role=Role.ADMINISTRATOR)
    with sink(settings):
        killed_and_done_again(SET_UP, nth, MONDAY_NOON, settings, tmp_path)
    made = Mailbox.objects.get(address="sales@north.example")
    assert made.off_since is not None
    assert list(Folder.objects.filter(mailbox=made).order_by("pk").values_list("name", flat=True)) == ["INBOX", "Junk"]
    assert Grant.objects.filter(mailbox=made).count() == 1
    verbs = list(Event.objects.filter(stream=made.stream).order_by("seq").values_list("verb", flat=True))
    assert verbs == ["mailbox_made", "mailbox_switched_off"]


def killed_and_done_again(act: str, nth: int, now: datetime, settings: Any, folder: Path) -> None:
    program = BEGIN + act + WHAT_FOLLOWS
    assert run(program, now, settings, folder, crash_at=f"db.committed:{nth}") == -signal.SIGKILL
    assert run(program, now + LATER, settings, folder) == 0
