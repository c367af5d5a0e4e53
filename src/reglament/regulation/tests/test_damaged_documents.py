"""Whatever is done to a document, it is either loaded or told what is wrong with it; nothing else ever happens."""

import random
import re

import pytest

from reglament.regulation.loading import library
from reglament.regulation.loading.loader import Faulty, load

VALUES = ("3", "true", "[]", '["a"]', "{}", "{ a = 1 }", '""', '"15:00"', '"zzz"', "-1", "2026-01-01", "[[1]]")


def damaged(name: str, seed: int) -> str:
    """The document with a few lines lost, doubled, or saying something else."""
    chance = random.Random(seed)
    text = re.sub(r"holidays = .*\n", "", library.text(name).split("[production-calendar")[0])
    words = re.findall(r'"[a-z][a-z0-9-]*"', text)
    lines = text.split("\n")
    for _ in range(chance.choice((1, 2, 3))):
        number = chance.randrange(len(lines))
        match chance.randrange(5):
            case 0:
                del lines[number]
            case 1:
                lines.insert(number, chance.choice(lines))
            case 2:
                lines[number] = re.sub(r"= .*", f"= {chance.choice(VALUES)}", lines[number])
            case 3:
                lines[number] = re.sub(r'"[a-z0-9-]+"', chance.choice(words), lines[number], count=1)
            case _:
                lines[number] = re.sub(
                    r"^(\[+)[\w-]+", rf"\1{chance.choice(('levels', 'targets', 'zzz'))}", lines[number]
                )
    return "\n".join(lines)


@pytest.mark.parametrize("name", library.names())
def test_a_damaged_document_is_loaded_or_told_what_is_wrong(name: str) -> None:
    for seed in range(12):
        try:
            load(damaged(name, seed), name=name)
        except Faulty as faulty:
            assert faulty.problems
            assert all(problem.words.ru and problem.words.en for problem in faulty.problems)
