"""A faulty document is told everything that is wrong with it, with lines, in both languages."""

import inspect
import re
import tomllib

import pytest

from reglament.regulation.document.problems.problem_messages import MESSAGES
from reglament.regulation.document.problems.toml_problems import CODES
from reglament.regulation.loading.loader import Faulty, load
from reglament.regulation.terms.role_verbs import VERBS
from reglament.regulation.tests import (
    faulty_calendars,
    faulty_documents,
    faulty_quality,
    faulty_sections,
    faulty_shapes,
    faulty_toml,
)
from reglament.regulation.tests.faulty_documents import Case
from reglament.regulation.tests.third import THIRD

FAULTY = (faulty_calendars, faulty_documents, faulty_quality, faulty_sections, faulty_shapes, faulty_toml)
CASES = tuple(case for module in FAULTY for case in module.CASES)


def broken(*changes: tuple[str, str]) -> Faulty:
    """What is said about the third regulation after `changes`, each made once."""
    text = THIRD
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after, 1)
    with pytest.raises(Faulty) as raised:
        load(text, name="third")
    return raised.value


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.about)
def test_a_mistake_is_told_with_its_line_in_both_languages(case: Case) -> None:
    faulty = broken((case.before, case.after))
    assert faulty.words("en") == case.en
    assert faulty.words("ru") == case.ru


def test_a_sound_document_loads() -> None:
    assert load(THIRD, name="third").slug == "leuchtturm"


def test_mistakes_of_spelling_and_of_sense_are_told_together_in_the_order_of_lines() -> None:
    faulty = broken(
        ('calendar = "duty"', 'calendar = "dooty"'),
        ('"45 minutes"', '"45 mins"'),
        ("rank = 5\n", "rank = 5\nrankk = 5\n"),
        ('duties = "lamp"', 'duties = "lamps"'),
    )
    assert [(problem.line, problem.code) for problem in faulty.problems] == [
        (38, "unknown_key"),
        (116, "bad_amount"),
        (129, "unknown_name"),
        (170, "unknown_name"),
    ]


def test_a_misspelt_amount_brings_no_further_complaints_about_its_row() -> None:
    faulty = broken(('"2 working hours"\ncalendar = "early"', '"2 working ours"\ncalendar = "early"'))
    assert [problem.code for problem in faulty.problems] == ["bad_amount"]


def test_the_error_itself_reads_as_the_list_of_problems() -> None:
    assert (
        str(broken(("rank = 5", "rank = 500"))) == "third\nline 37 · levels.tin.rank: the rank 500 is not from 0 to 99."
    )


def test_a_verb_nobody_asks_for_is_told_with_those_there_are() -> None:
    (problem,) = broken(("[intake]\n", '[roles]\nagent = ["answer", "anwser"]\n\n[intake]\n')).problems
    assert (problem.code, problem.value, problem.nearest) == ("unknown_name", "anwser", "answer")
    assert problem.expected.en == ", ".join(VERBS)


def test_two_languages_of_a_message_use_the_same_values() -> None:
    for code, words in MESSAGES.items():
        assert {part for part in ("{value}", "{expected}", "{users}", "{path}") if part in words.ru} == {
            part for part in ("{value}", "{expected}", "{users}", "{path}") if part in words.en
        }, code


def test_every_message_there_is_is_told_by_some_mistake() -> None:
    told = {problem.code for case in CASES for problem in broken((case.before, case.after)).problems}
    at_publication = ["hours_in_use", "in_use"]  # see tests/test_names_in_use.py
    assert sorted(MESSAGES.keys() - told) == at_publication


def test_whatever_the_reader_of_toml_says_is_said_in_our_words() -> None:
    source = inspect.getsource(inspect.getmodule(tomllib.loads))  # type: ignore[arg-type]
    said = re.findall(r'suffixed_err\(\s*src,\s*[^,]+,\s*f?"((?:[^"\\]|\\.)*)"', source)
    assert len(said) > 20
    for message in said:
        written = re.sub(r"\{[^}]*\}", "'x'", message.replace("\\\\", "\\"))
        assert any(re.fullmatch(pattern, written) for pattern in CODES), written
