"""The queue: rows under the reason why they stand where they stand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from reglament.lib.html import language
from reglament.lib.prepared import prepared
from reglament.regulation.terms.edition_terms import Regulation
from reglament.regulation.terms.queue_order import DANGER, LEVEL, REST, class_words, group_of
from reglament.tickets.models import Clock
from reglament.workspace.shown.lists.listed import Listed
from reglament.workspace.shown.lists.promises import ShownPromise, most_urgent, promised
from reglament.workspace.shown.naming import initials, level_kind, name_of, stage_name

LINE, LEAST_WORDS = 110, 20  # characters: subject and first words stand on one line, fifty of them on a page


@dataclass(frozen=True, slots=True)
class Row:
    """One ticket in a list."""

    tid: int
    promise: ShownPromise
    subject: str
    first_words: str
    facts: str
    company: str
    level: str
    level_kind: str
    stage: str
    assignee: str
    initials: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that stand together, and why."""

    title: str
    why: str
    order: str  # the regulation's words: the class, and what decides within it
    rows: list[SafeString] = field(default_factory=list)


class ListedClock(NamedTuple):
    """A clock as lists need it."""

    ticket_id: int
    metric: str
    rule: int
    calendar: str
    started_at: datetime
    due_at: datetime | None
    outcome: str


@prepared
def _unanswered(tickets: list[int]) -> "QuerySet[Clock, tuple[Any, ...]]":
    return Clock.objects.unanswered().filter(ticket__in=tickets).values_list(*ListedClock._fields)


def rows_of(tickets: Sequence[Listed], regulation: Regulation, *, zone: str, now: datetime) -> list[SafeString]:
    """Rows for `tickets`, ready for the page, with one more query for all their clocks."""
    urgent = _urgent_clocks(tickets)
    danger, minute = regulation.conduct.order.danger, now.replace(second=0, microsecond=0)
    return [_markup(ticket, urgent.get(ticket.tid), danger, zone, minute, language()) for ticket in tickets]


@lru_cache(maxsize=2_000)
def _markup(
    ticket: Listed, clock: ListedClock | None, danger: int, zone: str, minute: datetime, _language: str
) -> SafeString:
    """A row as markup. An open queue asks for its rows with every event, and most of them have not changed."""
    row = _row(ticket, clock, danger=danger, zone=zone, now=minute)
    return mark_safe(render_to_string("workspace/_row.html", {"row": row}))  # noqa: S308 - the template escapes


def forget() -> None:
    """Forget all rows (tests roll back what they show)."""
    _markup.cache_clear()


def grouped(tickets: Sequence[Listed], rows: Iterable[SafeString], regulation: Regulation) -> list[Group]:
    """The rows of tickets that are in the order of the queue, under the class that puts them there."""
    order, promise = regulation.conduct.order, regulation.promise
    pairs = zip(tickets, rows, strict=True)
    return [
        Group(
            *_heading(name, regulation),
            class_words(name, order, promise).in_(language()),
            [row for _ticket, row in together],
        )
        for name, together in groupby(pairs, key=lambda pair: group_of(pair[0].queue_key, order))
    ]


def _urgent_clocks(tickets: Sequence[Listed]) -> dict[int, ListedClock]:
    found: dict[int, list[ListedClock]] = {}
    for row in _unanswered([ticket.tid for ticket in tickets]):
        clock = ListedClock._make(row)
        found.setdefault(clock.ticket_id, []).append(clock)
    return {tid: urgent for tid, clocks in found.items() if (urgent := most_urgent(clocks))}


def _row(ticket: Listed, clock: ListedClock | None, *, danger: int, zone: str, now: datetime) -> Row:
    promise = ticket.regulation.promise
    product = f"{ticket.product or ''} {ticket.version}".strip()
    assignee = ticket.assignee or ""
    facts = [ticket.requester, name_of(promise.channels, ticket.channel), product]
    return Row(
        tid=ticket.tid,
        promise=promised(ticket, clock, danger=danger, zone=zone, now=now),
        subject=ticket.subject,
        first_words=ticket.first_words[: max(LEAST_WORDS, LINE - len(ticket.subject))],
        facts=" · ".join(fact for fact in facts if fact),
        company=ticket.company or _("no company"),
        level=name_of(promise.levels, ticket.level),
        level_kind=level_kind(promise, ticket.level),
        stage=stage_name(ticket),
        assignee=assignee,
        initials=initials(assignee),
        is_new=ticket.resolved_at is None and ticket.reply_owed_since is not None,
    )


def _heading(group: str, regulation: Regulation) -> tuple[str, str]:
    order, promise = regulation.conduct.order, regulation.promise
    if group == DANGER:
        return _("Due time in danger"), _("more than %(percent)s %% of the time is used up") % {"percent": order.danger}
    if group.startswith(LEVEL):
        return _("Apart"), name_of(promise.levels, group.removeprefix(LEVEL))
    if group != REST:
        return _("Out of turn"), name_of(promise.severities, group)
    clause = _("section %(clause)s of the regulation") % {"clause": order.clause} if order.clause else ""
    return (_("By channel, then by receipt") if "channel" in order.within else _("By receipt")), clause
