"""Letters that events cause. Each reader may run twice: a letter has a key of its event, kind and recipient."""

from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from reglament.directory.models import Address
from reglament.events.models import Event
from reglament.lib import store
from reglament.lib.prepared import prepared
from reglament.mail.format.parser import parse
from reglament.mail.models import Arrival
from reglament.mail.outgoing import letter_values, outbox
from reglament.mail.outgoing.letter_text import Quote, render
from reglament.mail.outgoing.recipients import Recipient, recipient, stranger
from reglament.regulation.terms import letter_kinds
from reglament.tickets.models import Approval, Message, Ticket


def acknowledge(event: Event, now: datetime) -> None:
    """Registered: number, what was understood, by when we answer, what is missing (C-52, C-55)."""
    ticket = _ticket(event)
    if event.data.get("imported") or not _machine_may_write(ticket):
        return
    _tell_client(event, ticket, letter_kinds.ACK, now)


def tell_files(event: Event, now: datetime) -> None:
    """Which files of a letter to a known ticket were not taken, and what to do (C-56)."""
    ticket = _ticket(event)
    if _machine_may_write(ticket):
        _tell_client(event, ticket, letter_kinds.FILES, now)


def tell_started(event: Event, now: datetime) -> None:
    """Processing began (C-53)."""
    ticket = _ticket(event)
    if _machine_may_write(ticket):
        _tell_client(event, ticket, letter_kinds.STARTED, now)


def tell_change(event: Event, now: datetime) -> None:
    """Another time, another department, another severity, with the reason (C-11, C-16); taken back, or merged."""
    ticket = _ticket(event)
    if _machine_may_write(ticket):
        _tell_client(event, ticket, _CHANGES[event.verb], now)


def answer_nudge(event: Event, now: datetime) -> None:
    """Chasing is answered politely: by when we answer, which it does not change (C-28)."""
    ticket = _ticket(event)
    if ticket.is_open and _machine_may_write(ticket):
        _tell_client(event, ticket, letter_kinds.NUDGED, now)


def send_answer(event: Event, now: datetime) -> None:
    """A person's own words, framed by the desk's text, leaving when the answer window lets them (C-19)."""
    message = Message.objects.select_related("ticket__desk", "ticket__requester", "ticket__company").get(
        pk=event.data["message"]
    )
    leaves_at = datetime.fromisoformat(event.data["leaves_at"])
    kind = letter_kinds.POSTPONED if event.data.get("postponed") else _ANSWERS[event.verb]
    _tell_client(event, message.ticket, kind, now, entry=message, send_after=leaves_at)


def ask_approval(event: Event, now: datetime) -> None:
    """To the account manager: may it be dealt with as an emergency (C-17)?"""
    approval = Approval.objects.select_related("asked_of", "ticket__desk", "ticket__company").get(
        pk=event.data["approval"]
    )
    ticket = approval.ticket
    to = recipient(approval.asked_of, None, ticket.desk)
    if approval.decision or to is None:
        return
    with translation.override(to.language):
        first = ticket.messages.in_order().first()
        known = letter_values.of_ticket(ticket, to) | {
            "link": f"{settings.BASE_URL}/desk/approvals/{approval.pk}",
            "company": ticket.company.name if ticket.company else ticket.requester.name,
            "reason": approval.reason,
            "text": first.text if first else "",
        }
        words = render(ticket.desk, letter_kinds.APPROVAL_ASKED, known, language=to.language)
    origin = outbox.Origin(str(event.pk), letter_kinds.APPROVAL_ASKED)
    outbox.put(origin, to, words, desk=ticket.desk, ticket=ticket, now=now)


def answer_stranger(event: Event, now: datetime) -> None:
    """The polite answer to an unknown sender, where the desk wants one and a machine may write to him (C-04); a client
    whose complaint names no request is asked which he means (C-62)."""
    arrival = Arrival.objects.select_related("desk", "mailbox").get(pk=event.key)
    if event.data["why"] == "unknown-sender" and arrival.desk.regulation.conduct.intake.answer_unknown:
        _tell_stranger(event, arrival, letter_kinds.UNKNOWN_SENDER, now)
    elif event.data["why"] == "which-request":
        _tell_stranger(event, arrival, letter_kinds.WHICH_REQUEST, now)


def tell_rejected(event: Event, now: datetime) -> None:
    """Triage decided against a stranger: he is told so (C-04). Spam is never answered."""
    if event.data["reason"] == "rejected":
        arrival = Arrival.objects.select_related("desk", "mailbox").get(pk=event.key)
        _tell_stranger(event, arrival, letter_kinds.REJECTED_SENDER, now)


_ANSWERS = {
    "answered": letter_kinds.ANSWER,
    "asked": letter_kinds.QUESTION,
    "resolved": letter_kinds.RESOLVED,
    "refused": letter_kinds.REFUSED,
    "redirected": letter_kinds.REDIRECTED,
}
_CHANGES = {
    "severity_lowered": letter_kinds.LOWERED,
    "transferred": letter_kinds.TRANSFERRED,
    "withdrawn": letter_kinds.WITHDRAWN,
    "merged": letter_kinds.MERGED,
    "emergency_confirmed": letter_kinds.CONFIRMED,
    "emergency_approved": letter_kinds.CONFIRMED,
    "woken": letter_kinds.WOKEN,
    "reopened": letter_kinds.REOPENED,
    "extended": letter_kinds.NEW_DUE,
}


def _ticket(event: Event) -> Ticket:
    return _told_of(int(event.key))[0]


@prepared
def _told_of(tid: int) -> QuerySet[Ticket]:
    related = ("desk", "company", "requester", "responsible")  # nobody is assigned to a new one
    return Ticket.objects.select_related(*related).filter(pk=tid)


