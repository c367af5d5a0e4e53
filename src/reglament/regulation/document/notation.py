"""How amounts, shares, hours and days are written in a document; anything else is refused with an example."""

import re
from calendar import isleap
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, NoReturn
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, PlainValidator
from pydantic_core import PydanticCustomError

from reglament.regulation.document.problems.amounts_meant import meant
from reglament.regulation.document.problems.calendars_meant import (
    FIXED,
    country_meant,
    hours_meant,
    time_meant,
    weekdays_meant,
    zone_meant,
)
from reglament.regulation.terms.basics import SURCHARGE, Amount, Price, Quota, Unit
from reglament.worktime.calendar import Hours, Span, check_hours

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

AMOUNT_EXAMPLE = '"3 working hours", "30 minutes", "2 working days", "5 calendar days"'
CUT_OFF_EXAMPLE = '"15:00"'
QUOTA_EXAMPLE = '"10 per month", "2 per year", "100 per contract"'
PRICE_EXAMPLE = '"1500 RUB per hour", "30 EUR per request", "200 USD", "+50 %"'
ADDRESS_EXAMPLE = '"service@firm.example"'
DATES_EXAMPLE = "2026-12-31, 2026-12-24…2026-12-31"
SEASON_EXAMPLE = '"06-15…08-31", "12-24", "2026-02-18…2026-03-19"'
LONGEST_RANGE = 366
SAME_DAY = "same working day"
PERCENT_EXAMPLE = '"70 %"'
HOURS_EXAMPLE = '"11:00–18:00", "09:00–13:00, 14:00–18:00", "closed"'
WEEKDAYS_EXAMPLE = "mon-fri, sat, sun-thu"
ZONE_EXAMPLE = '"Europe/Moscow"'
DAYS_EXAMPLE = '"05-09", "01-01…01-08"'
COUNTRY_EXAMPLE = '"RU", "DE-BY"'
SLUG_EXAMPLE = "critical-error"

_AMOUNT = re.compile(
    r"([1-9]\d{0,4}) (working minute|working hour|working day|minute|hour|calendar day|calendar week|calendar month)s?"
)
_CUT_OFF = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
_QUOTA = re.compile(r"([1-9]\d{0,4}) per (day|week|month|quarter|year|contract)")
_PRICE = re.compile(
    r"(\d{1,9}(?:\.\d\d)?) ([A-Z]{3})(?: per (minute|hour|day|week|month|quarter|year|request|visit|km|user))?"
)
_SURCHARGE = re.compile(r"\+(\d{1,3}) ?%")
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@.]+")
_EXACT_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,3})?) ?%")
_PERCENT = re.compile(r"(\d{1,3}) ?%")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DAY = re.compile(r"(\d\d)-(\d\d)")
_TO = re.compile(r"\s*(?:…|\.{2,3}|–|—)\s*")


def refuse(code: str, value: object, expected: str) -> NoReturn:
    """Refuse `value` with one of our own codes."""
    raise PydanticCustomError(code, "{value}", {"value": str(value), "expected": expected})


def refuse_choice(value: str, choices: Iterable[str]) -> NoReturn:
    """Refuse `value`, which is none of `choices`."""
    raise PydanticCustomError("literal_error", "{value}", {"expected": ", ".join(f"'{one}'" for one in choices)})


def amount(text: object) -> Amount:
    """Read "3 working hours" or "same working day"."""
    if text == SAME_DAY:
        return Amount(0, Unit.WORKING_DAYS)
    match = _AMOUNT.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        refuse("bad_amount", text, meant(str(text)) or AMOUNT_EXAMPLE)
    if match[2] == "calendar week":
        return Amount(7 * int(match[1]), Unit.CALENDAR_DAYS)
    return Amount(int(match[1]), Unit(f"{match[2]}s".replace(" ", "_")))


def spelled(amount: Amount) -> str:
    """The amount as it is written in a document."""
    if amount.value == 0:
        return SAME_DAY
    unit = amount.unit.replace("_", " ")
    return f"{amount.value} {unit.removesuffix('s') if amount.value == 1 else unit}"


def cut_off(text: object) -> int:
    """Read "15:00" into minutes after midnight."""
    match = _CUT_OFF.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        refuse("bad_cut_off", text, time_meant(str(text)) or CUT_OFF_EXAMPLE)
    return int(match[1]) * 60 + int(match[2])


def quota(text: object) -> Quota:
    """Read "10 per month"."""
    match = _QUOTA.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        refuse("bad_quota", text, QUOTA_EXAMPLE)
    return Quota(int(match[1]), match[2])


def price(text: object) -> Price:
    """Read "1500 RUB per hour"."""
    if isinstance(text, str) and (more := _SURCHARGE.fullmatch(text)):
        return Price(Decimal(more[1]), SURCHARGE)
    match = _PRICE.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        refuse("bad_price", text, PRICE_EXAMPLE)
    return Price(Decimal(match[1]), match[2], match[3] or "")


def address(text: str) -> str:
    """A mail address."""
    if not _ADDRESS.fullmatch(text):
        refuse("bad_address", text, ADDRESS_EXAMPLE)
    return text


def percent(text: object) -> int:
    """Read "70 %" into 70."""
    match = _PERCENT.fullmatch(text) if isinstance(text, str) else None
    if match is None or not 1 <= int(match[1]) <= 100:
        refuse("bad_percent", text, PERCENT_EXAMPLE)
    return int(match[1])


