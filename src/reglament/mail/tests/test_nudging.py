"""Chasing and complaints by letter (C-28, C-62)."""

from datetime import timedelta

import pytest

from reglament.directory.registering import join_company
from reglament.events.handling import handle_due
from reglament.events.models import Event
from reglament.mail.incoming.tests.test_arrivals_sweep import NOW, entry, process, with_file
from reglament.mail.models import Mailbox, Outgoing
from reglament.mail.tests.posting import letter
from reglament.testing.world import MONDAY_NOON, World
from reglament.tickets.conversation.answering import answer, ask
from reglament.tickets.course.ending import resolve
from reglament.tickets.models import Clock, Ticket

SUBJECT = "The map does not load"
OTHER = "Fares"
CARE = "service@hivetaxi.example"


@pytest.mark.clause("C-28")
class TestNudges:
    """ "Any news?" """

    def test_one_of_another_client_opens_a_ticket_of_his_own(self, world: World) -> None:
        ticket = world.ticket()
        mine = process(letter("Any news?", sender="eve@globex.example", subject=f"Re: {SUBJECT}"))
        assert mine.ticket != ticket
        assert ticket.messages.count() == 1

    def test_one_of_a_colleague_opens_a_ticket_of_its_own(self, world: World) -> None:
        ticket = world.ticket()
        assert process(letter("Any news?", sender="dora@acme.example", subject=SUBJECT)).ticket != ticket

    def test_under_the_same_subject_it_joins_and_is_marked(self, world: World) -> None:
        ticket = world.ticket()
        arrival = process(letter("Two days have passed, what about the map?", subject=f"Re: {SUBJECT}"))
        assert (arrival.ticket, arrival.why, entry(arrival).purpose) == (ticket, "nudge", "nudge")
        assert Event.objects.get(stream=ticket.stream, verb="nudged").by == world.carl
        assert Ticket.objects.count() == 1

    def test_a_pure_one_joins_the_newest_under_any_subject(self, world: World) -> None:
        _older, newer = world.ticket(subject="One"), world.ticket(subject="Two")
        arrival = process(letter("Есть новости?", subject="Вопрос"))
        assert (arrival.ticket, entry(arrival).purpose) == (newer, "nudge")

    def test_an_answer_to_our_letter_may_be_one(self, world: World) -> None:
        ticket = world.ticket()
        assert entry(process(letter("Any news?", subject=f"[#{ticket.pk}]"))).purpose == "nudge"
        told = process(letter("It is on all servers.", subject=f"[#{ticket.pk}]", message_id="<2@x>"))
        assert entry(told).purpose == ""

    def test_a_new_question_opens_a_ticket(self, world: World) -> None:
        ticket = world.ticket()
        assert process(letter("The fares are wrong.", subject=OTHER)).ticket != ticket

    def test_a_subject_that_says_nothing_joins_nothing(self, world: World) -> None:
        ticket = world.ticket(subject="Вопрос")
        assert process(letter("Как поменять тариф?", subject="Вопрос")).ticket != ticket

    def test_of_ended_ones_it_reminds_nobody(self, world: World) -> None:
        ticket = world.ticket()
        resolve(ticket, "Update it.", by=world.anna, at=NOW)
        assert process(letter("Any news?", subject=SUBJECT)).ticket != ticket

    def test_a_long_letter_under_the_subject_joins_as_what_it_is(self, world: World) -> None:
        ticket = world.ticket()
        arrival = process(letter("It also happens on the second server. " * 10, subject=SUBJECT))
        assert (arrival.ticket, entry(arrival).purpose) == (ticket, "")
        sent_with_file = process(with_file().replace(b"<1@acme.example>", b"<3@acme.example>"))
        assert (sent_with_file.ticket, entry(sent_with_file).purpose) == (ticket, "")

    def test_it_moves_no_clock_and_no_place(self, world: World) -> None:
        ticket = world.ticket()
        answer(ticket, "We look.", by=world.anna, at=MONDAY_NOON + timedelta(minutes=1))
        ticket.refresh_from_db()
        before, place = list(Clock.objects.order_by("pk").values()), ticket.queue_key
        process(letter("Any news?", subject=SUBJECT), hours=2)
        ticket.refresh_from_db()
        assert list(Clock.objects.order_by("pk").values()) == before
        assert (ticket.queue_key, ticket.reply_owed_since) == (place, MONDAY_NOON + timedelta(hours=2))

    def test_it_does_not_answer_our_question(self, world: World) -> None:
        ticket = world.ticket()
        ask(ticket, "Which version?", by=world.anna, at=MONDAY_NOON + timedelta(minutes=1))
        process(letter("Any news?", subject=SUBJECT), hours=2)
        ticket.refresh_from_db()
        assert ticket.waits_for == "client"

    def test_it_is_answered_politely(self, world: World) -> None:
        world.ticket()
        process(letter("Any news?", subject=SUBJECT))
        handle_due(NOW)
        assert "we have your request" in Outgoing.objects.get(kind="nudged").text.lower()

    def test_a_person_of_two_companies_is_understood(self, world: World) -> None:
        ticket = world.ticket()
        join_company(world.carl, world.globex)
        assert process(letter("Any news?", subject=SUBJECT)).ticket == ticket


