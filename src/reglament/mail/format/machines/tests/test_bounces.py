"""What automatic letters say, and which letter of ours they are about."""

import pytest

from reglament.mail.format.mime.letter import Letter
from reglament.mail.format.parser import parse
from reglament.mail.tests.letters_at_hand import OWN

OURS = "reglament.1042-7@hive.example"
RETURNED = f"""\
--b
Content-Type: message/rfc822

Message-ID: <{OURS}>
From: support@hive.example
To: carl@acme.example
Subject: [#1042] Касса

Здравствуйте!
--b--
"""


def report(status: str, *, prose: str = "It did not arrive.", sender: str = "MAILER-DAEMON@mx.example") -> Letter:
    """A status notification as RFC 3464 wants it, about OURS."""
    text = f"""\
Return-Path: <>
From: Mail Delivery System <{sender}>
To: support+abc@hive.example
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain; charset=utf-8

{prose}

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

{status}

{RETURNED}"""
    return parse(text.encode(), own=OWN)


def said(body: str, *fields: str, subject: str = "failure notice", sender: str = "MAILER-DAEMON@mx.example") -> Letter:
    """A bounce in a server's own words."""
    head = ["Return-Path: <>", f"From: {sender}", "To: support@hive.example", f"Subject: {subject}", *fields]
    return parse("\n".join([*head, "", body]).encode(), own=OWN)


def test_a_refusal_tells_recipient_status_words_and_the_letter() -> None:
    letter = report(
        "Final-Recipient: rfc822; carl@acme.example\nAction: failed\nStatus: 5.1.1\n"
        "Diagnostic-Code: smtp; 550 5.1.1 <carl@acme.example>:\n    no such person"
    )
    assert letter.auto == "bounce"
    assert letter.returned == (OURS,)
    (bounce,) = letter.bounce
    assert (bounce.recipient, bounce.status, bounce.permanent, bounce.delayed) == (
        "carl@acme.example",
        "5.1.1",
        True,
        False,
    )
    assert bounce.said == "550 5.1.1 <carl@acme.example>: no such person"


def test_a_delayed_letter_is_still_under_way() -> None:
    (bounce,) = report("Final-Recipient: rfc822; carl@acme.example\nAction: delayed\nStatus: 4.4.1").bounce
    assert (bounce.permanent, bounce.delayed) == (False, True)


def test_what_was_given_up_for_a_passing_reason_is_neither_permanent_nor_delayed() -> None:
    (bounce,) = report("Final-Recipient: rfc822; carl@acme.example\nAction: failed\nStatus: 4.4.7").bounce
    assert (bounce.permanent, bounce.delayed) == (False, False)


def test_the_server_that_refused_outweighs_the_one_that_reports() -> None:
    (bounce,) = report(
        "Final-Recipient: rfc822; carl@acme.example\nAction: failed\nStatus: 4.5.0\n"
        "Diagnostic-Code: smtp; 550 5.7.1 refused"
    ).bounce
    assert (bounce.status, bounce.permanent) == ("5.7.1", True)


def test_each_recipient_has_its_own_fate() -> None:
    letter = report(
        "Original-Recipient: rfc822; carl@acme.example\nFinal-Recipient: rfc822; c.orlov@acme.example\nAction: failed\n"
        "Status: 5.2.2\n\nFinal-Recipient: rfc822; dora@acme.example\nAction: delayed\nStatus: 4.2.0\n\n"
        "Final-Recipient: rfc822; eve@other.example\nAction: relayed\nStatus: 2.0.0"
    )
    assert [(bounce.recipient, bounce.permanent) for bounce in letter.bounce] == [
        ("carl@acme.example", True),
        ("dora@acme.example", False),
    ]


def test_a_delivered_letter_is_a_report_about_it() -> None:
    letter = report("Final-Recipient: rfc822; carl@acme.example\nAction: delivered\nStatus: 2.1.5")
    assert (letter.auto, letter.bounce, letter.returned) == ("report", (), (OURS,))


IN_WORDS = {
    "qmail": (
        "Hi. This is the qmail-send program at mx.example.\nI'm afraid I wasn't able to deliver your message.\n\n"
        "<carl@acme.example>:\n192.0.2.1 does not like recipient.\nRemote host said: 550 5.1.1 unknown\n\n"
        f"--- Below this line is a copy of the message.\n\nReturn-Path: <x@hive.example>\nMessage-ID: <{OURS}>\n"
        "To: carl@acme.example\n\nold",
        "5.1.1",
        True,
        "192.0.2.1 does not like recipient. Remote host said: 550 5.1.1 unknown",
    ),
    "exim": (
        "This message was created automatically by mail delivery software.\n\nA message that you sent could not be "
        "delivered to one or more of its\nrecipients. This is a permanent error.\n\n  carl@acme.example\n"
        "    host mx.acme.example [192.0.2.1]: 550 no such user\n\n"
        "------ This is a copy of the message, including all the headers. ------\n\n"
        f"Message-ID: <{OURS}>\nSubject: x\n",
        None,
        True,
        "host mx.acme.example [192.0.2.1]: 550 no such user",
    ),
    "a Russian server": (
        "Ваше письмо не может быть доставлено.\n\n<carl@acme.example>: 452 4.2.2 ящик переполнен\n\n"
        f"Message-ID: <{OURS}>\n",
        "4.2.2",
        False,
        "452 4.2.2 ящик переполнен",
    ),
    "a notification that lost its parts": (
        "The original message was received at Sun, 1 Mar 2026\n\n--x\nContent-Type: message/delivery-status\n\n"
        "Final-Recipient: RFC822; carl@acme.example\nAction: failed\nStatus: 5.1.1\n\n--x\n"
        f"Content-Type: message/rfc822\n\nMessage-Id: <{OURS}>\nTo: dora@acme.example\n",
        "5.1.1",
        True,
        "",
    ),
}


