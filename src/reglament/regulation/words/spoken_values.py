"""How times, amounts and places are said in Russian and English."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location

from reglament.regulation.terms.edition_terms import Amount, Unit, Words
from reglament.regulation.terms.quality_terms import Percent

WEEKDAYS = {
    "ru": ("пн", "вт", "ср", "чт", "пт", "сб", "вс"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

# one, a few (2–4), many
RUSSIAN_UNITS = {
    Unit.WORKING_MINUTES: ("рабочая минута", "рабочие минуты", "рабочих минут"),
    Unit.WORKING_HOURS: ("рабочий час", "рабочих часа", "рабочих часов"),
    Unit.WORKING_DAYS: ("рабочий день", "рабочих дня", "рабочих дней"),
    Unit.MINUTES: ("минута", "минуты", "минут"),
    Unit.HOURS: ("час", "часа", "часов"),
    Unit.CALENDAR_DAYS: ("календарный день", "календарных дня", "календарных дней"),
    Unit.CALENDAR_MONTHS: ("календарный месяц", "календарных месяца", "календарных месяцев"),
}
ENGLISH_UNITS = {
    Unit.WORKING_MINUTES: "working minute",
    Unit.WORKING_HOURS: "working hour",
    Unit.WORKING_DAYS: "working day",
    Unit.MINUTES: "minute",
    Unit.HOURS: "hour",
    Unit.CALENDAR_DAYS: "calendar day",
    Unit.CALENDAR_MONTHS: "calendar month",
}

SAME_DAY = Amount(0, Unit.WORKING_DAYS)


def amount_words(amount: Amount, language: str) -> str:
    """`3 рабочих часа`, `3 working hours`; no working days at all are the same working day."""
    if amount == SAME_DAY:
        return "тот же рабочий день" if language == "ru" else "the same working day"
    if language == "ru":
        return f"{amount.value} {RUSSIAN_UNITS[amount.unit][_russian_plural(amount.value)]}"
    return f"{amount.value} {ENGLISH_UNITS[amount.unit]}{'' if amount.value == 1 else 's'}"


def percent_words(share: Percent, language: str) -> str:
    """`95 %`, `99,5 %`; `95%`, `99.5%`."""
    return f"{share} %".replace(".", ",") if language == "ru" else f"{share}%"


def duration(seconds: int) -> str:
    """Hours and minutes: `2:30`; a broken minute is left out."""
    return f"{seconds // 3600}:{seconds % 3600 // 60:02}"


def capitalised(text: str) -> str:
    """The text with its first letter capital, the rest untouched."""
    return text[:1].upper() + text[1:]


@lru_cache(maxsize=1024)
def place(zone: str, language: str) -> str:
    """The city a zone is named for: `Омск`, `Omsk`."""
    city: str = get_timezone_location(zone, locale="ru" if language == "ru" else "en", return_city=True)
    return city.rpartition("/")[2]


class Times:
    """Instants told in one zone and language."""

    def __init__(self, zone: str, language: str) -> None:
        self.zone = zone
        self.language = "ru" if language == "ru" else "en"
        self._info = ZoneInfo(zone)

    def local(self, at: datetime) -> datetime:
        """The instant on the wall clock of the zone."""
        return at.astimezone(self._info)

    def in_(self, words: Words) -> str:
        """One of two texts."""
        return words.in_(self.language)

    def full(self, at: datetime, *, ends: bool = False) -> str:
        """`пн 23.11.2026 13:30`, `Mon 23 Nov 2026 13:30`. With `ends`, midnight is the end of the day before it."""
        day, time = self._day_and_time(at, ends)
        year = f".{day:%Y}" if self.language == "ru" else f" {day:%Y}"
        return f"{self.day(day)}{year} {time}"

    def short(self, at: datetime, *, ends: bool = False) -> str:
        """`пн 23.11 13:30`, `Mon 23 Nov 13:30`."""
        day, time = self._day_and_time(at, ends)
        return f"{self.day(day)} {time}"

    def day(self, local: date) -> str:
        """The day of a local time: `пн 23.11`, `Mon 23 Nov`."""
        return f"{self.weekday(local)} {self.dated(local)}"

    def dated(self, local: date) -> str:
        """`23.11`, `23 Nov`."""
        return f"{local:%d.%m}" if self.language == "ru" else f"{local.day} {MONTHS[local.month - 1]}"

    def whole_date(self, day: date) -> str:
        """`23.11.2026`, `23 Nov 2026`."""
        return f"{day:%d.%m.%Y}" if self.language == "ru" else f"{self.dated(day)} {day.year}"

    def weekday(self, local: date) -> str:
        """`пн`, `Mon`."""
        return WEEKDAYS[self.language][local.weekday()]

    def hours(self, begin: datetime, end: datetime) -> str:
        """The wall-clock times of an interval within a day: `11:00–13:30`."""
        return f"{self.local(begin):%H:%M}–{self._day_and_time(end, ends=True)[1]}"

    def _day_and_time(self, at: datetime, ends: bool) -> tuple[datetime, str]:
        local = self.local(at)
        if ends and (local.hour, local.minute, local.second) == (0, 0, 0):
            return local - timedelta(days=1), "24:00"
        return local, f"{local:%H:%M}"


def _russian_plural(number: int) -> int:
    if number % 10 == 1 and number % 100 != 11:
        return 0
    return 1 if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14) else 2