def _machine_may_write(ticket: Ticket) -> bool:
    """Whether the last letter of this ticket came from somebody a machine may write to; what came otherwise did."""
    return not any(silent or imported for silent, imported in _last_joined(ticket.pk))


@prepared
def _last_joined(ticket: int) -> QuerySet[Arrival, tuple[str, bool]]:
    joined = Arrival.objects.filter(ticket=ticket, state=Arrival.State.JOINED).order_by("-received_at", "-pk")
    return joined.values_list("silent", "imported")[:1]


def _tell_client(
    event: Event,
    ticket: Ticket,
    kind: str,
    now: datetime,
    *,
    entry: Message | None = None,
    send_after: datetime | None = None,
) -> None:
    to = recipient(ticket.requester, ticket.company, ticket.desk)
    if to is None:
        return
    with translation.override(to.language):
        known = _values(event, ticket, kind, to)
        quote: Quote | None = None
        if entry is not None:
            known["text"], quote = entry.text, letter_values.quoted(entry, to)
        pictures = _pictures(entry) if entry is not None else {}
        words = render(ticket.desk, kind, known, language=to.language, quote=quote, pictures=pictures)
    outbox.put(
        outbox.Origin(str(event.pk), kind),
        to,
        words,
        desk=ticket.desk,
        ticket=ticket,
        entry=entry,
        now=now,
        automatic=entry is None,
        send_after=send_after,
    )


def _pictures(entry: Message) -> dict[str, str]:
    """The Content-IDs of those that stand in its text, by name."""
    return dict(entry.attachments.filter(inline=True).exclude(content_id="").values_list("filename", "content_id"))


def _values(event: Event, ticket: Ticket, kind: str, to: Recipient) -> dict[str, str]:
    """The values of all variables a letter of `kind` may use."""
    known = dict.fromkeys(letter_kinds.VARIABLES[kind], "") | letter_values.of_ticket(ticket, to)
    known |= letter_values.of_promise(ticket, to, *([event.data["metric"]] if event.verb == "extended" else []))
    promise, slug = ticket.regulation.promise, event.data.get("reason", "")
    match kind:
        case letter_kinds.ACK:
            aside = event.data["message"] if event.data.get("aside") else None
            shown = bool(event.data.get("pictures"))
            known |= letter_values.of_registration(ticket, to, has_pictures=shown, aside=aside)
        case letter_kinds.MERGED:
            known["into"] = f"#{event.data['into']}"
        case letter_kinds.FILES:
            known["files"] = letter_values.of_files(ticket, event.data["message"], to)
        case letter_kinds.LOWERED | letter_kinds.CONFIRMED | letter_kinds.NEW_DUE:
            known["reason"] = slug
        case letter_kinds.TRANSFERRED:
            department = ticket.desk.regulation.conduct.departments.get(event.data["new"])
            known |= {
                "reason": slug,
                "department": letter_values.in_language(department.name if department else None, to),
            }
        case letter_kinds.ANSWER | letter_kinds.RESOLVED:
            known["extent"] = letter_values.of_limits(ticket, to)
        case letter_kinds.REFUSED:
            known["reason"] = letter_values.in_language(promise.refuse[slug].text, to)
        case letter_kinds.REDIRECTED:
            reason = promise.redirect[slug]
            known |= {
                "reason": letter_values.in_language(reason.text, to),
                "addressee": letter_values.in_language(reason.to, to),
            }
        case letter_kinds.POSTPONED:
            known |= _of_postponement(event, ticket, to)
    return known


def _of_postponement(answered: Event, ticket: Ticket, to: Recipient) -> dict[str, str]:
    """Reason and date stand in another event of the same commit, which names the same message."""
    told = Event.objects.filter(stream=answered.stream, verb="postponed", data__message=answered.data["message"])
    postponed = told.first() or _postponed_without_message(answered)
    until = postponed.data["until"]
    when = letter_values.told(datetime.fromisoformat(until), to) if until else ""
    reason = ticket.regulation.promise.postpone[postponed.data["reason"]]
    return {
        "reason": letter_values.in_language(reason.text, to),
        "until": _("We return to it: %(when)s.") % {"when": when} if when else "",
    }


def _postponed_without_message(answered: Event) -> Event:
    """Events recorded before a postponement named its message: it follows its answer."""
    return Event.objects.get(stream=answered.stream, seq=answered.seq + 1, verb="postponed")


def _unknown(arrival: Arrival) -> Recipient:
    """Who wrote, where nobody knows them: they are answered in the language of their letter."""
    language = parse(store.get(arrival.sha256)).language
    return stranger(arrival.sender_name, arrival.sender, language, arrival.desk)


def _tell_stranger(event: Event, arrival: Arrival, kind: str, now: datetime) -> None:
    if arrival.silent:
        return
    to = _known(arrival) or _unknown(arrival)
    known = {
        "desk": arrival.desk.name_in(to.language),
        "name": to.name,
        "subject": arrival.subject,
        "link": settings.BASE_URL,
        "reason": event.data.get("text", ""),
    }
    words = render(arrival.desk, kind, known, language=to.language)
    outbox.put(outbox.Origin(str(event.pk), kind), to, words, desk=arrival.desk, arrival=arrival, now=now)


def _known(arrival: Arrival) -> Recipient | None:
    """The sender, in his own language, if his address is registered."""
    registered = Address.objects.filter(email=arrival.sender, person__is_active=True).select_related("person").first()
    found = recipient(registered.person, None, arrival.desk) if registered else None
    return replace(found, address=arrival.sender) if found else None
