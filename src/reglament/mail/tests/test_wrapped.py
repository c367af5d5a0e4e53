"""Letters inside signatures, files inside texts, parts whose delimiters got lost."""

import base64
import binascii
import tracemalloc

import pytest

from reglament.mail.format.mime import cms, encodings
from reglament.mail.format.parser import parse
from reglament.mail.tests.letters_at_hand import letter

INNER = "Content-Type: text/plain; charset=utf-8\r\n\r\nПодписано и отправлено.".encode()
SIGNED_DATA, DATA = bytes.fromhex("06092a864886f70d010702"), bytes.fromhex("06092a864886f70d010701")


def der(tag: int, *inner: bytes) -> bytes:
    content = b"".join(inner)
    size = len(content)
    return bytes([tag]) + (bytes([size]) if size < 128 else b"\x82" + size.to_bytes(2, "big")) + content


def ber(tag: int, *inner: bytes) -> bytes:
    """The same with indefinite length, as streaming programs write."""
    return bytes([tag]) + b"\x80" + b"".join(inner) + b"\0\0"


WHOLE = der(
    0x30,
    SIGNED_DATA,
    der(
        0xA0,
        der(
            0x30,
            der(0x02, b"\1"),
            der(0x31),
            der(0x30, DATA, der(0xA0, der(0x04, INNER))),
            der(0x31),
        ),
    ),
)
IN_PIECES = ber(
    0x30,
    SIGNED_DATA,
    ber(
        0xA0,
        ber(
            0x30,
            der(0x02, b"\1"),
            der(0x31),
            ber(0x30, DATA, ber(0xA0, ber(0x24, der(0x04, INNER[:20]), der(0x04, INNER[20:])))),
            der(0x31),
        ),
    ),
)


@pytest.mark.parametrize("signed", [WHOLE, IN_PIECES])
def test_a_letter_inside_a_signature_is_shown_and_the_signature_kept(signed: bytes) -> None:
    head = b"From: carl@acme.example\nContent-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\n"
    read = parse(head + b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(signed))
    assert read.text == "Подписано и отправлено."
    assert [(file.filename, file.content) for file in read.attachments] == [("smime.p7m", signed)]


@pytest.mark.parametrize("cut", range(0, len(WHOLE), 9))
def test_a_broken_signature_is_a_file(cut: int) -> None:
    assert cms.signed_content(WHOLE[:cut]) in (None, INNER[: max(0, cut - (len(WHOLE) - len(INNER) - 2))])
    cms.signed_content(IN_PIECES[:cut])
    assert cms.signed_content(b"\x30\x80" * 5_000) is None


def test_encrypted_letters_stay_whole() -> None:
    assert cms.signed_content(der(0x30, bytes.fromhex("06092a864886f70d010703"), der(0xA0, der(0x30)))) is None


def uu(content: bytes) -> str:
    lines = [binascii.b2a_uu(content[at : at + 45]).decode() for at in range(0, len(content), 45)]
    return "begin 644 shot.png\n" + "".join(lines) + "`\nend\n"


def test_a_uuencoded_file_whose_lines_carry_a_sign_too_many_is_read() -> None:
    body = uu(bytes(range(200))).replace("\n", "#\n").replace("shot.png#", "shot.png").replace("end#", "end")
    read = letter(body=f"см.\n{body}всё")
    assert read.text.split() == ["см.", "всё"]
    assert [(file.filename, file.content_type, file.content) for file in read.attachments] == [
        ("shot.png", "image/png", bytes(range(200)))
    ]


def test_begin_in_prose_is_prose() -> None:
    read = letter(body="We shall\nbegin 644 things today\nand come to no\nend\n")
    assert "begin 644" in read.text
    assert read.attachments == ()


def test_yenc_is_read() -> None:
    content = bytes(range(256))
    coded = b""
    for sign in content:
        out = (sign + 42) % 256
        coded += bytes([61, (out + 64) % 256]) if out in (0, 10, 13, 61) else bytes([out])
    raw = b"From: carl@acme.example\nContent-Transfer-Encoding: 8bit\n\nhere\n=ybegin line=128 size=256 name=shot.png\n"
    read = parse(raw + coded + b"\n=yend size=256\nbye\n")
    assert [(file.filename, file.content) for file in read.attachments] == [("shot.png", content)]
    assert read.text.split() == ["here", "bye"]


