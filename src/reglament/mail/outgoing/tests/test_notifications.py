from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from reglament.directory.models import Person
from reglament.events.handling import handle_due
from reglament.events.models import Event, Handling
from reglament.mail.incoming.tests.test_arrivals_sweep import process, ticket_of
from reglament.mail.incoming.triage_decisions import discard
from reglament.mail.models import Arrival, Outgoing
from reglament.mail.outgoing import reply_tokens
from reglament.mail.tests.posting import letter
from reglament.regulation.editions.publishing import publish
from reglament.testing.world import MONDAY_NOON, World
from reglament.tickets.conversation.answering import answer, ask
from reglament.tickets.conversation.speaking import NewFile
from reglament.tickets.conversation.writing import write_as_client
from reglament.tickets.course.closing import reopen
from reglament.tickets.course.ending import redirect, refuse, resolve, withdraw
from reglament.tickets.course.merging import merge
from reglament.tickets.course.opening import NewMessage
from reglament.tickets.course.postponing import postpone, wake
from reglament.tickets.course.starting import start
from reglament.tickets.course.transferring import transfer
from reglament.tickets.emergency.approving import ask_approval
from reglament.tickets.emergency.emergencies import claim_emergency, confirm_emergency, lower_severity

SOON = MONDAY_NOON + timedelta(minutes=5)
LATER = datetime(2026, 3, 9, 6, tzinfo=UTC)


@pytest.mark.clause("C-52")
def test_a_letter_is_acknowledged_with_number_level_severity_and_latest_time(world: World) -> None:
    ticket = ticket_of(process(letter()))
    ack = written("ack")
    assert (ack.to_address, ack.automatic, ack.state) == ("carl@acme.example", True, "waiting")
    for fact in (f"#{ticket.pk}", "VIP", "Mon 2 Mar 2026 15:00 (Omsk)", "Anna"):
        assert fact in ack.text
        assert fact in ack.html
    assert ack.subject == f"Re: The map does not load [#{ticket.pk}]"
    assert (ack.in_reply_to, ack.references) == ("1@acme.example", "1@acme.example")


@pytest.mark.clause("C-52")
def test_a_reader_that_runs_twice_writes_one_letter(world: World) -> None:
    process(letter())
    written("ack")
    Handling.objects.update(done_at=None)
    assert written("ack")


def test_the_reply_address_tells_ticket_and_person_of_the_letter(world: World) -> None:
    ticket = ticket_of(process(letter()))
    local, _, domain = written("ack").reply_to.partition("@")
    assert domain == "north.example"
    assert reply_tokens.read(local.removeprefix("support+")) == (ticket.pk, world.carl.pk)


def test_a_letter_is_in_the_recipients_language_never_the_agents(world: World) -> None:
    Person.objects.filter(pk=world.carl.pk).update(language="")
    with translation.override("en"):
        process(letter())
        assert "зарегистрировано" in written("ack").text  # the company's language


def test_times_are_told_in_the_recipients_zone(world: World) -> None:
    Person.objects.filter(pk=world.carl.pk).update(zone="Europe/Moscow")
    process(letter())
    assert "Mon 2 Mar 2026 12:00 (Moscow)" in written("ack").text


@pytest.mark.clause("C-26")
def test_outside_the_acceptance_window_the_acknowledgement_says_when_it_is_accepted(world: World) -> None:
    saturday = datetime(2026, 2, 28, 10, tzinfo=UTC)
    world.ticket(desk=world.other_desk, company=None, at=saturday)
    assert "Accepted: Mon 2 Mar 2026 09:00 (Moscow)." in written("ack").text


@pytest.mark.clause("C-55")
def test_what_a_request_must_contain_is_asked_for_in_the_first_letter(world: World) -> None:
    kind = next(
        kind for kind in world.desk.regulation.promise.request_types.values() if any(f.required for f in kind.fields)
    )
    world.ticket(request_type=kind.slug)
    wanted = next(field for field in kind.fields if field.required)
    assert f"– {wanted.name.en}" in written("ack").text
    assert "/i/" in written("ack").text


@pytest.mark.clause("C-52")
@pytest.mark.parametrize("header", ["List-Id: <drivers.acme.example>", "X-Auto-Response-Suppress: All"])
def test_no_machine_letter_goes_to_who_may_be_a_machine(world: World, header: str) -> None:
    ticket = ticket_of(process(letter(headers=[header])))
    start(ticket, by=world.anna, at=SOON)
    handle()
    assert not Outgoing.objects.exists()


