"""Everything the page of a ticket shows, fetched with a constant number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from reglament.events.models import recorded
from reglament.lib.html import day_and_time, language, local_date, told
from reglament.lib.kinds import ARCHIVES, PICTURES
from reglament.lib.prepared import prepared
from reglament.mail.incoming.unregistered_senders import senders_of
from reglament.mail.models import Outgoing
from reglament.regulation.terms.edition_terms import Regulation, RequestType
from reglament.regulation.terms.queue_order import place
from reglament.regulation.terms.queue_order import told as order_told
from reglament.regulation.terms.service_scope import help_given, limiting_words
from reglament.regulation.terms.service_terms import INCLUDED, LIMITED, NOT_GIVEN, PAID
from reglament.tickets.access import verbs_at
from reglament.tickets.clocks.clock_rows import clocks_of
from reglament.tickets.clocks.history import facts_of, findings_in
from reglament.tickets.conversation.answering import leaves_at
from reglament.tickets.course.reopening import what_a_reply_does
from reglament.tickets.information import missing_information
from reglament.tickets.models import Approval, Attachment, Message, Ticket
from reglament.workspace.shown.frame import pulse_of
from reglament.workspace.shown.naming import department_name, level_kind, name_of, stage_name
from reglament.workspace.shown.ticket.belonging import ShownLicence, keys_of_others, licences_shown, strange_details
from reglament.workspace.shown.ticket.clock_cards import ShownClock, waiting_cards
from reglament.workspace.shown.ticket.conversation import Entry, conversation
from reglament.workspace.shown.ticket.decisions import ShownApproval, ShownClaim, open_approval, open_claim
from reglament.workspace.shown.ticket.event_words import Teller, fault_name, people_of
from reglament.workspace.shown.ticket.offers import Offer, offers
from reglament.workspace.visibility import Worker

PREVIOUS = 6
BRIEF = 60  # characters of a filled-in field that are shown even where the first message has them


@dataclass(frozen=True, slots=True)
class Scope:
    """What the regulation says of this kind of request."""

    words: str
    tone: str
    extent: str
    missing: list[str]


@dataclass(frozen=True, slots=True)
class ShownTicket:
    """The page of one ticket."""

    ticket: Ticket
    zone: str
    pulse: int
    level: str
    level_kind: str
    contract: str
    edition: str
    properties: list[tuple[str, str]]
    given: list[tuple[str, str]]
    licences: list[ShownLicence]
    strange_keys: Sequence[str]
    scope: Scope | None
    waiting: list[ShownClock]
    past: int
    entries: list[Entry]
    approvals: list[Approval]
    claim: ShownClaim | None
    asked: ShownApproval | None
    previous: list[Ticket]
    merged: list[Ticket]
    offers: list[Offer]
    verbs: frozenset[str]
    leaves: str
    leaves_later: bool


def shown_ticket(worker: Worker, ticket: Ticket) -> ShownTicket:
    """`ticket` (fetched by `Worker.ticket`) as its page shows it."""
    pulse = pulse_of(ticket.desk)  # read first: what happens meanwhile is noticed at the next question
    in_force = ticket.desk.regulation
    promise = ticket.regulation.promise
    zone = worker.person.zone or in_force.zone
    events, spoken, files = recorded(ticket.stream), _spoken(ticket.pk), _files(ticket.pk)
    clocks = clocks_of(ticket.pk)
    waiting = waiting_cards(ticket, clocks, danger=in_force.conduct.order.danger, zone=zone, now=worker.now)
    verbs = verbs_at(ticket.desk, worker.person)
    approvals = _approvals(ticket.pk) if any(event.verb == "approval_asked" for event in events) else []
    known = [fact for event in events for fact in facts_of(event)]
    others = keys_of_others(ticket, spoken)
    teller = Teller(ticket, in_force, people_of(events), zone, worker.now, senders_of(spoken), others)
    today = worker.now.astimezone(ZoneInfo(in_force.zone)).date()
    return ShownTicket(
        ticket=ticket,
        zone=zone,
        pulse=pulse,
        level=name_of(promise.levels, ticket.level),
        level_kind=level_kind(promise, ticket.level),
        contract=_contract(ticket),
        edition=_("edition of %(date)s") % {"date": local_date(ticket.regulation.dated)},
        properties=_properties(ticket, in_force, zone, worker.now),
        given=_given(ticket, spoken[0].text if spoken else ""),
        licences=licences_shown(ticket, today),
        strange_keys=strange_details(ticket, others),
        scope=_scope(ticket, findings_in(known), _wanted(in_force, files)),
        waiting=waiting,
        past=len(clocks) - len(waiting),
        entries=conversation(spoken, files, events, _letters(ticket.pk), teller),
        approvals=approvals,
        claim=open_claim(ticket, known, by=worker.person, at=worker.now, zone=zone),
        asked=open_approval(ticket, approvals, known, by=worker.person, at=worker.now, zone=zone),
        previous=_previous(worker, ticket),
        merged=_merged(ticket, {event.data["ticket"] for event in events if event.verb == "took_over"}),
        offers=offers(ticket, clocks, verbs, reply=what_a_reply_does(ticket, worker.person, at=worker.now)),
        verbs=verbs,
        leaves=leaving_words(ticket, worker.now, zone),
        leaves_later=leaves_at(ticket, worker.now) > worker.now,
    )


def leaving_words(ticket: Ticket, now: datetime, zone: str) -> str:
    """When an answer written now would leave (C-19)."""
    leaving = leaves_at(ticket, now)
    if leaving <= now:
        return _("leaves now")
    return _("leaves %(time)s (answer window)") % {"time": day_and_time(leaving, zone)}


def _contract(ticket: Ticket) -> str:
    contract = ticket.contract
    if contract is None:
        return ""
    if contract.valid_to is None:
        return _("contract %(number)s") % {"number": contract.number}
    return _("contract %(number)s until %(date)s") % {
        "number": contract.number,
        "date": local_date(contract.valid_to),
    }


def _properties(ticket: Ticket, in_force: Regulation, zone: str, now: datetime) -> list[tuple[str, str]]:
    promise = ticket.regulation.promise
    product = f"{ticket.product.name} {ticket.version}" if ticket.product else ticket.version
    known = {
        _("Next step"): _("ours: an answer") if ticket.reply_owed_since else stage_name(ticket),
        _("Severity"): name_of(promise.severities, ticket.severity),
        _("Request type"): name_of(promise.request_types, ticket.request_type) or _("not set"),
        _("Department"): department_name(in_force, ticket.department),
        _("Assignee"): ticket.assignee.name if ticket.assignee else _("nobody yet"),
        _("Product"): product.strip(),
        _("Fault"): fault_name(ticket.fault),
        _("Channel"): name_of(promise.channels, ticket.channel),
        _("In the queue"): _place(ticket, in_force, now) if ticket.is_open else "",
        _("Received"): told(ticket.received_at, zone, now),
        _("Accepted"): day_and_time(ticket.accepted_at, zone) if ticket.accepted_at != ticket.received_at else "",
        _("Wakes"): day_and_time(ticket.wakes_at, zone) if ticket.wakes_at else "",
    }
    return [(name, value) for name, value in known.items() if value]


def _place(ticket: Ticket, in_force: Regulation, now: datetime) -> str:
    """Where it stands in the queue and why, in the regulation's words (C-18)."""
    order = in_force.conduct.order
    stands = place(
        order,
        ticket.regulation.promise,
        level=ticket.level,
        severity=ticket.severity,
        channel=ticket.channel,
        received_at=ticket.accepted_at,
        danger=ticket.next_danger is not None and ticket.next_danger <= now,
    )
    return order_told(stands, order, ticket.regulation.promise).in_(language())


