"""Five regulations that share no names, zones or orders: whatever is needed is read from the document."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client as Browser

from reglament.mail.models import Outgoing
from reglament.regulation.terms.edition_terms import Ground, Regulation
from reglament.testing.world import World
from reglament.tests.regulations import REGULATIONS, development, severities, ways_in, world_under
from reglament.tests.watched import Watched
from reglament.tickets.conversation.answering import answer, ask
from reglament.tickets.conversation.writing import write_as_client
from reglament.tickets.course.classifying import classify
from reglament.tickets.course.closing import close, reopen
from reglament.tickets.course.ending import redirect, refuse, resolve
from reglament.tickets.course.opening import NewMessage
from reglament.tickets.course.postponing import postpone
from reglament.tickets.course.starting import start
from reglament.tickets.course.transferring import transfer
from reglament.tickets.emergency.approving import approve
from reglament.tickets.emergency.emergencies import claim_emergency, confirm_emergency, lower_severity
from reglament.tickets.models import Ticket

PROMISED = {
    "hivetaxi": {  # Monday 2 March 2026 in UTC; Omsk is 6 hours ahead
        "opened": {"first_response": "02 09:00"},
        "started": {"first_response": "02 09:00"},
        "asked": {},
        "written": {"next_response": "02 09:40"},
        "claimed": {"admission": "02 07:50", "next_response": "02 09:40"},
        "confirmed": {"next_response": "02 09:40"},
        "transferred": {"next_response": "02 09:40"},
        "answered": {},
        "reopened": {"next_response": "02 11:10"},
    },
    "rosinfotech": {  # Moscow is 3 hours ahead
        "opened": {"first_response": "02 14:00"},
        "started": {"first_response": "02 14:00"},
        "asked": {},
        "written": {"next_response": "02 14:40"},
        "claimed": {"admission": "02 07:50", "next_response": "02 14:40"},
        "confirmed": {"next_response": "02 14:40"},
        "transferred": {"next_response": "05 17:00"},
        "answered": {},
        "reopened": {"next_response": "05 17:00"},
    },
    "leuchtturm": {  # Berlin is 1 hour ahead and opens at 7:30; there, starting stops the reaction
        "opened": {"first_response": "02 08:30"},
        "started": {},
        "asked": {},
        "written": {"next_response": "02 08:40"},
        "claimed": {"admission": "02 07:20", "next_response": "02 08:40"},
        "confirmed": {"next_response": "02 07:10"},
        "transferred": {"next_response": "02 07:10"},
        "answered": {},
        "reopened": {"next_response": "02 08:30"},
    },
    "meridian": {  # New York is 5 hours behind and opens at 8; severity 1 counts around the clock
        "opened": {"first_response": "02 21:00"},
        "started": {"first_response": "02 21:00"},
        "asked": {},
        "written": {"next_response": "02 21:00"},
        "claimed": {"admission": "02 07:20", "next_response": "02 21:00"},
        "confirmed": {"next_response": "02 07:05", "resolution": "02 14:50"},
        "transferred": {"next_response": "02 07:05", "resolution": "02 14:50"},
        "answered": {"update": "02 08:30", "resolution": "02 14:50"},
        "resolved": {},
        "reopened": {"next_response": "02 08:25", "resolution": "02 15:00"},
        "closed": {},
    },
    "kernwerk": {  # Vienna is 1 hour ahead; a stop has a way around, a solution and a report of the cause
        "opened": {"first_response": "02 10:00"},
        "started": {"first_response": "02 10:00"},
        "asked": {},
        "written": {"next_response": "02 10:40"},
        "claimed": {"admission": "02 07:20", "next_response": "02 10:40"},
        "confirmed": {"next_response": "02 07:20", "workaround": "02 10:50", "resolution": "03 06:50"},
        "transferred": {"next_response": "02 07:20", "workaround": "02 10:50", "resolution": "03 06:50"},
        "answered": {"update": "02 09:30", "workaround": "02 10:50", "resolution": "03 06:50"},
        "resolved": {"root-cause-report": "09 16:00"},
        "reopened": {"next_response": "02 08:40", "resolution": "03 07:00", "root-cause-report": "09 16:00"},
        "closed": {"root-cause-report": "09 16:00"},
    },
}


def at(clock: str) -> datetime:
    """`09:30` UTC on Monday 2 March 2026."""
    return datetime.fromisoformat(f"2026-03-02 {clock}").replace(tzinfo=UTC)


def ground(document: Regulation, fits: Callable[[Ground], bool]) -> str:
    """A ground of the worst severity."""
    return next(ground.slug for ground in severities(document)[-1].grounds if fits(ground))


def opened(world: World, clock: str = "06:00", **given: Any) -> Ticket:
    channel = ways_in(world.desk.regulation)[0]
    return world.ticket(at=at(clock), by=world.carl, channel=channel, **given)


def running(ticket: Ticket) -> dict[str, str]:
    """What is awaited, and by when."""
    awaited = ticket.clocks.unanswered()
    return {clock.metric: clock.due_at.strftime("%d %H:%M") if clock.due_at else "" for clock in awaited}


def queue() -> list[Ticket]:
    return list(Ticket.objects.unresolved().by_regulation())


@pytest.fixture(params=REGULATIONS)
def anywhere(request: pytest.FixtureRequest, db: Any) -> World:
    """The cast at a desk under each of the regulations."""
    return world_under(request.param)


def test_a_long_path_from_receipt_to_closing(anywhere: World) -> None:
    world, document, watched = anywhere, anywhere.desk.regulation, Watched()
    promised: dict[str, dict[str, str]] = {}

    def then(clock: str, step: str) -> None:
        watched.work(at(clock))
        watched.read(at(clock))
        promised[step] = running(ticket)

    earlier = opened(world, "05:50")
    ticket = opened(world)
    then("06:00", "opened")
    start(ticket, by=world.anna, at=at("06:10"))
    then("06:10", "started")
    ask(ticket, "Which car?", by=world.anna, at=at("06:20"))
    then("06:20", "asked")
    when, way = at("06:40"), ways_in(document)[-1]
    write_as_client(ticket, NewMessage("217."), by=world.carl, received_at=when, at=when, channel=way)
    then("06:40", "written")
    claim_emergency(ticket, ground(document, lambda one: one.confirmation), by=world.carl, at=at("06:50"))
    then("06:50", "claimed")
    assert queue() == [earlier, ticket]
    confirm_emergency(ticket, by=world.anna, at=at("07:00"))
    then("07:00", "confirmed")
    assert queue() == [ticket, earlier]
    transfer(ticket, development(document).slug, by=world.anna, at=at("07:10"))
    then("07:10", "transferred")
    answer(ticket, "Fixed on our side.", by=world.anna, at=at("07:30"))
    then("07:30", "answered")
    resolve(ticket, "It works again.", by=world.anna, at=at("08:00"))
    then("08:00", "resolved")
    assert queue() == [earlier]
    reopen(ticket, by=world.carl, at=at("08:10"), text="Not for car 218.")
    then("08:10", "reopened")
    assert queue() == [ticket, earlier]
    resolve(ticket, "Now for all.", by=world.anna, at=at("08:30"))
    close(ticket, by=world.carl, at=at("09:00"))
    then("09:00", "closed")

    assert promised == {"resolved": {}, "closed": {}} | PROMISED[document.slug]
    written = list(Outgoing.objects.filter(ticket=ticket).order_by("pk").values_list("kind", flat=True))
    assert written == [
        "ack",
        "started",
        "question",
        "confirmed",
        "transferred",
        "answer",
        "resolved",
        "reopened",
        "resolved",
    ]


def test_every_ground_is_claimed_approved_and_lowered(anywhere: World) -> None:
    world, watched = anywhere, Watched()
    normal, *others = severities(world.desk.regulation)
    for severity in others:
        for known in severity.grounds:
            ticket = claim_emergency(opened(world), known.slug, by=world.carl, at=at("06:10"))
            assert ticket.severity == (severity.slug if known.provisional else normal.slug)
            if known.approval:
                approve(ticket.approvals.get(), by=world.max, at=at("06:20"))
            elif known.confirmation:
                confirm_emergency(ticket, by=world.anna, at=at("06:20"))
            watched.work(at("06:20"))
            assert Ticket.objects.get(pk=ticket.pk).severity == severity.slug
            lowered = lower_severity(ticket, reason="Orders go through.", by=world.anna, at=at("06:30"))
            watched.work(at("06:30"))
            assert lowered.severity == normal.slug
    watched.read(at("06:30"))


def test_every_kind_of_question_reaches_the_department_that_owns_it(anywhere: World) -> None:
    world, watched, document = anywhere, Watched(), anywhere.desk.regulation
    for kind in document.promise.request_types:
        ticket = classify(opened(world), request_type=kind, by=world.anna, at=at("06:00"))
        department = document.conduct.departments[ticket.department]
        assert kind in department.duties or department.takes_first
    watched.work(at("06:00"))
    watched.read(at("06:00"))


def test_every_reason_of_the_document_can_be_told(anywhere: World) -> None:
    world, watched, promise = anywhere, Watched(), anywhere.desk.regulation.promise
    for reason in promise.postpone:
        postpone(opened(world), reason, until=at("07:00"), text="Not now.", by=world.anna, at=at("06:10"))
    for reason in promise.refuse:
        refuse(opened(world), reason, text="No.", by=world.anna, at=at("06:10"))
    for reason in promise.redirect:
        redirect(opened(world), reason, text="Elsewhere.", by=world.anna, at=at("06:10"))
    watched.work(at("06:10"))
    watched.read(at("06:10"))
    assert Ticket.objects.exclude(waits_for="").count() == len(promise.postpone)
    watched.work(at("07:00"))
    assert not Ticket.objects.exclude(waits_for="").exists()
    assert Ticket.objects.unresolved().count() == len(promise.postpone)


def test_there_and_back_between_all_departments(anywhere: World) -> None:
    world, watched = anywhere, Watched()
    departments = world.desk.regulation.conduct.departments.values()
    for department in departments:
        ticket = opened(world)
        for target, clock in ((department.slug, "06:10"), (ticket.department, "06:20")):
            transfer(ticket, target, by=world.anna, at=at(clock))
            watched.work(at(clock))
        assert running(ticket)
    watched.read(at("06:20"))


def test_every_page_opens(anywhere: World) -> None:
    world, document = anywhere, anywhere.desk.regulation
    ticket = opened(world, ground=ground(document, lambda one: one.provisional))
    transfer(ticket, development(document).slug, by=world.anna, at=at("06:10"))
    ask(ticket, "Which car?", by=world.anna, at=at("06:20"))
    kinds = [f"/requests/new/?type={kind}" for kind in document.promise.request_types]
    ours = [f"/desk/{world.desk.slug}/", f"/desk/tickets/{ticket.tid}/", f"/desk/{world.desk.slug}/on-behalf/"]
    theirs = ["/", f"/requests/{ticket.tid}/", "/requests/new/", *kinds]
    for person, pages in ((world.anna, ours), (world.carl, theirs)):
        browser = Browser()
        browser.force_login(person)
        for page in pages:
            assert (page, browser.get(page).status_code) == (page, 200)
