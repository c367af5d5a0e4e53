import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from reglament.directory.models import Address, Client, Membership
from reglament.directory.registering import join_company, register_domain
from reglament.events.models import Event
from reglament.lib import store as files
from reglament.mail.format.composer import message_id
from reglament.mail.incoming.arrivals import store
from reglament.mail.incoming.arrivals_sweep import MOST_ATTEMPTS, process_arrivals
from reglament.mail.models import Arrival, Mailbox, Outgoing
from reglament.mail.outgoing import reply_tokens
from reglament.mail.tests.posting import letter
from reglament.regulation.loading import library
from reglament.testing.losing import path_in_store
from reglament.testing.world import MONDAY_NOON, World, build_world
from reglament.tickets.models import Message, Ticket

NOW = MONDAY_NOON + timedelta(seconds=10)


@pytest.mark.clause("C-04")
@pytest.mark.clause("C-50")
def test_a_registered_address_gives_person_company_and_level(world: World) -> None:
    arrival = process(letter())
    ticket = Ticket.objects.get()
    assert (ticket.requester, ticket.company, ticket.level, ticket.channel) == (world.carl, world.acme, "vip", "email")
    assert (ticket.subject, ticket.received_at) == ("The map does not load", MONDAY_NOON)
    assert (arrival.state, arrival.ticket, arrival.entry) == ("joined", ticket, ticket.messages.get())


def test_processing_twice_makes_one_entry(world: World) -> None:
    arrival = process(letter())
    Arrival.objects.update(state="stored", held_until=None)
    process_arrivals(NOW)
    assert Ticket.objects.count() == Message.objects.count() == 1
    assert arrival.state == "joined"


def test_the_same_letter_by_two_ways_is_one_entry_and_two_arrivals(world: World) -> None:
    process(letter())
    copy = process(letter(headers=["Received: from elsewhere.example"]), way=Mailbox.Way.PIPE)
    assert (copy.state, copy.same_as, copy.ticket) == ("same", Arrival.objects.order_by("pk")[0], Ticket.objects.get())


def test_the_same_letter_to_two_mailboxes_of_a_desk_is_one_entry(world: World) -> None:
    Mailbox.objects.create(desk=world.desk, address="help@north.example", activated_at=MONDAY_NOON)
    process(letter())
    assert process(letter(), to="help@north.example").state == "same"


def test_the_same_letter_to_two_desks_is_two_tickets(world: World) -> None:
    register_for_south(world)
    process(letter())
    process(letter(), to="support@south.example")
    assert sorted(Ticket.objects.values_list("desk__slug", flat=True)) == ["north", "south"]


def test_other_words_under_a_known_message_id_are_a_second_entry_and_flagged(world: World) -> None:
    process(letter())
    assert process(letter("Quite another matter.", subject="The fares")).why == "id-seen-before"
    assert Ticket.objects.count() == 2


def test_without_a_message_id_the_same_words_within_a_day_are_the_same_letter(world: World) -> None:
    process(letter(message_id=None))
    assert process(letter(message_id=None), hours=23).state == "same"
    assert process(letter(message_id=None), hours=25).state == "joined"


@pytest.mark.clause("C-04")
def test_an_unknown_sender_waits_in_triage_and_is_not_lost(world: World) -> None:
    arrival = process(letter(sender="Stranger <who@elsewhere.example>"))
    assert (arrival.state, arrival.why, arrival.sender) == ("triage", "unknown-sender", "who@elsewhere.example")
    assert not Ticket.objects.exists()
    assert Event.objects.get(stream=arrival.stream).verb == "triaged"


@pytest.mark.clause("C-04")
def test_a_domain_rule_makes_the_sender_a_contact_of_the_company(world: World) -> None:
    register_domain(world.acme, "acme-north.example")
    process(letter(sender="Newcomer <new@acme-north.example>"))
    ticket = Ticket.objects.get()
    assert (ticket.requester.name, ticket.company) == ("Newcomer", world.acme)
    assert Address.objects.get(email="new@acme-north.example").person == ticket.requester
    assert Membership.objects.get(person=ticket.requester).role == "contact"


@pytest.mark.clause("C-05")
def test_a_forged_letter_registers_nobody(world: World) -> None:
    register_domain(world.acme, "acme-north.example")
    Mailbox.objects.update(authserv_id="mx.north.example")
    forged = letter(sender="new@acme-north.example", headers=["Authentication-Results: mx.north.example; dmarc=fail"])
    assert process(forged).why == "unverified"
    assert not Address.objects.filter(email="new@acme-north.example").exists()


def test_a_person_of_two_companies_is_left_to_people(world: World) -> None:
    join_company(world.carl, world.globex)
    assert process(letter()).why == "several-companies"


def test_an_agents_letter_is_left_to_people(world: World) -> None:
    assert process(letter(sender="anna@north.example")).why == "from-agent"


