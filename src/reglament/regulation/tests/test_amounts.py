"""Amounts of time: weeks and months, and what is meant by those who write them otherwise."""

from datetime import UTC, datetime

import pytest

from reglament.regulation.document.notation import amount
from reglament.regulation.document.problems.amounts_meant import meant
from reglament.regulation.engine.clocks import clocks
from reglament.regulation.engine.facts import Ended, Opened, Reopened, WaitBegan, WaitEnded
from reglament.regulation.loading.loader import load
from reglament.regulation.questions.due_question import due_line
from reglament.regulation.terms.edition_terms import Regulation
from reglament.regulation.tests.third import THIRD
from reglament.regulation.words.explanation import explain

ROW = """
[[targets]]
metric = "resolution"
amount = "{amount}"
pauses = "client"
on-reopen = "continue"
"""


def regulation(amount: str) -> Regulation:
    return load(THIRD + ROW.format(amount=amount), name="test")


def due(amount: str, received: str) -> object:
    question = {"level": "gold", "received": received, "metric": "resolution"}
    return due_line(regulation(amount), question)["due"]


def test_weeks_are_seven_days_each() -> None:
    assert due("2 calendar weeks", "2026-03-02T10:00:00+01:00") == "2026-03-17T00:00:00+01:00"
    assert due("14 calendar days", "2026-03-02T10:00:00+01:00") == "2026-03-17T00:00:00+01:00"


def test_a_month_ends_with_the_same_date_of_the_next() -> None:
    assert due("1 calendar month", "2026-03-02T10:00:00+01:00") == "2026-04-03T00:00:00+02:00"
    assert due("12 calendar months", "2026-03-02T10:00:00+01:00") == "2027-03-03T00:00:00+01:00"


def test_a_month_too_short_ends_with_its_last_day() -> None:
    assert due("1 calendar month", "2027-01-31T10:00:00+01:00") == "2027-03-01T00:00:00+01:00"
    assert due("3 calendar months", "2026-11-30T10:00:00+01:00") == "2027-03-01T00:00:00+01:00"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_pause_moves_a_month_by_the_days_it_touches() -> None:
    history = [
        Opened(at("2026-03-02 09:00"), level="gold", severity="drizzle"),
        WaitBegan(at("2026-03-10 09:00"), what="client"),
        WaitEnded(at("2026-03-12 09:00")),
    ]
    row = [
        row for row in clocks(regulation("1 calendar month"), history, now=history[-1].at) if row.metric == "resolution"
    ][-1]
    assert row.due_at == at("2026-04-05 22:00")  # the end of 5 April in Berlin: three days more


def test_what_is_left_of_a_month_is_told_in_days() -> None:
    history = [
        Opened(at("2026-03-02 09:00"), level="gold", severity="drizzle"),
        Ended(at("2026-03-12 09:00")),
        Reopened(at("2026-04-20 09:00")),
    ]
    month = regulation("1 calendar month")
    row = [row for row in clocks(month, history, now=history[-1].at) if row.metric == "resolution"][-1]
    assert row.due_at == at("2026-05-11 22:00")  # 10 of the 31 days are used up, 21 are left
    assert "the remaining 21 calendar days of 1 calendar month" in explain(month, row, language="en").line
    assert "остаток 21 календарный день (всего 1 календарный месяц)" in explain(month, row, language="ru").line


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("4h", '"4 hours", "4 working hours"'),
        ("8 business hours", '"8 working hours"'),
        ("1.5 hours", '"90 minutes", "90 working minutes"'),
        ("4 hours 30 minutes", '"270 minutes", "270 working minutes"'),
        ("1 час и 30 минут", '"90 minutes", "90 working minutes"'),
        ("4 рабочих часа", '"4 working hours"'),
        ("2 раб. дня", '"2 working days"'),
        ("30 календарных дней", '"30 calendar days"'),
        ("3 calendar hours", '"3 hours"'),
        ("24 clock hours", '"24 hours"'),
        ("2 days", '"2 working days", "2 calendar days"'),
        ("3 Business Days", '"3 working days"'),
        ("2 weeks", '"2 calendar weeks", "10 working days"'),
        ("1 month", '"1 calendar month"'),
        ("2 quarters", '"6 calendar months"'),
        ("1 год", '"12 calendar months"'),
        ("30 seconds", '"1 minute", "1 working minute"'),
        ("next business day", '"1 working day"'),
        ("same day", '"same working day"'),
        ("сутки", '"24 hours", "1 calendar day"'),
        ("best effort", 'why = { ru = "…", en = "…" }'),
        ("4", '"4 hours", "4 working hours"'),
    ],
)
def test_what_paper_documents_say_is_told_as_it_is_written_here(written: str, right: str) -> None:
    assert meant(written) == right
    for suggested in right.replace('"', "").split(", ") if right.startswith('"') else ():
        assert amount(suggested).value >= 0


@pytest.mark.parametrize("written", ["quickly", "0 hours", "24/7", "4-8 hours", "2 working ours", "", "two hours"])
def test_what_may_mean_anything_is_told_nothing(written: str) -> None:
    assert meant(written) == ""
