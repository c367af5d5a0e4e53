"""The clocks of the two founding regulations, and that each rule of them comes from their text."""

import pytest

from reglament.regulation.engine.facts import (
    Answered,
    Classified,
    ClientWrote,
    Contacted,
    DevelopersInvolved,
    EmergencyApproved,
    EmergencyClaimed,
    EmergencyConfirmed,
    Fact,
    Opened,
    SeverityLowered,
    Started,
    Transferred,
)
from reglament.regulation.loading import library
from reglament.regulation.loading.loader import load
from reglament.regulation.terms.edition_terms import Regulation
from reglament.regulation.tests.desk import last, moscow, of, omsk
from reglament.regulation.words.explanation import explain

HIVETAXI = library.regulation("hivetaxi")
ROSINFOTECH = library.regulation("rosinfotech")

FRIDAY = omsk("2026-11-20 17:30")
VIP = Opened(FRIDAY, level="vip")
EXTENDED = Opened(FRIDAY, level="extended")


def changed(name: str, before: str, after: str) -> Regulation:
    """The library's regulation with every `before` in its text replaced."""
    text = library.text(name)
    assert before in text, before
    return load(text.replace(before, after), name=name)


def due(regulation: Regulation, *history: Fact, metric: str = "first_response") -> object:
    """The newest due time of a metric, right after the last fact."""
    return last(metric, regulation, history, now=history[-1].at).due_at


@pytest.mark.clause("C-10")
@pytest.mark.parametrize(
    ("level", "promised"),
    [("vip", omsk("2026-11-23 13:30")), ("extended", omsk("2026-11-24 15:30")), ("standard", None)],
)
def test_hivetaxi_promises_by_level(level: str, promised: object) -> None:
    assert due(HIVETAXI, Opened(FRIDAY, level=level)) == promised


@pytest.mark.clause("C-10")
def test_another_amount_in_the_text_is_another_due_time() -> None:
    slower = changed("hivetaxi", 'amount = "3 working hours"', 'amount = "4 working hours"')
    assert due(slower, VIP) == omsk("2026-11-23 14:30")


@pytest.mark.clause("C-11")
def test_rosinfotech_promises_by_level_and_development_from_the_transfer() -> None:
    opened = Opened(moscow("2026-11-20 14:30"), level="initial")
    to_development = Transferred(moscow("2026-11-20 15:00"), department="development", stage="development")
    assert due(ROSINFOTECH, opened) == moscow("2026-11-24 16:30")
    assert due(ROSINFOTECH, Opened(opened.at, level="partner")) == moscow("2026-11-23 11:30")
    assert due(ROSINFOTECH, opened, to_development) == moscow("2026-11-25 20:00")
    assert last("first_response", ROSINFOTECH, [opened, to_development]).because.level == "development"
    shorter = changed("rosinfotech", 'amount = "3 working days"', 'amount = "2 working days"')
    assert due(shorter, opened, to_development) == moscow("2026-11-24 20:00")


@pytest.mark.clause("C-11")
def test_the_cap_of_initial_comes_from_the_text() -> None:
    evening = Opened(moscow("2026-11-20 19:59"), level="initial")
    capped = changed("rosinfotech", 'cap = "3 working days"', 'cap = "1 working day"')
    assert due(ROSINFOTECH, evening) == moscow("2026-11-25 10:59")
    assert due(capped, evening) == moscow("2026-11-23 20:00")


@pytest.mark.clause("C-12")
@pytest.mark.parametrize(
    ("regulation", "opened", "promised"),
    [
        (HIVETAXI, Opened(omsk("2025-10-31 17:00"), level="vip"), omsk("2025-11-01 13:00")),
        (ROSINFOTECH, Opened(moscow("2025-10-31 19:30"), level="partner"), moscow("2025-11-01 16:30")),
        (ROSINFOTECH, Opened(moscow("2025-12-30 19:59"), level="initial"), moscow("2026-01-14 10:59")),
        (HIVETAXI, Opened(omsk("2025-12-30 22:59"), level="vip"), omsk("2026-01-12 14:00")),
    ],
)
def test_working_saturdays_and_long_holidays(regulation: Regulation, opened: Opened, promised: object) -> None:
    assert due(regulation, opened) == promised


@pytest.mark.clause("C-12")
def test_other_hours_in_the_text_are_another_due_time() -> None:
    assert due(changed("hivetaxi", "11:00–18:00", "11:00–17:45"), VIP) == omsk("2026-11-23 13:45")


@pytest.mark.clause("C-13")
def test_an_emergency_counts_around_the_clock_until_developers_come_in() -> None:
    claimed = EmergencyClaimed(FRIDAY)
    involved = DevelopersInvolved(omsk("2026-11-20 18:30"))
    assert due(HIVETAXI, VIP, claimed) == omsk("2026-11-20 20:30")
    assert due(HIVETAXI, VIP, claimed, involved) == omsk("2026-11-23 13:00")
    working = 'amount = "3 working hours"\ncalendar = "{}"\nwarnings = ["50 %", "80 %"]'
    never = changed("hivetaxi", working.format("omsk"), working.format("always"))
    assert due(never, VIP, claimed, involved) == omsk("2026-11-20 20:30")


