"""What two do at the same instant."""

import threading
from datetime import timedelta

import pytest

from reglament.events.models import Event
from reglament.lib.db import writing
from reglament.testing.together import together
from reglament.testing.world import build_world
from reglament.tickets.clocks.clock_sweeps import mark_breaches
from reglament.tickets.conversation.answering import answer
from reglament.tickets.models import Clock


@pytest.mark.django_db(transaction=True)
@pytest.mark.clause("C-23")
def test_a_sweep_that_waited_for_an_answer_in_time_records_no_breach() -> None:
    world = build_world()
    ticket = world.ticket()
    due = ticket.clocks.get().due_at
    assert due
    answering = threading.Event()

    def answered() -> None:
        with writing():
            answer(ticket, "So it is.", by=world.anna, at=due)
            answering.set()
            threading.Event().wait(0.5)  # so that the sweep comes to the locked row meanwhile

    def swept() -> None:
        answering.wait()
        mark_breaches(due + timedelta(seconds=1))

    assert together(answered, swept) == []
    assert Clock.objects.get().outcome == "met"
    assert not Event.objects.filter(verb="breached").exists()
