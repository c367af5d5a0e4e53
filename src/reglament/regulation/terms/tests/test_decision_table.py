"""The decision table of a regulation nobody wrote code for."""

import pytest

from reglament.regulation.loading.loader import load
from reglament.regulation.terms.decision_table import Situation, decide
from reglament.regulation.terms.edition_terms import Amount, Unit
from reglament.regulation.tests.third import THIRD

PROMISE = load(THIRD, name="third").promise


@pytest.mark.parametrize(
    ("situation", "row"),
    [
        (Situation(level="gold", severity="storm", department="workshop"), 2),
        (Situation(level="gold", severity="rain", department="workshop"), 1),
        (Situation(level="gold", severity="drizzle", request_type="lamp"), 4),
        (Situation(level="gold", severity="drizzle", request_type="paint"), 5),
        (Situation(level="tin", severity="storm"), 6),
        (Situation(level="none", severity="drizzle"), 7),
        (Situation(level="retired", severity="drizzle"), 7),
    ],
)
def test_the_first_row_that_fits_decides(situation: Situation, row: int) -> None:
    target = decide(PROMISE, "first_response", situation)
    assert target is not None
    assert target.number == row


def test_metrics_have_rows_of_their_own() -> None:
    storm = Situation(level="gold", severity="storm")
    following, admission = decide(PROMISE, "next_response", storm), decide(PROMISE, "admission", storm)
    assert following is not None
    assert following.amount == Amount(20, Unit.MINUTES)
    assert admission is not None
    assert admission.amount == Amount(30, Unit.MINUTES)


def test_a_metric_without_rows_promises_nothing() -> None:
    assert decide(PROMISE, "resolution", Situation()) is None
