import base64
import smtplib
import ssl
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError

from reglament.events.handling import handle_due
from reglament.lib import store
from reglament.lib.env import BadSetting
from reglament.mail.format.parser import parse
from reglament.mail.models import Destination, Grant, Mailbox, Outgoing
from reglament.mail.outgoing import delivery_results, outbox_sweep
from reglament.mail.outgoing.delivery import Carriers
from reglament.mail.outgoing.outbox_sweep import composed, send_due
from reglament.mail.servers import smtp_client
from reglament.mail.servers.sealed_passwords import seal
from reglament.mail.tests.certificates import self_signed
from reglament.mail.tests.sinks import rude, silence, sink
from reglament.testing.granter import granter
from reglament.testing.ports import free_port
from reglament.testing.world import MONDAY_NOON, World
from reglament.tickets.conversation.answering import answer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def carriers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of this test: what a slow server still has is of its rows."""
    monkeypatch.setattr(outbox_sweep, "_carriers", Carriers())


def test_a_due_letter_is_handed_over_and_the_servers_words_are_kept(world: World, settings: Any) -> None:
    outgoing = waiting(world)
    with sink(settings) as taken:
        assert send_due(MONDAY_NOON) == 1
    outgoing.refresh_from_db()
    assert (outgoing.state, outgoing.sent_at) == ("sent", MONDAY_NOON)
    assert outgoing.server_said == "250 2.0.0 taken as 77"
    assert parse(taken.letters[0]).message_id == outgoing.message_id
    assert taken.envelopes == [("support+token@north.example", ["carl@acme.example"])]


def test_a_letter_held_for_its_window_does_not_leave_early(world: World, settings: Any) -> None:
    waiting(world, after=timedelta(hours=1))
    with sink(settings) as taken:
        send_due(MONDAY_NOON)
        assert not taken.letters
        send_due(MONDAY_NOON + timedelta(hours=1))
    assert len(taken.letters) == 1


def test_a_batch_uses_one_connection(world: World, settings: Any) -> None:
    for number in range(5):
        waiting(world, number=number)
    with sink(settings) as taken:
        assert send_due(MONDAY_NOON) == 5
    assert (len(taken.letters), taken.connections) == (5, 1)


def test_a_run_ends_before_a_long_queue_does(world: World, settings: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(outbox_sweep, "MOST_AT_ONCE", 2)
    for number in range(3):
        waiting(world, number=number)
    with sink(settings) as taken:
        assert send_due(MONDAY_NOON) == 2
        assert len(taken.letters) == 2
        assert [send_due(MONDAY_NOON), send_due(MONDAY_NOON)] == [1, 0]
    assert len(taken.letters) == 3


def test_letters_to_several_domains_leave_side_by_side(world: World, settings: Any) -> None:
    slow = waiting(world, number=0, to="anybody@slow.example")
    others = [waiting(world, number=number, to=f"anybody@d{number}.example") for number in range(1, 7)]
    with rude(settings) as server:
        server.falls_silent_on = {"anybody@slow.example"}
        for letter in others:
            settled(letter)
        slow.refresh_from_db()
        assert slow.state == "waiting"
        server.over.set()
        settled(slow)


def test_a_server_that_drops_at_one_letter_takes_the_others_at_once(world: World, settings: Any) -> None:
    poison = waiting(world, number=0, to="poison@acme.example")
    others = [waiting(world, number=number) for number in range(1, 4)]
    with rude(settings) as server:
        server.drops = {"poison@acme.example"}
        send_due(MONDAY_NOON)
    poison.refresh_from_db()
    assert (poison.state, poison.attempts, poison.next_try_at) == ("waiting", 1, MONDAY_NOON + timedelta(seconds=10))
    assert Outgoing.objects.filter(pk__in=[letter.pk for letter in others], state="sent").count() == 3
    assert not Destination.objects.exists()


def test_a_server_that_drops_letter_after_letter_counts_as_away(world: World, settings: Any) -> None:
    for number in range(5):
        waiting(world, number=number, to="poison@acme.example")
    with rude(settings) as server:
        server.drops = {"poison@acme.example"}
        send_due(MONDAY_NOON)
    assert Destination.objects.get().failures == 1
    assert sorted(Outgoing.objects.values_list("attempts", flat=True)) == [0, 0, 1, 1, 1]


def test_a_domain_that_asks_for_peace_gets_it_and_the_others_their_letters(world: World, settings: Any) -> None:
    first, second = (waiting(world, number=number, to=f"{number}@busy.example") for number in range(2))
    other = waiting(world, number=2)
    with sink(settings) as taken:
        taken.says["0@busy.example"] = "421 4.7.0 too many letters from you"
        send_due(MONDAY_NOON)
        late = waiting(world, number=3, to="late@busy.example")
        send_due(MONDAY_NOON + timedelta(seconds=5))
        late.refresh_from_db()
        assert (late.state, late.attempts) == ("waiting", 0)
        taken.says.clear()
        send_due(MONDAY_NOON + timedelta(seconds=10))
    for letter in (first, second, other, late):
        letter.refresh_from_db()
        assert letter.state == "sent"
    assert not Destination.objects.exists()


def test_notification_is_asked_for_where_the_server_offers_it(world: World, settings: Any) -> None:
    waiting(world, to="carl+work@acme.example")
    with rude(settings) as server:
        server.offers = ["DSN"]
        send_due(MONDAY_NOON)
    assert "mail FROM:<support+token@north.example> RET=HDRS ENVID=0.answer.1" in server.asked
    asked = "rcpt TO:<carl+work@acme.example> NOTIFY=FAILURE,DELAY ORCPT=rfc822;carl+2Bwork@acme.example"
    assert asked in server.asked


def test_a_mailbox_may_have_a_way_out_of_its_own(world: World, settings: Any) -> None:
    settings.MAIL_OUT = f"smtp://127.0.0.1:{free_port()}"
    south = waiting(world, number=1)
    Outgoing.objects.filter(pk=south.pk).update(from_address="support@south.example", reply_to="")
    north = waiting(world, number=2)
    away = settings.MAIL_OUT
    with rude(settings) as server:
        server.offers = ["AUTH PLAIN"]
        port = int(settings.MAIL_OUT.rpartition(":")[2])
        settings.MAIL_OUT = away
        account: dict[str, Any] = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": "none"}
        account |= {"smtp_username": "south", "smtp_password": seal("secret")}
        Mailbox.objects.filter(address="support@south.example").update(**account)
        send_due(MONDAY_NOON)
    for letter in (north, south):
        letter.refresh_from_db()
    assert (south.state, north.state) == ("sent", "waiting")
    assert "AUTH PLAIN AHNvdXRoAHNlY3JldA==" in server.asked


def test_a_server_that_takes_no_password_is_given_a_token(world: World, settings: Any) -> None:
    letter_of_south = waiting(world, number=1)
    Outgoing.objects.filter(pk=letter_of_south.pk).update(from_address="support@south.example", reply_to="")
    mailbox = Mailbox.objects.get(address="support@south.example")
    with rude(settings) as server, granter() as tokens:
        server.offers = ["AUTH LOGIN XOAUTH2"]
        mailbox.smtp_host, mailbox.smtp_port, mailbox.smtp_security = "127.0.0.1", server.port, "none"
        mailbox.save()
        Grant.objects.create(
            mailbox=mailbox, token_url=tokens.url, client_id="desk", refresh_token=seal(tokens.refresh_token)
        )
        send_due(MONDAY_NOON)
    letter_of_south.refresh_from_db()
    assert letter_of_south.state == "sent"
    said = base64.b64encode(b"user=support@south.example\1auth=Bearer access-1\1\1").decode()
    assert f"AUTH XOAUTH2 {said}" in server.asked


def test_a_grant_that_was_withdrawn_keeps_letters_waiting_and_says_why(world: World, settings: Any) -> None:
    letter_of_south, north = waiting(world, number=1), waiting(world, number=2)
    Outgoing.objects.filter(pk=letter_of_south.pk).update(from_address="support@south.example")
    Mailbox.objects.filter(address="support@south.example").update(smtp_host="127.0.0.1", smtp_port=1)
    with sink(settings), granter() as tokens:
        tokens.refuses = "The grant was withdrawn."
        Grant.objects.create(
            mailbox=Mailbox.objects.get(address="support@south.example"),
            token_url=tokens.url,
            client_id="desk",
            refresh_token=seal("refresh-1"),
        )
        send_due(MONDAY_NOON)
    for one in (letter_of_south, north):
        one.refresh_from_db()
    assert (letter_of_south.state, north.state) == ("waiting", "sent")
    assert "withdrawn" in letter_of_south.server_said
    assert Destination.objects.get().name == "127.0.0.1:1"


def test_a_token_that_is_refused_is_asked_for_once_for_all_letters(world: World, settings: Any) -> None:
    for number in range(5):
        waiting(world, number=number)
    mailbox = Mailbox.objects.get(address="support@north.example")
    Mailbox.objects.filter(pk=mailbox.pk).update(smtp_host="127.0.0.1", smtp_port=1)
    with sink(settings), granter() as tokens:
        tokens.refuses = "no"
        Grant.objects.create(mailbox=mailbox, token_url=tokens.url, client_id="x", refresh_token=seal("y"))
        send_due(MONDAY_NOON)
        assert len(tokens.asked) == 1
    assert sorted(Outgoing.objects.values_list("attempts", flat=True)) == [0, 0, 0, 0, 1]
    assert not Outgoing.objects.exclude(held_until=None).exists()


def test_a_letter_whose_outcome_can_not_be_noted_spoils_no_other(
    world: World, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    poison, good = waiting(world, number=1), waiting(world, number=2, to="dora@globex.example")
    noted = delivery_results._taken

    def spoilt(parcel: Any, *rest: Any) -> None:
        if parcel.pk == poison.pk:
            raise RuntimeError("poison")
        noted(parcel, *rest)

    monkeypatch.setattr(delivery_results, "_taken", spoilt)
    with sink(settings) as taken:
        send_due(MONDAY_NOON)
    good.refresh_from_db()
    assert (good.state, len(taken.letters)) == ("sent", 2)


def test_while_the_database_takes_nothing_outcomes_are_kept(
    world: World, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    outgoing = waiting(world)
    with sink(settings) as taken:
        with monkeypatch.context() as broken:
            broken.setattr(delivery_results, "_taken", refuse)
            with pytest.raises(OperationalError):
                send_due(MONDAY_NOON)
        send_due(MONDAY_NOON + timedelta(seconds=2))
    outgoing.refresh_from_db()
    assert (outgoing.state, len(taken.letters)) == ("sent", 1)


def refuse(*_: Any) -> None:
    raise OperationalError("disk full")


def test_a_password_of_ours_never_leaves_this_machine_in_the_clear() -> None:
    greeted = smtp_client.Connection(smtp_client.Server("mail.acme.example", 25, "none", "user", "secret"))
    with rude(type("", (), {})()) as server:
        port = server.port
        plain = smtplib.SMTP("127.0.0.1", port, timeout=5)
        with pytest.raises(smtplib.SMTPException, match="no TLS"):
            greeted._greet(plain, ssl.create_default_context())
        plain.close()
    assert not any("AUTH" in line for line in server.asked)


@pytest.mark.clause("C-59")
def test_a_refusal_for_good_fails_the_letter_and_lets_the_others_go(world: World, settings: Any) -> None:
    bad, good = waiting(world, number=1, to="nobody@acme.example"), waiting(world, number=2)
    with sink(settings) as taken:
        taken.says["nobody@acme.example"] = "550 5.1.1 no such person"
        send_due(MONDAY_NOON)
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.state, bad.server_said, good.state) == ("failed", "550 5.1.1 no such person", "sent")


@pytest.mark.clause("C-59")
@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA", "."])
@pytest.mark.parametrize(
    ("reply", "becomes"),
    [
        ("421 4.3.2 shutting down", "waiting"),
        ("450 4.2.0 mailbox busy", "waiting"),
        ("451 4.3.0 local error", "waiting"),
        ("452 4.2.2 mailbox full", "waiting"),
        ("454 4.7.0 not now", "waiting"),
        ("500 5.5.2 what", "failed"),
        ("501 5.1.3 bad address", "failed"),
        ("530 5.7.0 sign in first", "waiting"),
        ("535 5.7.8 wrong password", "waiting"),
        ("550 5.1.1 no such person", "failed"),
        ("551 5.1.6 moved", "failed"),
        ("552 5.3.4 too large", "failed"),
        ("553 5.1.10 no", "failed"),
        ("554 5.7.1 spam", "failed"),
        ("554", "failed"),
    ],
)
def test_each_class_of_reply_at_each_step(world: World, settings: Any, command: str, reply: str, becomes: str) -> None:
    outgoing = waiting(world)
    with rude(settings) as server:
        server.says[command] = reply
        send_due(MONDAY_NOON)
    outgoing.refresh_from_db()
    is_of_us = command == "MAIL" and not reply.startswith("552")
    assert outgoing.state == ("waiting" if is_of_us else becomes)
    assert reply in outgoing.server_said
    assert outgoing.held_until is None


def test_a_server_that_does_not_want_us_as_sender_costs_no_letter(world: World, settings: Any) -> None:
    outgoing = waiting(world)
    with rude(settings) as server:
        server.says["MAIL"] = "550 5.7.60 you may not send as this"
        send_due(MONDAY_NOON)
        del server.says["MAIL"]
        send_due(MONDAY_NOON + timedelta(seconds=10))
    outgoing.refresh_from_db()
    assert outgoing.state == "sent"


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_letters_leave_by_tls_where_the_certificate_is_trusted(
    world: World, settings: Any, security: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    self_signed(certificate, key)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    outgoing = waiting(world)
    tls, starttls = (context, None) if security == "tls" else (None, context)
    with sink(settings, tls=tls, starttls=starttls) as taken:
        account = {"smtp_host": "localhost", "smtp_port": taken.port, "smtp_security": security}
        Mailbox.objects.filter(address="support@north.example").update(**account)
        send_due(MONDAY_NOON)
        outgoing.refresh_from_db()
        assert (outgoing.state, taken.letters) == ("waiting", [])
        assert "certificate" in outgoing.server_said
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        send_due(MONDAY_NOON + timedelta(seconds=10))
    outgoing.refresh_from_db()
    assert (outgoing.state, len(taken.letters)) == ("sent", 1)


@pytest.mark.clause("C-59")
def test_a_refusal_for_now_is_tried_again_later(world: World, settings: Any) -> None:
    outgoing = waiting(world)
    with sink(settings) as taken:
        taken.says_to_data = ["451 4.7.1 greylisted"]
        send_due(MONDAY_NOON)
        outgoing.refresh_from_db()
        assert (outgoing.state, outgoing.server_said) == ("waiting", "451 4.7.1 greylisted")
        send_due(MONDAY_NOON + timedelta(seconds=5))
        assert not taken.letters
        send_due(MONDAY_NOON + timedelta(seconds=10))
    outgoing.refresh_from_db()
    assert (outgoing.state, outgoing.attempts) == ("sent", 2)


def test_a_server_that_will_take_no_data_spoils_only_that_letter(world: World, settings: Any) -> None:
    first, second = waiting(world, number=1), waiting(world, number=2)
    with rude(settings) as server:
        server.to_data = ["452 4.3.1 no room"]
        send_due(MONDAY_NOON)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.server_said) == ("waiting", "452 4.3.1 no room")
    assert (second.state, second.server_said) == ("sent", "250 taken")


def test_a_refusal_counts_even_if_the_server_hangs_up_after_it(world: World, settings: Any) -> None:
    bad, good = waiting(world, number=1, to="nobody@acme.example"), waiting(world, number=2)
    with rude(settings) as server:
        server.hangs_up_on["nobody@acme.example"] = "550 5.1.1 no such person"
        send_due(MONDAY_NOON)
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.state, bad.server_said) == ("failed", "550 5.1.1 no such person")
    assert good.state == "sent"


def test_while_the_server_is_away_it_is_knocked_at_with_growing_pauses(world: World, settings: Any) -> None:
    first, second = waiting(world, number=1), waiting(world, number=2)
    settings.MAIL_OUT = f"smtp://127.0.0.1:{free_port()}"
    for seconds in range(0, 31):
        send_due(MONDAY_NOON + timedelta(seconds=seconds))
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.attempts + second.attempts == 3  # after 0, 10 and 30 seconds
    assert "refused" in first.server_said
    with sink(settings) as taken:
        assert send_due(MONDAY_NOON + timedelta(minutes=2)) == 2
    assert len(taken.letters) == 2


def test_a_server_that_hangs_holds_nothing_up_for_long(world: World, settings: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(smtp_client, "TIMEOUT", 0.2)
    outgoing = waiting(world)
    with silence(settings):
        send_due(MONDAY_NOON)
    outgoing.refresh_from_db()
    assert (outgoing.state, outgoing.attempts) == ("waiting", 1)
    assert Destination.objects.get().resting_until == MONDAY_NOON + timedelta(seconds=10)


def test_after_days_of_trying_we_give_up_in_sight(world: World, settings: Any) -> None:
    tried, fresh = waiting(world, number=1), waiting(world, number=2, to="dora@globex.example")
    Outgoing.objects.filter(pk=tried.pk).update(attempts=30)
    settings.MAIL_OUT = f"smtp://127.0.0.1:{free_port()}"
    send_due(MONDAY_NOON + timedelta(days=6))
    for letter in (tried, fresh):
        letter.refresh_from_db()
    assert (tried.state, fresh.state) == ("failed", "waiting")  # this one was perhaps held back for days


def test_an_unusable_address_fails_and_blocks_nobody(world: World, settings: Any) -> None:
    bad, good = waiting(world, number=1, to="not an address"), waiting(world, number=2)
    with sink(settings):
        send_due(MONDAY_NOON)
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.state, good.state) == ("failed", "sent")


def test_the_same_row_gives_the_same_bytes_whatever_changes_around_it(world: World) -> None:
    outgoing = waiting(world)
    outgoing.attachments = [described(store.put(b"pdf"))]
    outgoing.save()
    before = composed(outgoing)
    world.carl.name = "Karl"
    world.carl.save()
    assert composed(Outgoing.objects.get()) == before
    assert parse(before).attachments[0].content == b"pdf"


def test_a_letter_names_the_desks_address_so_that_its_return_is_a_loop(world: World) -> None:
    returned = parse(composed(waiting(world)), own=["support@north.example"])
    assert returned.headers.get("X-Reglament-Loop") == "support@north.example"
    assert returned.auto == "loop"


def test_no_ordinary_letter_offers_to_unsubscribe(world: World, settings: Any) -> None:
    answer(world.ticket(), "It works.", by=world.anna, at=MONDAY_NOON)
    while handle_due(MONDAY_NOON):
        pass
    with sink(settings) as outside:
        send_due(MONDAY_NOON)
    assert {letter.kind for letter in Outgoing.objects.all()} == {"ack", "answer"}
    assert not any(b"list-unsubscribe" in raw.lower() for raw in outside.letters)


def test_a_held_letter_stays(world: World, settings: Any) -> None:
    waiting(world, state="held")
    with sink(settings) as taken:
        assert send_due(MONDAY_NOON) == 0
    assert not taken.letters


def test_a_demo_sends_to_this_machine_only(settings: Any) -> None:
    settings.DEMO = True
    settings.MAIL_OUT = "smtp://mail.acme.example:25"
    with pytest.raises(BadSetting):
        smtp_client.server()
    settings.MAIL_OUT = "smtp://127.0.0.1:2526"
    assert smtp_client.server().port == 2526


def test_a_setting_that_is_no_server_says_what_to_write(settings: Any) -> None:
    settings.MAIL_OUT = "mail.acme.example"
    with pytest.raises(BadSetting, match="smtp://host:port"):
        smtp_client.server()


def settled(outgoing: Outgoing) -> None:
    """Run the sweep until the letter has an outcome."""
    for _ in range(50):
        send_due(MONDAY_NOON)
        if Outgoing.objects.filter(pk=outgoing.pk, attempts__gt=0).exists():
            return
    raise AssertionError("nothing came of it")


def waiting(
    world: World,
    *,
    number: int = 0,
    to: str = "carl@acme.example",
    after: timedelta = timedelta(),
    state: str = "waiting",
) -> Outgoing:
    return Outgoing.objects.create(
        desk=world.desk,
        kind="answer",
        key=f"{number}.answer.1",
        person=world.carl,
        to_address=to,
        to_name="Carl",
        from_address="support@north.example",
        from_name="North desk",
        reply_to="support+token@north.example",
        message_id=f"reglament.{number}.answer.1@north.example",
        language="en",
        subject="The map [#1001]",
        text="It works.\n",
        html="<p>It works.</p>",
        made_at=MONDAY_NOON,
        send_after=MONDAY_NOON + after,
        next_try_at=MONDAY_NOON + after,
        state=state,
    )


def described(sha256: str) -> dict[str, Any]:
    return {
        "filename": "guide.pdf",
        "content_type": "application/pdf",
        "sha256": sha256,
        "size": 3,
        "inline": False,
        "content_id": "",
    }
