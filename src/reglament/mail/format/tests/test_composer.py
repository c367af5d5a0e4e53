import email
import email.policy
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reglament.mail.format.composer import compose, key_of, message_id, thread_subject
from reglament.mail.format.mime.letter import Attachment, Mailbox
from reglament.mail.format.parser import parse

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DESK = Mailbox("Поддержка Hive", "support@hive.example")
CARL = Mailbox("Carl", "carl@acme.example")


def composed(**changed: Any) -> bytes:
    plain: dict[str, Any] = {
        "sender": DESK,
        "recipient": CARL,
        "subject": "Re: Не печатает чек [#1042]",
        "text": "Здравствуйте!\n\nЧиним.\n",
        "html": "<p>Здравствуйте!</p><p>Чиним.</p>",
        "message_id": message_id("77.carl", "hive.example"),
        "date": NOON,
        "auto": False,
        "language": "ru",
        "loop": "support@hive.example",
    }
    return compose(**plain | changed)


def test_what_is_composed_is_read_back() -> None:
    file = Attachment("Отчёт о проверке кассы за март, с очень длинным именем.pdf", "application/pdf", b"%PDF-1")
    found = parse(
        composed(in_reply_to="1@acme.example", references=["0@acme.example", "1@acme.example"], attachments=[file])
    )
    assert (found.sender, found.to, found.date) == (DESK, (CARL,), NOON)
    assert found.subject == "Re: Не печатает чек [#1042]"
    assert found.text == "Здравствуйте!\n\nЧиним."
    assert found.html is not None
    assert found.message_id == "reglament.77.carl@hive.example"
    assert (found.in_reply_to, found.references) == ("1@acme.example", ("0@acme.example", "1@acme.example"))
    assert found.attachments == (file,)
    assert found.defects == ()


def test_the_same_letter_twice_is_the_same_bytes() -> None:
    assert composed() == composed()


def test_another_reader_understands_it_too() -> None:
    found = email.message_from_bytes(composed(), policy=email.policy.default)
    assert str(found["Subject"]) == "Re: Не печатает чек [#1042]"
    assert found["From"].addresses[0].display_name == "Поддержка Hive"
    assert [part.get_content_type() for part in found.walk()] == ["multipart/alternative", "text/plain", "text/html"]


def test_a_picture_that_stands_in_the_words_travels_with_them_and_other_files_beside() -> None:
    screen = Attachment("screen.png", "image/png", b"\x89PNG", inline=True, content_id="1@reglament")
    log = Attachment("driver.log", "text/plain", b"log")
    raw = composed(html='<p>Here:</p><img src="cid:1@reglament">', attachments=[screen, log])
    found = email.message_from_bytes(raw, policy=email.policy.default)
    assert [part.get_content_type() for part in found.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/png",
        "text/plain",
    ]
    picture = next(part for part in found.walk() if part.get_content_type() == "image/png")
    assert (picture["Content-ID"], picture.get_content_disposition()) == ("<1@reglament>", "inline")
    assert {file.filename for file in parse(raw).attachments} == {"screen.png", "driver.log"}


def test_an_automatic_letter_says_so() -> None:
    found = parse(composed(auto=True, in_reply_to="1@acme.example")).headers
    assert found.get("Auto-Submitted") == "auto-replied"
    assert found.get("X-Auto-Response-Suppress") == "DR, RN, NRN, OOF, AutoReply"
    assert parse(composed(auto=True)).headers.get("Auto-Submitted") == "auto-generated"
    assert "Auto-Submitted" not in parse(composed()).headers


def test_our_letter_coming_back_is_known() -> None:
    assert parse(composed(), own=["support@hive.example"]).auto == "loop"


def test_unsubscribing_takes_one_click() -> None:
    found = parse(composed(unsubscribe="https://hive.example/u/1")).headers
    assert found.get("List-Unsubscribe") == "<https://hive.example/u/1>"
    assert found.get("List-Unsubscribe-Post") == "List-Unsubscribe=One-Click"


HEADS = {
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "content-language",
    "x-reglament-loop",
    "mime-version",
    "content-type",
}


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=80))
def test_no_words_become_a_header(name: str, subject: str, filename: str) -> None:
    evil = "\r\nBcc: eve@other.example\r\n\r\n"
    raw = composed(
        recipient=Mailbox(name + evil, "carl@acme.example"),
        subject=subject + evil,
        attachments=[Attachment(filename + evil, "text/plain" + evil, b"x")],
    )
    head = raw.partition(b"\r\n\r\n")[0]
    assert {line.partition(b":")[0].decode().lower() for line in head.split(b"\r\n") if line[:1] not in b" \t"} == HEADS
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    assert raw.isascii()
    assert b"\nBcc" not in raw


@pytest.mark.parametrize(
    "changed",
    [
        {"recipient": Mailbox("", "carl@acme.example\r\nBcc: eve@other.example")},
        {"recipient": Mailbox("", "carl@acme.example, eve@other.example")},
        {"recipient": Mailbox("", "nobody")},
        {"in_reply_to": "1@acme.example>\r\nX: y"},
        {"references": ["a b@acme.example"]},
        {"message_id": "x\n@hive.example"},
        {"unsubscribe": "http://hive.example/u"},
        {"unsubscribe": "https://hive.example/u>\r\nX: y"},
        {"language": "ru\r\nX: y"},
    ],
)
def test_what_does_not_fit_on_its_line_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"^Not "):
        composed(**changed)


def test_our_message_ids_are_known_again() -> None:
    assert key_of("<reglament.77.carl@hive.example>", "hive.example") == "77.carl"
    assert key_of(message_id("77", "hive.example"), "HIVE.example") == "77"
    assert key_of("reglament.77@other.example", "hive.example") is None
    assert key_of("77@hive.example", "hive.example") is None
    with pytest.raises(ValueError, match="Not a key"):
        message_id("7 7", "hive.example")


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("Не печатает чек", "Re: Не печатает чек [#1042]"),
        ("Re: RE: Отв: Не печатает чек [#1042]", "Re: Не печатает чек [#1042]"),
        ("AW: Fwd: [#7] Не печатает чек", "Re: Не печатает чек [#1042]"),
        ("Re[2]: HA: Не печатает чек", "Re: Не печатает чек [#1042]"),
        ("Вопрос: на: кассе", "Re: Вопрос: на: кассе [#1042]"),
        ("", "Re: [#1042]"),
        (None, "Re: [#1042]"),
    ],
)
def test_a_thread_keeps_one_subject(subject: str | None, expected: str) -> None:
    assert thread_subject(subject, 1042) == expected
    assert thread_subject(expected, 1042) == expected


def test_the_first_letter_of_a_thread_needs_no_re() -> None:
    assert thread_subject("Не печатает чек", 1042, reply=False) == "Не печатает чек [#1042]"
