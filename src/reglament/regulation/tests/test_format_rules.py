"""What the examples promise comes from their text: change a key, and the outcome changes."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from reglament.regulation.engine.clocks import clocks
from reglament.regulation.engine.facts import (
    Contacted,
    EmergencyApproved,
    EmergencyClaimed,
    Ended,
    Fact,
    Opened,
    WaitBegan,
    WaitEnded,
)
from reglament.regulation.loading import library
from reglament.regulation.loading.loader import Faulty, load
from reglament.regulation.terms.edition_terms import Regulation, Window
from reglament.regulation.terms.queue_order import queue_key
from reglament.regulation.terms.service_scope import help_given
from reglament.regulation.tests.desk import HOURS, desk, last, moscow, row
from reglament.worktime.timeline import compiled

LATER = datetime(2027, 1, 31, tzinfo=UTC)
Outcome = Callable[[Regulation], str]


def changed(name: str, says: str, instead: str) -> Regulation:
    text = library.text(name)
    assert says in text, says
    return load(text.replace(says, instead), name=name)


def due(zone: str, *history: Fact, metric: str = "first_response") -> Outcome:
    def outcome(regulation: Regulation) -> str:
        rows = [row for row in clocks(regulation, history, now=LATER) if row.metric == metric]
        if not rows:
            return "none"
        at = rows[-1].due_at
        return at.astimezone(ZoneInfo(zone)).strftime("%a %d.%m %H:%M") if at else ""

    return outcome


def ended(*history: Fact) -> Outcome:
    def outcome(regulation: Regulation) -> str:
        return str(next(clocks(regulation, history, now=LATER).__iter__()).outcome)

    return outcome


def opened(zone: str, text: str, level: str, severity: str, **more: Any) -> Opened:
    return Opened(at(zone, text), level=level, severity=severity, **more)


def at(zone: str, text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


URAL, VIENNA, BERLIN, YORK = "Asia/Yekaterinburg", "Europe/Vienna", "Europe/Berlin", "America/New_York"
QUESTION = opened(URAL, "2026-03-03 14:59", "office", "p4")
STOP = opened(VIENNA, "2026-03-04 10:00", "continuous", "stop")
ASKED = EmergencyClaimed(at(VIENNA, "2026-03-02 10:30"), severity="stop", ground="by-word")
APPROVED = EmergencyApproved(at(VIENNA, "2026-03-02 10:50"), severity="stop", ground="by-word")
BOOKS = opened(YORK, "2026-03-03 10:00", "premium", "s1")
WAITED = (WaitBegan(at(YORK, "2026-03-03 11:00")), WaitEnded(at(YORK, "2026-03-03 14:00")))


@pytest.mark.parametrize(
    ("name", "change", "outcome", "kept", "otherwise"),
    [
        pytest.param(
            "kamenogorsk",
            ('cut-off = "15:00"', 'cut-off = "14:00"'),
            due(URAL, QUESTION),
            "Tue 03.03 17:30",
            "Wed 04.03 17:30",
            id="a time of day after which tomorrow begins",
        ),
        pytest.param(
            "kamenogorsk",
            ('amount = "same working day"', 'amount = "1 working day"'),
            due(URAL, QUESTION),
            "Tue 03.03 17:30",
            "Wed 04.03 17:30",
            id="the same working day",
        ),
        pytest.param(
            "kamenogorsk",
            ('asked-by = "representative"', 'asked-by = "agent"'),
            due(URAL, opened(URAL, "2026-03-03 14:59", "office", "p4", asked_by="representative")),
            "Wed 04.03 09:59",
            "Tue 03.03 17:30",
            id="who asked",
        ),
        pytest.param(
            "kamenogorsk",
            ('shortened = "1 hour"', 'shortened = "2 hours"'),
            due(URAL, opened(URAL, "2026-04-30 10:00", "office", "p4")),
            "Thu 30.04 16:30",
            "Thu 30.04 15:30",
            id="a shortened day",
        ),
        pytest.param(
            "polaris",
            ('severity = "urgent", during = "around"', 'severity = "urgent", during = "always"'),
            due("UTC", opened("UTC", "2026-03-07 12:00", "fleet", "urgent")),
            "Sat 07.03 14:00",
            "Sat 07.03 12:30",
            id="while a calendar is open",
        ),
        pytest.param(
            "polaris",
            ('joins = ["sydney", "london", "denver"]', 'joins = ["sydney", "london"]'),
            due("UTC", opened("UTC", "2026-03-06 16:30", "fleet", "normal")),
            "Sun 08.03 21:30",
            "Mon 09.03 04:30",
            id="calendars joined",
        ),
        pytest.param(
            "polaris",
            ('[contract-hours]\ncalendar = "london"', '[contract-hours]\ncalendar = "denver"'),
            due("UTC", opened("UTC", "2026-03-04 16:00", "ship", "normal")),
            "Thu 05.03 14:00",
            "Thu 05.03 00:00",
            id="the contract's calendar",
        ),
        pytest.param(
            "lindenhof",
            ('calendar = { phone = "phone", otherwise = "office" }', 'calendar = "office"'),
            due(BERLIN, opened(BERLIN, "2026-03-02 11:00", "twenty", "ordinary", channel="phone")),
            "Tue 03.03 12:00",
            "Mon 02.03 15:00",
            id="a calendar by channel",
        ),
        pytest.param(
            "lindenhof",
            ('hours = "closed", name = { ru = "Сочельник"', 'hours = "09:00–12:00", name = { ru = "Сочельник"'),
            due(BERLIN, opened(BERLIN, "2026-12-23 10:00", "five", "ordinary")),
            "Mon 28.12 17:00",
            "Thu 24.12 12:00",
            id="a day of one's own",
        ),
        pytest.param(
            "meridian",
            ('pauses = ["client", "third-party"]', 'pauses = "third-party"'),
            due(YORK, BOOKS, *WAITED, metric="resolution"),
            "Tue 03.03 21:00",
            "Tue 03.03 18:00",
            id="what pauses a solution",
        ),
        pytest.param(
            "kernwerk",
            ('starts = "resolved"', 'starts = "receipt"'),
            due(VIENNA, STOP, Ended(at(VIENNA, "2026-03-06 15:00")), metric="root-cause-report"),
            "Fri 13.03 17:00",
            "Wed 11.03 17:00",
            id="what starts a measure of one's own",
        ),
        pytest.param(
            "kernwerk",
            ('starts = ["receipt", "answer"]', 'starts = "answer"'),
            due(VIENNA, STOP, metric="update"),
            "Wed 04.03 12:00",
            "none",
            id="what starts a known measure",
        ),
        pytest.param(
            "kernwerk",
            ('stops-on = ["answer", "contact"]', 'stops-on = "answer"'),
            ended(STOP, Contacted(at(VIENNA, "2026-03-04 10:20"))),
            "met",
            "breached",
            id="what stops a response",
        ),
        pytest.param(
            "kernwerk",
            ('counts-from = "claim"', 'counts-from = "approval"'),
            due(VIENNA, opened(VIENNA, "2026-03-02 10:00", "continuous", "minor"), ASKED, APPROVED),
            "Mon 02.03 11:00",
            "Mon 02.03 11:20",
            id="from when an approval counts",
        ),
    ],
)
def test_a_key_decides(name: str, change: tuple[str, str], outcome: Outcome, kept: str, otherwise: str) -> None:
    assert outcome(library.regulation(name)) == kept
    assert outcome(changed(name, *change)) == otherwise


@pytest.mark.clause("C-36")
@pytest.mark.parametrize(
    ("name", "request_type", "finding"),
    [("hivetaxi", "code-change", "product-defect"), ("rosinfotech", "remote-installation", "services-down")],
)
def test_a_finding_puts_a_question_in_scope(name: str, request_type: str, finding: str) -> None:
    promise, found = library.regulation(name).promise, frozenset({finding})
    level = next(iter(promise.levels))
    assert help_given(promise, level=level, request_type=request_type).given == "not-given"
    assert help_given(promise, level=level, request_type=request_type, findings=found).given != "not-given"


def test_a_retired_level_needs_neither_rows_nor_services() -> None:
    old = (
        '[services.talk]\nname = {{ ru = "Беседа", en = "Talk" }}\n'
        'levels = {{ vip = "included", extended = "included", standard = "included", none = "not-given" }}\n'
        '[levels.old]\nname = {{ ru = "Прежний", en = "Old" }}\nrank = 8\n{}\n[levels.none]'
    )
    retired = changed("hivetaxi", "[levels.none]", old.format('retired = "standard"'))
    assert retired.promise.levels["old"].retired == "standard"
    with pytest.raises(Faulty) as faulty:
        changed("hivetaxi", "[levels.none]", old.format(""))
    assert {problem.code for problem in faulty.value.problems} == {"no_row", "service_without_level"}


@pytest.mark.clause("C-38")
def test_a_level_is_a_list_of_services() -> None:
    promise = library.regulation("rosinfotech").promise
    asked = "code-analysis"
    given = {level: help_given(promise, level=level, request_type=asked).given for level in promise.levels}
    assert given == {"development": "included", "partner": "not-given", "initial": "not-given", "none": "not-given"}
    generous = changed(
        "rosinfotech",
        'levels = { initial = "not-given", partner = "not-given", development = "included" }',
        'levels = { initial = "not-given", partner = "paid", development = "included" }',
    )
    assert help_given(generous.promise, level="partner", request_type=asked).given == "paid"


@pytest.mark.clause("C-35")
def test_how_far_limited_help_goes_is_a_value_of_the_document() -> None:
    promise = library.regulation("rosinfotech").promise
    assert help_given(promise, level="partner", request_type="new-version").extent == "advice"
    assert help_given(promise, level="partner", request_type="database-error").extent == "known-methods"


def test_the_order_may_go_by_severity_and_level_before_receipt() -> None:
    text = library.text("meridian").replace('within = ["receipt"]', 'within = ["severity", "level", "receipt"]')
    regulation = load(text, name="meridian")

    def key(level: str, severity: str, minute: int) -> str:
        return queue_key(
            regulation.conduct.order,
            regulation.promise,
            level=level,
            severity=severity,
            channel="portal",
            received_at=datetime(2026, 3, 2, 12, minute, tzinfo=UTC),
            danger=False,
            tid=minute,
        )

    keys = [key("business", "s4", 1), key("business", "s3", 2), key("premium", "s4", 3), key("premium", "s4", 4)]
    assert sorted(keys) == [keys[1], keys[2], keys[3], keys[0]]


def test_summer_hours_hold_in_summer_but_not_on_holidays() -> None:
    summer = (
        '[[calendars.office.seasons]]\nname = { ru = "лето", en = "summer" }\ndays = "06-15…08-31"\n'
        'week = { mon-fri = "08:00–14:00" }\n\n[levels.continuous]'
    )
    office = compiled(changed("kernwerk", "[levels.continuous]", summer).promise.calendars["office"])
    assert office.next_closing(at(VIENNA, "2026-06-12 09:00")) == at(VIENNA, "2026-06-12 17:00")
    assert office.next_closing(at(VIENNA, "2026-06-15 09:00")) == at(VIENNA, "2026-06-15 14:00")
    assert office.next_closing(at(VIENNA, "2027-08-31 09:00")) == at(VIENNA, "2027-08-31 14:00")
    assert not office.is_open(at(VIENNA, "2028-08-15 09:00"))  # Assumption Day, a Tuesday


def test_days_off_in_a_row_are_one_line() -> None:
    line = '2026-12-31 = { hours = "closed"'
    closed = compiled(changed("lindenhof", line, f'"2026-12-28…2026-12-31" {line[11:]}').promise.calendars["office"])
    assert closed.next_opening(at(BERLIN, "2026-12-23 18:00")) == at(BERLIN, "2027-01-04 09:00")


def test_an_acceptance_window_gives_way_to_levels_and_channels_too() -> None:
    window = Window("office", exempt_levels=frozenset({"gold"}), exempt_channels=frozenset({"phone"}))
    regulation = desk(row("first_response", 4, HOURS, calendar="always"), acceptance=window)
    saturday, monday = moscow("2026-03-07 16:00"), moscow("2026-03-09 13:00")

    def due_of(level: str, channel: str) -> datetime | None:
        asked = Opened(moscow("2026-03-07 12:00"), level=level, severity="calm", channel=channel)
        return last("first_response", regulation, [asked]).due_at

    assert (due_of("gold", "email"), due_of("tin", "phone"), due_of("tin", "email")) == (saturday, saturday, monday)
