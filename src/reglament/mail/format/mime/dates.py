"""The Date field as mail really writes it: RFC 5322, its obsolete forms, and what programs made of them."""

import re
from datetime import UTC, datetime, timedelta, timezone

from reglament.mail.format.mime import headers

_LONGEST = 200  # characters looked at
_TIME = re.compile(r"(?<![\d.:-])(\d{1,2})[:.](\d\d)(?:[:.](\d\d))?(?:[.,]\d{1,9})?(?!\d)\s*([AaPp]\.?[Mm]\b\.?)?")
_ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:T|\b)")
_WORDED = re.compile(r"(?<!\d)(\d{1,2})[\s.-]{1,3}([^\W\d]{3,12})[\s.,-]{1,3}(\d{2,4})(?!\d)")
_AMERICAN = re.compile(r"([^\W\d]{3,12})\.?\s{1,3}(\d{1,2})(?:,|\s)(?:.{0,20}?\s)??(\d{4})(?!\d)")
_UNIX = re.compile(r"([^\W\d]{3,12})\s{1,3}(\d{1,2})\s.{5,24}\s(\d{4})\Z")
_DOTTED = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{4}|\d\d)(?!\d)")
_OFFSET = re.compile(r"\s*[\"(]?(?:GMT|UTC|UT)?\s*([+-])(\d{1,2}):?(\d\d)?(?!\d)", re.IGNORECASE)
_ZONE = re.compile(r"\s*[\"(]?([A-Z]{2,5}|Z)\b")
_ZONES = {
    "GMT": 0, "UTC": 0, "UT": 0, "Z": 0, "WET": 0, "BST": 1, "WEST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2,
    "EET": 2, "EEST": 3, "MSK": 3, "MSD": 4, "SAMT": 4, "YEKT": 5, "OMST": 6, "KRAT": 7, "NOVT": 7, "IRKT": 8,
    "YAKT": 9, "VLAT": 10, "JST": 9, "KST": 9, "HKT": 8,
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan янв ene gen січ qaň",
            "feb фев fév fev лют",
            "mar мар mär бер",
            "apr апр avr abr кві",
            "may май мая mai mag тра",
            "jun июн giu чер",
            "jul июл lug лип",
            "aug авг aoû ago сер",
            "sep сен set вер",
            "oct окт okt ott out жов",
            "nov ноя лис",
            "dec дек dez déc dic гру",
        ),
        start=1,
    )
    for name in names.split()
}


def date(value: str | None) -> datetime | None:
    """The instant a Date field names, aware UTC, or None. A date without a zone is taken as UTC."""
    text = headers.words((value or "")[:_LONGEST]).strip()
    found = _day(text)
    if found is None:
        return None
    time = _TIME.search(text, found[1]) or _TIME.search(text)
    if time is None:
        return None
    (year, month, day), _ = found
    hour, minute, second = int(time[1]), int(time[2]), min(int(time[3] or 0), 59)
    if time[4]:
        hour = hour % 12 + (12 if time[4].lower().startswith("p") else 0)
    try:
        midnight = datetime(year, month, day, tzinfo=timezone(_offset(text, time.end())))
        if hour > 24 or minute > 59:
            return None
        return (midnight + timedelta(hours=hour, minutes=minute, seconds=second)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _day(text: str) -> tuple[tuple[int, int, int], int] | None:
    """((year, month, day), where it ends)."""
    if found := _ISO.search(text):
        return (int(found[1]), int(found[2]), int(found[3])), found.end()
    if (found := _WORDED.search(text)) and (month := _month(found[2])):
        return (_year(found[3]), month, int(found[1])), found.end()
    for pattern in (_UNIX, _AMERICAN):
        for found in pattern.finditer(text):
            if month := _month(found[1]):
                return (_year(found[3]), month, int(found[2])), found.end(2)
    if found := _DOTTED.search(text):
        return (_year(found[3]), int(found[2]), int(found[1])), found.end()
    return None


def _month(name: str) -> int | None:
    return _MONTHS.get(name[:3].lower())


def _year(digits: str) -> int:
    """Two and three digits as RFC 5322 §4.3 reads them, with its 50 moved to 70."""
    year = int(digits)
    if len(digits) == 2:
        return year + (2000 if year < 70 else 1900)
    return year + 1900 if len(digits) == 3 else year


def _offset(text: str, at: int) -> timedelta:
    if found := _OFFSET.match(text, at):
        sign = 1 if found[1] == "+" else -1
        return timedelta(hours=sign * int(found[2]), minutes=sign * int(found[3] or 0))
    named = _ZONE.match(text, at)
    return timedelta(hours=_ZONES.get(named[1], 0) if named else 0)
