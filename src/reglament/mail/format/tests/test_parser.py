from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reglament.mail.format.mime.letter import Mailbox
from reglament.mail.format.parser import parse, ticket_ref
from reglament.mail.tests.letters_at_hand import LETTERS, fixture, letter

RUSSIAN = "Здравствуйте!\n\nКасса в такси 214 не печатает чек.\nПодскажите, что проверить."


@pytest.mark.parametrize("name", ["cp1251_undeclared", "koi8r_called_latin1", "cp1251_called_koi8r"])
def test_russian_is_read_whatever_charset_was_declared(name: str) -> None:
    assert fixture(name).text == RUSSIAN


def test_raw_bytes_in_headers_are_read_as_the_body_is() -> None:
    found = fixture("cp1251_undeclared")
    assert found.subject == "Касса не печатает чек"
    assert found.sender == Mailbox("Карл", "carl@acme.example")
    assert found.date == datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def test_a_declared_charset_that_fits_is_never_guessed_over() -> None:
    raw = "Content-Type: text/plain; charset=utf-8\nFrom: a@acme.example\n\nґєї ӘҚҢ 漢字".encode()
    assert parse(raw).text == "ґєї ӘҚҢ 漢字"


@pytest.mark.parametrize("charset", ["windows-1251", "koi8-u"])
def test_ukrainian_without_a_charset_is_read(charset: str) -> None:
    words = "Добрий день! Підкажіть, коли запрацює вхід? Є питання."
    assert parse(b"From: a@acme.example\n\n" + words.encode(charset)).text == words


@pytest.mark.parametrize("subject", ["Счёт № 15", "Сбой", "Эхо", "Вход", "ЧЕК НЕ ПЕЧАТАЕТСЯ", "Да"])
@pytest.mark.parametrize("charset", ["windows-1251", "koi8-r"])
def test_a_short_raw_subject_is_read(subject: str, charset: str) -> None:
    raw = b"From: carl@acme.example\nSubject: " + subject.encode(charset, "replace") + b"\n\nhello"
    assert parse(raw).subject == subject.replace("№", "№" if charset == "windows-1251" else "?")


def test_a_word_that_one_code_page_turns_inside_out_is_turned_back() -> None:
    head = b"From: a@acme.example\nContent-Type: text/plain; charset=windows-1251\n\n"
    assert parse(head + "Касса стоит".encode("koi8-r")).text == "Касса стоит"


def test_western_letters_stay_western() -> None:
    raw = "From: a@acme.example\n\nDie Frösche fürchten sich. Ça va très bien, señor".encode("latin-1")
    assert parse(raw).text == "Die Frösche fürchten sich. Ça va très bien, señor"


def test_high_letters_that_make_no_russian_are_read_as_declared() -> None:
    head = "From: a@acme.example\nSubject: =?iso-8859-15?Q?Test_=E4=F6=FC=DF?=\n"
    read = parse(f"{head}Content-Type: text/plain; charset=iso-8859-15\n\näöüß €".encode("iso-8859-15"))
    assert (read.subject, read.text) == ("Test äöüß", "äöüß €")


def test_western_letters_called_utf_8_are_read() -> None:
    raw = b"From: a@acme.example\nContent-Type: text/plain; charset=utf-8\n\nDie Fr\xf6sche d\xfcrfen"
    assert parse(raw).text == "Die Frösche dürfen"


def test_a_letter_cut_in_two_by_encoded_words_is_joined() -> None:
    found = fixture("subject_cut_inside_a_letter")
    assert found.subject == "Не приходит уведомление [#1042]"
    assert found.ticket_ref == 1042


def test_words_and_files_are_told_apart() -> None:
    found = fixture("report_with_files")
    assert found.reply_text == "The terminal shows an error and restarts."
    assert found.html is not None
    assert "script" not in found.html
    assert "onclick" not in found.html
    names = [(attachment.filename, attachment.inline) for attachment in found.attachments]
    assert names == [
        ("shot.png", True),
        ("Отчёт.pdf", False),
        ("passwd", False),
        ("inside.eml", False),
        ("winmail.dat", False),
    ]


def test_html_tells_where_a_quotation_begins_that_the_plain_text_does_not_mark() -> None:
    head = b"From: carl@acme.example\nContent-Type: multipart/alternative; boundary=b\n\n--b\n\n"
    raw = head + b"It works.\nThank you!\n\nAnna kirjutas eile nii\n\nOld words\n--b\nContent-Type: text/html\n\n"
    read = parse(
        raw + b"<p>It works.<br>Thank you!</p><div id=divRplyFwdMsg>Anna kirjutas eile nii</div>Old words\n--b--"
    )
    assert (read.reply_text, read.rest) == ("It works.\nThank you!", "Anna kirjutas eile nii\n\nOld words")


def test_html_that_differs_from_the_plain_text_decides_nothing() -> None:
    head = b"From: carl@acme.example\nContent-Type: multipart/alternative; boundary=b\n\n--b\n\n"
    raw = head + b"One and two.\n--b\nContent-Type: text/html\n\n<p>Two.</p><blockquote>One</blockquote>\n--b--"
    assert parse(raw).reply_text == "One and two."


