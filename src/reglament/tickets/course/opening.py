"""Opening a ticket: by letter, from the portal, on behalf of a client."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from reglament.directory.identifying import Entitlement, entitlement
from reglament.directory.models import Company, DeskMembership, Person, Product, Role
from reglament.events.recording import record, record_first
from reglament.lib.db import write
from reglament.lib.prepared import insert, prepared, update
from reglament.lib.refused import Refused
from reglament.regulation.engine.clocks import ClockState, clocks
from reglament.regulation.engine.facts import EmergencyClaimed, Fact, Opened
from reglament.regulation.models import Desk
from reglament.regulation.terms.edition_terms import Promise, Regulation
from reglament.tickets import access
from reglament.tickets.circumstances import circumstances
from reglament.tickets.clocks.clock_rows import retime, time_opened
from reglament.tickets.clocks.windows import accepted_at
from reglament.tickets.conversation.speaking import (
    NewFile,
    NewMessage,
    add_message,
    first_words,
    has_pictures,
    has_refused,
    said_before,
)
from reglament.tickets.emergency.approving import claim_or_ask
from reglament.tickets.emergency.claims import claim_of
from reglament.tickets.models import Message, Ticket

__all__ = ["NewFile", "NewMessage", "open_ticket", "preview_due"]


@write
def open_ticket(
    desk: Desk,
    *,
    requester: Person,
    company: Company | None,
    subject: str,
    message: NewMessage,
    channel: str,
    received_at: datetime,
    at: datetime,
    by: Person | None,
    request_type: str = "",
    ground: str = "",
    product: Product | None = None,
    version: str = "",
    details: Mapping[str, str] | None = None,
    imported: bool = False,
    from_triage: bool = False,
    claims_to_belong_to: Ticket | None = None,
    follows: Ticket | None = None,
) -> Ticket:
    """Register a request received at `received_at`; `ground` claims an emergency with it. `channel` is one of the
    regulation, or the program's own way in.

    The same `message.origin` opens only one ticket: the second call returns the first one's. Clients open their own;
    people of the desk open on a client's behalf (C-08), by whatever channel he asked; None (mail) opens what arrived.
    By himself a client opens only by the channels of his level (C-51). It goes on with the resolved request `follows`.
    """
    if (known := said_before(message.origin)) is not None:
        return known.ticket
    if by is not None and by != requester:
        access.require_at(by, "open_ticket", desk)
    granted = entitlement(company, desk=desk, at=received_at)
    promise = granted.regulation.promise
    channel = promise.channel_via(channel)
    request_type = request_type or default_type(desk, promise)
    _check(promise, message, channel=channel, request_type=request_type, by=by)
    if by is None or by == requester:
        _check_channel(promise, granted.level, channel)
    severity = starting_severity(promise)
    department = department_of(desk, request_type)
    ticket = Ticket(
        desk=desk,
        subject=subject.strip()[:250] or first_words(message.text)[:80],
        first_words=first_words(message.text),
        requester=requester,
        company=company,
        contract=granted.contract,
        edition_id=granted.edition_id,
        level=granted.level,
        severity=severity,
        request_type=request_type,
        channel=channel,
        department=department,
        responsible_id=_responsible(granted, desk, department),
        account_manager_id=granted.client.account_manager_id if granted.client else None,
        opened_by=by,
        product=product,
        version=version,
        details=dict(details or {}),
        received_at=received_at,
        registered_at=at,
        accepted_at=accepted_at(promise, severity, received_at, level=granted.level, channel=channel),
        reply_owed_since=received_at,
        changed_at=at,
        claims_to_belong_to=claims_to_belong_to,
        follows=follows,
    )
    insert(ticket)
    first = add_message(ticket, Message.Kind.CLIENT, message, author=requester, channel=channel, written_at=received_at)
    opened = record_first(
        ticket,
        "opened",
        by=by,
        at=at,
        message=first.pk,
        received_at=received_at.isoformat(),
        level=granted.level,
        severity=severity,
        request_type=request_type,
        channel=channel,
        department=department,
        imported=imported,
        from_triage=from_triage,
        **({"findings": found} if (found := findings_of(granted.regulation, details or {}, received_at)) else {}),
        **circumstances(granted, desk, requester=requester, company=company, by=by),
        **({"aside": True} if has_refused(message) else {}),
        **({"pictures": True} if has_pictures(message) else {}),
    )
    if follows is not None:
        record(follows, "followed", by=by, at=at, ticket=ticket.pk)
    if ground:
        by_client = by is None or by == requester
        asked_by = channel if by_client else ""
        claim_or_ask(ticket, ground, by=by or requester, at=at, claimed_at=received_at, channel=asked_by)
        ticket.accepted_at = accepted_at(
            promise, ticket.severity, received_at, level=ticket.level, channel=ticket.channel
        )
        update(ticket, "accepted_at")
        retime(ticket, at=at)
    else:
        time_opened(ticket, opened, at=at)
    return ticket


def preview_due(
    desk: Desk, *, company: Company | None, request_type: str, channel: str, ground: str, at: datetime
) -> ClockState:
    """The first response that would be promised for a request received at `at`."""
    granted = entitlement(company, desk=desk, at=at)
    regulation = granted.regulation
    request_type = request_type or default_type(desk, regulation.promise)
    opened = Opened(
        at,
        level=granted.level,
        severity=starting_severity(regulation.promise),
        request_type=request_type,
        channel=regulation.promise.channel_via(channel),
        department=department_of(desk, request_type),
        findings=frozenset(findings_of(regulation, {}, at)),
        **circumstances(granted, desk, requester=None, company=company, by=None),
    )
    facts: list[Fact] = [opened]
    if ground:
        claim = claim_of(regulation.promise, ground)
        facts.append(EmergencyClaimed(at, severity=claim.severity.slug, ground=ground))
    current = [state for state in clocks(regulation, facts, now=at) if state.metric == "first_response"]
    return current[-1]


def starting_severity(promise: Promise) -> str:
    """The severity tickets start with: the least one."""
    return min(promise.severities.values(), key=lambda severity: severity.rank).slug


def default_type(desk: Desk, promise: Promise) -> str:
    """The type of what nobody has said the type of: the one in force, where an earlier edition knows it; else none."""
    kind = desk.regulation.conduct.intake.default_type
    return kind if kind in promise.request_types else ""


def findings_of(regulation: Regulation, details: Mapping[str, str], received: datetime) -> list[str]:
    """What the answers to choices and the day establish (C-36)."""
    return regulation.promise.findings_given(details, received.astimezone(ZoneInfo(regulation.zone)).date())


def department_of(desk: Desk, request_type: str) -> str:
    """Which department takes it (C-20): the one with that duty, else the one that takes first."""
    departments = list(desk.regulation.conduct.departments.values())
    owners = [department for department in departments if request_type and request_type in department.duties]
    first = [department for department in departments if department.takes_first]
    found = owners or first or departments
    return found[0].slug if found else ""


def _responsible(granted: Entitlement, desk: Desk, department: str) -> int | None:
    """The key of a person, never empty while the desk has people (C-29): the client's responsible agent, else the
    department's head, else the desk's."""
    if granted.client and granted.client.responsible_id:
        return granted.client.responsible_id
    ranks = {Role.DEPARTMENT_HEAD.value: 0, Role.HEAD.value: 1, Role.AGENT.value: 2}
    able = [
        (heads != department and role == Role.DEPARTMENT_HEAD, ranks[role], place, person)
        for place, (role, heads, person) in enumerate(_members(desk.pk))
        if role in ranks
    ]
    return min(able)[-1] if able else None


@prepared
def _members(desk: int) -> QuerySet[DeskMembership, tuple[str, str, int]]:
    members = DeskMembership.objects.filter(desk=desk, left_at=None, person__is_active=True)
    return members.order_by("pk").values_list("role", "department", "person_id")


def _check_channel(promise: Promise, level: str, channel: str) -> None:
    known = promise.levels.get(level)
    if known and known.channels and channel not in known.channels:
        raise Refused(_("This channel is not for opening requests."), code="unofficial-channel")


def _check(promise: Promise, message: NewMessage, *, channel: str, request_type: str, by: Person | None) -> None:
    if channel not in promise.channels:
        raise Refused(_("The regulation knows no channel “%(channel)s”.") % {"channel": channel}, code="bad-channel")
    if by is not None and not promise.channels[channel].may_open:
        raise Refused(_("This channel is not for opening requests."), code="unofficial-channel")
    if request_type and request_type not in promise.request_types:
        raise Refused(_("Please choose what the request is about."), code="bad-type", field="request_type")
    if by is not None and not message.text.strip() and not message.files:
        raise Refused(_("Please describe the problem."), code="empty", field="text")