@pytest.mark.clause("C-14")
def test_additional_information_is_answered_within_the_levels_amount() -> None:
    history = [VIP, Answered(FRIDAY), ClientWrote(omsk("2026-11-23 11:00")), ClientWrote(omsk("2026-11-23 12:00"))]
    assert due(HIVETAXI, *history, metric="next_response") == omsk("2026-11-23 14:00")
    only_reaction = changed("hivetaxi", '["first_response", "next_response"]', '"first_response"')
    assert due(only_reaction, *history, metric="next_response") is None


@pytest.mark.clause("C-15")
def test_no_resolution_is_promised() -> None:
    assert of("resolution", HIVETAXI, [VIP]) == of("resolution", ROSINFOTECH, [VIP]) == []


@pytest.mark.clause("C-16")
def test_a_critical_error_is_admitted_within_the_hour_and_dates_back_to_the_claim() -> None:
    claim = EmergencyClaimed(omsk("2026-11-20 20:00"), ground="critical-error")
    confirmed = EmergencyConfirmed(omsk("2026-11-23 11:00"))
    assert due(HIVETAXI, VIP, claim) == omsk("2026-11-23 13:30")
    assert due(HIVETAXI, VIP, claim, metric="admission") == omsk("2026-11-20 21:00")
    assert due(HIVETAXI, VIP, claim, confirmed) == omsk("2026-11-20 23:00")


@pytest.mark.clause("C-16")
def test_what_a_claim_does_comes_from_its_ground_in_the_text() -> None:
    claim = EmergencyClaimed(omsk("2026-11-20 20:00"), ground="critical-error")
    at_once = changed("hivetaxi", "confirmation = true ", "provisional = true ")
    assert due(at_once, VIP, claim) == omsk("2026-11-20 23:00")
    assert of("admission", at_once, [VIP, claim]) == []


@pytest.mark.clause("C-16")
def test_unusable_counts_from_the_claim_until_lowered() -> None:
    claim = EmergencyClaimed(FRIDAY, ground="unusable")
    lowered = SeverityLowered(omsk("2026-11-20 18:00"), reason="another browser works")
    assert due(HIVETAXI, VIP, claim) == omsk("2026-11-20 20:30")
    assert due(HIVETAXI, VIP, claim, lowered) == omsk("2026-11-23 13:30")


@pytest.mark.clause("C-17")
def test_an_approval_counts_from_itself() -> None:
    approved = EmergencyApproved(omsk("2026-11-21 02:00"))
    assert due(HIVETAXI, EXTENDED, approved) == omsk("2026-11-21 14:00")
    claim = EmergencyClaimed(omsk("2026-11-20 20:00"), ground="by-agreement")
    assert due(HIVETAXI, EXTENDED, claim, approved) == omsk("2026-11-21 14:00")
    dating_back = changed("hivetaxi", 'counts-from = "approval"', 'counts-from = "claim"')
    assert due(dating_back, EXTENDED, claim, approved) == omsk("2026-11-21 08:00")


@pytest.mark.clause("C-24")
def test_the_emergency_promise_holds_without_the_clients_fault_and_a_later_finding_changes_nothing() -> None:
    found = Classified(omsk("2026-11-20 18:00"), fault="client")
    claim = EmergencyClaimed(FRIDAY)
    assert due(HIVETAXI, VIP, claim, found) == omsk("2026-11-20 20:30")
    replies = [Answered(omsk("2026-11-20 18:10")), ClientWrote(omsk("2026-11-20 18:20"))]
    assert due(HIVETAXI, VIP, claim, found, *replies, metric="next_response") is None
    regardless = changed("hivetaxi", 'fault = ["vendor", "third_party", "unknown"], ', "")
    assert due(regardless, VIP, claim, found, *replies, metric="next_response") == omsk("2026-11-20 21:20")


@pytest.mark.clause("C-26")
def test_rosinfotech_accepts_from_nine_to_twenty() -> None:
    saturday = Opened(moscow("2026-11-21 12:00"), level="partner")
    assert last("first_response", ROSINFOTECH, [saturday]).started_at == moscow("2026-11-23 09:00")
    exempt = changed("rosinfotech", "[acceptance]", '[acceptance]\nexempt = "normal"')
    assert last("first_response", exempt, [saturday]).started_at == saturday.at


@pytest.mark.clause("C-27")
def test_what_stops_a_reaction_comes_from_the_text() -> None:
    started = Started(omsk("2026-11-20 17:45"))
    row = 'when = { level = "vip", severity = ["normal", "critical"] }'
    by_start = changed("hivetaxi", row, f'{row}\nstops-on = "started"')
    by_contact = changed("hivetaxi", row, f'{row}\nstops-on = "contact"')
    assert last("first_response", HIVETAXI, [VIP, started], now=started.at).outcome is None
    assert last("first_response", by_start, [VIP, started]).stopped_at == started.at
    assert last("first_response", by_contact, [VIP, Contacted(started.at)]).stopped_at == started.at


@pytest.mark.clause("C-22")
def test_the_explanation_cites_clause_and_calendar_of_the_text() -> None:
    recited = changed("hivetaxi", "Омск 11–18", "Омск, рабочие дни")
    line = explain(recited, last("first_response", recited, [VIP], now=FRIDAY), language="ru").line
    assert "по календарю «Омск, рабочие дни»" in line
    assert "Раздел 2 регламента, редакция от 01.08.2017." in line
