"""How far help goes where it is limited: told before a request is sent, on its page, and in every answer (C-35)."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import translation

from reglament.events.handling import handle_due
from reglament.mail.models import Outgoing
from reglament.testing.world import MONDAY_NOON, World, build_world
from reglament.tickets.clocks.milestones import find
from reglament.tickets.conversation.answering import answer, ask
from reglament.tickets.course.ending import resolve
from reglament.workspace.tests.browsing import signed_in, words

AT = MONDAY_NOON + timedelta(minutes=10)


def written(kind: str) -> str:
    """The last letter of that kind."""
    handle_due(AT)
    return Outgoing.objects.filter(kind=kind).order_by("-pk")[0].text


@pytest.mark.clause("C-35")
def test_the_limits_stand_in_answers_and_solutions_but_not_in_questions(world: World) -> None:
    ticket = world.ticket(request_type="installation-advice")
    limits = "Advice within the installation guide."
    answer(ticket, "Unpack it.", by=world.anna, at=AT)
    assert f"Unpack it.\n\n{limits}\n\nAnna" in written("answer")
    ask(ticket, "Which version?", by=world.anna, at=AT)
    assert limits not in written("question")
    resolve(ticket, "It is unpacked.", by=world.anna, at=AT)
    assert limits in written("resolved")


@pytest.mark.clause("C-35")
def test_full_help_has_no_limits_to_tell(world: World) -> None:
    answer(world.ticket(request_type="failure"), "Restart it.", by=world.anna, at=AT)
    assert "Restart it.\n\nAnna" in written("answer")


@pytest.mark.clause("C-36", "C-39")
def test_what_is_found_puts_a_question_in_scope_on_its_page(world: World) -> None:
    kinds = world.contract.edition.regulation.promise.request_types.values()
    kind = next(one for one in kinds if one.scope == "not_solved" and "product-defect" in one.solved_when)
    ticket = world.ticket(request_type=kind.slug)
    with translation.override("en"), time_machine.travel(AT, tick=False):
        assert "out of scope: " in words(signed_in(world.anna).get(f"/desk/tickets/{ticket.tid}/"))
        find(ticket, "product-defect", by=world.anna, at=AT, text="The log of 10:02.")
        page = words(signed_in(world.anna).get(f"/desk/tickets/{ticket.tid}/"))
    assert "in scope: " in page
    assert "out of scope: " not in page
    assert world.contract.edition.regulation.promise.findings["product-defect"].diagnosis == "defect"


@pytest.mark.clause("C-38")
def test_before_it_is_sent_a_request_tells_what_the_level_has_of_it(db: None) -> None:
    world = build_world(regulation="rosinfotech", level="partner")
    browser = signed_in(world.carl)
    with translation.override("en"), time_machine.travel(AT, tick=False):
        not_given = words(browser.get("/requests/new/?type=module"))
        if_found = words(browser.get("/requests/new/?type=remote-installation"))
        limited = words(browser.get("/requests/new/?type=new-version"))
        included = words(browser.get("/requests/new/?type=failure"))
    assert "This is not part of your level." in not_given
    assert "Limited help." in limited
    assert "Only when services do not start or the database does not work." in if_found
    assert 'class="scope' not in included


@pytest.mark.clause("C-38")
def test_a_paid_service_is_called_so_before_it_is_asked_for(db: None) -> None:
    world = build_world(regulation="meridian", level="basic")
    with translation.override("en"), time_machine.travel(AT, tick=False):
        assert "This is a paid service." in words(signed_in(world.carl).get("/requests/new/?type=import"))