@pytest.mark.parametrize("server", IN_WORDS)
def test_servers_that_ignore_the_standard_are_understood(server: str) -> None:
    body, status, permanent, words = IN_WORDS[server]
    letter = said(body)
    assert letter.auto == "bounce"
    assert letter.returned == (OURS,)
    (bounce,) = letter.bounce
    assert (bounce.recipient, bounce.status, bounce.permanent) == ("carl@acme.example", status, permanent)
    assert words in bounce.said


def test_a_warning_in_words_is_a_delay() -> None:
    letter = said(
        "<carl@acme.example>: temporarily unreachable.\nYour message has not yet been delivered. "
        "It will be retried for 4 days. You do not need to resend it.",
        subject="Warning: could not send message for past 4 hours",
    )
    assert letter.bounce[0].delayed


def test_the_recipient_in_our_envelope_address_serves_when_nobody_is_named() -> None:
    letter = said(
        "The mailbox is full and the message could not be delivered.",
        "Delivered-To: bounces+carl=acme.example@hive.example",
    )
    assert letter.bounce[0].recipient == "carl@acme.example"


def test_the_version_of_a_server_is_no_status() -> None:
    letter = said(
        "User not listed\ncarl@acme.example\n\n-- Returned Message --\nReceived: from a by b (MTA v4.6.1\n"
        "  (569.2 5.1.2)) with SMTP\nTo: carl@acme.example\n",
        subject="Undeliverable message",
    )
    assert letter.bounce[0].status is None


NO_BOUNCES = {
    "a person who quotes one": (
        "From: carl@acme.example",
        "Fwd: Undelivered Mail Returned to Sender",
        "See what I got:\n> From: MAILER-DAEMON@mx.example\n> <dora@acme.example>: 550 5.1.1 user unknown\n",
    ),
    "a person who asks": ("From: carl@acme.example", "Delivery failed", "My message could not be delivered, why?"),
}


@pytest.mark.parametrize("which", NO_BOUNCES)
def test_a_person_who_speaks_of_bounces_is_a_person(which: str) -> None:
    sender, subject, body = NO_BOUNCES[which]
    assert parse(f"{sender}\nSubject: {subject}\n\n{body}".encode(), own=OWN).auto is None


REPORTS = {
    "read receipt (RFC 8098)": (
        "Content-Type: multipart/report; report-type=disposition-notification; boundary=b\nSubject: Read: x\n\n"
        "--b\n\nRead.\n--b\nContent-Type: message/disposition-notification\n\n"
        "Final-Recipient: rfc822; carl@acme.example\n"
        f"Original-Message-ID: <{OURS}>\nDisposition: manual-action/MDN-sent-manually; displayed\n\n--b--\n"
    ),
    "complaint (RFC 5965)": (
        "Content-Type: multipart/report; report-type=feedback-report; boundary=b\nSubject: FW: x\n\n--b\n\nComplaint.\n"
        f"--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nVersion: 1\n\n{RETURNED}"
    ),
}


@pytest.mark.parametrize("which", REPORTS)
def test_reports_tell_which_letter_they_are_about(which: str) -> None:
    letter = parse(b"From: carl@acme.example\nMIME-Version: 1.0\n" + REPORTS[which].encode(), own=OWN)
    assert (letter.auto, letter.returned) == ("report", (OURS,))


def test_a_receipt_without_the_standard_is_a_report() -> None:
    body = "Ваше сообщение\n\nКому: Анна\nТема: Касса\n\nбыло прочитано 2 марта 2026 г. 12:00"
    letter = parse(f"From: carl@acme.example\nSubject: Прочитано: Касса\n\n{body}".encode())
    assert letter.auto == "report"
    assert parse(b"From: carl@acme.example\nSubject: Read: this\n\nPlease read the log.").auto is None


def test_a_button_that_unsubscribes_is_a_report_and_a_wish_in_words_is_a_letter() -> None:
    head = b"From: carl@acme.example\nSubject: unsubscribe\n"
    assert parse(head + b"Auto-Submitted: auto-replied\n\nsent by a program").auto == "report"
    assert parse(head + b"\nPlease do.").auto is None


@pytest.mark.parametrize(
    ("field", "auto"),
    [
        ("Auto-Submitted: auto-replied (vacation)", "auto-reply"),
        ("Auto-Submitted: no", None),
        ("X-Autoreply: yes", "auto-reply"),
        ("X-Autoreply: no", None),
        ("Precedence: auto_reply", "auto-reply"),
        ("Precedence: bulk", "list"),
        ("List-Id: <x.example>", "list"),
        ("X-List-Administrivia: yes", "auto-reply"),
        ("Subject: Автоматический ответ: Касса", "auto-reply"),
        ("Subject: Автоматический ответ не приходит", None),
    ],
)
def test_machines_are_known_by_their_fields(field: str, auto: str | None) -> None:
    assert parse(f"From: carl@acme.example\n{field}\n\nx".encode()).auto == auto
