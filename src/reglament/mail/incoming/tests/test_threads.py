"""Which ticket a letter joins, and who may (C-05, C-53)."""

from datetime import timedelta
from typing import Any

import pytest

from reglament.directory.models import Person
from reglament.directory.registering import join_company, register_person
from reglament.events.models import Event
from reglament.lib.refused import Refused
from reglament.mail.incoming.tests.test_arrivals_sweep import NOW, entry, process, sent_letter, ticket_of
from reglament.mail.models import Mailbox
from reglament.mail.outgoing import reply_tokens
from reglament.mail.tests.posting import letter
from reglament.regulation.editions.publishing import publish
from reglament.testing.world import MONDAY_NOON, World
from reglament.tickets.conversation.writing import vouch
from reglament.tickets.course.closing import close
from reglament.tickets.course.ending import resolve
from reglament.tickets.course.merging import merge
from reglament.tickets.models import Clock, Ticket

FORGED = "Authentication-Results: mx.north.example; dmarc=fail header.from=acme.example"
OTHER = "Fares"


def proven(domain: str) -> str:
    """The server's word that the sender is of `domain`."""
    return f"Authentication-Results: mx.north.example; dmarc=pass header.from={domain}"


@pytest.fixture(autouse=True)
def _server(world: World) -> None:
    Mailbox.objects.update(authserv_id="mx.north.example")


class TestStrangers:
    """Who may not, first."""

    def test_a_forwarded_token_lets_no_stranger_in(self, world: World) -> None:
        ticket = world.ticket()
        mine = process(letter(sender="eve@globex.example", subject=OTHER), to=support(ticket, world.carl))
        assert ticket_of(mine) != ticket
        assert ticket_of(mine).claims_to_belong_to == ticket
        assert Event.objects.get(stream=ticket.stream, verb="claimed").data == {"ticket": ticket_of(mine).pk}

    def test_an_unknown_sender_with_a_token_waits_in_triage(self, world: World) -> None:
        ticket = world.ticket()
        arrival = process(letter(sender="who@elsewhere.example"), to=support(ticket, world.carl))
        assert (arrival.state, arrival.why) == ("triage", "unknown-sender")
        assert ticket.messages.count() == 1

    def test_who_answers_a_letter_of_another_company_gets_a_ticket_of_his_own(self, world: World) -> None:
        first = process(letter())
        mine = process(letter("Me too", sender="eve@globex.example", subject=OTHER, message_id="<2@g>", headers=[RE]))
        assert ticket_of(mine) != ticket_of(first)

    def test_a_colleague_gets_a_ticket_of_his_own(self, world: World) -> None:
        ticket, _ = world.ticket(), colleague(world)
        mine = process(letter(sender="gleb@acme.example", subject=f"[#{ticket.pk}]"))
        assert ticket_of(mine).claims_to_belong_to == ticket

    def test_where_the_document_says_so_a_colleague_joins(self, world: World) -> None:
        ticket, gleb = world.ticket(), colleague(world)
        rule(world, 'colleagues = "join"')
        joined = process(letter(sender="gleb@acme.example", subject=f"[#{ticket.pk}]"))
        assert (joined.ticket, entry(joined).author) == (ticket, gleb)
        assert not Ticket.objects.visible_to(gleb).exists()

    def test_who_left_the_company_does_not(self, world: World) -> None:
        ticket, gleb = world.ticket(), colleague(world)
        rule(world, 'colleagues = "join"')
        gleb.memberships.update(left_at=MONDAY_NOON)
        assert process(letter(sender="gleb@acme.example", subject=f"[#{ticket.pk}]")).why == "no-company"

    def test_the_agent_of_another_desk_is_a_stranger(self, world: World) -> None:
        ticket = world.ticket()
        token = support(ticket, world.fyodor)
        arrival = process(letter(sender="fyodor@south.example", headers=[proven("south.example")]), to=token)
        assert (arrival.state, arrival.why) == ("triage", "unknown-sender") or arrival.why == "no-company"


