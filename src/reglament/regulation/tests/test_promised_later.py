"""A promise that no row made at the beginning is made by the decision that brings its row."""

from reglament.regulation.engine.facts import (
    Answered,
    Classified,
    EmergencyClaimed,
    EmergencyConfirmed,
    Ended,
    Opened,
    SeverityLowered,
    WorkaroundGiven,
)
from reglament.regulation.tests.desk import HOURS, desk, last, moscow, of, row

MONDAY = moscow("2026-03-02 10:00")
OPENED = Opened(MONDAY, level="gold", severity="calm")
REGULATION = desk(
    row("first_response", 4),
    row("resolution", 8, HOURS, calendar="always", severity="red"),
    row("workaround", 2, HOURS, calendar="always", severity="red"),
)
CLAIMED = EmergencyClaimed(moscow("2026-03-02 11:00"), severity="red", ground="dead")


def test_what_is_raised_gets_the_promises_of_its_severity_from_the_decision() -> None:
    assert of("resolution", REGULATION, [OPENED]) == []
    assert last("resolution", REGULATION, [OPENED, CLAIMED]).due_at == moscow("2026-03-02 19:00")
    assert last("workaround", REGULATION, [OPENED, CLAIMED]).due_at == moscow("2026-03-02 13:00")


def test_a_confirmation_dates_the_promise_back_to_the_claim() -> None:
    claimed = EmergencyClaimed(moscow("2026-03-02 11:00"), severity="red", ground="dark")
    confirmed = EmergencyConfirmed(moscow("2026-03-02 12:00"))
    assert of("resolution", REGULATION, [OPENED, claimed]) == []
    assert last("resolution", REGULATION, [OPENED, claimed, confirmed]).due_at == moscow("2026-03-02 19:00")


def test_a_row_may_count_it_from_the_receipt_all_the_same() -> None:
    regulation = desk(
        row("first_response", 4),
        row("resolution", 8, HOURS, calendar="always", severity="red", on_raise="from-receipt"),
    )
    assert last("resolution", regulation, [OPENED, CLAIMED]).due_at == moscow("2026-03-02 18:00")


def test_a_correction_makes_the_promise_too() -> None:
    regulation = desk(row("first_response", 4), row("resolution", 8, HOURS, calendar="always", request_type="lamp"))
    corrected = Classified(moscow("2026-03-02 11:00"), request_type="lamp")
    assert last("resolution", regulation, [OPENED, corrected]).due_at == moscow("2026-03-02 19:00")


def test_what_was_given_already_is_promised_no_more() -> None:
    given = WorkaroundGiven(moscow("2026-03-02 10:30"))
    assert of("workaround", REGULATION, [OPENED, given, CLAIMED]) == []
    ended = Ended(moscow("2026-03-02 10:40"))
    assert of("resolution", REGULATION, [OPENED, ended, CLAIMED]) == []


def test_it_is_begun_once_whatever_is_decided_after() -> None:
    history = [
        OPENED,
        CLAIMED,
        Answered(moscow("2026-03-02 11:10")),
        SeverityLowered(moscow("2026-03-02 11:20"), severity="calm"),
        EmergencyClaimed(moscow("2026-03-02 11:30"), severity="red", ground="dead"),
    ]
    rows = of("resolution", REGULATION, history)
    assert [state.due_at for state in rows] == [
        moscow("2026-03-02 19:00"),
        None,
        moscow("2026-03-02 19:30"),
    ]
    assert [state.superseded_by for state in rows] == [2, 3, None]