def _given(ticket: Ticket, said: str) -> list[tuple[str, str]]:
    """What the client filled in, under the names of the request type's fields; without what his first message says
    anyway."""
    kind = _kind(ticket)
    names = {field.slug: field.name.in_(language()) for field in kind.fields} if kind else {}
    given = [(names.get(slug, slug), str(value)) for slug, value in ticket.details.items() if value]
    return [(name, value) for name, value in given if len(value) <= BRIEF or _folded(value) not in _folded(said)]


def _folded(text: str) -> str:
    return " ".join(text.split())


def _scope(ticket: Ticket, findings: frozenset[str], wanted: list[str]) -> Scope | None:
    """What the level has of what is asked, as found so far (C-30, C-36, C-38)."""
    kind, promise = _kind(ticket), ticket.regulation.promise
    if kind is None:
        return None
    given = help_given(promise, level=ticket.level, request_type=kind.slug, findings=findings)
    words = {
        INCLUDED: _("in scope: %(type)s"),
        LIMITED: _("limited help: %(type)s"),
        PAID: _("paid: %(type)s"),
        NOT_GIVEN: _("out of scope: %(type)s") if kind.scope == "not_solved" else _("not part of this level: %(type)s"),
    }
    tones = {INCLUDED: "green", LIMITED: "amber", PAID: "amber", NOT_GIVEN: "red"}
    extent = limiting_words(promise, kind.slug, given)
    return Scope(
        words=words[given.given] % {"type": kind.name.in_(language())},
        tone=tones[given.given],
        extent=extent.in_(language()) if extent else "",
        missing=[*(field.name.in_(language()) for field in missing_information(ticket)), *wanted],
    )


def _wanted(in_force: Regulation, files: Sequence[Attachment]) -> list[str]:
    """Pictures, where the desk wants them and none came (C-56)."""
    rules = in_force.conduct.attachments
    came = any(file.is_image or file.kind in PICTURES | ARCHIVES for file in files)
    return [_("screenshots")] if rules and rules.wanted and not came else []


def _kind(ticket: Ticket) -> RequestType | None:
    return ticket.regulation.promise.request_types.get(ticket.request_type)


def _previous(worker: Worker, ticket: Ticket) -> list[Ticket]:
    """What the company asked before, the newest first."""
    if ticket.company_id is None:
        return []
    return _of_company(ticket.company_id, [desk.pk for desk in worker.desks], ticket.pk)


def _merged(ticket: Ticket, taken_over: set[int]) -> list[Ticket]:
    """The requests that go on in this one; those reopened since do not."""
    merged = Ticket.objects.filter(pk__in=taken_over, merged_into=ticket)
    return list(merged.order_by("tid").only("tid")) if taken_over else []


@prepared
def _of_company(company: int, desks: list[int], but: int) -> QuerySet[Ticket]:
    of_company = Ticket.objects.filter(company=company, desk__in=desks).exclude(pk=but)
    return of_company.order_by("-tid").only("tid", "subject")[:PREVIOUS]


@prepared
def _spoken(ticket: int) -> QuerySet[Message]:
    return Message.objects.filter(ticket=ticket).select_related("author").in_order()


@prepared
def _files(ticket: int) -> QuerySet[Attachment]:
    return Attachment.objects.filter(message__ticket=ticket).order_by("pk")


@prepared
def _letters(ticket: int) -> QuerySet[Outgoing]:
    return Outgoing.objects.filter(ticket=ticket).defer("text", "html", "references", "attachments").order_by("pk")


@prepared
def _approvals(ticket: int) -> QuerySet[Approval]:
    return Approval.objects.filter(ticket=ticket).select_related("asked_of", "decided_by").order_by("pk")
