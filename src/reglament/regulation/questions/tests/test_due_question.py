"""Questions by the line."""

import io
import json
from datetime import datetime

import pytest

from reglament.regulation.loading import library
from reglament.regulation.questions.due_question import FINE, NOT_FOUND, WRONG, Unclear, due_line, run_due, run_explain
from reglament.testing.shared import shared_path

FRIDAY = "2026-11-20T17:30:00+06:00"
QUESTION = {"level": "vip", "severity": "normal", "received": FRIDAY}


def answers(*lines: str) -> tuple[int, list[dict[str, object]]]:
    out = io.StringIO()
    code = run_due("hivetaxi", batch=True, stdin=lines, out=out, language="en")
    return code, [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_question_is_answered_with_due_time_calendar_clause_and_reason() -> None:
    assert due_line(library.regulation("hivetaxi"), QUESTION) == {
        "due": "2026-11-23T13:30:00+06:00",
        "metric": "first_response",
        "calendar": "omsk",
        "clause": "2",
        "because": {
            "ru": "Ответить до пн 23.11.2026 13:30 (Омск). "
            "VIP: 3 рабочих часа с пт 20.11 17:30 по календарю «Омск 11–18». "
            "Пт 17:30–18:00 — 0:30, пн 11:00–13:30 — 2:30. "
            "Раздел 2 регламента, редакция от 01.08.2017.",
            "en": "Answer by Mon 23 Nov 2026 13:30 (Omsk). "
            "VIP: 3 working hours from Fri 20 Nov 17:30 by the calendar “Omsk 11–18”. "
            "Fri 17:30–18:00 — 0:30, Mon 11:00–13:30 — 2:30. "
            "Section 2 of the regulation, edition of 1 Aug 2017.",
        },
    }


def test_the_due_time_is_told_in_the_calendars_zone_wherever_it_was_asked() -> None:
    elsewhere = due_line(library.regulation("hivetaxi"), QUESTION | {"received": "2026-11-20T11:30:00Z"})
    assert elsewhere["due"] == "2026-11-23T13:30:00+06:00"


def test_an_emergency_without_a_named_ground_is_the_one_that_counts_at_once() -> None:
    asked = QUESTION | {"severity": "emergency"}
    assert due_line(library.regulation("hivetaxi"), asked)["due"] == "2026-11-20T20:30:00+06:00"


def test_no_promise_is_null_and_says_why() -> None:
    answer = due_line(library.regulation("hivetaxi"), QUESTION | {"level": "standard"})
    assert answer["due"] is None
    assert "no time of answer is promised" in answer["because"]["en"]


@pytest.mark.parametrize(
    ("metric", "due"), [("next_response", "2026-11-20T20:30:00+06:00"), ("admission", "2026-11-20T18:30:00+06:00")]
)
def test_other_metrics_can_be_asked(metric: str, due: str) -> None:
    asked = QUESTION | {"severity": "emergency", "metric": metric}
    assert due_line(library.regulation("hivetaxi"), asked)["due"] == due


@pytest.mark.parametrize(
    ("name", "asked", "due"),
    [
        ("kernwerk", {"level": "continuous", "severity": "stop", "metric": "resolution"}, "2026-11-21T12:30:00+01:00"),
        (
            "kernwerk",
            {"level": "two-shift", "severity": "stop", "metric": "root-cause-report"},
            "2026-11-27T17:00:00+01:00",
        ),
        ("kernwerk", {"level": "continuous", "severity": "stop", "metric": "update"}, "2026-11-20T14:30:00+01:00"),
        ("meridian", {"level": "business", "severity": "s1", "metric": "update"}, "2026-11-20T07:30:00-05:00"),
        ("meridian", {"level": "premium", "metric": "complaint"}, "2026-11-24T20:00:00-05:00"),
        ("polaris", {"level": "ship", "hours": "sydney"}, "2026-11-23T16:00:00+11:00"),
        ("polaris", {"level": "ship", "zone": "Asia/Tokyo"}, "2026-11-23T15:00:00+09:00"),
        ("kamenogorsk", {"level": "office", "urgency": "now", "impact": "city"}, "2026-11-20T16:45:00+05:00"),
        ("kamenogorsk", {"level": "office"}, "2026-11-23T17:30:00+05:00"),
        ("hivetaxi", {"level": "vip", "severity": "emergency", "developers": True}, "2026-11-23T13:30:00+06:00"),
    ],
)
def test_whatever_a_document_measures_can_be_asked(name: str, asked: dict[str, object], due: str) -> None:
    assert due_line(library.regulation(name), {"received": FRIDAY, **asked})["due"] == due


def test_what_can_be_asked_is_told() -> None:
    with pytest.raises(Unclear) as caught:
        due_line(library.regulation("lindenhof"), {"level": "five", "received": FRIDAY, "metric": "joy"})
    assert caught.value.words.en == "“joy” can't be asked; possible: first_response, next_response, specification"


def test_what_no_row_promises_here_is_null_and_says_so() -> None:
    asked = {"level": "none", "severity": "stop", "metric": "root-cause-report", "received": FRIDAY}
    answer = due_line(library.regulation("kernwerk"), asked)
    assert (answer["due"], answer["because"]["en"]) == (None, "The regulation names no time for that.")
    out = io.StringIO()
    assert run_explain("kernwerk", out=out, language="ru", **asked) == FINE
    assert out.getvalue() == "Для этого регламент срока не называет.\n"


def test_the_development_level_counts_from_the_transfer_which_no_window_delays() -> None:
    asked = {"level": "development", "severity": "normal", "received": "2026-11-21T12:00:00+03:00"}
    assert due_line(library.regulation("rosinfotech"), asked)["due"] == "2026-11-25T20:00:00+03:00"


def test_unknown_keys_are_ignored_and_empty_lines_skipped() -> None:
    code, (answer,) = answers("\n", json.dumps(QUESTION | {"colour": 3}))
    assert (code, answer["due"]) == (FINE, "2026-11-23T13:30:00+06:00")


@pytest.mark.parametrize(
    "line",
    [
        "not json",
        "[1]",
        "{}",
        json.dumps(QUESTION | {"level": "platinum"}),
        json.dumps(QUESTION | {"level": ["vip"]}),
        json.dumps(QUESTION | {"severity": "terrible"}),
        json.dumps(QUESTION | {"received": "2026-11-20 17:30"}),
        json.dumps(QUESTION | {"received": "9999-12-31T17:30:00+06:00"}),
        json.dumps(QUESTION | {"metric": "happiness"}),
        json.dumps(QUESTION | {"hours": "nights"}),
        json.dumps(QUESTION | {"zone": "Asia/Omks"}),
    ],
)
def test_a_line_that_cannot_be_answered_says_why_and_the_next_is_read(line: str) -> None:
    code, (error, answer) = answers(line, json.dumps(QUESTION))
    assert code == WRONG
    assert error.keys() == {"error"}
    assert answer["due"] == "2026-11-23T13:30:00+06:00"


def test_the_reason_of_an_error_is_in_both_languages() -> None:
    with pytest.raises(Unclear) as caught:
        due_line(library.regulation("hivetaxi"), QUESTION | {"level": "platinum"})
    assert caught.value.words.ru == "в регламенте нет уровня «platinum»; есть: vip, extended, standard, none"
    assert caught.value.words.en == "the regulation has no level “platinum”; there are: vip, extended, standard, none"


def test_one_question_can_be_asked_without_a_batch() -> None:
    out = io.StringIO()
    code = run_due(
        "hivetaxi", batch=False, stdin=(), out=out, language="en", level="vip", severity="normal", received=FRIDAY
    )
    assert (code, json.loads(out.getvalue())["clause"]) == (FINE, "2")


def test_explain_unfolds() -> None:
    out = io.StringIO()
    code = run_explain("hivetaxi", out=out, language="en", level="vip", severity="normal", received=FRIDAY)
    line, *details = out.getvalue().splitlines()
    assert code == FINE
    assert line.startswith("Answer by Mon 23 Nov 2026 13:30 (Omsk).")
    assert details[0] == "  Fri 20 Nov 2026 17:30: received."


def test_explain_is_asked_whatever_due_is_asked() -> None:
    out = io.StringIO()
    question = {"level": "continuous", "severity": "stop", "metric": "root-cause-report", "received": FRIDAY}
    assert run_explain("kernwerk", out=out, language="en", **question) == FINE
    assert out.getvalue().startswith("Send the root-cause report by Fri 27 Nov 2026 17:00 (Vienna).")


def test_explain_says_what_is_wrong_with_the_question() -> None:
    out = io.StringIO()
    assert run_explain("hivetaxi", out=out, language="en", level="vip", severity="x", received=FRIDAY) == WRONG
    assert out.getvalue() == "the regulation has no severity “x”; there are: normal, critical, emergency\n"


def test_an_unknown_regulation_is_not_found() -> None:
    out = io.StringIO()
    assert run_due("nowhere", batch=True, stdin=(), out=out, language="ru") == NOT_FOUND
    assert out.getvalue().startswith("nowhere: нет ни такого файла, ни такого регламента; есть: blank, hivetaxi, ")


@pytest.mark.acceptance
def test_the_worked_examples_come_out_right() -> None:
    shared = shared_path()
    assert shared is not None
    examples = [json.loads(line) for line in (shared / "data/clock-examples.jsonl").read_text("utf-8").splitlines()]
    for example in examples:
        answer = due_line(library.regulation(example["regulation"]), example)
        expected = example["due"] and datetime.fromisoformat(example["due"])
        assert (answer["due"] and datetime.fromisoformat(answer["due"])) == expected, example
