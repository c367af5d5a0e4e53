"""Some of the many letters of replies_ru.py; benchmarks/replies.py reads as many as one likes."""

import re
from collections import Counter

from reglament.mail.format.parser import parse
from reglament.mail.tests.clients_ru import CLIENTS
from reglament.mail.tests.replies_ru import forward, reply
from reglament.mail.tests.test_letters_ru import flat


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", text))


def test_what_is_new_in_a_reply_is_found_whatever_meets_in_it() -> None:
    samples = [reply(seed) for seed in range(1_200)]
    assert {sample.name.partition(",")[0] for sample in samples} == {client.name for client in CLIENTS}
    missed = [sample.name for sample in samples if flat(parse(sample.raw()).reply_text) != flat(sample.new)]
    assert missed == []


def test_a_letter_handed_on_is_kept_whole() -> None:
    samples = [forward(seed) for seed in range(300)]
    lost = [sample.name for sample in samples if words(sample.new) - words(parse(sample.raw()).reply_text)]
    assert lost == []


def test_the_same_seed_makes_the_same_letter() -> None:
    assert [reply(seed).raw() for seed in range(20)] == [reply(seed).raw() for seed in range(20)]