def test_a_part_without_a_delimiter_above_it_is_not_lost() -> None:
    read = parse(
        b"From: carl@acme.example\nContent-Type: multipart/alternative; boundary=b\nContent-Type: text/plain\n\n"
        b"Words\n\n--b\nContent-Type: text/html\n\n<p>Words <b>bold</b></p>\n--b--\n"
    )
    assert (read.text, read.html) == ("Words", "<p>Words <b>bold</b></p>")


def test_the_notice_of_a_program_above_the_first_delimiter_is_no_part() -> None:
    read = parse(
        b"From: carl@acme.example\nContent-Type: multipart/mixed; boundary=b\nContent-Type: text/plain\n\n"
        b"This is a multi-part message in MIME format.\n\n--b\nContent-Type: text/plain\n\nWords\n--b--\n"
    )
    assert read.text == "Words"


@pytest.mark.parametrize("kind", [b"multipart/*; boundary=b", b"multipart; boundary=b", b"multipart/mixed boundary=b"])
def test_a_multipart_of_a_kind_that_is_none_is_cut_all_the_same(kind: bytes) -> None:
    read = parse(
        b"From: carl@acme.example\nContent-Type: " + kind + b"\n\n--b\n\nWords\n--b\n"
        b"Content-Type: image/png; name=till.png\n\npng\n--b--\n"
    )
    assert read.text == "Words"
    assert [file.filename for file in read.attachments] == ["till.png"]


@pytest.mark.parametrize("between", [" ", ", ", "; "])
def test_a_type_is_read_without_the_semicolon_that_a_script_forgot(between: str) -> None:
    head = f"From: carl@acme.example\nContent-Type: text/html{between}charset=windows-1251\n\n"
    assert parse(head.encode() + "<p>Чек</p>".encode("cp1251")).html == "<p>Чек</p>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("0KfQtdC6\n____\nList, mailing list\n", "Чек\n____\nList, mailing list"),
        ("0KfQtdC6\n\n--\nЭто письмо проверено\n", "Чек\n--\nЭто письмо проверено"),
        ("The till is dead.\nHelp!\n", "The till is dead.\nHelp!"),
        ("0KfQ\n! tdC6\n", "Чек"),
        ("0KfQ tdC6\n", "Чек"),
    ],
)
def test_words_that_stand_below_base64_or_in_its_place_are_read(body: str, text: str) -> None:
    head = "From: carl@acme.example\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
    assert parse((head + body).encode()).text.strip() == text


def test_many_soft_line_breaks_cost_little_memory() -> None:
    soft = b"a = \n" * 1_000_000
    tracemalloc.start()
    read = encodings.unquoted(soft)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert read == b"a " * 1_000_000
    assert peak < 10 * len(soft)


@pytest.mark.parametrize("inside", [b"\x30\x80", b"\x30\0"])
def test_a_signature_of_too_many_values_is_given_up(inside: bytes) -> None:
    assert cms.signed_content(b"\x30\x80" + SIGNED_DATA + b"\xa0\x80" + inside * 300_000) is None


def test_blanks_after_a_soft_line_break_are_none() -> None:
    head = b"From: carl@acme.example\nContent-Transfer-Encoding: quoted-printable\n\n"
    assert parse(head + b"no rec= \neipt= \t\r\ns = 3\n").text.strip() == "no receipts = 3"


def test_the_form_of_a_letter_for_one_program_is_no_file() -> None:
    read = parse(
        b"From: carl@acme.example\nContent-Type: multipart/alternative; boundary=b\n\n--b\n\nWords\n"
        b"--b\nContent-Type: text/x-amp-html\n\n<html amp4email>Words</html>\n"
        b"--b\nContent-Type: text/html\n\n<p>Words</p>\n--b--\n"
    )
    assert (read.text, read.html, read.attachments) == ("Words", "<p>Words</p>", ())


