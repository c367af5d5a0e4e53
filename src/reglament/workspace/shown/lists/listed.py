"""A ticket as lists need it: some columns, no model instances, which cost more than the query that fetches them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from django.db.models import QuerySet

from reglament.regulation.models import regulation_of
from reglament.regulation.terms.edition_terms import Regulation
from reglament.tickets.models import Ticket
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


class Listed(NamedTuple):
    """One ticket of a list: its columns, then names of others."""

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
    assignee: str | None
    product: str | None
    company_brief: str | None
    company_name: str | None

    @property
    def company(self) -> str:
        """The company's name, the short one if it has one; "" without a company."""
        return self.company_brief or self.company_name or ""

    @property
    def regulation(self) -> Regulation:
        """The edition it was given."""
        return regulation_of(self.edition_id)

    @property
    def is_new(self) -> bool:
        """Whether nobody has answered or started it."""
        return self.resolved_at is None and self.answered_at is None and self.started_at is None


_OTHERS = ("requester__name", "assignee__name", "product__name", "company__short_name", "company__name")
_COLUMNS = (*Listed._fields[: -len(_OTHERS)], *_OTHERS)


def columns_of(tickets: TicketQuerySet) -> "QuerySet[Ticket, tuple[Any, ...]]":
    """What a list shows of those tickets, by one query."""
    return tickets.values_list(*_COLUMNS)


def listed(rows: Iterable[tuple[Any, ...]]) -> list[Listed]:
    """Rows of `columns_of`, with names."""
    return [Listed._make(row) for row in rows]
