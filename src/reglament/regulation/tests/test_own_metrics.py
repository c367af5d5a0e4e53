"""What a document may say of its clocks beyond the founding regulations: own metrics, cut-offs, hours of a contract."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pytest

from reglament.regulation.engine.clocks import ClockState, clocks
from reglament.regulation.engine.facts import (
    Answered,
    Classified,
    Complained,
    Delivered,
    Ended,
    Extended,
    Fact,
    Found,
    Opened,
    Reopened,
    Transferred,
    WaitBegan,
    WaitEnded,
)
from reglament.regulation.terms.edition_terms import Amount, ContractHours, Regulation, Target, Words
from reglament.regulation.terms.metrics import KNOWN_METRICS, Metric
from reglament.regulation.tests.desk import (
    CALENDAR_DAYS,
    HOURS,
    WORKING_DAYS,
    WORKING_HOURS,
    desk,
    last,
    moscow,
    of,
    row,
    words,
)
from reglament.regulation.words.explanation import explain

NINE, TEN, ELEVEN, NOON, ONE, TWO = (moscow(f"2026-11-20 {hour:02}:00") for hour in range(9, 15))
OPENED = Opened(TEN, level="tin", severity="calm")


def saying(
    *rows: Target, metrics: Mapping[str, Metric] | None = None, contract_hours: ContractHours | None = None
) -> Regulation:
    """The desk with metrics of its own, or with hours of its contracts."""
    regulation = desk(*rows)
    known = {**KNOWN_METRICS, **(metrics or {})}
    return replace(regulation, promise=replace(regulation.promise, metrics=known, contract_hours=contract_hours))


def metric(slug: str, *, starts: Iterable[str], stops: Iterable[str]) -> Metric:
    """A metric of a document."""
    return Metric(slug, Words("отчёт", "report"), starts=frozenset(starts), stops=frozenset(stops))


REPORT = saying(
    row("resolution", 8),
    row("report", 5, WORKING_DAYS, stops_on=frozenset({"delivered"})),
    metrics={"report": metric("report", starts=["resolved"], stops=["delivered"])},
)
SOLVED = Ended(NOON, how="solved", leaves_at=NOON)


def test_a_report_is_owed_from_the_resolution_and_outlives_it() -> None:
    report = last("report", REPORT, [OPENED, SOLVED], now=NOON)
    assert (report.started_at, report.due_at, report.is_open) == (NOON, moscow("2026-11-27 18:00"), True)


def test_only_what_was_delivered_is_met() -> None:
    later = moscow("2026-11-25 10:00")
    assert last("report", REPORT, [OPENED, SOLVED, Delivered(later, metric="other")], now=later).is_open
    report = last("report", REPORT, [OPENED, SOLVED, Delivered(later, metric="report")])
    assert (report.outcome, report.stopped_at) == ("met", later)


def test_a_refused_request_owes_no_report() -> None:
    refused = Ended(NOON, how="refused", leaves_at=NOON)
    assert of("report", REPORT, [OPENED, refused]) == []


def test_a_withdrawn_request_owes_nothing_any_more() -> None:
    history = [OPENED, SOLVED, Reopened(ONE), Ended(TWO, how="withdrawn", answered=False)]
    assert last("report", REPORT, history).outcome == "cancelled"


def test_a_metric_without_words_of_its_own_is_told_by_its_name() -> None:
    report = last("report", REPORT, [OPENED, SOLVED], now=NOON)
    assert explain(REPORT, report, language="en").line.startswith("Report by Fri 27 Nov 2026 18:00 (Moscow).")
    assert explain(REPORT, report, language="ru").details[-1] == ("Отсчёт останавливает: обещанное передано клиенту.")


def test_updates_every_two_hours_until_resolved() -> None:
    often = saying(
        row("update", 2, stops_on=frozenset({"answer", "resolved"})),
        metrics={"update": metric("update", starts=["receipt", "answer"], stops=["answer", "resolved"])},
    )
    history = [OPENED, Answered(ELEVEN), Answered(moscow("2026-11-20 14:30"))]
    rows = of("update", often, [*history, Ended(moscow("2026-11-20 15:00"))])
    assert [(state.started_at, state.due_at, state.outcome) for state in rows] == [
        (TEN, NOON, "met"),
        (ELEVEN, ONE, "breached"),
        (moscow("2026-11-20 14:30"), moscow("2026-11-20 16:30"), "met"),
    ]


def test_a_question_leaves_the_next_step_to_the_client_whatever_starts_updates() -> None:
    often = saying(
        row("update", 2), metrics={"update": metric("update", starts=["receipt", "answer"], stops=["answer"])}
    )
    rows = of("update", often, [OPENED, WaitBegan(ELEVEN)])
    assert [state.outcome for state in rows] == ["cancelled"]


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-11-19 15:59", "2026-11-20 09:59"),
        ("2026-11-19 16:00", "2026-11-20 10:00"),
        ("2026-11-19 16:01", "2026-11-20 12:00"),
        ("2026-11-19 23:30", "2026-11-20 12:00"),
        ("2026-11-20 16:01", "2026-11-23 12:00"),
        ("2026-11-21 10:00", "2026-11-23 12:00"),
        ("2026-11-23 06:00", "2026-11-23 12:00"),
    ],
)
def test_what_comes_after_the_cut_off_counts_from_the_next_day(received: str, due: str) -> None:
    early = desk(row("first_response", 3, cut_off=16 * 60))
    assert last("first_response", early, [Opened(moscow(received), level="tin")], now=TEN).due_at == moscow(due)


def test_a_cut_off_never_makes_what_came_later_due_earlier() -> None:
    early = desk(row("first_response", 1, WORKING_DAYS, cut_off=16 * 60))
    hours = [moscow(f"2026-11-{day} {hour:02}:30") for day in range(19, 25) for hour in range(24)]
    dues = [last("first_response", early, [Opened(at, level="tin")], now=at).due_at for at in hours]
    assert dues == sorted(due for due in dues if due)


def test_a_cut_off_is_told() -> None:
    early = desk(row("first_response", 3, cut_off=16 * 60))
    state = last("first_response", early, [Opened(moscow("2026-11-19 16:01"), level="tin")], now=NINE)
    details = explain(early, state, language="en").details
    assert "It came after the day's cut-off or on a day off and counts from Fri 20 Nov 2026 09:00." in details


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-11-20 10:00", "2026-11-20 18:00"),
        ("2026-11-20 03:00", "2026-11-20 18:00"),
        ("2026-11-20 18:00", "2026-11-23 18:00"),
        ("2026-11-21 12:00", "2026-11-23 18:00"),
    ],
)
def test_the_same_working_day_ends_when_it_closes(received: str, due: str) -> None:
    same = desk(row("first_response", 0, WORKING_DAYS))
    state = last("first_response", same, [Opened(moscow(received), level="tin")], now=moscow(received))
    assert state.due_at == moscow(due)
    assert "the same working day" in explain(same, state, language="en").line


CONTRACT = saying(
    row("first_response", 3, calendar="contract"),
    contract_hours=ContractHours("office", frozenset({"office", "night"}), own_zone=True),
)


@pytest.mark.parametrize(
    ("hours", "zone", "due", "calendar"),
    [
        ("", "", "2026-11-20 13:00", "office"),
        ("night", "", "2026-11-20 23:00", "night"),
        ("unheard-of", "", "2026-11-20 13:00", "office"),
        ("", "Asia/Vladivostok", "2026-11-23 04:00", "office@Asia/Vladivostok"),
    ],
)
def test_the_hours_and_the_zone_of_a_contract_count(hours: str, zone: str, due: str, calendar: str) -> None:
    state = last("first_response", CONTRACT, [replace(OPENED, hours=hours, zone=zone)], now=TEN)
    assert (state.due_at, state.calendar) == (moscow(due), calendar)


def test_hours_in_the_zone_of_a_contract_are_told_there() -> None:
    state = last("first_response", CONTRACT, [replace(OPENED, zone="Asia/Vladivostok")], now=TEN)
    line = explain(CONTRACT, state, language="en").line
    assert line.startswith("Answer by Mon 23 Nov 2026 11:00 (Vladivostok).")
    assert "by the calendar “Office, Vladivostok”" in line
    assert "Fri 17:00–18:00 — 1:00, Mon 09:00–11:00 — 2:00." in line


def test_a_calendar_for_each_channel() -> None:
    by_channel = desk(row("first_response", 3, channel="phone", calendar="night"), row("first_response", 3))
    targets = tuple(replace(target, number=1) for target in by_channel.promise.targets)
    by_channel = replace(by_channel, promise=replace(by_channel.promise, targets=targets))
    phone = last("first_response", by_channel, [replace(OPENED, channel="phone")], now=TEN)
    email = last("first_response", by_channel, [OPENED], now=TEN)
    assert (phone.calendar, phone.due_at) == ("night", moscow("2026-11-20 23:00"))
    assert (email.calendar, email.due_at, email.rule) == ("office", ONE, phone.rule)


def test_a_row_for_what_comes_while_a_calendar_is_open() -> None:
    by_day = desk(row("first_response", 1, during="office"), row("first_response", 6, HOURS, calendar="always"))
    assert last("first_response", by_day, [OPENED], now=TEN).due_at == ELEVEN
    night = moscow("2026-11-20 20:00")
    assert last("first_response", by_day, [replace(OPENED, at=night)], now=night).due_at == moscow("2026-11-21 02:00")


def test_the_client_s_own_hours_may_decide() -> None:
    local = saying(
        row("first_response", 1, HOURS, calendar="always", during="contract"),
        row("first_response", 6, HOURS, calendar="always"),
        contract_hours=ContractHours("office", frozenset({"office", "night"}), own_zone=True),
    )
    # 10:00 in Moscow is in office hours there, and night in New York.
    assert last("first_response", local, [OPENED], now=TEN).due_at == ELEVEN
    abroad = replace(OPENED, zone="America/New_York")
    assert last("first_response", local, [abroad], now=TEN).due_at == moscow("2026-11-20 16:00")


def test_hours_of_the_start_decide_though_a_correction_comes_at_night() -> None:
    by_day = desk(
        row("first_response", 20, during="office", request_type="lamp"),
        row("first_response", 30, during="office"),
        row("first_response", 1, HOURS, calendar="always"),
    )
    corrected = Classified(moscow("2026-11-20 22:00"), request_type="lamp")
    assert last("first_response", by_day, [OPENED, corrected], now=corrected.at).rule == 1


def test_a_raise_may_count_from_receipt() -> None:
    strict = desk(row("first_response", 4, severity="red", on_raise="from-receipt"), row("first_response", 8))
    raised = last("first_response", strict, [OPENED, Classified(NOON, severity="red")], now=NOON)
    assert (raised.started_at, raised.due_at) == (TEN, TWO)


def test_lowering_may_count_from_the_decision() -> None:
    fresh = desk(row("first_response", 2, severity="red"), row("first_response", 4, on_lower="from-decision"))
    history = [replace(OPENED, severity="red"), Classified(ELEVEN, severity="calm")]
    lowered = last("first_response", fresh, history, now=ELEVEN)
    assert (lowered.started_at, lowered.due_at) == (ELEVEN, moscow("2026-11-20 15:00"))


def test_a_transfer_may_leave_the_clock_running() -> None:
    on = desk(row("first_response", 16, stage="development", on_transfer="run-on"), row("first_response", 4))
    away = Transferred(ELEVEN, department="workshop", stage="development")
    back = Transferred(NOON, department="help", stage="support")
    rows = of("first_response", on, [OPENED, away, back], now=NOON)
    assert [(state.due_at, state.superseded_by) for state in rows] == [(TWO, None)]


def test_resolution_may_go_on_after_a_reopening_with_what_was_left() -> None:
    onward = desk(row("resolution", 6, on_reopen="continue"))
    history = [OPENED, Ended(NOON), Reopened(moscow("2026-11-23 09:00"))]
    first, second = of("resolution", onward, history, now=moscow("2026-11-23 09:00"))
    assert first.outcome == "met"
    assert (second.started_at, second.due_at) == (moscow("2026-11-23 09:00"), moscow("2026-11-23 13:00"))
    assert "the remaining 4:00 of 6 working hours" in explain(onward, second, language="en").line


def test_a_broken_resolution_is_broken_once() -> None:
    onward = desk(row("resolution", 1, on_reopen="continue"))
    history = [OPENED, Ended(NOON), Reopened(ONE)]
    assert [state.outcome for state in of("resolution", onward, history, now=ONE)] == ["breached"]


SCALED = desk(row("first_response", 2, urgency="high"), row("first_response", 6))


def test_a_graver_urgency_counts_from_the_decision_and_a_lesser_one_from_receipt() -> None:
    graver = last("first_response", SCALED, [OPENED, Classified(ELEVEN, urgency="high")], now=ELEVEN)
    assert (graver.started_at, graver.due_at) == (ELEVEN, ONE)
    history = [replace(OPENED, urgency="high"), Classified(ELEVEN, urgency="low")]
    lesser = last("first_response", SCALED, history, now=ELEVEN)
    assert (lesser.started_at, lesser.due_at) == (TEN, moscow("2026-11-20 16:00"))


def test_who_asked_and_whose_company_it_is_decide_a_row() -> None:
    asked = desk(
        row("first_response", 1, asked_by="representative"),
        row("first_response", 2, kind="partner"),
        row("first_response", 4),
    )
    by_representative = last("first_response", asked, [replace(OPENED, asked_by="representative")], now=TEN)
    of_partner = last("first_response", asked, [replace(OPENED, kind="partner")], now=TEN)
    assert (by_representative.due_at, of_partner.due_at) == (ELEVEN, NOON)


def test_a_finding_moves_no_running_clock_and_decides_the_next() -> None:
    defects = desk(row("first_response", 4), row("next_response", 1, finding="defect"), row("next_response", 3))
    history: list[Fact] = [OPENED, Found(ELEVEN, finding="defect")]
    assert [state.due_at for state in of("first_response", defects, history, now=ELEVEN)] == [TWO]
    history += [Answered(NOON), Reopened(NOON)]
    assert last("next_response", defects, history, now=NOON).due_at == ONE


def test_a_finding_starts_and_stops_clocks() -> None:
    diagnosed = saying(
        row("diagnosis", 6, stops_on=frozenset({"finding:defect"})),
        row("repair", 9, stops_on=frozenset({"resolved"})),
        metrics={
            "diagnosis": metric("diagnosis", starts=["receipt"], stops=["finding:defect"]),
            "repair": metric("repair", starts=["finding:defect"], stops=["resolved"]),
        },
    )
    rows = clocks(diagnosed, [OPENED, Found(ELEVEN, finding="defect")], now=ELEVEN)
    assert _told(rows, "diagnosis") == (TEN, ELEVEN, "met")
    assert _told(rows, "repair") == (ELEVEN, None, None)


def test_a_share_is_told_with_the_amount() -> None:
    mostly = desk(row("first_response", 3, share=95))
    state = last("first_response", mostly, [OPENED], now=TEN)
    assert "3 рабочих часа, в 95 % случаев" in explain(mostly, state, language="ru").line


def test_a_complaint_may_start_a_metric_of_the_document() -> None:
    review = saying(
        row("review", 2, stops_on=frozenset({"delivered"})),
        metrics={"review": Metric("review", words("review"), starts=frozenset({"complaint"}))},
    )
    assert last("review", review, [OPENED, Complained(ELEVEN)], now=ELEVEN).due_at == ONE


EXTENDED = saying(
    row("report", 5, WORKING_DAYS, stops_on=frozenset({"delivered"}), extension=Amount(30, CALENDAR_DAYS)),
    metrics={"report": metric("report", starts=["resolved"], stops=["delivered"])},
)


def test_a_time_is_extended_once_by_what_its_row_allows() -> None:
    once = Extended(ONE, metric="report", reason="The log is missing.")
    for extensions in ([once], [once, replace(once, at=TWO)]):
        state = last("report", EXTENDED, [OPENED, SOLVED, *extensions], now=TWO)
        assert (state.due_at, state.ordinal) == (moscow("2026-12-28 00:00"), 2)
        assert "5 working days, extended by 30 calendar days" in explain(EXTENDED, state, language="en").line
        told = explain(EXTENDED, state, language="en").details
        assert any(
            "the time was extended. Reason: The log is missing. Due until then: Fri 27 Nov" in line for line in told
        )


def test_a_row_without_extension_and_a_missed_clock_are_not_extended() -> None:
    late = moscow("2026-12-01 10:00")
    assert len(of("report", REPORT, [OPENED, SOLVED, Extended(ONE, metric="report")])) == 1
    (missed,) = of("report", EXTENDED, [OPENED, SOLVED, Extended(late, metric="report")], now=late)
    assert missed.outcome == "breached"


def test_a_pause_moves_an_extended_time_too() -> None:
    pausing = desk(row("resolution", 4, pauses=frozenset({"client"}), extension=Amount(2, WORKING_HOURS)))
    history = [OPENED, Extended(ELEVEN, metric="resolution"), WaitBegan(NOON), WaitEnded(ONE)]
    assert last("resolution", pausing, history, now=ONE).due_at == moscow("2026-11-20 17:00")


def _told(rows: Iterable[ClockState], metric: str) -> tuple[object, object, object]:
    (state,) = (state for state in rows if state.metric == metric)
    return state.started_at, state.stopped_at, state.outcome
