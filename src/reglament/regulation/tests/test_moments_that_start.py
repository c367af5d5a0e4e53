"""Every moment that stops a clock may start another: a visit after the call, a fix after the start of work."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from reglament.regulation.engine.facts import (
    Answered,
    Complained,
    ComplaintAnswered,
    Contacted,
    EmergencyClaimed,
    Ended,
    Fact,
    FeasibilityEstablished,
    HandoverAccepted,
    Opened,
    Reopened,
    SeverityLowered,
    Started,
    TermsGiven,
    Transferred,
    WaitBegan,
)
from reglament.regulation.questions.due_question import due_line
from reglament.regulation.terms.edition_terms import Regulation, Words
from reglament.regulation.terms.metrics import KNOWN_METRICS, Metric
from reglament.regulation.tests.desk import HOURS, desk, last, moscow, of, row

NINE, TEN, ELEVEN, NOON, ONE = (moscow(f"2026-11-20 {hour:02}:00") for hour in range(9, 14))
OPENED = Opened(NINE, level="tin", severity="calm")
NAME = Words("приезд", "arrival")


def measuring(*starts: str, once: bool = False) -> Regulation:
    """The desk that owes an arrival four hours after what starts it."""
    regulation = desk(row("first_response", 4), row("arrival", 4, HOURS, stops_on=frozenset({"delivered"})))
    arrival = Metric("arrival", NAME, starts=frozenset(starts), stops=frozenset({"delivered"}), once=once)
    metrics = {**KNOWN_METRICS, "arrival": arrival}
    return replace(regulation, promise=replace(regulation.promise, metrics=metrics))


@pytest.mark.parametrize(
    ("event", "history"),
    [
        ("started", [Started(TEN)]),
        ("contact", [Contacted(TEN)]),
        ("accepted", [Transferred(NINE, department="development", stage="development"), HandoverAccepted(TEN)]),
        ("terms", [FeasibilityEstablished(NINE), TermsGiven(TEN)]),
        ("complaint-answered", [Complained(NINE), ComplaintAnswered(TEN)]),
        ("settled", [EmergencyClaimed(NINE, severity="storm", ground="dark"), SeverityLowered(TEN, severity="calm")]),
    ],
)
def test_what_happens_starts_the_clock(event: str, history: Sequence[Fact]) -> None:
    arrival = last("arrival", measuring(event), [OPENED, *history], now=TEN)
    assert (arrival.started_at, arrival.due_at) == (TEN, moscow("2026-11-20 14:00"))


@pytest.mark.parametrize("event", ["started", "contact", "terms", "complaint-answered"])
def test_it_can_be_asked(event: str) -> None:
    asked = {"level": "tin", "severity": "calm", "metric": "arrival", "received": "2026-11-20T10:00:00+03:00"}
    assert due_line(measuring(event), asked)["due"] == "2026-11-20T14:00:00+03:00"


def test_once_means_the_first_of_them_alone() -> None:
    history = [OPENED, Answered(TEN), Answered(ELEVEN), Ended(NOON), Reopened(ONE), Answered(ONE)]
    assert [state.started_at for state in of("arrival", measuring("answer", once=True), history)] == [TEN]


def test_a_question_to_the_client_does_not_take_away_what_is_owed_once() -> None:
    history = [OPENED, Answered(TEN), WaitBegan(ELEVEN)]
    assert last("arrival", measuring("answer", once=True), history, now=ELEVEN).is_open
    assert last("arrival", measuring("answer"), history, now=ELEVEN).outcome == "cancelled"


def test_a_contact_while_the_client_has_the_next_step_starts_nothing() -> None:
    assert of("arrival", measuring("contact"), [OPENED, WaitBegan(TEN), Contacted(ELEVEN)]) == []