@pytest.mark.clause("C-05")
class TestForgedLetters:
    """Found forged by the server we believe."""

    def test_one_with_a_token_adds_its_text_and_nothing_else(self, world: World) -> None:
        ticket = world.ticket()
        resolve(ticket, "Update it.", by=world.anna, at=NOW)
        clocks = list(Clock.objects.values())
        arrival = process(letter("It is broken again", headers=[FORGED]), to=support(ticket, world.carl))
        ticket.refresh_from_db()
        assert (arrival.ticket, arrival.why, arrival.proof) == (ticket, "unverified", "failed")
        assert (entry(arrival).text, entry(arrival).proof) == ("It is broken again", "failed")
        assert (ticket.is_open, ticket.reply_owed_since) == (False, None)
        assert list(Clock.objects.values()) == clocks

    def test_only_a_colleague_may_vouch_for_one(self, world: World) -> None:
        ticket = world.ticket()
        message = entry(process(letter("Again", headers=[FORGED]), to=support(ticket, world.carl)))
        for person in (world.eve, world.fyodor, world.carl, world.dora):
            with pytest.raises(Refused):
                vouch(ticket, message, by=person, at=NOW)

    def test_one_that_a_colleague_vouches_for_counts_from_its_arrival_and_once(self, world: World) -> None:
        ticket = world.ticket()
        resolve(ticket, "Update it.", by=world.anna, at=MONDAY_NOON)
        message = entry(process(letter("Again", headers=[FORGED]), to=support(ticket, world.carl)))
        vouch(ticket, message, by=world.anna, at=NOW)
        vouch(ticket, message, by=world.bo, at=NOW)
        ticket.refresh_from_db()
        assert (ticket.is_open, ticket.reply_owed_since) == (True, MONDAY_NOON)
        assert Event.objects.get(stream=ticket.stream, verb="vouched").by == world.anna
        assert Event.objects.get(stream=ticket.stream, verb="wrote").by == world.carl
        assert message.proof == "failed"

    def test_one_that_answers_our_letter_adds_its_text(self, world: World, settings: Any) -> None:
        ticket = world.ticket()
        ours = sent_letter(ticket, key="5.ack.3", domain=settings.MAIL_DOMAIN)
        assert process(letter(headers=[FORGED, f"In-Reply-To: <{ours}>"])).why == "unverified"
        assert ticket.messages.count() == 2

    def test_the_number_a_clients_letter_and_the_subject_are_not_enough(self, world: World) -> None:
        first = process(letter())
        for number, how in enumerate((f"[#{first.ticket_id}]", "The map does not load", OTHER)):
            arrival = process(letter("Hm", subject=how, message_id=f"<f{number}@x>", headers=[FORGED, RE]))
            assert (arrival.state, arrival.why) == ("triage", "unverified")
        assert ticket_of(first).messages.count() == 1

    def test_nobody_elses_token_helps(self, world: World) -> None:
        ticket = world.ticket()
        forged = letter(sender="eve@globex.example", headers=[FORGED])
        assert process(forged, to=support(ticket, world.carl)).why == "unverified"

    def test_results_of_another_server_change_nothing(self, world: World) -> None:
        arrival = process(letter(headers=["Authentication-Results: evil.example; dmarc=fail"]))
        assert (arrival.state, arrival.proof) == ("joined", "none")

    def test_what_was_proven_is_kept_on_the_message(self, world: World) -> None:
        arrival = process(letter(headers=[proven("acme.example")]))
        assert (arrival.proof, entry(arrival).proof) == ("passed", "passed")

    def test_where_the_document_says_so_a_letter_without_proof_does_no_more(self, world: World) -> None:
        ticket = world.ticket()
        rule(world, 'unproven = "unverified"')
        assert process(letter(subject=OTHER)).why == "unverified"
        assert process(letter("Hm", message_id="<2@x>"), to=support(ticket, world.carl)).why == "unverified"
        header = proven("acme.example")
        assert process(letter("Hm", subject=OTHER, message_id="<3@x>", headers=[header])).state == "joined"


