"""A calendar that joins others is open whenever one of them is."""

from datetime import UTC, date, datetime

from reglament.worktime.calendar import Calendar, Day, Span
from reglament.worktime.timeline import Timeline, compiled

DAYTIME = ((Span.parse("09:00-17:00"),),) * 5 + ((), ())
HOLIDAY = ((date(2026, 3, 3), Day((), "holiday", "Праздник", "Holiday")),)
SYDNEY = Calendar("sydney", "Australia/Sydney", DAYTIME)
LONDON = Calendar("london", "Europe/London", DAYTIME, days=HOLIDAY, countries=("GB",), years=frozenset({2026}))
DENVER = Calendar("denver", "America/Denver", DAYTIME)
SUN = Calendar("sun", "UTC", ((),) * 7, joins=(SYDNEY, LONDON, DENVER))


def sun() -> Timeline:
    return compiled(SUN)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_hours_are_the_sum_of_all_parts_where_they_overlap_counted_once() -> None:
    # Monday 2 March 2026 in UTC: Sydney opens on Sunday 22:00 and closes at 6, London has 9–17, Denver 16–24.
    monday = sun().open_intervals(at("2026-03-01 12:00"), at("2026-03-03 00:00"))
    assert [(f"{start:%d %H}", f"{end:%d %H}") for start, end in monday] == [
        ("01 22", "02 06"),
        ("02 09", "03 00"),
    ]


def test_time_is_added_across_parts() -> None:
    assert sun().add(at("2026-03-02 05:00"), 2 * 3600) == at("2026-03-02 10:00")
    assert sun().elapsed(at("2026-03-02 05:00"), at("2026-03-02 10:00")) == 2 * 3600


def test_a_holiday_of_one_part_closes_that_part_alone() -> None:
    assert not sun().is_open(at("2026-03-03 10:00"))
    assert sun().is_open(at("2026-03-03 16:30"))
    assert sun().is_open(at("2026-03-04 10:00"))


def test_working_days_are_those_of_its_own_zone_and_close_with_the_last_part() -> None:
    # Sydney opens the Sunday of UTC; on Tuesday London is closed and Denver works until midnight.
    assert sun().add_days(at("2026-03-02 10:00"), 1) == at("2026-03-04 00:00")
    assert sun().working_days(at("2026-03-01 00:00"), at("2026-03-08 00:00")) == 6


def test_it_is_as_provisional_as_its_parts() -> None:
    assert not sun().is_provisional(at("2026-06-01 00:00"))
    assert sun().is_provisional(at("2027-06-01 00:00"))
