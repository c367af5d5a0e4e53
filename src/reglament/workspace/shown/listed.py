"""A ticket as lists need it: some columns, no model instances, which cost more than the query that fetches them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from reglament.regulation.models import regulation_of
from reglament.regulation.terms import Regulation
from reglament.tickets.models.tickets import TicketQuerySet


class Standing(Protocol):
    """What is asked of a ticket to say where it stands."""

    @property
    def closed_at(self) -> datetime | None:
        """When it was closed."""

    @property
    def resolved_at(self) -> datetime | None:
        """When it was resolved."""

    @property
    def resolved_as(self) -> str:
        """How."""

    @property
    def reply_owed_since(self) -> datetime | None:
        """Since when we owe an answer."""

    @property
    def waits_for(self) -> str:
        """What it waits for."""

    @property
    def answered_at(self) -> datetime | None:
        """When it was first answered."""

    @property
    def is_new(self) -> bool:
        """Whether nobody has begun."""

    @property
    def severity(self) -> str:
        """Its severity's slug."""

    @property
    def regulation(self) -> Regulation:
        """The edition it was given."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One ticket of a list. Names of fields are the model's; those of others are flat."""

    tid: int
    edition_id: int
    subject: str
    first_words: str
    severity: str
    level: str
    channel: str
    version: str
    waits_for: str
    resolved_as: str
    queue_key: str
    resolved_at: datetime | None
    closed_at: datetime | None
    started_at: datetime | None
    answered_at: datetime | None
    reply_owed_since: datetime | None
    requester: str
    assignee: str
    product: str
    company: str

    @property
    def regulation(self) -> Regulation:
        """The edition it was given."""
        return regulation_of(self.edition_id)

    @property
    def is_new(self) -> bool:
        """Whether nobody has answered or started it."""
        return self.resolved_at is None and self.answered_at is None and self.started_at is None


_OWN = (
    *("tid", "edition_id", "subject", "first_words", "severity", "level", "channel", "version", "waits_for"),
    *("resolved_as", "queue_key", "resolved_at", "closed_at", "started_at", "answered_at", "reply_owed_since"),
)
_OTHERS = ("requester__name", "assignee__name", "product__name", "company__short_name", "company__name")


def listed(tickets: TicketQuerySet) -> list[Listed]:
    """Those tickets, in their order, by one query."""
    rows: Iterable[tuple[Any, ...]] = tickets.values_list(*_OWN, *_OTHERS)
    return [_listed(row) for row in rows]


def _listed(row: tuple[Any, ...]) -> Listed:
    own, (requester, assignee, product, brief, name) = row[: len(_OWN)], row[len(_OWN) :]
    others = {
        "requester": requester,
        "assignee": assignee or "",
        "product": product or "",
        "company": brief or name or "",
    }
    return Listed(**dict(zip(_OWN, own, strict=True)), **others)
