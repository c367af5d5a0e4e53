from datetime import UTC, datetime

import pytest

from reglament.mail.format.mime import addresses, headers
from reglament.mail.format.mime.dates import date
from reglament.mail.format.mime.letter import Mailbox


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("=?utf-8?q?=D0=94=D0=B0?=", "Да"),
        ("=?utf-8?q?a?= =?utf-8?q?b?=", "ab"),
        ("=?utf-8?q?a?= b =?utf-8?q?c?=", "a b c"),
        ('"=?utf-8?q?a_b?="', '"a b"'),
        ("=?koi8-r?B?5ME=?=", "Да"),
        ("=?windows-1251*ru?Q?=C4=E0?=", "Да"),
        ("=?utf-8?Q?with space?=", "with space"),
        ("=?bogus?q?a=20b?=", "a b"),
        ("=?utf-8?b?0JTQsA?=", "Да"),
        ("=?utf-8?q?=D0=94=D0", "Д\ufffd"),  # a field that was cut
        ("=?utf-8?q?open question", "=?utf-8?q?open question"),
        ("a =?= b", "a =?= b"),
    ],
)
def test_encoded_words(value: str, expected: str) -> None:
    assert headers.words(value) == expected


@pytest.mark.parametrize(
    ("value", "name", "expected"),
    [
        ("text/plain; charset=utf-8", "charset", "utf-8"),
        ('a/b; name="x; y.txt"', "name", "x; y.txt"),
        ("a/b; name=two words.txt", "name", "two words.txt"),
        ("a/b; name*=koi8-r''%E4%C1", "name", "Да"),
        ("a/b; name*0=one; name*1=two", "name", "onetwo"),
        ("a/b; name*0*=utf-8''%D0%9; name*1*=4%D0%B0", "name", "Да"),
        ("a/b; name==?utf-8?q?=D0=94=D0=B0?=", "name", "Да"),
        (r'a/b; name="C:\temp\x.txt"', "name", r"C:\temp\x.txt"),
        ('a/b; name="open', "name", "open"),
    ],
)
def test_parameters(value: str, name: str, expected: str) -> None:
    assert headers.parameters(value)[1][name] == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Mon, 2 Mar 2026 15:00:00 +0300", datetime(2026, 3, 2, 12, 0, tzinfo=UTC)),
        ("2 Mar 26 12:00 GMT", datetime(2026, 3, 2, 12, 0, tzinfo=UTC)),
        ("Mon, 02 Mar 2026 15:00:00 +03:00", datetime(2026, 3, 2, 12, 0, tzinfo=UTC)),
        ("Mon, 02 Mar 2026 15:00:00 MSK", datetime(2026, 3, 2, 12, 0, tzinfo=UTC)),
        ("Mon, 02 Mar 2026 15:00:00 GMT+3", datetime(2026, 3, 2, 12, 0, tzinfo=UTC)),
        ("Mon, 2 Mar 2026 07:00:00 -0500 (EST)", datetime(2026, 3, 2, 12, 0, tzinfo=UTC)),
        ("Monday, March 2, 2026 12:00 PM", datetime(2026, 3, 2, 12, 0, tzinfo=UTC)),
        ("Mon Mar  2 15:00:00 MSK 2026", datetime(2026, 3, 2, 12, 0, tzinfo=UTC)),
        ("Пн, 2 мар 2026 15:00:00 +0300", datetime(2026, 3, 2, 12, 0, tzinfo=UTC)),
        ("02.03.2026 15:00:00 +0300", datetime(2026, 3, 2, 12, 0, tzinfo=UTC)),
        ("Mon, 2 Mar 2026 12:00:00.250 +0000", datetime(2026, 3, 2, 12, 0, tzinfo=UTC)),
        ("Sun, 1 Mar 2026 24:00:00 +0000", datetime(2026, 3, 2, 0, 0, tzinfo=UTC)),
        ("Mon, 2 Mar 99 12:00:00 GMT", datetime(1999, 3, 2, 12, 0, tzinfo=UTC)),
        ("2 Mar 2026 12:61 +0000", None),
        ("31 Feb 2026 12:00 +0000", None),
        ("soon", None),
        ("2026-03-02T15:00:00+03:00", datetime(2026, 3, 2, 12, 0, tzinfo=UTC)),
        ("Thu, 99 Foo 99999999999 99:99:99 +9999", None),
        ("Fri, 31 Dec 9999 23:59:59 -2359", None),
        ("", None),
    ],
)
def test_dates(value: str, expected: datetime | None) -> None:
    assert date(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Carl <carl@acme.example>", [("Carl", "carl@acme.example")]),
        (
            '"Acme, Carl" <carl@ACME.example>, dora@acme.example',
            [("Acme, Carl", "carl@acme.example"), ("", "dora@acme.example")],
        ),
        ("carl@acme.example (Carl)", [("Carl", "carl@acme.example")]),
        ("Staff: carl@acme.example, dora@acme.example;", [("", "carl@acme.example"), ("", "dora@acme.example")]),
        ("undisclosed-recipients:;", []),
        ("Orlov, Carl <carl@acme.example>", [("Orlov, Carl", "carl@acme.example")]),
        ("carl@acme.example (Carl (sales))", [("Carl (sales)", "carl@acme.example")]),
        ("=?utf-8?q?=D0=9A=D0=B0=D1=80=D0=BB=2C_A?= <carl@acme.example>", [("Карл, A", "carl@acme.example")]),
        ('"carl@acme.example" <carl@acme.example>', [("", "carl@acme.example")]),
        ("Carl (Sales <carl@acme.example>", [("Carl Sales", "carl@acme.example")]),
        ("Карл <карл@акме.example>", [("Карл", "карл@xn--80akoi.example")]),
        ('"Carl <carl@acme.example>', [('"Carl', "carl@acme.example")]),
        ("@, <>, <<<>>>", [("@", "")]),
        ("Карл [carl@acme.example]", [("Карл", "carl@acme.example")]),
        ('"carl"@acme.example', [("", "carl@acme.example")]),
        (
            'Carl <"carl orlov"@acme.example>, dora@acme.example',
            [("Carl", '"carl orlov"@acme.example'), ("", "dora@acme.example")],
        ),
        ('"carl@acme.example x"@evil.example', [("", '"carl@acme.example x"@evil.example')]),
        ('"carl@acme.example"@evil.example', [("", '"carl@acme.example"@evil.example')]),
    ],
)
def test_address_lists(value: str, expected: list[tuple[str, str]]) -> None:
    assert addresses.mailboxes(value) == tuple(Mailbox(*pair) for pair in expected)


def test_a_slip_between_fields_does_not_end_the_header() -> None:
    fields, body, defects = headers.cut(b"From: a@b.example\nslip\nSubject: x\n\nbody", known=headers.MESSAGE_FIELD)
    assert [name for name, _ in fields] == ["From", "Subject"]
    assert (body, defects) == (b"body", ["bad-header-line"])


def test_a_body_without_a_blank_line_before_it_is_no_header() -> None:
    fields, body, _ = headers.cut(b"Subject: x\nHello Carl\nbye\n", known=headers.MESSAGE_FIELD)
    assert ([name for name, _ in fields], body) == (["Subject"], b"Hello Carl\nbye\n")
