"""Five support policies of other shapes, each with due times worked out by hand."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from reglament.regulation.engine.clocks import ClockState, clocks
from reglament.regulation.engine.facts import (
    Answered,
    Contacted,
    Delivered,
    EmergencyApproved,
    EmergencyClaimed,
    Ended,
    Fact,
    Opened,
    WaitBegan,
    WaitEnded,
)
from reglament.regulation.loading import library
from reglament.regulation.terms.basics import Price, Quota
from reglament.regulation.terms.service_scope import Help, help_given

LATER = datetime(2027, 1, 31, tzinfo=UTC)
ZONES = {
    "meridian": "America/New_York",
    "kamenogorsk": "Asia/Yekaterinburg",
    "polaris": "UTC",
    "lindenhof": "Europe/Berlin",
    "kernwerk": "Europe/Vienna",
}


def local(name: str, text: str) -> datetime:
    """`2026-11-20 17:30` on the wall clock of that firm."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONES[name])).astimezone(UTC)


def told(name: str, at: datetime | None) -> str:
    """An instant as `Fri 20.11 17:30` there; "" for none."""
    return at.astimezone(ZoneInfo(ZONES[name])).strftime("%a %d.%m %H:%M") if at else ""


def state(name: str, metric: str, *history: Fact) -> ClockState:
    """The newest row of that metric."""
    rows = clocks(library.regulation(name), history, now=LATER)
    return [row for row in rows if row.metric == metric][-1]


def due(name: str, level: str, severity: str, received: str, metric: str = "first_response", **opened: Any) -> str:
    """When a request received then would be due."""
    fact = Opened(local(name, received), level=level, severity=severity, **opened)
    return told(name, state(name, metric, fact).due_at)


@pytest.mark.parametrize(
    ("level", "severity", "received", "expected"),
    [
        ("premium", "s1", "2026-07-04 03:00", "Sat 04.07 03:15"),  # around the clock
        ("premium", "s3", "2026-07-02 18:00", "Mon 06.07 10:00"),  # Thursday 2 h; Friday the 3rd is off; Monday 2 h
        ("premium", "s4", "2026-03-02 12:00", "Mon 02.03 20:00"),
        ("business", "s1", "2026-03-08 01:30", "Sun 08.03 03:30"),  # the clocks skip the hour from two to three
        ("business", "s4", "2026-11-25 16:00", "Fri 27.11 20:00"),  # Thanksgiving is no working day
        ("basic", "s1", "2026-03-08 12:00", "Mon 09.03 12:00"),
        ("basic", "s4", "2026-03-02 09:00", "Wed 04.03 20:00"),
        ("none", "s1", "2026-03-02 09:00", ""),
    ],
)
def test_meridian_answers_by_plan_and_severity(level: str, severity: str, received: str, expected: str) -> None:
    assert due("meridian", level, severity, received) == expected


def test_meridian_solves_in_eight_hours_but_for_waiting_and_tells_news_every_hour() -> None:
    opened = Opened(local("meridian", "2026-03-03 10:00"), level="premium", severity="s1")
    answered = Answered(local("meridian", "2026-03-03 10:10"))
    waited = [
        WaitBegan(local("meridian", "2026-03-03 11:00"), what="client"),
        WaitEnded(local("meridian", "2026-03-03 14:00")),
    ]
    assert told("meridian", state("meridian", "resolution", opened, *waited).due_at) == "Tue 03.03 21:00"
    assert told("meridian", state("meridian", "update", opened, answered).due_at) == "Tue 03.03 11:10"
    promised = [row for row in library.regulation("meridian").promise.targets if row.metric == "resolution"]
    assert [row.share for row in promised] == [90]


@pytest.mark.parametrize(
    ("level", "severity", "received", "expected"),
    [
        ("office", "p4", "2026-03-03 14:59", "Tue 03.03 17:30"),  # the same working day
        ("office", "p4", "2026-03-03 15:01", "Wed 04.03 17:30"),  # after 15:00 the next
        ("office", "p4", "2026-03-06 14:00", "Fri 06.03 16:30"),
        ("office", "p4", "2026-03-06 15:30", "Tue 10.03 17:30"),  # Monday the 9th is off for Women's Day
        ("office", "p4", "2026-04-30 10:00", "Thu 30.04 16:30"),  # an hour shorter before the holiday
        ("office", "p4", "2026-03-07 10:00", "Tue 10.03 17:30"),  # a Saturday
        ("office", "p3", "2026-03-03 11:30", "Tue 03.03 14:30"),  # lunch does not count
        ("office", "p1", "2026-03-07 06:30", "Sat 07.03 07:15"),
        ("essential", "p2", "2026-03-07 21:45", "Sun 08.03 07:15"),
        ("office", "p2", "2026-03-06 16:15", "Tue 10.03 08:45"),
    ],
)
def test_kamenogorsk_answers_by_severity(level: str, severity: str, received: str, expected: str) -> None:
    assert due("kamenogorsk", level, severity, received) == expected


