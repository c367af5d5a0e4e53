from datetime import UTC, datetime, timedelta

import pytest

from reglament.mail.format.machines.loop_guard import PER_TICKET, why_silent, within_limits
from reglament.mail.format.parser import parse
from reglament.mail.tests.letters_at_hand import OWN, fixture, letter

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_a_person_is_answered() -> None:
    assert why_silent(letter("Subject: hello", "Auto-Submitted: no", "Precedence: normal"), own=OWN) is None


@pytest.mark.parametrize(
    ("field", "reason"),
    [
        ("Auto-Submitted: auto-generated", "auto-reply"),
        ("auto-submitted: Auto-Replied (vacation)", "auto-reply"),
        ("X-Autoreply: yes", "auto-reply"),
        ("Precedence: auto_reply", "auto-reply"),
        ("Precedence: bulk", "list"),
        ("List-Id: <news.acme.example>", "list"),
        ("Return-Path: <>", "null-return-path"),
        ("Return-Path: <owner-news@acme.example>", "role-address"),
        ("Reply-To: noreply@acme.example", "role-address"),
        ("Reply-To: support@hive.example", "own-address"),
        ("X-Auto-Response-Suppress: OOF, AutoReply", "asked-not-to"),
        ("X-Reglament-Loop: support@hive.example", "loop"),
    ],
)
def test_no_machine_is_answered(field: str, reason: str) -> None:
    assert why_silent(letter(field), own=OWN) == reason


@pytest.mark.parametrize(
    ("sender", "reason"),
    [
        ("MAILER-DAEMON@acme.example", "role-address"),
        ("no-reply@acme.example", "role-address"),
        ("postmaster@acme.example", "role-address"),
        ("news-request@acme.example", "role-address"),
        ("support@hive.example", "loop"),
        ("support+tok_12345@hive.example", "loop"),
        ("nobody", "no-sender"),
    ],
)
def test_some_addresses_are_never_answered(sender: str, reason: str) -> None:
    assert why_silent(letter(sender=sender), own=OWN) == reason


def test_only_letters_that_name_us_are_answered() -> None:
    hidden = letter(to="carl@acme.example")
    assert why_silent(hidden, own=OWN) == "not-to-us"
    assert why_silent(hidden, own=OWN, envelope_to=OWN) is None


def test_fifty_one_servers_are_a_loop() -> None:
    received = ["Received: from a by b; Mon, 2 Mar 2026 12:00:00 +0000"]
    assert letter(*received * 50).auto is None
    assert letter(*received * 51).auto == "loop"


def test_another_desk_with_the_same_program_is_no_loop() -> None:
    assert letter("X-Reglament-Loop: help@acme.example").auto is None


def test_a_colleague_of_our_domain_is_no_loop() -> None:
    assert letter("Message-ID: <1@hive.example>", sender="fyodor@hive.example").auto is None
    assert letter("Message-ID: <1@hive.example>", sender="carl@acme.example").auto == "loop"


def test_bounces_tell_each_recipient() -> None:
    found = fixture("bounce")
    assert found.auto == "bounce"
    assert [(told.recipient, told.status, told.permanent) for told in found.bounce] == [
        ("gone@acme.example", "5.1.1", True),
        ("slow@acme.example", "4.4.1", False),
    ]


def test_a_bounce_in_a_servers_own_words_is_one() -> None:
    found = fixture("bounce_in_words")
    assert found.auto == "bounce"
    assert [(told.recipient, told.status, told.permanent) for told in found.bounce] == [
        ("gone@acme.example", "5.1.1", True)
    ]


def test_a_person_who_quotes_a_bounce_is_a_person() -> None:
    raw = letter(
        "Subject: Fwd: Undelivered Mail Returned to Sender", body="Why?\n\n550 5.1.1 <gone@acme.example> user unknown"
    )
    assert raw.auto is None


def test_a_vacation_reply_is_an_auto_reply() -> None:
    assert fixture("vacation").auto == "auto-reply"


def test_storms_are_stopped() -> None:
    sent = [NOON - timedelta(seconds=seconds) for seconds in range(9)]
    assert within_limits(sent, NOON, limits=PER_TICKET)
    assert not within_limits([*sent, NOON], NOON, limits=PER_TICKET)
    assert within_limits([*sent, NOON], NOON + timedelta(minutes=10), limits=PER_TICKET)


def test_our_own_automatic_letter_is_not_answered_by_us() -> None:
    found = parse(b"From: carl@acme.example\nTo: support@hive.example\nAuto-Submitted: auto-replied\n\nx")
    assert why_silent(found, own=OWN) is not None