def test_an_agents_answer_goes_even_to_who_came_through_a_list(world: World) -> None:
    ticket = ticket_of(process(letter(headers=["List-Id: <drivers.acme.example>"])))
    answer(ticket, "It works.", by=world.anna, at=SOON)
    assert not written("answer").automatic


def test_an_imported_letter_is_not_acknowledged(world: World) -> None:
    process(letter(), imported=True)
    handle()
    assert not Outgoing.objects.exists()


def test_over_the_storm_limit_automatic_letters_are_held_in_sight(world: World) -> None:
    for number in range(31):
        process(letter(message_id=f"<{number}@acme.example>", text="The wall is red.", subject=f"Alarm {number}"))
    handle()
    states = list(Outgoing.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["waiting"] * 30 + ["held"]


@pytest.mark.clause("C-53")
def test_the_client_is_told_when_work_begins(world: World) -> None:
    ticket = world.ticket()
    start(ticket, by=world.anna, at=SOON)
    begun = written("started")
    assert f"#{ticket.pk}" in begun.text
    assert "Anna" in begun.text


def test_an_answer_carries_the_agents_words_exactly_and_quotes_what_it_answers(world: World) -> None:
    ticket = ticket_of(process(letter()))
    words = "Try this:\n\n\n    {config} = <1>\n\nBye"
    answer(ticket, words, by=world.anna, at=SOON)
    sent = written("answer")
    assert words in sent.text
    assert "Carl wrote:\n> The map is grey on all three shifts." in sent.text
    assert "{config} = &lt;1&gt;" in sent.html
    assert "The map is grey" in sent.html


@pytest.mark.clause("C-53")
def test_a_conversation_keeps_subject_and_thread(world: World) -> None:
    ticket = ticket_of(process(letter(subject="Re: AW: The map")))
    ack = written("ack")
    answer(ticket, "First.", by=world.anna, at=SOON)
    first = written("answer")
    process(letter("And?", subject=first.subject, message_id="<2@acme.example>"), hours=1)
    resolve(ticket, "Done.", by=world.anna, at=MONDAY_NOON + timedelta(hours=2))
    last = written("resolved")
    assert ack.subject == first.subject == last.subject == f"Re: The map [#{ticket.pk}]"
    assert last.references.split() == ["1@acme.example", ack.message_id, first.message_id, "2@acme.example"]
    assert last.in_reply_to == "2@acme.example"


@pytest.mark.clause("C-19")
def test_an_answer_waits_for_the_answer_window(world: World) -> None:
    late = datetime(2026, 3, 2, 18, tzinfo=UTC)  # 21:00 in Moscow
    ticket = world.ticket(desk=world.other_desk, company=None, at=late)
    answer(ticket, "It works.", by=world.fyodor, at=late)
    assert written("answer").send_after == datetime(2026, 3, 3, 6, tzinfo=UTC)
    assert written("ack").send_after < written("answer").send_after


def test_a_picture_the_answer_names_stands_there_in_the_letter(world: World) -> None:
    screen = NewFile("экран <1>.png", "image/png", 4, "b" * 64, kind="png")
    unnamed = NewFile("other.png", "image/png", 4, "c" * 64, kind="png")
    answer(world.ticket(), "Press here:\n[экран <1>.png]", by=world.anna, at=SOON, files=[screen, unnamed])
    sent = written("answer")
    content_id = f"{'b' * 32}.1@reglament"
    assert f'<img src="cid:{content_id}" alt="экран &lt;1&gt;.png"' in sent.html
    assert "[экран <1>.png]" in sent.text
    assert [(file["inline"], file["content_id"]) for file in sent.attachments] == [(True, content_id), (False, "")]


def test_files_of_an_answer_go_with_it(world: World) -> None:
    ticket = world.ticket()
    file = NewFile("guide.pdf", "application/pdf", 4, "a" * 64)
    answer(ticket, "See the guide.", by=world.anna, at=SOON, files=[file])
    assert [sent["filename"] for sent in written("answer").attachments] == ["guide.pdf"]


def test_a_question_says_that_we_wait(world: World) -> None:
    ask(world.ticket(), "Which version?", by=world.anna, at=SOON)
    assert "Which version?" in written("question").text


@pytest.mark.clause("C-34")
def test_postponing_is_one_letter_with_reason_and_date(world: World) -> None:
    reason = next(iter(world.desk.regulation.promise.postpone.values()))
    postpone(world.ticket(), reason.slug, until=LATER, text="We need the log.", by=world.anna, at=SOON)
    sent = written("postponed")
    assert "We need the log." in sent.text
    assert reason.text.en in sent.text
    assert "Mon 9 Mar 2026 12:00 (Omsk)" in sent.text
    assert not Outgoing.objects.filter(kind="answer").exists()


def test_the_reason_of_a_postponement_is_found_wherever_its_event_stands(world: World) -> None:
    first, second, *_ = world.desk.regulation.promise.postpone.values()
    ticket = world.ticket()
    postpone(ticket, first.slug, until=LATER, text="We need the log.", by=world.anna, at=SOON)
    postpone(ticket, second.slug, until=LATER, text="We need the map.", by=world.anna, at=SOON)
    recorded = Event.objects.filter(stream=ticket.stream, verb="postponed")
    recorded.filter(data__reason=first.slug).update(seq=1000)
    handle()
    of_log, of_map = (sent.text for sent in Outgoing.objects.filter(kind="postponed").order_by("pk"))
    assert "We need the log." in of_log and first.text.en in of_log
    assert "We need the map." in of_map and second.text.en in of_map


def test_a_postponement_recorded_before_it_named_its_message_is_the_event_after_its_answer(world: World) -> None:
    reason = next(iter(world.desk.regulation.promise.postpone.values()))
    ticket = world.ticket()
    postpone(ticket, reason.slug, until=LATER, text="We need the log.", by=world.anna, at=SOON)
    postponed = Event.objects.get(stream=ticket.stream, verb="postponed")
    assert postponed.data.pop("message")
    Event.objects.filter(pk=postponed.pk).update(data=postponed.data)
    assert reason.text.en in written("postponed").text


@pytest.mark.clause("C-34")
def test_a_wait_without_a_date_is_told_without_one(world: World) -> None:
    reasons = world.desk.regulation.promise.postpone.values()
    reason = next(one for one in reasons if one.waits_for == "client")
    postpone(world.ticket(), reason.slug, until=None, text="We need the log.", by=world.anna, at=SOON)
    sent = written("postponed")
    assert reason.text.en in sent.text
    assert "We return to it" not in sent.text


@pytest.mark.clause("C-34")
def test_when_the_wait_is_over_the_client_is_told_that_we_go_on(world: World) -> None:
    reason = next(iter(world.desk.regulation.promise.postpone.values()))
    ticket = world.ticket()
    postpone(ticket, reason.slug, until=SOON, text="We need the log.", by=world.anna, at=MONDAY_NOON)
    wake(ticket, by=None, at=SOON)
    assert f"working on your request #{ticket.pk} again" in written("woken").text


@pytest.mark.clause("C-61")
def test_a_reopened_request_is_told_with_its_new_time(world: World) -> None:
    ticket = world.ticket()
    resolve(ticket, "Restart it.", by=world.anna, at=MONDAY_NOON)
    reopen(ticket, by=world.carl, at=SOON)
    told = written("reopened")
    assert f"Your request #{ticket.pk} is open again" in told.text
    assert "VIP" in told.text


@pytest.mark.clause("C-34")
def test_a_refusal_carries_the_reason_of_the_regulation(world: World) -> None:
    reason = next(iter(world.desk.regulation.promise.refuse.values()))
    refuse(world.ticket(), reason.slug, text="Sorry.", by=world.anna, at=SOON)
    assert reason.text.en in written("refused").text


@pytest.mark.clause("C-31")
def test_redirecting_names_whom_to_ask(world: World) -> None:
    reason = next(reason for reason in world.desk.regulation.promise.redirect.values() if reason.to)
    redirect(world.ticket(), reason.slug, text="Not ours.", by=world.anna, at=SOON)
    assert reason.to is not None
    assert reason.to.en in written("redirected").text


@pytest.mark.clause("C-16")
def test_a_lowered_severity_is_told_with_reason_and_new_time(world: World) -> None:
    ticket = world.ticket(ground="unusable")
    lower_severity(ticket, reason="The site opens in another browser.", by=world.anna, at=SOON)
    sent = written("lowered")
    assert "The site opens in another browser." in sent.text
    assert "Mon 2 Mar 2026 15:00 (Omsk)" in sent.text


@pytest.mark.clause("C-16")
def test_a_confirmed_emergency_is_told(world: World) -> None:
    ticket = world.ticket()
    claim_emergency(ticket, "critical-error", by=world.carl, at=SOON)
    confirm_emergency(ticket, by=world.anna, at=SOON)
    assert f"#{ticket.pk}" in written("confirmed").text


@pytest.mark.clause("C-32")
def test_a_transfer_is_told_with_the_department(world: World) -> None:
    ticket = world.ticket()
    department = next(d for d in world.desk.regulation.conduct.departments.values() if d.slug != ticket.department)
    transfer(ticket, department.slug, by=world.anna, at=SOON, reason="They know servers.")
    sent = written("transferred")
    assert department.name.en in sent.text
    assert "They know servers." in sent.text


def test_a_withdrawal_is_confirmed(world: World) -> None:
    ticket = world.ticket()
    withdraw(ticket, by=world.carl, at=SOON)
    assert f"#{ticket.pk}" in written("withdrawn").text


@pytest.mark.clause("C-29")
def test_who_asked_is_told_where_a_merged_request_goes_on(world: World) -> None:
    ticket, into = world.ticket(), world.ticket()
    merge(ticket, into, by=world.anna, at=SOON)
    told = written("merged")
    assert (told.to_address, told.ticket) == ("carl@acme.example", ticket)
    assert f"#{into.pk}" in told.text


@pytest.mark.clause("C-17")
def test_the_account_manager_gets_a_link_to_decide(world: World) -> None:
    approval = ask_approval(world.ticket(), by=world.anna, at=SOON, reason="The fair opens tomorrow.")
    sent = written("approval-asked")
    assert sent.to_address == "max@north.example"
    assert f"/desk/approvals/{approval.pk}" in sent.text
    assert "The fair opens tomorrow." in sent.text


def test_the_newest_words_of_the_client_are_quoted(world: World) -> None:
    ticket = world.ticket()
    write_as_client(ticket, NewMessage("Also the tariff."), by=world.dora, received_at=SOON, at=SOON, channel="portal")
    answer(ticket, "Both fixed.", by=world.anna, at=SOON + timedelta(minutes=1))
    assert "Dora wrote:\n> Also the tariff." in written("answer").text


def test_somebody_without_an_address_gets_no_letter(world: World) -> None:
    world.carl.addresses.all().delete()
    world.ticket()
    handle()
    assert not Outgoing.objects.exists()


@pytest.mark.clause("C-04")
def test_a_stranger_is_answered_politely_where_the_desk_wants_it(world: World) -> None:
    answer_strangers(world)
    process(letter("Помогите, не работает карта", sender="Кто-то <who@elsewhere.example>", subject="Карта"))
    sent = written("unknown-sender")
    assert (sent.to_address, sent.language, sent.ticket) == ("who@elsewhere.example", "ru", None)


@pytest.mark.clause("C-04")
def test_a_stranger_hears_nothing_where_the_desk_does_not_want_it(world: World) -> None:
    process(letter(sender="who@elsewhere.example"))
    handle()
    assert not Outgoing.objects.exists()


@pytest.mark.clause("C-04")
def test_a_rejected_stranger_is_told_why_and_spam_is_not(world: World) -> None:
    one, two = (
        process(letter(sender="who@elsewhere.example", message_id=f"<{n}@x.example>", text=str(n))) for n in (1, 2)
    )
    discard(one, reason="rejected", text="You have no contract with us.", by=world.anna, at=SOON)
    discard(two, reason="spam", by=world.anna, at=SOON)
    assert "You have no contract with us." in written("rejected-sender").text
    assert Arrival.objects.filter(state="discarded").count() == 2
    assert Outgoing.objects.count() == 1


def answer_strangers(world: World) -> None:
    silent = "answer-unknown = false"
    assert silent in world.contract.edition.text
    text = world.contract.edition.text.replace(silent, "answer-unknown = true")
    publish(world.desk, text, by=world.bo, at=MONDAY_NOON)


def handle() -> None:
    handle_due(Event.objects.latest("at").at)
    failed = Handling.objects.exclude(error="").filter(reader__startswith="mail.")
    assert not failed.exists(), failed.first().error  # type: ignore[union-attr]


def written(kind: str) -> Outgoing:
    """The only letter of `kind`, once readers have run."""
    handle()
    return Outgoing.objects.get(kind=kind)