def test_kamenogorsk_answers_coordinators_by_the_hour() -> None:
    assert due("kamenogorsk", "office", "p4", "2026-03-03 14:59", asked_by="representative") == "Wed 04.03 09:59"


def test_kamenogorsk_solves_by_the_earlier_of_hours_and_the_next_day() -> None:
    assert due("kamenogorsk", "office", "p1", "2026-03-02 10:00", metric="resolution") == "Mon 02.03 14:00"
    assert due("kamenogorsk", "office", "p1", "2026-03-02 20:00", metric="resolution") == "Tue 03.03 09:00"
    assert due("kamenogorsk", "office", "p4", "2026-03-02 10:00", metric="resolution") == "Tue 10.03 17:30"


def test_kamenogorsk_makes_severity_of_urgency_and_impact() -> None:
    matrix = library.regulation("kamenogorsk").promise.matrix
    assert matrix is not None
    assert [matrix.severity_of("now", impact) for impact in ("city", "department", "person")] == ["p1", "p2", "p3"]
    assert matrix.severity_of("some-day", "person") == "p4"


@pytest.mark.parametrize(
    ("severity", "received", "expected"),
    [
        # In UTC in March: Sydney 21–7, London 7–17, Denver 15–24 until the 8th.
        ("normal", "2026-03-04 05:00", "Wed 04.03 13:00"),
        ("normal", "2026-03-06 16:30", "Sun 08.03 21:30"),  # Friday 7 h 30 min; Sydney's Monday begins on Sunday
        ("high", "2026-03-07 10:00", "Sun 08.03 23:00"),
        ("urgent", "2026-03-04 12:00", "Wed 04.03 12:30"),
        ("urgent", "2026-03-07 12:00", "Sat 07.03 14:00"),  # at the weekend somebody is woken
    ],
)
def test_polaris_follows_the_sun(severity: str, received: str, expected: str) -> None:
    assert due("polaris", "fleet", severity, received) == expected


def test_polaris_closes_a_town_on_its_own_holidays_only() -> None:
    # Anzac Day is a Saturday; Monday 27 April is off in New South Wales, so London begins the week.
    assert due("polaris", "fleet", "high", "2026-04-25 10:00") == "Mon 27.04 08:00"
    assert due("polaris", "fleet", "high", "2026-05-03 10:00") == "Mon 04.05 00:00"  # May Day in England, not in Sydney


def test_polaris_counts_by_the_hours_of_the_contract() -> None:
    received = "2026-03-04 05:00"  # 16:00 in Sydney, before London opens
    assert due("polaris", "ship", "normal", received, hours="sydney") == "Thu 05.03 03:00"  # 2 h, then 6 h from 21:00
    assert due("polaris", "ship", "normal", received) == "Wed 04.03 15:00"
    assert due("polaris", "ship", "normal", "2026-03-04 07:00", hours="london", zone="Asia/Tokyo") == "Thu 05.03 05:00"


def test_polaris_answers_the_phone_where_it_is_day() -> None:
    assert due("polaris", "ship", "high", "2026-03-04 20:00", channel="phone") == "Thu 05.03 00:00"
    assert due("polaris", "ship", "high", "2026-03-04 20:00", channel="portal") == "Thu 05.03 11:00"


