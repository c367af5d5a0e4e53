"""Deciding each named date once, when an edition is published, so that no later package can move a promise."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from reglament.worktime.calendar import Day, Hours, Span, check_hours
from reglament.worktime.drafts import NamedDay, UnknownCountry, named_days

__all__ = ["FRIDAY", "NamedDay", "UnknownCountry", "materialise", "named_days"]

FRIDAY = 4


def materialise(
    week: Sequence[Hours],
    named: Iterable[NamedDay] = (),
    *,
    seasons: Mapping[date, Day] | None = None,
    exceptions: Mapping[date, Day] | None = None,
    working_weekend: int | Hours = FRIDAY,
    shortened: int | Hours = 0,
) -> tuple[tuple[date, Day], ...]:
    """The `Calendar.days` of a week, its seasons, the named days of its countries, and its own exceptions.

    Each wins over those before it; a shortened day is shorter than in its season.

    `working_weekend`: the weekday (Monday is 0) whose hours a working weekend day has, or the hours themselves.
    `shortened`: minutes cut from the end of a shortened day, or its hours; 0 leaves such days as they are.
    """
    facts = list(named)
    weekend_hours = week[working_weekend] if isinstance(working_weekend, int) else working_weekend
    decided = dict(seasons or {}) | {
        fact.date: Day(weekend_hours if fact.kind == "working_weekend" else (), fact.kind, fact.name_ru, fact.name_en)
        for fact in facts
        if fact.kind != "shortened"
    }
    for fact in facts:
        if fact.kind != "shortened" or not shortened:
            continue
        usual = decided.get(fact.date) or Day(week[fact.date.weekday()], "shortened", fact.name_ru, fact.name_en)
        if usual.spans:
            decided[fact.date] = replace(usual, spans=_shortened(usual.spans, shortened))
    decided.update(exceptions or {})
    return tuple(sorted(decided.items(), key=lambda item: item[0]))


def _shortened(hours: Hours, rule: int | Hours) -> Hours:
    if not isinstance(rule, int):
        check_hours(rule)
        return rule
    left = sum(span.end - span.start for span in hours) - rule
    kept: list[Span] = []
    for span in hours:
        if left > 0:
            kept.append(Span(span.start, min(span.end, span.start + left)))
        left -= span.end - span.start
    return tuple(kept)
