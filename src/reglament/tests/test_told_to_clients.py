"""Whatever a client gets a letter about stands in his request's history on the site as well, in his words."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from reglament.events.handling import handle_due
from reglament.mail.models import Outgoing
from reglament.portal.client_words import WORDS
from reglament.portal.conversation import _SHOWN_ANEW
from reglament.portal.tests.browsing import signed_in
from reglament.readers import READERS
from reglament.regulation.editions.publishing import publish
from reglament.testing.world import MONDAY_NOON, World
from reglament.tickets.clocks.milestones import DELIVERED, WORKAROUND, Moment, declare, extend, find
from reglament.tickets.course.classifying import classify
from reglament.tickets.course.merging import merge
from reglament.tickets.course.postponing import postpone
from reglament.tickets.course.transferring import transfer
from reglament.tickets.emergency.approving import ask_approval, decline
from reglament.tickets.models import Ticket

HOUR = timedelta(hours=1)
AT = MONDAY_NOON + HOUR
ITSELF = {"opened"}
"""Told by letter; on the site it is the request itself."""
CLIENT_LETTERS = {
    f"mail.outgoing.notifications.{name}"
    for name in ("acknowledge", "tell_started", "send_answer", "tell_change", "tell_files", "answer_nudge")
}
MORE = """
[metrics.report]
name = { ru = "отчёт о причинах", en = "root-cause report" }
starts = "receipt"
stops = "delivered"

[[targets]]
metric = "report"
amount = "5 working days"
calendar = "omsk"

[[targets]]
metric = "workaround"
amount = "2 working days"
calendar = "omsk"

[[targets]]
metric = "resolution"
amount = "5 working days"
calendar = "omsk"
extension = "2 working days"
"""


@pytest.fixture
def ticket(world: World) -> Ticket:
    """One taken under a document that promises more than answers, and lets a time be extended."""
    assert world.contract.edition
    text = world.contract.edition.text + MORE
    world.contract.edition = publish(world.desk, text, by=None, at=MONDAY_NOON - HOUR)
    world.contract.save()
    return world.ticket()


def page(world: World, ticket: Ticket, language: str = "en") -> str:
    """The client's page of the request."""
    world.carl.language = language
    world.carl.save()
    with time_machine.travel(AT + HOUR, tick=False):
        return signed_in(world.carl).get(f"/requests/{ticket.tid}/").content.decode()


def test_every_verb_of_a_letter_has_words_on_the_site() -> None:
    to_clients = {verb for reader in READERS if reader.name in CLIENT_LETTERS for verb in reader.verbs}
    assert to_clients - WORDS.keys() - set(_SHOWN_ANEW) == ITSELF


@pytest.mark.clause("C-15", "C-54")
def test_a_time_that_is_put_off_is_told_by_letter_and_on_the_site(world: World, ticket: Ticket) -> None:
    extend(ticket, "resolution", reason="The part is late.", by=world.anna, at=AT)
    handle_due(AT)
    letter = Outgoing.objects.filter(kind="new-due").get()
    assert "The part is late." in letter.text
    assert "Resolve by Thu 12 Mar 2026 18:00" in letter.text
    assert "Solution: now by Thu 12 Mar, 18:00. The part is late." in page(world, ticket)
    assert "Решение: теперь до чт 12 мар., 18:00. The part is late." in page(world, ticket, "ru")


Act = Callable[[World, Ticket], Any]
ACTS: list[tuple[Act, str, str]] = [
    (
        lambda world, ticket: classify(ticket, severity="critical", by=world.anna, at=AT),
        "The request is now critical.",
        "Обращение теперь",
    ),
    (
        lambda world, ticket: transfer(ticket, "administration", reason="It is the server.", by=world.anna, at=AT),
        "Handed to: Administration: It is the server.",
        "Передано в отдел",
    ),
    (
        lambda world, ticket: decline(
            ask_approval(ticket, by=world.anna, at=AT), reason="It can wait till noon.", by=world.max, at=AT
        ),
        "Not agreed to be an emergency: It can wait till noon.",
        "Экстренным не признано: It can wait till noon.",
    ),
    (
        lambda world, ticket: declare(ticket, Moment(WORKAROUND), by=world.anna, at=AT, text="Inside only."),
        "A workaround was given.",
        "Дан обходной путь.",
    ),
    (
        lambda world, ticket: declare(ticket, Moment(DELIVERED, "report"), by=world.anna, at=AT),
        "Delivered: Root-cause report.",
        "Передано вам: Отчёт о причинах.",
    ),
    (
        lambda world, ticket: postpone(
            ticket, "agreed-time", until=AT + timedelta(days=1), text="Tomorrow.", by=world.anna, at=AT
        ),
        "Put off until Tue 3 Mar, 13:00:",
        "Отложено до вт 3 мар., 13:00:",
    ),
    (
        lambda world, ticket: merge(ticket, world.ticket(subject="The other"), by=world.anna, at=AT),
        "Goes on in request #",
        "Продолжение – в обращении #",
    ),
]


@pytest.mark.clause("C-54")
@pytest.mark.parametrize(("act", "english", "russian"), ACTS)
def test_what_is_done_stands_in_the_history(world: World, ticket: Ticket, act: Act, english: str, russian: str) -> None:
    act(world, ticket)
    assert english in page(world, ticket)
    assert russian in page(world, ticket, "ru")
    assert "Inside only." not in page(world, ticket)


@pytest.mark.clause("C-36", "C-37")
def test_a_finding_is_told_in_the_words_the_document_has_for_it(world: World, ticket: Ticket) -> None:
    finding = next(one for one in ticket.regulation.promise.findings.values() if one.text)
    assert finding.text
    find(ticket, finding.slug, by=world.anna, at=AT, text="Seen in the log.")
    assert finding.text.en in page(world, ticket)
    assert finding.text.ru in page(world, ticket, "ru")
    assert "Seen in the log." not in page(world, ticket)
