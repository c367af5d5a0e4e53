"""Working time counted the slow and obvious way: look at the local clock once a minute."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from reglament.worktime.calendar import Calendar

MINUTE = timedelta(minutes=1)


def is_open(calendar: Calendar, at: datetime) -> bool:
    if calendar.always:
        return True
    local = at.astimezone(ZoneInfo(calendar.zone))
    named = dict(calendar.days).get(local.date())
    spans = calendar.week[local.weekday()] if named is None else named.spans
    minute = local.hour * 60 + local.minute
    return any(span.start <= minute < span.end for span in spans)


def open_minutes(calendar: Calendar, start: datetime, end: datetime) -> int:
    return sum(is_open(calendar, minute) for minute in _minutes(start, end))


def add_minutes(calendar: Calendar, start: datetime, minutes: int) -> datetime:
    at = start
    while minutes:
        minutes -= is_open(calendar, at)
        at += MINUTE
    return at


def working_days(calendar: Calendar, start: datetime, end: datetime) -> int:
    zone = ZoneInfo(calendar.zone)
    touched = {minute.astimezone(zone).date() for minute in _minutes(start, end)}
    week = timedelta(days=7)
    around = {
        minute.astimezone(zone).date()
        for minute in _minutes(start - week, end + week)
        if minute.astimezone(zone).date() in touched and is_open(calendar, minute)
    }
    return len(around)


def closing_of_day(calendar: Calendar, start: datetime, days: int) -> datetime:
    zone = ZoneInfo(calendar.zone)
    last_day, closing = start.astimezone(zone).date(), start
    at = start
    while True:
        day = at.astimezone(zone).date()
        if is_open(calendar, at) and day > start.astimezone(zone).date():
            if day != last_day:
                if days == 0:
                    return closing
                days -= 1
                last_day = day
            closing = at + MINUTE
        at += MINUTE


def _minutes(start: datetime, end: datetime) -> Iterator[datetime]:
    at = start.astimezone(UTC)
    while at < end:
        yield at
        at += MINUTE
