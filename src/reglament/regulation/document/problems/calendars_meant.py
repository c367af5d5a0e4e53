"""What somebody meant who wrote hours, days, zones and countries as people do: "9am-5pm", "Monday-Friday", "MSK"."""

import re
from functools import cache
from itertools import pairwise
from zoneinfo import available_timezones

from babel import Locale

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_RUSSIAN_WEEKDAYS = (("пн", "пон"), ("вт",), ("ср",), ("чт", "чет"), ("пт", "пят"), ("сб", "суб"), ("вс", "вос"))
_WHOLE = {"weekdays": "mon-fri", "будни": "mon-fri", "weekend": "sat-sun", "выходные": "sat-sun", "daily": "mon-sun"}
_ROUND = {"24/7", "24x7", "24х7", "24×7", "24 hours", "круглосуточно", "always"}

_TIME = re.compile(r"(\d{1,2})(?:[:.](\d\d))?\s*(am|pm|a\.m\.|p\.m\.)?", re.IGNORECASE)
_SPAN = re.compile(rf"\s*({_TIME.pattern})\s*(?:-|–|—|to|до)\s*({_TIME.pattern})\s*", re.IGNORECASE)

FIXED = {"EST": "America/New_York", "MST": "America/Denver", "HST": "Pacific/Honolulu"}
"""Zones that know no summer time, whatever those who write them mean."""

_ABBREVIATED = {
    "MSK": "Europe/Moscow",
    "МСК": "Europe/Moscow",
    "BST": "Europe/London",
    "CEST": "Europe/Berlin",
    "IST": "Asia/Kolkata",
    "PST": "America/Los_Angeles",
    "PDT": "America/Los_Angeles",
    "PT": "America/Los_Angeles",
    "EDT": "America/New_York",
    "ET": "America/New_York",
    "CST": "America/Chicago",
    "CDT": "America/Chicago",
    "CT": "America/Chicago",
    "GST": "Asia/Dubai",
    "JST": "Asia/Tokyo",
    "AEST": "Australia/Sydney",
    "SGT": "Asia/Singapore",
}
_OFFSET = re.compile(r"(?:UTC|GMT)\s*([+-])\s*(\d{1,2})(?::?00)?")


def time_meant(text: str) -> str:
    """A time of day: "3 pm" is "15:00"; "" where nobody can say."""
    match = _TIME.fullmatch(text.strip())
    minutes = _minutes(match) if match else None
    return "" if minutes is None else f'"{_clock(minutes)}"'


def hours_meant(value: object) -> str:
    """Hours of a day: "9am-5pm" is "09:00–17:00", a night shift stands on two days; "" where nobody can say."""
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    if text.strip().casefold() in _ROUND:
        return '"00:00–24:00"'
    spans = [_span(part) for part in text.split(",")]
    known = [span for span in spans if span is not None]
    if len(known) != len(spans):
        return ""
    if len(known) == 1 and known[0][1] < known[0][0]:
        return _night(*known[0])
    in_order = all(earlier[1] <= later[0] for earlier, later in pairwise(known))
    if not in_order or any(end <= start for start, end in known):
        return ""
    return f'"{", ".join(f"{_clock(start)}–{_clock(end)}" for start, end in known)}"'


def _night(start: int, end: int) -> str:
    evening, morning = f"{_clock(start)}–24:00", f"00:00–{_clock(end)}"
    return f'mon = "{evening}", tue-fri = "{morning}, {evening}", sat = "{morning}"'


def _span(text: str) -> tuple[int, int] | None:
    match = _SPAN.fullmatch(text)
    if match is None:
        return None
    start, end = (_minutes(_TIME.fullmatch(match[group].strip())) for group in (1, 5))
    return None if start is None or end is None else (start, end)


def _minutes(match: re.Match[str] | None) -> int | None:
    if match is None:
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").casefold()[:1]
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return 60 * hour + minute if hour * 60 + minute <= 24 * 60 and minute < 60 else None


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def weekdays_meant(text: str) -> str:
    """Days of the week: "Monday-Friday" is mon-fri; "" where nobody can say."""
    said = text.casefold().strip()
    if said in _WHOLE:
        return _WHOLE[said]
    days = [_weekday(part.strip()) for part in re.split(r"[-–—]", said)]
    return "-".join(days) if len(days) <= 2 and all(days) else ""


def _weekday(text: str) -> str:
    english = next((day for day in _WEEKDAYS if text.startswith(day)), "")
    stems = zip(_RUSSIAN_WEEKDAYS, _WEEKDAYS, strict=True)
    return english or next((day for stem, day in stems if text.startswith(stem)), "")


def zone_meant(text: str) -> str:
    """A time zone: "MSK" and "Moscow" are "Europe/Moscow"; "" where nobody can say."""
    if text.upper() in _ABBREVIATED:
        return f'"{_ABBREVIATED[text.upper()]}"'
    if match := _OFFSET.fullmatch(text.upper()):
        return f'"Etc/GMT{"-" if match[1] == "+" else "+"}{int(match[2])}"'
    city = text.casefold().replace(" ", "_")
    found = sorted(zone for zone in available_timezones() if city in (zone.casefold(), zone.casefold().split("/")[-1]))
    return f'"{next((zone for zone in found if "/" in zone), found[0])}"' if found else ""


def country_meant(text: str) -> str:
    """A country: "Germany" and "Германия" are "DE"; "" where nobody can say."""
    code = _countries().get(text.casefold())
    return f'"{code}"' if code else ""


@cache
def _countries() -> dict[str, str]:
    territories = [*Locale("ru").territories.items(), *Locale("en").territories.items()]
    named = {name.casefold(): code for code, name in territories if code.isalpha() and len(code) == 2}
    return named | {code.casefold(): code for code in named.values()}
