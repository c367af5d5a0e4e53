"""Calendars the tests speak of."""

from datetime import UTC, date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from reglament.worktime.calendar import Calendar, Day, Hours, Span
from reglament.worktime.days import materialise, named_days

OMSK = ZoneInfo("Asia/Omsk")
MOSCOW = ZoneInfo("Europe/Moscow")
BERLIN = ZoneInfo("Europe/Berlin")

CLOSED: tuple[Hours, ...] = ((),) * 7


def hours(*spans: str) -> Hours:
    return tuple(Span.parse(span) for span in spans)


def weekdays(*spans: str) -> tuple[Hours, ...]:
    return (hours(*spans),) * 5 + ((),) * 2


def every_day(*spans: str) -> tuple[Hours, ...]:
    return (hours(*spans),) * 7


@cache
def russian(zone: str, span: str, shortened: int = 0) -> Calendar:
    week = weekdays(span)
    years = range(2024, 2027)
    days = materialise(week, named_days("RU", years), shortened=shortened)
    return Calendar(f"{zone} {span}", zone, week, days, frozenset(years), ("RU",))


def omsk() -> Calendar:
    return russian("Asia/Omsk", "11:00-18:00")


def moscow() -> Calendar:
    return russian("Europe/Moscow", "9:00-20:00")


def closed_on(*days: date) -> tuple[tuple[date, Day], ...]:
    return tuple((day, Day((), "exception", "Закрыто", "Closed")) for day in days)


def at(zone: ZoneInfo, text: str) -> datetime:
    """An instant of a local time such as "2026-11-20 17:30"."""
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)
