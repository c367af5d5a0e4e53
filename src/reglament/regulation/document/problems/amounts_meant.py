"""What somebody meant who wrote an amount of time as his paper document does: "4 business hours", "2 недели", "24h"."""

import re
from fractions import Fraction

_PART = re.compile(r"(\d+(?:[.,]\d+)?)\s*([a-zа-яё.]+(?: [a-zа-яё.]+)?)")
_JOINT = re.compile(r"\s*(?:, |\band\b|\bи\b)\s*")

_WORKING = ("working", "business", "work", "раб")
_CALENDAR = ("calendar", "кален", "clock")
_MINUTES = {"m", "min", "mins", "minute", "minutes", "мин", "минут", "минута", "минуты", "минуту"}
_HOURS = {"h", "hr", "hrs", "hour", "hours", "ч", "час", "часа", "часов"}
_DAYS = {"d", "day", "days", "дн", "день", "дня", "дней", "сут", "сутки", "суток"}
_WEEKS = {"w", "week", "weeks", "нед", "неделя", "недели", "недель", "неделю"}
_MONTHS = {"month", "months", "мес", "месяц", "месяца", "месяцев"}
_QUARTERS = {"quarter", "quarters", "квартал", "квартала", "кварталов"}
_YEARS = {"y", "year", "years", "год", "года", "лет"}
_MONTHS_OF = {"month": 1, "quarter": 3, "year": 12}
_SECONDS = {"s", "sec", "second", "seconds", "сек", "секунд", "секунды"}

_PHRASES = {
    "same day": '"same working day"',
    "same business day": '"same working day"',
    "тот же день": '"same working day"',
    "в тот же день": '"same working day"',
    "тот же рабочий день": '"same working day"',
    "next business day": '"1 working day"',
    "next working day": '"1 working day"',
    "next day": '"1 working day", "1 calendar day"',
    "nbd": '"1 working day"',
    "следующий рабочий день": '"1 working day"',
    "на следующий рабочий день": '"1 working day"',
    "сутки": '"24 hours", "1 calendar day"',
    "immediately": '"1 minute"',
    "немедленно": '"1 minute"',
    "best effort": 'why = { ru = "…", en = "…" }',
    "as soon as possible": 'why = { ru = "…", en = "…" }',
}


def meant(text: str) -> str:
    """What would be right, as a document writes it; "" where nobody can say."""
    said = " ".join(_JOINT.sub(" ", text.lower()).split())
    if said in _PHRASES:
        return _PHRASES[said]
    found = list(_PART.finditer(said))
    between = _PART.sub("", said)
    if not found or between.strip():
        return _one(Fraction(said) * 60, "hour", "") if said.isdecimal() else ""
    parts = [_part(match[1], match[2]) for match in found]
    if len(parts) == 1:
        return _one(*parts[0])
    return (
        _one(sum((number for number, _, _ in parts), Fraction()), "minute", parts[0][2]) if _in_minutes(parts) else ""
    )


Part = tuple[Fraction, str, str]
"""How many, of which unit (hours told in minutes), of which kind: "working", "calendar" or ""."""


def _part(number: str, unit: str) -> Part:
    words = unit.split()
    kind = "working" if words[0].startswith(_WORKING) else "calendar" if words[0].startswith(_CALENDAR) else ""
    last, value = words[-1].strip("."), Fraction(number.replace(",", "."))
    if last in _SECONDS:
        return max(Fraction(1), value / 60), "minute", kind
    if last in _HOURS and value.denominator == 1:
        return value * 60, "hour", kind
    if last in _HOURS or last in _MINUTES:
        return value * 60 if last in _HOURS else value, "minute", kind
    known = {"day": _DAYS, "week": _WEEKS, "month": _MONTHS, "quarter": _QUARTERS, "year": _YEARS}
    return value, next((name for name, spelled in known.items() if last in spelled), ""), kind


def _in_minutes(parts: list[Part]) -> bool:
    return all(unit in ("minute", "hour") for _, unit, _ in parts)


def _one(value: Fraction, unit: str, kind: str) -> str:
    number = -(-value // 1)
    if number == 0:
        return ""
    if unit == "hour":
        number //= 60
    if unit in ("minute", "hour"):
        plain, working = f'"{_counted(number, unit)}"', f'"{_counted(number, f"working {unit}")}"'
        return working if kind == "working" else plain if kind == "calendar" else f"{plain}, {working}"
    if unit == "day":
        choices = {name: f'"{_counted(number, f"{name} day")}"' for name in ("working", "calendar")}
        return choices.get(kind) or ", ".join(choices.values())
    if unit == "week":
        return f'"{_counted(number, "calendar week")}", "{_counted(5 * number, "working day")}"'
    return f'"{_counted(number * _MONTHS_OF[unit], "calendar month")}"' if unit in _MONTHS_OF else ""


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}{'' if number == 1 else 's'}"
