"""A calendar without others is closed while one of them is open."""

from datetime import UTC, date, datetime

import pytest

from reglament.worktime.calendar import Calendar, Day, Span
from reglament.worktime.timeline import NeverOpens, Timeline, compiled

HOLIDAY = ((date(2026, 3, 3), Day((), "holiday", "Праздник", "Holiday")),)
OFFICE = Calendar(
    "office",
    "America/New_York",
    ((Span.parse("09:00-17:00"),),) * 5 + ((), ()),
    days=HOLIDAY,
    countries=("US",),
    years=frozenset({2026}),
)
MAINTENANCE = Calendar("maintenance", "UTC", ((),) * 6 + ((Span.parse("02:00-06:00"),),))
CLOSED = ((),) * 7
ON_CALL = Calendar("on-call", "America/New_York", CLOSED, always=True, without=(OFFICE,))
RUNNING = Calendar("running", "UTC", CLOSED, always=True, without=(MAINTENANCE,))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def opened(timeline: Timeline, since: str, until: str) -> list[str]:
    return [f"{start:%d %H}–{end:%d %H}" for start, end in timeline.open_intervals(at(since), at(until))]


def test_nights_and_weekends_are_what_the_office_leaves() -> None:
    # New York is 5 hours behind UTC: the office has 14–22. Monday is 2 March, Tuesday a holiday.
    assert opened(compiled(ON_CALL), "2026-03-02 00:00", "2026-03-04 20:00") == ["02 00–02 14", "02 22–04 14"]


def test_time_runs_around_what_is_cut_out() -> None:
    running = compiled(RUNNING)
    assert running.add(at("2026-03-01 01:00"), 2 * 3600) == at("2026-03-01 07:00")
    assert running.elapsed(at("2026-03-01 01:00"), at("2026-03-01 07:00")) == 2 * 3600
    assert not running.is_open(at("2026-03-01 02:00"))
    assert running.next_opening(at("2026-03-01 03:00")) == at("2026-03-01 06:00")


def test_several_may_be_cut_out_and_the_rest_may_be_cut_again() -> None:
    both = Calendar("both", "UTC", CLOSED, always=True, without=(OFFICE, MAINTENANCE))
    assert opened(compiled(both), "2026-03-08 00:00", "2026-03-09 15:00") == ["08 00–08 02", "08 06–09 13"]
    rest = Calendar("rest", "UTC", CLOSED, always=True, without=(both,))
    assert opened(compiled(rest), "2026-03-08 00:00", "2026-03-09 15:00") == ["08 02–08 06", "09 13–09 15"]


def test_it_is_as_provisional_as_what_is_cut_out() -> None:
    assert not compiled(ON_CALL).is_provisional(at("2026-06-01 00:00"))
    assert compiled(ON_CALL).is_provisional(at("2027-06-01 00:00"))


def test_nothing_left_never_opens() -> None:
    nothing = Calendar("nothing", "UTC", CLOSED, always=True, without=(ON_CALL, OFFICE))
    with pytest.raises(NeverOpens):
        compiled(nothing).next_opening(at("2026-03-01 00:00"))
