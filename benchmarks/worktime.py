"""Working-time questions, ours beside two libraries, in one run. Prints one JSON object.

python benchmarks/worktime.py

The calendar is Moscow 9-20 with the Russian holidays of 2026, a year without working weekends, which
`businesstimedelta` could not express. `workalendar` counts days only, so it is asked for days. Figures are
medians in microseconds per question; `times_faster` is the peer's median divided by ours; `agree` counts equal answers.
The peers walk from period to period, so they are asked about days (terms of 3 to 24 days) and about months.
"""

import json
import statistics
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from time import perf_counter_ns
from typing import Any
from zoneinfo import ZoneInfo

import businesstimedelta
import pytz
from workalendar.europe import Russia

from reglament.worktime.calendar import Calendar, Span
from reglament.worktime.days import materialise, named_days
from reglament.worktime.timeline import Timeline, compiled

MOSCOW = ZoneInfo("Europe/Moscow")
WORKDAYS = 5
QUESTIONS = [
    (datetime(2026, 1, 5, 7, tzinfo=UTC) + timedelta(days=5 * n, hours=n % 24, minutes=7 * n % 60), 3 + n % 22)
    for n in range(60)
]
IN_MONTHS = [(start, 10 * amount) for start, amount in QUESTIONS]
Question = Callable[[datetime, Any], Any]


def main() -> None:
    """Print the figures."""
    calendar = our_calendar()
    first_answer = _microseconds(lambda start, hours: Timeline(calendar).add(start, hours * 3600), QUESTIONS, passes=3)
    print(
        json.dumps(
            {
                "questions": len(QUESTIONS),
                "first_answer_of_a_new_calendar_us": round(first_answer, 1),
                "due_after_hours": compare(our_due, {"businesstimedelta": their_due()}),
                "elapsed_seconds": compare(our_elapsed, {"businesstimedelta": their_elapsed()}, between(QUESTIONS)),
                "due_after_days": compare(our_due_day, {"workalendar": their_due_day}),
                "elapsed_days": compare(our_days, {"workalendar": their_days}, between(QUESTIONS)),
                "due_after_months": compare(our_due_day, {"workalendar": their_due_day}, IN_MONTHS),
                "elapsed_months": compare(our_days, {"workalendar": their_days}, between(IN_MONTHS)),
            },
            indent=2,
        )
    )


def our_calendar() -> Calendar:
    """Moscow, 9 to 20, with the Russian holidays."""
    week = ((Span.parse("9:00-20:00"),),) * WORKDAYS + ((),) * 2
    years = range(2026, 2028)
    return Calendar("Moscow", "Europe/Moscow", week, materialise(week, named_days("RU", years)), frozenset(years), "RU")


def our_due(start: datetime, hours: int) -> datetime:
    """The instant after so many working hours."""
    return TIMELINE.add(start, hours * 3600)


def our_elapsed(start: datetime, end: datetime) -> int:
    """Working seconds between two instants some days apart."""
    return TIMELINE.elapsed(start, end)


def our_due_day(start: datetime, hours: int) -> datetime:
    """The closing time after so many working days, an instant."""
    return TIMELINE.add_days(start, hours)


def our_days(start: datetime, end: datetime) -> int:
    """The working days touched between two instants some days apart."""
    return TIMELINE.working_days(start, end)


def their_due() -> Question:
    """The same of businesstimedelta."""
    rules = _business_rules()
    return lambda start, hours: start + businesstimedelta.BusinessTimeDelta(rules, hours=hours)


def their_elapsed() -> Question:
    """The same of businesstimedelta."""
    rules = _business_rules()
    return lambda start, end: rules.difference(start, end).timedelta // timedelta(seconds=1)


def their_due_day(start: datetime, hours: int) -> object:
    """The same of workalendar, whose Russia knows no moved days."""
    return RUSSIA.add_working_days(start.astimezone(MOSCOW).date(), hours)


def their_days(start: datetime, end: datetime) -> int:
    """The same of workalendar, whose Russia knows no moved days."""
    first, last = start.astimezone(MOSCOW).date(), end.astimezone(MOSCOW).date()
    return int(RUSSIA.get_working_days_delta(first, last, include_start=True))


def between(questions: list[tuple[datetime, int]]) -> list[tuple[datetime, datetime]]:
    """The same starts, each with an end as many days later."""
    return [(start, start + timedelta(days=amount)) for start, amount in questions]


def compare(
    ours: Question, peers: dict[str, Question], questions: list[tuple[datetime, Any]] = QUESTIONS
) -> dict[str, object]:
    """Our median beside each peer's, the ratio, and how many answers are equal."""
    our_median = _microseconds(ours, questions, passes=200)
    result: dict[str, object] = {"reglament_us": round(our_median, 2)}
    for name, theirs in peers.items():
        their_median = _microseconds(theirs, questions, passes=5)
        result[name] = {
            "us": round(their_median, 1),
            "times_faster": round(their_median / our_median),
            "agree": sum(_agrees(ours(start, given), theirs(start, given)) for start, given in questions),
        }
    return result


def _agrees(ours: object, theirs: object) -> bool:
    """Whether two answers are equal; an instant is compared with a date by its date in Moscow."""
    if isinstance(ours, datetime) and not isinstance(theirs, datetime):
        return ours.astimezone(MOSCOW).date() == theirs
    return ours == theirs


def _business_rules() -> businesstimedelta.Rules:
    zone = pytz.timezone("Europe/Moscow")
    hours = businesstimedelta.WorkDayRule(time(9), time(20), list(range(WORKDAYS)), tz=zone)
    holidays = {day for day, decided in CALENDAR.days if not decided.spans}
    return businesstimedelta.Rules([hours, businesstimedelta.HolidayRule(holidays, tz=zone)], tz=zone)


def _microseconds(question: Question, questions: list[tuple[datetime, Any]], *, passes: int) -> float:
    """The median over passes through all questions of the time one takes; the first pass does not count."""
    taken = []
    for _ in range(passes + 1):
        begun = perf_counter_ns()
        for start, given in questions:
            question(start, given)
        taken.append((perf_counter_ns() - begun) / 1000 / len(questions))
    return statistics.median(taken[1:])


CALENDAR = our_calendar()
TIMELINE = compiled(CALENDAR)
RUSSIA = Russia()

if __name__ == "__main__":
    main()