@pytest.mark.clause("C-05")
class TestLettersOfColleagues:
    """Of the desk's own people."""

    def test_with_proof_and_a_token_of_his_own_an_agent_notes(self, world: World) -> None:
        ticket = world.ticket()
        arrival = process(staff("He means the fares."), to=support(ticket, world.anna))
        assert (arrival.state, arrival.why, arrival.ticket) == ("joined", "staff-note", ticket)
        assert (entry(arrival).kind, entry(arrival).author, entry(arrival).text) == (
            "note",
            world.anna,
            "He means the fares.",
        )

    def test_or_answers_where_the_document_says_so(self, world: World) -> None:
        ticket = world.ticket()
        rule(world, 'staff-letters = "answer"')
        arrival = process(staff("Please update."), to=support(ticket, world.anna))
        ticket.refresh_from_db()
        assert (entry(arrival).kind, ticket.reply_owed_since) == ("answer", None)
        assert Event.objects.get(stream=ticket.stream, verb="answered").by == world.anna

    def test_what_answers_our_question_for_approval_stays_among_us(self, world: World, settings: Any) -> None:
        ticket = world.ticket()
        rule(world, 'staff-letters = "answer"')
        asked = sent_letter(ticket, key="5.approval-asked.7", domain=settings.MAIL_DOMAIN)
        arrival = process(staff("Yes.", f"In-Reply-To: <{asked}>"), to=support(ticket, world.anna))
        assert entry(arrival).kind == "note"

    @pytest.mark.parametrize("field", ["X-Nothing: 1", FORGED, "Authentication-Results: evil.example; dmarc=pass"])
    def test_without_proof_it_does_nothing(self, world: World, field: str) -> None:
        ticket = world.ticket()
        arrival = process(letter(sender="anna@north.example", headers=[field]), to=support(ticket, world.anna))
        assert (arrival.state, arrival.why) == ("triage", "from-agent")
        assert ticket.messages.count() == 1

    def test_a_colleagues_token_or_a_number_does_nothing(self, world: World) -> None:
        ticket = world.ticket()
        assert process(staff("Hm"), to=support(ticket, world.bo)).why == "from-agent"
        assert process(staff("Hm", subject=f"[#{ticket.pk}]", message_id="<2@n>")).why == "from-agent"
        assert ticket.messages.count() == 1


@pytest.mark.clause("C-53")
class TestThreads:
    """The ways to a ticket."""

    @pytest.mark.parametrize("prefix", ["Re", "AW", "WG", "FW", "Fwd", "Отв", "Пер", "Re[2]", "Re: AW"])
    def test_the_number_counts_under_every_prefix(self, world: World, prefix: str) -> None:
        ticket = world.ticket()
        assert process(letter("Still grey.", subject=f"{prefix}: map [#{ticket.pk}]")).ticket == ticket

    def test_a_second_letter_that_answers_his_first_joins_it(self, world: World) -> None:
        first = process(letter())
        second = process(letter("P.S. On all servers.", subject=OTHER, message_id="<2@acme.example>", headers=[RE]))
        assert (second.ticket, second.answers) == (first.ticket, "1@acme.example")

    def test_a_reply_that_came_before_what_it_answers_is_joined_by_it(self, world: World) -> None:
        reply = process(letter("P.S. On all servers.", subject=OTHER, message_id="<2@acme.example>", headers=[RE]))
        assert process(letter(), hours=1).ticket == ticket_of(reply)
        assert Ticket.objects.count() == 1

    def test_to_two_mailboxes_of_a_desk_with_and_without_a_token_it_is_one_entry(self, world: World) -> None:
        Mailbox.objects.create(desk=world.desk, address="help@north.example", activated_at=MONDAY_NOON)
        ticket = world.ticket()
        both = letter("Still grey.", to=f"help@north.example, {support(ticket, world.carl)}", subject=OTHER)
        assert process(both, to="help@north.example").ticket == ticket
        assert process(both, to=support(ticket, world.carl)).state == "same"
        assert ticket.messages.count() == 2

    def test_what_was_merged_is_joined_where_it_goes_on(self, world: World) -> None:
        ticket, into = world.ticket(subject="One"), world.ticket(subject="Two")
        merge(ticket, into, by=world.anna, at=NOW)
        ticket.refresh_from_db()
        assert (ticket.resolved_as, ticket.merged_into) == ("duplicate", into)
        assert {clock.outcome for clock in Clock.objects.filter(ticket=ticket)} == {"cancelled"}
        assert process(letter("Still grey.", subject=f"[#{ticket.pk}]")).ticket == into

    def test_a_letter_with_a_thousand_references_costs_a_few_questions(
        self, world: World, django_assert_max_num_queries: Any, settings: Any
    ) -> None:
        ours = " ".join(f"<reglament.{number}.ack.1@{settings.MAIL_DOMAIN}>" for number in range(1000))
        with django_assert_max_num_queries(120):
            assert process(letter(headers=[f"References: {ours}"])).state == "joined"


