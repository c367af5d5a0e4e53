"""Which names of the regulation are in use: a new edition may retire them, not forget them
(regulation/linting/forgotten_names.py)."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import CharField, Q, Value
from django.db.models.functions import Cast, Concat

from reglament.directory.models import Contract
from reglament.events.models import Event
from reglament.regulation.linting.forgotten_names import GROUNDS, HOURS, Use, names_of
from reglament.regulation.models import Desk, Edition
from reglament.regulation.terms.basics import Words
from reglament.tickets.models import Approval, Ticket

_SHOWN = 5
_COLUMNS = {
    "level": "levels",
    "severity": "severities",
    "ground": GROUNDS,
    "claimed_ground": GROUNDS,
    "request_type": "request-types",
    "channel": "channels",
    "department": "departments",
    "wait_reason": "postpone",
}
_RATED = {"urgency": "urgencies", "impact": "impacts"}
_NOBODY = ("", "none")  # no entitlement needs no entry


def names_in_use(desk: Desk, *, at: datetime) -> list[Use]:
    """The names that must stay known: those of contracts not yet over, of the editions these pin, of open tickets."""
    if desk.edition_id is None:
        return []
    day = at.astimezone(ZoneInfo(desk.regulation.zone)).date()
    over = Q(valid_to__lt=day)
    contracts = list(desk.contracts.exclude(over).select_related("edition").order_by("number"))
    return [*_of_contracts(contracts), *_of_editions(contracts), *_of_tickets(desk)]


def _of_contracts(contracts: Sequence[Contract]) -> Iterator[Use]:
    named: dict[tuple[str, str], list[str]] = {}
    for contract in contracts:
        for table, slug in (("levels", contract.level), (HOURS, contract.hours)):
            named.setdefault((table, slug), []).append(contract.number)
    for (table, slug), numbers in named.items():
        if slug not in _NOBODY:
            yield Use(table, slug, _contracts(numbers))


def _of_editions(contracts: Sequence[Contract]) -> Iterator[Use]:
    """Every name that a request taken under a pinned edition may get, but those its contracts name themselves."""
    pinned: dict[Edition, list[Contract]] = {}
    for contract in contracts:
        pinned.setdefault(contract.edition, []).append(contract)
    for edition, pinning in pinned.items():
        by = _contracts([contract.number for contract in pinning])
        told = Words(f"редакция {edition.number}, за которой {by.ru}", f"edition {edition.number}, pinned by {by.en}")
        told_already = {("levels", contract.level) for contract in pinning}
        for table, names in names_of(edition.regulation.promise).items():
            yield from (Use(table, slug, told) for slug in names if (table, slug) not in told_already)


def _of_tickets(desk: Desk) -> Iterator[Use]:
    users: dict[tuple[str, str], list[int]] = {}
    for tid, table, slug in (*_on_rows(desk), *_said(desk)):
        users.setdefault((table, slug), []).append(tid)
    for (table, slug), tids in sorted(users.items()):
        if slug not in _NOBODY:
            yield Use(table, slug, _tickets(sorted(tids)))


def _on_rows(desk: Desk) -> Iterator[tuple[int, str, str]]:
    open_ = Ticket.objects.filter(desk=desk).unresolved().order_by()
    for tid, *names in open_.values_list("tid", *_COLUMNS):
        yield from ((tid, table, slug) for table, slug in zip(_COLUMNS.values(), names, strict=True))
    asked = Approval.objects.filter(ticket__in=open_, decision=Approval.Decision.OPEN)
    for tid, severity, ground in asked.values_list("ticket", "severity", "ground"):
        yield from ((tid, "severities", severity), (tid, GROUNDS, ground))


def _said(desk: Desk) -> Iterator[tuple[int, str, str]]:
    """What only their events tell of open tickets: findings, urgency and impact."""
    open_ = Ticket.objects.filter(desk=desk).unresolved().order_by()
    streams = open_.annotate(its=Concat(Value("ticket/"), Cast("pk", CharField()))).values("its")
    events = Event.objects.filter(stream__in=streams, verb__in=("opened", "classified", "found"))
    for stream, data in events.order_by("pk").values_list("stream", "data").iterator():
        tid = int(stream.partition("/")[2])
        said = {"findings": [*data.get("findings", ()), data.get("finding", "")]}
        said |= {table: data.get(name, ["", ""]) for name, table in _RATED.items()}
        yield from ((tid, table, slug) for table, slugs in said.items() for slug in slugs)


def _contracts(numbers: Sequence[str]) -> Words:
    ru, en = ("договор", "contract") if len(numbers) == 1 else ("договоры", "contracts")
    return _listed(ru, en, numbers)


def _tickets(tids: Sequence[int]) -> Words:
    unique = dict.fromkeys(tids)
    ru, en = ("открытое обращение", "open ticket") if len(unique) == 1 else ("открытые обращения", "open tickets")
    return _listed(ru, en, [f"#{tid}" for tid in unique])


def _listed(ru: str, en: str, names: Sequence[str]) -> Words:
    shown, more = ", ".join(names[:_SHOWN]), len(names) - _SHOWN
    return Words(
        f"{ru} {shown}" + (f" и ещё {more}" if more > 0 else ""),
        f"{en} {shown}" + (f" and {more} more" if more > 0 else ""),
    )