def exact_percent(text: object) -> int | Decimal:
    """Read "99.5 %"; a whole number stays one."""
    match = _EXACT_PERCENT.fullmatch(text) if isinstance(text, str) else None
    share = Decimal(match[1]) if match else Decimal()
    if not 0 < share <= 100:
        refuse("bad_percent", text, f'{PERCENT_EXAMPLE}, "99.5 %"')
    return int(share) if share == int(share) else share


def share_or_amount(text: object) -> int | Amount:
    """Read "75 %" or "2 hours"."""
    return percent(text) if isinstance(text, str) and "%" in text else amount(text)


def hours(text: object) -> Hours:
    """Read "09:00–13:00, 14:00–18:00" or "closed"."""
    if not isinstance(text, str):
        refuse("bad_hours", text, hours_meant(text) or HOURS_EXAMPLE)
    if text == "closed":
        return ()
    try:
        spans = tuple(Span.parse(part) for part in text.split(","))
        check_hours(spans)
    except ValueError:
        refuse("bad_hours", text, hours_meant(text) or HOURS_EXAMPLE)
    return spans


def weekdays(text: str) -> tuple[int, ...]:
    """Read "mon-fri", "sat" or "sun-thu" into numbers, Monday being 0."""
    first, _, last = text.partition("-")
    if first not in WEEKDAYS or (last or first) not in WEEKDAYS:
        refuse("bad_weekdays", text, weekdays_meant(text) or WEEKDAYS_EXAMPLE)
    begin, end = WEEKDAYS.index(first), WEEKDAYS.index(last or first)
    return tuple((begin + more) % 7 for more in range((end - begin) % 7 + 1))


def weekend(text: object) -> int | Hours:
    """Read what hours a working weekend day has: those of a weekday ("fri"), or its own."""
    return WEEKDAYS.index(text) if isinstance(text, str) and text in WEEKDAYS else hours(text)


def days_of_year(text: str, year: int) -> tuple[date, ...]:
    """Read "05-09" or "01-01…01-08" of `year`; ValueError for anything else."""
    first, _, last = text.partition("…")
    begin, end = _day(first, year), _day(last or first, year)
    if end < begin:
        raise ValueError(text)
    return tuple(begin + timedelta(days=number) for number in range((end - begin).days + 1))


def season_days(text: str, year: int) -> tuple[date, ...]:
    """Read "06-15…08-31" or "12-24" of `year`; "11-01…03-31" ends in the next. Dates with their own year are what
    they are. ValueError for anything else."""
    first, *last = _TO.split(text.strip(), maxsplit=1)
    if not _DAY.fullmatch(first):
        return dates(text)
    begin, end = _day_or_last(first, year), _day_or_last((last or [first])[0], year)
    if end < begin:
        end = _day_or_last(last[0], year + 1)
    return _each_day(begin, end)


def dates(text: str) -> tuple[date, ...]:
    """Read "2026-12-31" or "2026-12-24…2026-12-31"; ValueError for anything else."""
    first, *last = _TO.split(text.strip(), maxsplit=1)
    begin, end = date.fromisoformat(first), date.fromisoformat((last or [first])[0])
    if end < begin or (end - begin).days > LONGEST_RANGE:
        raise ValueError(text)
    return _each_day(begin, end)


def _each_day(begin: date, end: date) -> tuple[date, ...]:
    return tuple(begin + timedelta(days=number) for number in range((end - begin).days + 1))


def zone(text: str) -> str:
    """An IANA time zone."""
    if text in FIXED:
        refuse("zone_without_summer", text, f'"{FIXED[text]}"')
    if text not in available_timezones():
        refuse("bad_zone", text, zone_meant(text) or ZONE_EXAMPLE)
    return ZoneInfo(text).key


def slug(text: str) -> str:
    """A stable name."""
    if not _SLUG.fullmatch(text):
        refuse("bad_slug", text, SLUG_EXAMPLE)
    return text


def country(text: str) -> str:
    """A country in two letters (ISO 3166), or a region of one."""
    if not re.fullmatch("[A-Z]{2}(-[A-Z0-9]{1,3})?", text):
        refuse("bad_country", text, country_meant(text) or COUNTRY_EXAMPLE)
    return text


def year(text: str) -> str:
    """A year, as the name of a table."""
    if not re.fullmatch(r"(19|20)\d\d", text):
        refuse("bad_day", text, '"2026"')
    return text


def rank(number: int) -> int:
    """A place in an order; two digits are enough for any queue and keep its keys of one width."""
    if not 0 <= number <= 99:
        refuse("bad_rank", number, "0, 1, 99")
    return number


def _day(text: str, year: int) -> date:
    match = _DAY.fullmatch(text.strip())
    if match is None:
        raise ValueError(text)
    return date(year, int(match[1]), int(match[2]))


def _day_or_last(text: str, year: int) -> date:
    """The same, the 29th of February being the last day of that month."""
    return _day("02-28" if text == "02-29" and not isleap(year) else text, year)


AmountText = Annotated[Amount, PlainValidator(amount)]
QuotaText = Annotated[Quota, PlainValidator(quota)]
PriceText = Annotated[Price, PlainValidator(price)]
AddressText = Annotated[str, AfterValidator(address)]
CutOffText = Annotated[int, PlainValidator(cut_off)]
PercentText = Annotated[int, PlainValidator(percent)]
ExactPercentText = Annotated[int | Decimal, PlainValidator(exact_percent)]
ShareOrAmountText = Annotated[int | Amount, PlainValidator(share_or_amount)]
HoursText = Annotated[Hours, PlainValidator(hours)]
WeekendText = Annotated[int | Hours, PlainValidator(weekend)]
Rank = Annotated[int, AfterValidator(rank)]
Zone = Annotated[str, AfterValidator(zone)]
Slug = Annotated[str, AfterValidator(slug)]