@pytest.mark.clause("C-61")
class TestEndedOnes:
    """A reply to what was resolved."""

    def test_it_reopens_what_may_be_reopened(self, world: World) -> None:
        ticket = ended(world)
        assert process(letter("It is back.", subject=f"[#{ticket.pk}]")).ticket == ticket
        ticket.refresh_from_db()
        assert ticket.is_open

    def test_later_it_is_a_request_of_its_own_that_follows(self, world: World) -> None:
        rule(world, 'within = "3 calendar days"\ncalendar = "omsk"', section="reopening")
        ticket = ended(world)
        assert process(letter("It is back.", subject=f"[#{ticket.pk}]"), hours=24).ticket == ticket
        ticket = ended(world)
        late = process(letter("It is back!", subject=f"[#{ticket.pk}]", message_id="<2@x>"), hours=24 * 9)
        assert (late.why, ticket_of(late).follows) == ("follows", ticket)
        assert (ticket_of(late).requester, ticket_of(late).company) == (world.carl, world.acme)
        ticket.refresh_from_db()
        assert not ticket.is_open

    def test_or_people_decide_where_the_document_refuses_it(self, world: World) -> None:
        rule(world, 'within = "3 calendar days"\nafterwards = "refused"', section="reopening")
        ticket = ended(world)
        late = process(letter("It is back.", subject=f"[#{ticket.pk}]"), hours=24 * 9)
        assert (late.state, late.why) == ("triage", "too-late")


RE = "In-Reply-To: <1@acme.example>"


def support(ticket: Ticket, person: Person) -> str:
    return f"support+{reply_tokens.token_for(ticket.pk, person.pk)}@north.example"


def staff(text: str, *headers: str, subject: str = "Re: map", message_id: str = "<1@north.example>") -> bytes:
    sender = "Anna <anna@north.example>"
    return letter(
        text, sender=sender, subject=subject, message_id=message_id, headers=[proven("north.example"), *headers]
    )


def colleague(world: World) -> Person:
    gleb = register_person("Gleb", "gleb@acme.example", at=MONDAY_NOON)
    join_company(gleb, world.acme)
    return gleb


def ended(world: World) -> Ticket:
    ticket = world.ticket()
    resolve(ticket, "Update it.", by=world.anna, at=NOW)
    close(ticket, by=world.anna, at=NOW + timedelta(hours=1))
    return ticket


def rule(world: World, lines: str, *, section: str = "intake") -> None:
    """Publish the desk's regulation with `lines` in `section`; the contract follows it."""
    text = world.contract.edition.text.replace(f"[{section}]", f"[{section}]\n{lines}\n#", 1)
    edition = publish(world.desk, text, by=None, at=MONDAY_NOON - timedelta(days=1))
    world.contract.edition = edition
    world.contract.save()
