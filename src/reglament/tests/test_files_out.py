"""Files that go out: nobody gets one before the virus scanner has looked, and an infected one never leaves (C-56)."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from reglament.events.handling import handle_due
from reglament.events.models import Event
from reglament.lib.refused import Refused
from reglament.mail.format.parser import parse
from reglament.mail.models import Outgoing
from reglament.mail.outgoing.held_letters import send_again
from reglament.mail.outgoing.outbox_sweep import send_due
from reglament.mail.tests.sinks import sink
from reglament.notices.models import Notice
from reglament.testing.ports import free_port
from reglament.testing.scanner import EICAR, LARGEST, Scanner
from reglament.testing.world import MONDAY_NOON, World
from reglament.tickets.conversation.answering import answer
from reglament.tickets.files.file_policy import taken
from reglament.tickets.files.file_sweep import examine_files
from reglament.tickets.models import Attachment, Clock, Ticket
from reglament.workspace.mail import trouble
from reglament.workspace.tests.browsing import signed_in, words

OUTBOX = "/desk/mail/outbox/"
pytestmark = pytest.mark.clause("C-56")


@pytest.mark.processes
def test_an_answer_with_a_file_leaves_when_the_scanner_has_looked_and_counts_when_it_was_written(
    world: World, settings: Any, scanner: Scanner
) -> None:
    ticket = answered(world, b"words")
    assert sent(settings, minutes=1) == []
    assert Clock.objects.get(ticket=ticket, metric="first_response").stopped_at == MONDAY_NOON
    examine_files(MONDAY_NOON + timedelta(minutes=2))
    (letter,) = sent(settings, minutes=3)
    assert letter.attachments[0].content == b"words"
    assert Outgoing.objects.get().sent_at == MONDAY_NOON + timedelta(minutes=3)
    assert sent(settings, minutes=4) == []


@pytest.mark.processes
def test_an_infected_file_never_leaves_and_the_agent_is_told_what_to_do(
    world: World, settings: Any, scanner: Scanner
) -> None:
    ticket = answered(world, EICAR)
    examine_files(MONDAY_NOON)
    assert sent(settings) == []
    held = Outgoing.objects.get()
    assert (held.state, held.why, Event.objects.get(verb="held_back").by) == ("held", "infected", None)
    handle_due(MONDAY_NOON)
    told = {notice.event.verb for notice in Notice.objects.filter(person=world.anna).select_related("event")}
    assert told >= {"infected", "held_back"}
    anna = signed_in(world.anna)
    told_what = "a file of it is infected; send the letter without it, or answer again with a clean file"
    assert told_what in words(anna.get(f"/desk/tickets/{ticket.tid}/"))
    page = words(anna.get(OUTBOX))
    assert told_what in page
    assert "Send without the file" in page


@pytest.mark.processes
def test_the_letter_goes_without_its_infected_file_when_the_agent_says_so(
    world: World, settings: Any, scanner: Scanner
) -> None:
    ticket = answered(world, EICAR, b"words")
    examine_files(MONDAY_NOON)
    assert sent(settings) == []
    send_again(Outgoing.objects.get(), by=world.anna, at=MONDAY_NOON)
    (letter,) = sent(settings)
    assert [file.content for file in letter.attachments] == [b"words"]
    page = words(signed_in(world.anna).get(f"/desk/tickets/{ticket.tid}/"))
    assert "is sent without its infected file (file1.txt)" in page


@pytest.mark.processes
def test_an_infected_file_does_not_leave_with_a_letter_that_was_let_go_for_another_reason(
    world: World, settings: Any, scanner: Scanner
) -> None:
    answered(world, EICAR)
    Outgoing.objects.update(state="held", why="dead-address")
    send_again(Outgoing.objects.get(), by=world.anna, at=MONDAY_NOON)
    examine_files(MONDAY_NOON)
    assert sent(settings) == []
    assert Outgoing.objects.get().why == "infected"


@pytest.mark.processes
def test_a_file_the_scanner_can_not_look_into_leaves_when_an_agent_is_sure_of_it(
    world: World, settings: Any, scanner: Scanner
) -> None:
    answered(world, bytes(LARGEST + 1))
    examine_files(MONDAY_NOON)
    assert sent(settings) == []
    held = Outgoing.objects.get()
    assert (held.state, held.why) == ("held", "unchecked")
    with pytest.raises(Refused):
        send_again(held, by=world.eve, at=MONDAY_NOON)
    send_again(held, by=world.anna, at=MONDAY_NOON)
    assert len(sent(settings)) == 1


@pytest.mark.processes
def test_a_scanner_that_ends_holds_up_letters_with_files_alone_until_it_is_back(
    world: World, settings: Any, scanner: Scanner
) -> None:
    answered(world, b"words")
    answered(world)
    scanner.stop()
    examine_files(MONDAY_NOON)
    assert [len(letter.attachments) for letter in sent(settings)] == [0]
    scanner.start()
    examine_files(MONDAY_NOON + timedelta(minutes=1))
    assert [len(letter.attachments) for letter in sent(settings)] == [1]


@time_machine.travel(MONDAY_NOON + timedelta(minutes=30), tick=False)
def test_a_letter_that_waits_for_the_scanner_says_so_and_a_scanner_that_is_away_is_trouble(
    world: World, settings: Any
) -> None:
    settings.SCANNER = f"tcp:127.0.0.1:{free_port()}"
    ticket = answered(world, b"words")
    anna, bo = signed_in(world.anna), signed_in(world.bo)
    assert "waits for the virus scanner to look at its files" in words(anna.get(f"/desk/tickets/{ticket.tid}/"))
    assert "waits for the virus scanner" in words(anna.get(f"{OUTBOX}?show=waiting"))
    assert "Every letter has left" in words(anna.get(OUTBOX))
    examine_files(MONDAY_NOON)
    assert "waits for the virus scanner" in words(anna.get(OUTBOX))
    assert "The virus scanner gives no answer" not in words(bo.get("/desk/north/new/"))
    Attachment.objects.update(attempts=5)
    trouble.forget()
    assert "The virus scanner gives no answer" in words(bo.get("/desk/north/new/"))
    assert "The virus scanner gives no answer" not in words(anna.get("/desk/north/new/"))


def test_without_a_scanner_nothing_waits(world: World, settings: Any) -> None:
    answered(world, b"words")
    assert len(sent(settings)) == 1


def test_letters_that_wait_for_a_scanner_leave_when_it_is_given_up(world: World, settings: Any) -> None:
    settings.SCANNER = f"tcp:127.0.0.1:{free_port()}"
    answered(world, b"words")
    settings.SCANNER = ""
    assert sent(settings) == []
    examine_files(MONDAY_NOON)
    assert len(sent(settings)) == 1


@pytest.mark.processes
def test_on_the_portal_too_nobody_gets_an_agents_file_before_the_scanner_has_looked(
    world: World, scanner: Scanner
) -> None:
    ticket = answered(world, b"words", EICAR)
    carl, (clean, infected) = signed_in(world.carl), Attachment.objects.order_by("pk")
    assert carl.get(f"/requests/attachments/{clean.pk}/").status_code == 404
    examine_files(MONDAY_NOON)
    given = [carl.get(f"/requests/attachments/{file.pk}/").status_code for file in (clean, infected)]
    assert given == [200, 404]
    page = words(carl.get(f"/requests/{ticket.tid}/"))
    assert "file1.txt" in page
    assert "file2.txt" not in page  # it was never sent


def answered(world: World, *contents: bytes) -> Ticket:
    """A ticket that Anna answers with these files; her letter alone is in the outbox."""
    ticket = world.ticket()
    files = [
        taken(None, content, filename=f"file{number}.txt", content_type="text/plain")
        for number, content in enumerate(contents, 1)
    ]
    answer(ticket, "See.", by=world.anna, at=MONDAY_NOON, files=files)
    handle_due(MONDAY_NOON)
    Outgoing.objects.exclude(kind="answer").delete()
    return ticket


def sent(settings: Any, *, minutes: int = 0) -> list[Any]:
    """What leaves now."""
    with sink(settings) as outside:
        send_due(MONDAY_NOON + timedelta(minutes=minutes))
    return [parse(raw) for raw in outside.letters]