@pytest.mark.clause("C-62")
class TestComplaints:
    """Letters to the address the document names."""

    @pytest.fixture(autouse=True)
    def _mailbox(self, world: World) -> None:
        Mailbox.objects.create(desk=world.desk, address=CARE, activated_at=MONDAY_NOON)

    def test_a_strangers_waits_for_people(self, world: World) -> None:
        ticket = world.ticket()
        raw = letter("Slow!", sender="who@elsewhere.example", to=CARE, subject=f"[#{ticket.pk}]")
        assert process(raw, to=CARE).why == "unknown-sender"

    def test_another_clients_finds_no_foreign_ticket(self, world: World) -> None:
        ticket = world.ticket()
        raw = letter("Slow!", sender="eve@globex.example", to=CARE, subject=f"[#{ticket.pk}]")
        assert process(raw, to=CARE).why == "which-request"

    def test_it_finds_its_ticket_by_the_number(self, world: World) -> None:
        ticket = world.ticket()
        arrival = process(letter("Nobody answers!", to=CARE, subject=f"Жалоба [#{ticket.pk}]"), to=CARE)
        assert (arrival.ticket, arrival.why, entry(arrival).purpose) == (ticket, "complaint", "complaint")
        assert Event.objects.get(stream=ticket.stream, verb="complained").data["addressee"] == "account-service"

    def test_without_a_number_it_is_about_his_only_open_one(self, world: World) -> None:
        ticket = world.ticket()
        assert process(letter("Nobody answers!", to=CARE, subject="Жалоба"), to=CARE).ticket == ticket

    def test_of_several_people_ask_which(self, world: World) -> None:
        world.ticket()
        world.ticket(subject="Another")
        assert process(letter("Nobody answers!", to=CARE, subject="Жалоба"), to=CARE).why == "which-request"

    def test_and_he_is_asked_which(self, world: World) -> None:
        process(letter("Nobody answers!", to=CARE, subject="Жалоба"), to=CARE)
        handle_due(NOW)
        asked = Outgoing.objects.get()
        assert (asked.kind, asked.to_address) == ("which-request", "carl@acme.example")
        assert (asked.person, asked.from_address) == (world.carl, CARE)
        assert "which request" in asked.text

    def test_an_ended_one_stays_ended(self, world: World) -> None:
        ticket = world.ticket()
        resolve(ticket, "Update it.", by=world.anna, at=NOW)
        assert process(letter("Rude!", to=CARE, subject=f"[#{ticket.pk}]"), to=CARE).ticket == ticket
        ticket.refresh_from_db()
        assert not ticket.is_open
