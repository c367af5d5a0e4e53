"""What the sections of a document are made of: texts in both languages, names, lists written shortly."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict

from reglament.regulation.document.notation import (
    WEEKDAYS,
    HoursText,
    country,
    refuse,
    refuse_choice,
    slug,
    weekdays,
    year,
)
from reglament.regulation.terms.metrics import FINDING, KNOWN_METRICS, STARTS, STOPS
from reglament.worktime.calendar import Hours

OTHERWISE = "otherwise"


def _listed(value: object) -> object:
    """`level = "vip"` says the same as `level = ["vip"]`."""
    return [value] if isinstance(value, str) else value


def _told(text: str) -> str:
    return text if text.strip() else refuse("empty_text", text, "")


def _each_day_once(week: dict[str, Hours]) -> dict[str, Hours]:
    seen: set[int] = set()
    for days in week:
        for day in weekdays(days):
            if day in seen:
                refuse("weekday_twice", WEEKDAYS[day], "")
            seen.add(day)
    return week


def _metric(name: str) -> str:
    return name if name in KNOWN_METRICS else slug(name)


def _otherwise(value: object) -> object:
    """`calendar = "omsk"` says the same as `calendar = { otherwise = "omsk" }`."""
    return {OTHERWISE: value} if isinstance(value, str) else value


def _start(name: str) -> str:
    return name if name in STARTS or name.startswith(FINDING) else refuse_choice(name, STARTS)


def _stop(name: str) -> str:
    return name if name in STOPS or name.startswith(FINDING) else refuse_choice(name, STOPS)


Listed = BeforeValidator(_listed)
Country = Annotated[str, AfterValidator(country)]
Countries = Annotated[list[Country], Listed]
Year = Annotated[str, AfterValidator(year)]
Text = Annotated[str, AfterValidator(_told)]
Names = Annotated[list[str], Listed]
Week = Annotated[dict[str, HoursText], AfterValidator(_each_day_once)]
MetricName = Annotated[str, AfterValidator(_metric)]
Metrics = Annotated[list[MetricName], Listed]
Starts = Annotated[list[Annotated[str, AfterValidator(_start)]], Listed]
Stops = Annotated[list[Annotated[str, AfterValidator(_stop)]], Listed]
Calendars = Annotated[dict[str, str], BeforeValidator(_otherwise)]
Helps = Annotated[dict[str, str], BeforeValidator(_otherwise)]

Stage = Literal["support", "development"]
Stages = Annotated[list[Stage], Listed]
Fault = Literal["vendor", "client", "third_party", "unknown"]
Faults = Annotated[list[Fault], Listed]
Kind = Literal["client", "partner", "demo"]
Kinds = Annotated[list[Kind], Listed]
Role = Literal["agent", "account_manager", "department_head", "head_of_support", "developer", "administrator"]
Person = Literal["contact", "representative", Role]
People = Annotated[list[Person], Listed]
Wait = Literal["client", "third-party", "development", "release", "date"]
Waits = Annotated[list[Wait], Listed]


class Section(BaseModel):
    """A table of the document; keys are written with dashes, and there are no others."""

    model_config = ConfigDict(
        extra="forbid", strict=True, frozen=True, alias_generator=lambda name: name.replace("_", "-")
    )


class TwoTongues(Section):
    """A text in both languages."""

    ru: Text
    """The Russian text."""
    en: Text
    """The English text."""


class NamedSection(Section):
    """Something with a name, and the section of the paper document that speaks of it."""

    name: TwoTongues
    """What people call it."""
    clause: str = ""
    """The section of your paper document it is taken from; explanations cite it."""


class LastingSection(NamedSection):
    """Something contracts and open requests may still have when the document does not give it any more."""

    retired: str = ""
    """The name of its successor. Whoever has it keeps it; nothing new gets it."""