@pytest.mark.parametrize(
    ("level", "severity", "received", "channel", "expected"),
    [
        ("twenty", "ordinary", "2026-01-05 16:00", "mail", "Wed 07.01 12:00"),  # Epiphany is off in Bavaria
        ("twenty", "ordinary", "2026-03-02 11:00", "phone", "Tue 03.03 12:00"),  # calls count in the mornings
        ("twenty", "blocked", "2026-03-06 12:30", "phone", "Mon 09.03 09:30"),
        ("five", "ordinary", "2026-03-02 11:59", "mail", "Tue 03.03 17:00"),  # the next working day
        ("five", "ordinary", "2026-03-02 12:01", "mail", "Wed 04.03 17:00"),  # too late for that
        ("five", "ordinary", "2026-03-05 11:00", "mail", "Fri 06.03 13:00"),
        ("five", "ordinary", "2026-03-05 13:00", "mail", "Mon 09.03 17:00"),
        ("five", "ordinary", "2026-12-23 10:00", "mail", "Mon 28.12 17:00"),  # Christmas Eve is the firm's own
        ("by-call", "ordinary", "2026-03-02 09:00", "phone", "Thu 05.03 17:00"),
    ],
)
def test_lindenhof_answers_by_contract(level: str, severity: str, received: str, channel: str, expected: str) -> None:
    assert due("lindenhof", level, severity, received, channel=channel) == expected


def test_lindenhof_sells_hours() -> None:
    promise = library.regulation("lindenhof").promise
    limits = promise.levels["five"].limits
    assert limits is not None
    assert (limits.hours, limits.by_severity["blocked"]) == (Quota(5, "month"), Quota(2, "month"))
    assert promise.prices["work"].price == Price(Decimal(96), "EUR", "hour")


def test_lindenhof_helps_with_networks_for_half_an_hour() -> None:
    promise = library.regulation("lindenhof").promise
    assert help_given(promise, level="five", request_type="network") == Help("limited", "half-an-hour", "network")
    assert help_given(promise, level="by-call", request_type="network").given == "paid"
    assert help_given(promise, level="twenty", request_type="till").given == "included"


@pytest.mark.parametrize(
    ("level", "severity", "received", "expected"),
    [
        ("continuous", "stop", "2026-03-01 02:00", "Sun 01.03 02:30"),
        ("two-shift", "stop", "2026-03-07 13:30", "Mon 09.03 06:30"),  # Saturday closes at 14
        ("two-shift", "minor", "2026-03-02 21:00", "Tue 03.03 09:00"),
        ("office", "minor", "2026-03-02 12:00", "Tue 03.03 11:00"),
    ],
)
def test_kernwerk_answers_by_shifts(level: str, severity: str, received: str, expected: str) -> None:
    assert due("kernwerk", level, severity, received) == expected


def test_kernwerk_promises_a_way_around_a_solution_and_words_in_between() -> None:
    assert due("kernwerk", "continuous", "stop", "2026-03-01 02:00", metric="workaround") == "Sun 01.03 06:00"
    assert due("kernwerk", "continuous", "stop", "2026-03-01 02:00", metric="resolution") == "Mon 02.03 02:00"
    assert due("kernwerk", "two-shift", "stop", "2026-03-07 10:00", metric="resolution") == "Wed 11.03 22:00"
    assert due("kernwerk", "continuous", "stop", "2026-03-01 02:00", metric="update") == "Sun 01.03 04:00"


def test_kernwerk_takes_a_call_for_an_answer() -> None:
    opened = Opened(local("kernwerk", "2026-03-02 10:00"), level="continuous", severity="stop")
    called = Contacted(local("kernwerk", "2026-03-02 10:20"))
    assert state("kernwerk", "first_response", opened, called).outcome == "met"


def test_kernwerk_owes_the_report_of_the_cause_five_working_days_after_the_solution() -> None:
    opened = Opened(local("kernwerk", "2026-03-04 10:00"), level="continuous", severity="stop")
    solved = Ended(local("kernwerk", "2026-03-04 15:00"))
    report = state("kernwerk", "root-cause-report", opened, solved)
    assert told("kernwerk", report.due_at) == "Wed 11.03 17:00"
    sent = Delivered(local("kernwerk", "2026-03-10 12:00"), metric="root-cause-report")
    assert state("kernwerk", "root-cause-report", opened, solved, sent).outcome == "met"


def test_kernwerk_dates_an_approval_back_to_the_asking() -> None:
    opened = Opened(local("kernwerk", "2026-03-02 10:00"), level="continuous", severity="minor")
    asked = EmergencyClaimed(local("kernwerk", "2026-03-02 10:30"), severity="stop", ground="by-word")
    approved = EmergencyApproved(local("kernwerk", "2026-03-02 10:50"), severity="stop", ground="by-word")
    assert told("kernwerk", state("kernwerk", "first_response", opened, asked, approved).due_at) == "Mon 02.03 11:00"