def test_a_client_of_another_desk_is_left_to_people(world: World) -> None:
    assert process(letter(), to="support@south.example").why == "no-company"


@pytest.mark.clause("C-53")
def test_a_reply_token_joins(world: World) -> None:
    ticket = world.ticket()
    token = reply_tokens.token_for(ticket.pk, world.carl.pk)
    reply = process(letter("Any news?", subject="Hello"), to=f"support+{token.upper()}@north.example")
    assert (reply.ticket, entry(reply).text) == (ticket, "Any news?")


@pytest.mark.clause("C-53")
def test_an_answer_to_our_own_letter_joins(world: World, settings: Any) -> None:
    ticket = world.ticket()
    ours = sent_letter(ticket, key="5.ack.3", domain=settings.MAIL_DOMAIN)
    reply = process(letter("Thanks", subject="Hello", headers=[f"References: <other@x.example> <{ours}>"]))
    assert reply.ticket == ticket


@pytest.mark.clause("C-53")
def test_the_number_in_the_subject_joins(world: World) -> None:
    ticket = world.ticket()
    assert process(letter("Any news?", subject=f"Re: [#{ticket.pk}] map")).ticket == ticket


@pytest.mark.clause("C-53")
def test_a_representative_may_join_his_companys_ticket(world: World) -> None:
    ticket = world.ticket()
    joined = process(letter("We wait.", sender="dora@acme.example", subject=f"[#{ticket.pk}]"))
    assert (joined.ticket, entry(joined).author) == (ticket, world.dora)


@pytest.mark.clause("C-53")
def test_everybody_else_gets_a_ticket_of_his_own_that_claims_to_belong(world: World) -> None:
    ticket = world.ticket()
    join_company(world.eve, world.globex)
    token = reply_tokens.token_for(ticket.pk, world.carl.pk)
    mine = process(letter(sender="eve@globex.example", subject=f"[#{ticket.pk}]"), to=f"support+{token}@north.example")
    assert mine.why == "claims-to-belong"
    assert ticket_of(mine).claims_to_belong_to == ticket
    assert (ticket_of(mine).requester, ticket.messages.count()) == (world.eve, 1)


@pytest.mark.clause("C-05")
def test_a_forged_letter_does_not_join_by_the_number_alone(world: World) -> None:
    ticket = world.ticket()
    Mailbox.objects.update(authserv_id="mx.north.example")
    forged = letter(subject=f"[#{ticket.pk}]", headers=["Authentication-Results: mx.north.example; dmarc=fail"])
    assert process(forged).ticket != ticket


def test_a_ticket_of_another_desk_is_never_joined(world: World) -> None:
    register_for_south(world)
    ticket = world.ticket()
    other = process(letter(subject=f"[#{ticket.pk}]"), to="support@south.example")
    assert ticket_of(other).claims_to_belong_to is None
    assert ticket_of(other).desk == world.other_desk


def test_a_vacation_answer_is_logged_on_its_ticket_and_changes_nothing(world: World) -> None:
    ticket = world.ticket()
    logged = process(letter("I am away", subject=f"[#{ticket.pk}]", headers=["Auto-Submitted: auto-replied"]))
    assert (logged.state, logged.why, logged.ticket, logged.entry) == ("logged", "auto-reply", ticket, None)
    assert ticket.messages.count() == 1
    assert not Event.objects.filter(stream=ticket.stream, verb="wrote").exists()


def test_a_vacation_answer_of_nobodys_ticket_opens_none(world: World) -> None:
    assert process(letter("I am away", headers=["Auto-Submitted: auto-replied"])).state == "logged"
    assert not Ticket.objects.exists()


def test_a_letter_through_a_list_opens_a_ticket_but_gets_no_automatic_answer(world: World) -> None:
    arrival = process(letter(headers=["List-Id: <drivers.acme.example>"]))
    assert (arrival.state, arrival.silent) == ("joined", "list")


def test_the_null_sender_is_never_answered(world: World) -> None:
    arrival = process(letter(), envelope_from="<>")
    assert arrival.silent == "null-return-path"


@pytest.mark.clause("C-51")
def test_a_letter_is_never_dropped_for_its_channel(world: World) -> None:
    process(letter())
    assert Ticket.objects.get().channel == "email"


@pytest.mark.clause("C-51")
def test_a_letter_by_a_way_that_is_not_its_levels_waits_for_people(tmp_path: Path, db: Any) -> None:
    by_letter = 'channels = ["email", "paper"'
    text = library.text("rosinfotech")
    assert by_letter in text
    stricter = tmp_path / "stricter.toml"
    stricter.write_text(text.replace(by_letter, 'channels = ["paper"'))
    build_world(regulation=str(stricter), level="initial")
    arrival = process(letter())
    assert (arrival.state, arrival.why) == ("triage", "unofficial-channel")
    assert not Ticket.objects.exists()


