"""The calendars of a regulation shown as a document: hours of the week, other hours, public holidays."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from reglament.regulation.words.printout_base import Shown
from reglament.regulation.words.spoken_values import WEEKDAYS, Times
from reglament.worktime.calendar import Calendar, Day, Hours

YEAR = 365
"""How many days from the edition's own its other hours and holidays are told."""

Dated = tuple[date, Day]


def calendar_lines(shown: Shown, slug: str, calendar: Calendar) -> Iterator[str]:
    """When it is open; then, in the year after the edition, its other hours and the public holidays it observes."""
    yield f"  {shown.calendar(slug)}: {_hours(shown, calendar)}"
    first = shown.regulation.dated
    days = [(day, decided) for day, decided in calendar.days if 0 <= (day - first).days < YEAR]
    times = Times(calendar.zone, shown.language)
    for name, run in _runs_of_days([(day, one) for day, one in days if one.kind == "exception"], shown):
        yield f"    {_period(run, times)} {name}: {_hours_of(run, shown)}"
    if holidays := [(day, one) for day, one in days if one.kind != "exception"]:
        told = [f"{_period(run, times)} {name}" for name, run in _runs_of_days(holidays, shown)]
        yield f"    {shown.words('праздники и переносы', 'public holidays and moved days')}: {', '.join(told)}"


def _hours(shown: Shown, calendar: Calendar) -> str:
    if calendar.joins:
        parts = ", ".join(shown.calendar(part.name) for part in calendar.joins)
        told = f"{shown.words('открыт, когда открыт любой из', 'open whenever one is of')}: {parts}"
    elif calendar.always:
        told = shown.words("всегда", "always")
    else:
        told = f"{_week(shown, calendar.week)} ({calendar.zone})"
        if calendar.countries:
            told += shown.words(", кроме праздников: ", ", except public holidays: ") + ", ".join(calendar.countries)
    if calendar.without:
        parts = ", ".join(shown.calendar(part.name) for part in calendar.without)
        told += f"; {shown.words('закрыт, когда открыт', 'closed while open is')}: {parts}"
    return told


def _week(shown: Shown, week: Iterable[Hours]) -> str:
    names = WEEKDAYS[shown.language]
    told = []
    for hours, days in groupby(enumerate(week), key=lambda day: day[1]):
        run = [number for number, _ in days]
        span = names[run[0]] if len(run) == 1 else f"{names[run[0]]}–{names[run[-1]]}"
        told += [f"{span} {_spans(hours)}"] if hours else []
    return ", ".join(told)


def _runs_of_days(days: Iterable[Dated], shown: Shown) -> Iterator[tuple[str, list[Dated]]]:
    """Neighbouring days of one name together."""
    run: list[Dated] = []
    for day, one in days:
        if run and (run[-1][1].name_en != one.name_en or (day - run[-1][0]).days != 1):
            yield shown.words(run[0][1].name_ru, run[0][1].name_en), run
            run = []
        run.append((day, one))
    if run:
        yield shown.words(run[0][1].name_ru, run[0][1].name_en), run


def _period(run: list[Dated], times: Times) -> str:
    first, last = run[0][0], run[-1][0]
    return times.dated(first) if first == last else f"{times.dated(first)}–{times.dated(last)}"


def _hours_of(run: list[Dated], shown: Shown) -> str:
    """The hours of its days: by days of the week where they differ."""
    if len({one.spans for _, one in run}) == 1:
        return _spans(run[0][1].spans) or shown.words("закрыто", "closed")
    week: list[Hours] = [()] * 7
    for day, one in run:
        week[day.weekday()] = one.spans
    return _week(shown, week)


def _spans(hours: Hours) -> str:
    return ", ".join(str(span) for span in hours)