def test_delimiters_astray_are_no_words() -> None:
    read = parse(
        b"From: a@acme.example\nContent-Type: multipart/mixed; boundary=out\n\n--out\n"
        b"Content-Type: multipart/mixed; boundary=in\n\n--out\nContent-Type:"
        b" text/plain\n\n--in\nWords\n--in--\n--out--\n"
    )
    assert read.text == "Words"


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ("Content-Type: image/png\nContent-ID: <image001.png@01DC.1>", "image001.png"),
        ("Content-Type: image/jpeg\nContent-ID: <a1b2@x.example>", "image.jpg"),
        ('Content-Type: image/jpeg\nContent-Disposition: inline; filename="=?utf-8?b??="', "image.jpg"),
        ("Content-Type: application/pdf", "file.pdf"),
        ("Content-Type: application/x-unheard-of", None),
        ("Content-Type: message/rfc822\n\nSubject: Re: a/b", "Re_ a-b.eml"),
        ('Content-Type: application/pdf; name="C:\\\\mail\\\\report.pdf"', "report.pdf"),
    ],
)
def test_files_without_a_name_get_one_their_reader_understands(fields: str, name: str | None) -> None:
    read = parse(
        f"From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b\n{fields}\n\nx\n".encode()
    )
    assert [file.filename for file in read.attachments] == [name]


def test_a_text_that_only_points_to_the_html_gives_way_to_it() -> None:
    rich = "<p>" + "Касса не печатает чек, смена не закрывается. " * 10 + "</p>"
    parts = (
        "--b\nContent-Type: text/plain; charset=utf-8\n\n{}\n--b\nContent-Type: text/html; charset=utf-8\n\n{}\n--b--\n"
    )
    head = "From: a@b.example\nContent-Type: multipart/alternative; boundary=b\n\n"
    stub = parse((head + parts.format("Your program shows no HTML.", rich)).encode())
    assert stub.text.startswith("Касса не печатает")
    short = parse((head + parts.format("Касса стоит.", rich)).encode())
    assert short.text == "Касса стоит."


@pytest.mark.parametrize("encoding", ["base-64", "x-base64", "BASE64;", "base64 (rfc)"])
def test_an_encoding_by_another_name_is_undone(encoding: str) -> None:
    words = base64.b64encode(INNER).decode()
    assert letter(f"Content-Transfer-Encoding: {encoding}", body=words).text.endswith("отправлено.")
    quoted = encoding.lower().replace("x-", "").replace("base-64", "qp").replace("base64", "quoted printable")
    assert letter(f"Content-Transfer-Encoding: {quoted}", body="=D0=94=D0=B0").text == "Да"


@pytest.mark.parametrize(
    ("declared", "name"), [("%D0%94%D0%B0.pdf", "Да.pdf"), ("100%20.pdf", "100%20.pdf"), ("50% off.pdf", "50% off.pdf")]
)
def test_a_name_written_with_percent_signs_is_read(declared: str, name: str) -> None:
    read = letter("Content-Type: application/pdf", f'Content-Disposition: attachment; filename="{declared}"')
    assert [file.filename for file in read.attachments] == [name]


def test_enriched_text_is_read_without_its_commands() -> None:
    assert letter("Content-Type: text/enriched", body="<bold>It</bold> is <<x>").text == "It is <x>"


def test_of_two_forms_that_say_different_things_the_richer_is_read() -> None:
    head = "From: a@b.example\nContent-Type: multipart/alternative; boundary=b\n\n"
    parts = (
        "--b\nContent-Type: text/plain; charset=utf-8\n\n{}\n--b\nContent-Type: text/html; charset=utf-8\n\n{}\n--b--\n"
    )
    old = " ".join(f"старое{n}" for n in range(30))
    new = " ".join(f"новое{n}" for n in range(30))
    assert parse((head + parts.format(old, f"<p>{new}</p>")).encode()).text == new
    assert parse((head + parts.format(old, f"<p>{old} {new}</p>")).encode()).text == old
    assert parse((head + parts.format(old, "<img src=x>")).encode()).text == old


def test_many_long_texts_are_kept_as_files_and_shown_in_part() -> None:
    part = b"--b\nContent-Type: text/plain\n\n" + b"line of words\n" * 60_000
    read = parse(b"From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n" + part * 8)
    assert "long-text" in read.defects
    assert len(read.text) < 5_000_000
    assert sum(file.size for file in read.attachments) + len(read.text) > 8 * 13 * 60_000


def test_a_picture_inside_a_very_long_page_hides_no_words() -> None:
    picture = b'<img src="data:image/png;base64,' + b"QUJD" * 300_000 + b'">'
    read = parse(b"From: a@b.example\nContent-Type: text/html\n\n<p>before</p>" + picture + b"<p>after</p>")
    assert read.text.split() == ["before", "after"]
    assert [file.size > 1_000_000 for file in read.attachments] == [True]