def test_what_is_newly_written_is_the_message_and_the_whole_is_kept(world: World) -> None:
    ticket = world.ticket()
    words = "It works now.\n\nOn Mon, 2 Mar 2026, Anna wrote:\n> Please try again."
    message = entry(process(letter(words, subject=f"[#{ticket.pk}]")))
    assert message.text == "It works now."
    assert "> Please try again." in message.full_text


def test_files_lie_in_the_store_and_on_the_message(world: World) -> None:
    message = entry(process(with_file()))
    attachment = message.attachments.get()
    assert (attachment.filename, attachment.content_type) == ("map.png", "image/png")
    assert files.get(attachment.sha256) == b"\x89PNG\r\n"


def test_an_old_letter_is_imported_without_a_promise(world: World) -> None:
    process(letter(), imported=True)
    assert Ticket.objects.get().next_due is None


def test_a_letter_that_breaks_us_is_parked_and_blocks_nobody(world: World) -> None:
    poison, good = keep(letter(message_id="<2@acme.example>")), keep(letter())
    path_in_store(poison.sha256).unlink()
    for minutes in range(MOST_ATTEMPTS):
        process_arrivals(NOW + timedelta(minutes=minutes))
    poison.refresh_from_db()
    good.refresh_from_db()
    assert (poison.state, good.state) == ("parked", "joined")
    assert "FileNotFoundError" in poison.error
    assert Event.objects.get(stream=poison.stream).verb == "parked"


def test_a_letter_outlasts_a_disk_that_takes_no_file(world: World) -> None:
    arrival = keep(with_file())
    picture = path_in_store(hashlib.sha256(b"\x89PNG\r\n").hexdigest())
    in_the_way = picture.parents[1]
    in_the_way.write_bytes(b"")
    for hours in range(MOST_ATTEMPTS * 2):
        process_arrivals(NOW + timedelta(hours=hours))
    arrival.refresh_from_db()
    assert (arrival.state, arrival.attempts) == ("stored", MOST_ATTEMPTS * 2)
    assert "NotADirectoryError" in arrival.error
    in_the_way.unlink()
    process_arrivals(arrival.next_try_at)
    arrival.refresh_from_db()
    assert entry(arrival).attachments.get().filename == "map.png"


def test_bytes_that_are_no_letter_are_not_lost(world: World) -> None:
    assert process(b"\x00\xff\x00 what is this").why == "no-sender"


def test_a_sender_longer_than_any_address_is_left_to_people(world: World) -> None:
    register_domain(world.acme, "acme.example")
    arrival = process(letter(sender=f"{'a' * 300}@acme.example"))
    assert (arrival.state, arrival.why) == ("triage", "no-sender")


def test_zero_bytes_in_a_letter_reach_no_row(world: World) -> None:
    message = entry(process(letter("one\0two", subject="a\0b")))
    assert "\0" not in message.text + message.full_text + message.ticket.subject


def sent_letter(ticket: Ticket, *, key: str, domain: str) -> str:
    outgoing = Outgoing.objects.create(
        ticket=ticket,
        key=key,
        message_id=message_id(key, domain),
        kind="ack",
        to_address="carl@acme.example",
        from_address="support@north.example",
        language="en",
        made_at=NOW,
        send_after=NOW,
        next_try_at=NOW,
    )
    return outgoing.message_id


def register_for_south(world: World) -> None:
    Client.objects.create(desk=world.other_desk, company=world.acme)


def keep(
    raw: bytes,
    *,
    to: str = "support@north.example",
    way: Mailbox.Way = Mailbox.Way.LISTENER,
    hours: int = 0,
    imported: bool = False,
    envelope_from: str = "carl@acme.example",
) -> Arrival:
    local, _, domain = to.partition("@")
    at = MONDAY_NOON + timedelta(hours=hours)
    return store(
        raw,
        mailbox=Mailbox.objects.get(address=f"{local.partition('+')[0]}@{domain}"),
        way=way,
        received_at=at,
        at=at,
        envelope_from=envelope_from,
        envelope_to=to,
        imported=imported,
    )


def process(raw: bytes, **how: object) -> Arrival:
    arrival = keep(raw, **how)  # type: ignore[arg-type]
    process_arrivals(arrival.stored_at + timedelta(seconds=10))
    arrival.refresh_from_db()
    return arrival


def entry(arrival: Arrival) -> Message:
    assert arrival.entry is not None
    return arrival.entry


def ticket_of(arrival: Arrival) -> Ticket:
    assert arrival.ticket is not None
    return arrival.ticket


def with_file() -> bytes:
    return letter(headers=[]).replace(
        b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n",
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee the picture.\r\n"
        b"--b\r\nContent-Type: image/png; name=map.png\r\nContent-Disposition: attachment; filename=map.png\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\niVBORw0K\r\n--b--\r\n",
    )
