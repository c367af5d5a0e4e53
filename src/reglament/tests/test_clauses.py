"""The list of clauses is true, and what proves them is found."""

import re
from pathlib import Path
from textwrap import dedent

import pytest

from reglament.testing.clause_list import Clause, Group, Sentence, documents, found, groups, sentences
from reglament.testing.clause_page import NOT_BUILT, page
from reglament.testing.clauses import faults, faults_of_sentences
from reglament.testing.marks import Proof, proofs
from reglament.testing.shared import shared_path


def marked(folder: Path, source: str) -> list[tuple[str, str]]:
    (folder / "test_these.py").write_text(dedent(source), "utf-8")
    return [(proof.clause, proof.name) for proof in proofs(folder)]


def one(**given: object) -> list[Group]:
    """A list of one clause."""
    return [Group("Some", "Кое-что", [Clause("C-10", "Levels", "Уровни", "Counts.", **given)])]  # type: ignore[arg-type]


def test_marks_of_functions_classes_and_modules_are_found(tmp_path: Path) -> None:
    source = """
        pytestmark = pytest.mark.clause("C-01")

        @pytest.mark.clause("C-10", "C-11")
        def test_hours(): ...

        def helper(): ...

        class TestQueue:
            @pytest.mark.clause("C-18")
            def test_order(self): ...
    """
    assert marked(tmp_path, source) == [
        ("C-01", "test_hours"),
        ("C-01", "TestQueue::test_order"),
        ("C-10", "test_hours"),
        ("C-11", "test_hours"),
        ("C-18", "TestQueue::test_order"),
    ]


def test_a_mark_of_one_case_names_the_case(tmp_path: Path) -> None:
    source = """
        clause = pytest.mark.clause
        CASES = [pytest.param(1, id="vip", marks=clause("C-10")), pytest.param(2, id="plain")]

        @pytest.mark.parametrize("hours", CASES)
        def test_hours(hours): ...

        @pytest.mark.parametrize("hours", [pytest.param(1, id="initial", marks=pytest.mark.clause("C-11"))])
        def test_more_hours(hours): ...

        def test_without(): ...
    """
    assert marked(tmp_path, source) == [("C-10", "test_hours[vip]"), ("C-11", "test_more_hours[initial]")]


def test_a_test_of_an_unknown_clause_is_a_fault() -> None:
    [fault] = faults(one(), [Proof("C-99", "tests/test_these.py", "test_this")])
    assert fault == "tests/test_these.py::test_this names C-99, which is no clause"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"rules": {"hivetaxi": ["levels.golden"]}}, "C-10: hivetaxi.toml has no levels.golden"),
        ({"rules": {"": ["calendars.omsk"]}}, "C-10: rosinfotech.toml has no calendars.omsk"),
        ({"code": ["tickets.guessing"]}, "C-10: there is no module tickets.guessing"),
    ],
)
def test_what_does_not_exist_is_a_fault(given: dict[str, object], told: str) -> None:
    assert list(faults(one(**given), [])) == [told]


def test_a_key_finds_entries_of_lists_by_slug_or_by_what_they_have() -> None:
    hivetaxi = documents()["hivetaxi"]
    assert [cited for _, cited in found(hivetaxi, "readings.own-fault")] == ["2"]
    assert {amount for amount, _ in found(hivetaxi, "targets.amount")} >= {"3 hours", "12 working hours"}
    assert len(found(hivetaxi, "calendars.*.name")) == len(hivetaxi["calendars"])
    assert found(hivetaxi, "order.classes.emergency") == []


def test_a_clause_is_built_when_a_test_proves_it() -> None:
    listed = one(rules={"hivetaxi": ["levels.vip"]}, code=["regulation.engine.clocks"])
    assert NOT_BUILT in page(listed, [], documents())
    proven = page(listed, [Proof("C-10", "tests/test_these.py", "test_hours")], documents())
    assert NOT_BUILT not in proven
    assert "`levels.vip` (HiveTaxi § 2) | `regulation.engine.clocks` | `tests/test_these.py::test_hours`" in proven


def test_nothing_said_about_the_clauses_is_wrong() -> None:
    package = Path(__file__).resolve().parents[1]
    assert list(faults(groups(), proofs(package))) == []


@pytest.mark.acceptance
def test_no_clause_is_left_out() -> None:
    shared = shared_path()
    assert shared is not None
    wanted = re.findall(r"^\| (C-\d\d) \|", (shared / "mission" / "clauses.md").read_text("utf-8"), re.MULTILINE)
    assert sorted(clause.id for group in groups() for clause in group.clauses) == sorted(wanted)


def test_every_sentence_is_carried_by_keys_that_exist_or_explained() -> None:
    assert list(faults_of_sentences(sentences())) == []


def test_a_sentence_without_a_key_or_with_a_wrong_one_is_told() -> None:
    said = {"hivetaxi": [Sentence("2", "Silent."), Sentence("3", "Wrong.", keys=["levels.platinum"])]}
    assert list(faults_of_sentences(said)) == [
        "hivetaxi § 2: “Silent.” needs either keys or a why",
        "hivetaxi § 3: hivetaxi.toml has no levels.platinum",
    ]


def test_the_page_goes_through_the_documents_sentence_by_sentence() -> None:
    said = {"hivetaxi": [Sentence("2", "Three hours.", keys=["levels.vip"]), Sentence("4", "Links.", why="Always so.")]}
    told = page(one(), [], documents(), said)
    assert "1 of 2 sentences are carried by keys of `hivetaxi.toml`." in told
    assert "| 2 | Three hours. | `levels.vip` |\n| 4 | Links. | *Always so.* |" in told
