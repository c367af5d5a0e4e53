from datetime import timedelta
from typing import Any

import pytest

from reglament.lib import store
from reglament.lib.env import BadSetting
from reglament.mail import outward, sending
from reglament.mail.models import Outgoing
from reglament.mail.parsing import parse
from reglament.mail.sending import composed, send_due
from reglament.mail.tests.sinks import rude, silence, sink
from reglament.testing.ports import free_port
from reglament.testing.world import MONDAY_NOON, World

pytestmark = pytest.mark.django_db


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


def test_a_run_over_a_slow_server_ends_before_the_queue_does(world: World, settings: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(sending, "LONGEST_RUN", 0.0)
    for number in range(3):
        waiting(world, number=number)
    with sink(settings) as taken:
        assert send_due(MONDAY_NOON) == 1
        assert len(taken.letters) == 1
        assert [send_due(MONDAY_NOON), send_due(MONDAY_NOON), send_due(MONDAY_NOON)] == [1, 1, 0]
    assert len(taken.letters) == 3


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
    monkeypatch.setattr(outward, "TIMEOUT", 0.2)
    outgoing = waiting(world)
    with silence(settings):
        send_due(MONDAY_NOON)
    outgoing.refresh_from_db()
    assert (outgoing.state, outgoing.unreachable) == ("waiting", True)


def test_after_days_of_trying_we_give_up_in_sight(world: World, settings: Any) -> None:
    outgoing = waiting(world)
    settings.MAIL_OUT = f"smtp://127.0.0.1:{free_port()}"
    send_due(MONDAY_NOON + timedelta(days=6))
    outgoing.refresh_from_db()
    assert outgoing.state == "failed"


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


def test_a_held_letter_stays(world: World, settings: Any) -> None:
    waiting(world, state="held")
    with sink(settings) as taken:
        assert send_due(MONDAY_NOON) == 0
    assert not taken.letters


def test_a_demo_sends_to_this_machine_only(settings: Any) -> None:
    settings.DEMO = True
    settings.MAIL_OUT = "smtp://mail.acme.example:25"
    with pytest.raises(BadSetting):
        outward.server()
    settings.MAIL_OUT = "smtp://127.0.0.1:2526"
    assert outward.server().port == 2526


def test_a_setting_that_is_no_server_says_what_to_write(settings: Any) -> None:
    settings.MAIL_OUT = "mail.acme.example"
    with pytest.raises(BadSetting, match="smtp://host:port"):
        outward.server()


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
