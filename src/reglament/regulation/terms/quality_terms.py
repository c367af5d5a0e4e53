"""What a regulation says about how the service is kept, as values. An empty set means all."""

from dataclasses import dataclass
from decimal import Decimal

from reglament.regulation.terms.basics import Amount, Words

Percent = int | Decimal
"""A share of a hundred; a Decimal only where it is broken: 99.5."""


@dataclass(frozen=True, slots=True)
class Silence:
    """What silence does: reminders, a warning, the end."""

    close_after: Amount
    warn_after: Amount | None = None
    reminders: tuple[Amount, ...] = ()
    calendar: str = ""
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Closing(Silence):
    """When silence closes a request that waits for the client, or is resolved where `resolved` is not set (C-29)."""

    resolved: Silence | None = None


@dataclass(frozen=True, slots=True)
class Escalation:
    """Who is told when a share of the time is used up, or an amount of time after its start or its due time."""

    after: int | Amount
    to: frozenset[str] = frozenset()
    who: Words | None = None
    counts_from: str = "start"  # "start", "due"
    calendar: str = ""
    metric: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    severities: frozenset[str] = frozenset()
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Credit:
    """What is owed where a metric is kept in less than a share of the cases, or for each time it is missed."""

    metric: str
    credit: Words
    below: Percent | None = None
    each: str | None = None  # "breach", "hour", "working-hour", "day", "working-day"
    levels: frozenset[str] = frozenset()
    severities: frozenset[str] = frozenset()
    per: str = "month"
    at_most: Words | None = None
    claimed_within: Amount | None = None
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What the client is regularly told about the service."""

    slug: str
    name: Words
    per: str = "month"
    within: Amount | None = None
    calendar: str = ""
    levels: frozenset[str] = frozenset()
    contains: Words | None = None
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """What the document promises or asks besides, and no clock measures."""

    slug: str
    name: Words
    text: Words
    levels: frozenset[str] = frozenset()
    clause: str = ""
