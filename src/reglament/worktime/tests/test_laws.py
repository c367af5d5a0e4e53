"""Laws that hold for every calendar, and agreement with counting minutes by hand."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reglament.worktime.calendar import Calendar, Day, Hours, Span
from reglament.worktime.tests import reference
from reglament.worktime.tests.calendars import CLOSED
from reglament.worktime.timeline import Timeline

# Half an hour of daylight saving, changes at midnight and at 00:01, a skipped day, odd minutes, none at all.
ZONES = [
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "America/Sao_Paulo",
    "America/St_Johns",
    "America/Havana",
    "Pacific/Apia",
    "Asia/Kathmandu",
    "Asia/Omsk",
    "UTC",
]
# Days around which one of the zones changes.
CHANGES = [
    date(2026, 3, 29),
    date(2026, 10, 25),
    date(2026, 3, 8),
    date(2026, 11, 1),
    date(2026, 4, 5),
    date(2026, 10, 4),
    date(2017, 10, 15),
    date(2018, 2, 18),
    date(2010, 11, 7),
    date(2011, 12, 30),
    date(2025, 12, 31),
]
quick = settings(max_examples=60, deadline=None)
slow = settings(max_examples=15, deadline=None)
AMOUNTS = st.integers(0, 60 * 3600)


@st.composite
def some_hours(draw: st.DrawFn) -> Hours:
    edges = sorted(draw(st.sets(st.integers(0, 48).map(lambda half: half * 30), max_size=6)))
    return tuple(Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=False))


@st.composite
def some_calendars(draw: st.DrawFn, around: date) -> Calendar:
    if draw(st.integers(0, 9)) == 0:
        return Calendar("always", draw(st.sampled_from(ZONES)), CLOSED, always=True)
    week = tuple(draw(st.lists(some_hours(), min_size=7, max_size=7)))
    offsets = sorted(draw(st.sets(st.integers(-4, 8), max_size=4)))
    named = tuple((around + timedelta(days=days), Day(draw(some_hours()), "exception", "", "")) for days in offsets)
    return Calendar("some", draw(st.sampled_from(ZONES)), week, named)


@st.composite
def questions(draw: st.DrawFn) -> tuple[Calendar, datetime]:
    around = draw(st.sampled_from(CHANGES))
    calendar = draw(some_calendars(around))
    assume(calendar.always or sum(map(bool, calendar.week)) >= 2)
    minutes = draw(st.integers(-3 * 1440, 3 * 1440))
    return calendar, datetime(around.year, around.month, around.day, tzinfo=UTC) + timedelta(minutes=minutes)


@quick
@given(questions(), AMOUNTS)
def test_what_was_added_has_elapsed(question: tuple[Calendar, datetime], amount: int) -> None:
    calendar, start = question
    timeline = Timeline(calendar)
    due = timeline.add(start, amount)
    assert timeline.elapsed(start, due) == amount
    assert due >= start + timedelta(seconds=amount)


@quick
@given(questions(), st.integers(1, 60 * 3600))
def test_a_due_time_is_the_earliest(question: tuple[Calendar, datetime], amount: int) -> None:
    calendar, start = question
    timeline = Timeline(calendar)
    due = timeline.add(start, amount)
    assert timeline.elapsed(start, due - timedelta(seconds=1)) == amount - 1


@quick
@given(questions(), AMOUNTS, AMOUNTS)
def test_an_amount_may_be_added_in_two_parts(question: tuple[Calendar, datetime], first: int, second: int) -> None:
    calendar, start = question
    timeline = Timeline(calendar)
    assert timeline.add(timeline.add(start, first), second) == timeline.add(start, first + second)


@quick
@given(questions(), AMOUNTS, AMOUNTS, st.integers(0, 5 * 86400))
def test_later_and_more_is_never_sooner(question: tuple[Calendar, datetime], less: int, more: int, delay: int) -> None:
    calendar, start = question
    timeline = Timeline(calendar)
    less, more = sorted((less, more))
    later = start + timedelta(seconds=delay)
    assert timeline.add(start, less) <= timeline.add(start, more) <= timeline.add(later, more)
    assert timeline.add_days(start, less % 9 + 1) <= timeline.add_days(later, less % 9 + 1)


@quick
@given(questions(), st.integers(0, 5 * 86400), st.integers(0, 5 * 86400))
def test_elapsed_time_adds_up_and_is_what_the_intervals_say(
    question: tuple[Calendar, datetime], first: int, second: int
) -> None:
    calendar, start = question
    timeline = Timeline(calendar)
    middle = start + timedelta(seconds=first)
    end = middle + timedelta(seconds=second)
    whole = timeline.elapsed(start, end)
    assert timeline.elapsed(start, middle) + timeline.elapsed(middle, end) == whole
    intervals = timeline.open_intervals(start, end)
    assert sum((to - from_) // timedelta(seconds=1) for from_, to in intervals) == whole
    assert all(earlier[1] < later[0] for earlier, later in pairwise(intervals))


@slow
@given(questions(), st.integers(0, 4 * 1440), st.integers(0, 30 * 60))
def test_agreement_with_a_walk_by_minutes(question: tuple[Calendar, datetime], length: int, amount: int) -> None:
    calendar, start = question
    timeline = Timeline(calendar)
    end = start + timedelta(minutes=length)
    assert timeline.is_open(start) == reference.is_open(calendar, start)
    assert timeline.elapsed(start, end) == 60 * reference.open_minutes(calendar, start, end)
    assert timeline.add(start, 60 * amount) == reference.add_minutes(calendar, start, amount)


@slow
@given(questions(), st.integers(0, 4 * 1440), st.integers(1, 4))
def test_agreement_on_days_with_a_walk_by_minutes(question: tuple[Calendar, datetime], length: int, days: int) -> None:
    calendar, start = question
    timeline = Timeline(calendar)
    end = start + timedelta(minutes=length)
    assert timeline.working_days(start, end) == reference.working_days(calendar, start, end)
    assert timeline.add_days(start, days) == reference.closing_of_day(calendar, start, days)


@slow
@given(questions(), st.lists(st.tuples(st.integers(1990, 2060), AMOUNTS), max_size=6))
def test_the_order_of_questions_changes_no_answer(
    question: tuple[Calendar, datetime], others: list[tuple[int, int]]
) -> None:
    calendar, start = question
    asked = Timeline(calendar)
    for year, amount in others:
        moment = start.replace(year=year, day=1)
        assert asked.add(moment, amount) == Timeline(calendar).add(moment, amount)
        assert asked.elapsed(*sorted((moment, start))) == Timeline(calendar).elapsed(*sorted((moment, start)))