def test_a_letter_inside_a_letter_is_kept_byte_by_byte() -> None:
    inside = next(file for file in fixture("report_with_files").attachments if file.content_type == "message/rfc822")
    assert inside.content == b"From: eve@other.example\nSubject: inside\n\nkept whole"
    assert "kept whole" not in fixture("report_with_files").text


def test_the_same_letter_by_another_way_has_the_same_fingerprint() -> None:
    raw = (LETTERS / "report_with_files.eml").read_bytes()
    elsewhere = b"Return-Path: <carl@acme.example>\nReceived: from a by b; Mon, 2 Mar 2026 12:00:01 +0000\n" + raw
    assert parse(elsewhere).fingerprint == parse(raw).fingerprint
    assert parse(raw.replace(b"restarts", b"stops")).fingerprint != parse(raw).fingerprint


@pytest.mark.parametrize(
    ("subject", "tid"),
    [
        ("Re: [#401] x", 401),
        ("Subject[#123456]Extra", 123456),
        ("AW: Fwd: [#7]", 7),
        ("[#1] and [#2]", 1),
        ("x [#\n 42]", 42),
        ("[SYS-422] x", None),
        ("#15 alone", None),
        ("[#١٥]", None),
        (None, None),
    ],
)
def test_the_tid_stands_in_brackets(subject: str | None, tid: int | None) -> None:
    assert ticket_ref(subject) == tid


def test_a_bare_carriage_return_hides_no_second_sender() -> None:
    found = parse(b"X-Note: a\rFrom: anna@hive.example\nFrom: eve@other.example\n\nx\n")
    assert found.sender is not None
    assert found.sender.address == "eve@other.example"


def test_two_senders_are_noted() -> None:
    assert "several-from" in fixture("two_senders").defects


def test_without_a_sender_the_reply_address_stands_in_and_it_is_noted() -> None:
    found = parse(b"Reply-To: carl@acme.example\nSubject: x\n\nx")
    assert found.sender == Mailbox("", "carl@acme.example")
    assert "no-from" in found.defects


def test_bytes_without_any_header_are_shown_whole() -> None:
    found = parse(b"just words\nand more: words\n")
    assert found.text == "just words\nand more: words"
    assert "no-headers" in found.defects


def test_a_part_nested_too_deep_is_kept_as_a_file() -> None:
    nested = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000))
    found = parse(b"From: carl@acme.example\n" + nested + b"\ndeep")
    assert b"deep" in found.attachments[0].content
    assert "nested-too-deep" in found.defects


def test_flowed_lines_are_joined() -> None:
    found = letter("Content-Type: text/plain; format=flowed", body="one \ntwo\n> three \n> four\n-- \nme")
    assert found.text == "one two\n> three four\n-- \nme"


def test_uuencoded_files_leave_the_text() -> None:
    found = letter(body="see\nbegin 644 a.txt\n#0V%T\n`\nend\nbye")
    assert found.text.split() == ["see", "bye"]
    assert [(file.filename, file.content) for file in found.attachments] == [("a.txt", b"Cat")]


def _check(raw: bytes) -> None:
    found = parse(raw, own=["support@hive.example"])
    strings = [found.text, found.reply_text, found.html or "", found.subject or "", *found.defects]
    strings += [file.filename or "" for file in found.attachments]
    for text in strings:
        text.encode("utf-8")  # a lone surrogate would raise
        assert "\0" not in text
    assert not set("\r\n") & set(found.subject or "")
    assert not any(set("/\\\r\n") & set(file.filename or "") for file in found.attachments)
    if raw.strip(b"\0\r\n\t "):
        assert found.subject or found.text or found.html or found.attachments or found.defects


@given(st.binary(max_size=3_000))
def test_no_bytes_raise(raw: bytes) -> None:
    _check(raw)


PIECES = st.sampled_from(
    [
        b"From: ",
        b"Subject: ",
        b"Content-Type: ",
        b"multipart/mixed; boundary=b",
        b"text/html; charset=",
        b"utf-16",
        b"utf-7",
        b"\n",
        b"\n\n",
        b"--b\n",
        b"--b--",
        b"=?utf-8?q?",
        b"=?koi8-r?b?",
        b"?=",
        b"<",
        b">",
        b"@",
        b'"',
        b"(",
        b"\\",
        b";",
        b"filename*0*=",
        b"%D0",
        b"name=",
        b"Content-Transfer-Encoding: base64\n",
        b"+2AA-",
        b"\r",
        b"\0",
        b"> ",
        b"On 2026, a@b wrote:",
        b"\xd0",
        b"\xff",
        b"a",
        b" ",
        b"begin 644 ../x\n",
        b"Date: ",
        b"99 Mar 9999 99:99 +9999",
        b"message/delivery-status",
        b"Action: failed\n",
    ]
)


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=60).map(b"".join))
def test_no_broken_letter_raises(raw: bytes) -> None:
    _check(raw)
