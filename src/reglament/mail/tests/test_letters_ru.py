"""What each Russian letter must yield."""

import pytest

from reglament.mail.format.parser import parse
from reglament.mail.tests.letters_ru import SAMPLES, Sample


def flat(text: str) -> str:
    return " ".join(text.replace("\xa0", " ").split())


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.name for sample in SAMPLES])
def test_what_is_new_is_found(sample: Sample) -> None:
    letter = parse(sample.raw())
    assert flat(letter.reply_text) == flat(sample.new)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.name for sample in SAMPLES])
def test_the_rest_is_read_right_as_well(sample: Sample) -> None:
    letter = parse(sample.raw())
    assert letter.subject == "Re: Касса не печатает чек [#1042]"
    assert letter.sender is not None
    assert (letter.sender.name, letter.sender.address) == ("Карл Орлов", "carl@acme.example")
    assert letter.ticket_ref == 1042
    assert letter.auto is None
    assert (letter.html is None) == (sample.markup is None)
    assert "\ufffd" not in letter.text


def test_there_are_enough_of_them() -> None:
    assert len(SAMPLES) >= 40
    assert {sample.charset for sample in SAMPLES} == {"utf-8", "windows-1251", "koi8-r"}
    assert any(sample.plain is None for sample in SAMPLES)
    assert any(sample.plain and sample.markup for sample in SAMPLES)
