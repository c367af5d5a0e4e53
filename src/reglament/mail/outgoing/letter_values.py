"""What letters can speak of: the values of the variables named in regulation/terms/letter_kinds.py."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from reglament.lib.prepared import prepared
from reglament.mail.outgoing.letter_text import Quote
from reglament.mail.outgoing.recipients import Recipient
from reglament.regulation.terms.edition_terms import Words
from reglament.regulation.terms.metrics import CONVERSATION
from reglament.regulation.terms.service_scope import help_given, limiting_words
from reglament.regulation.words.spoken_values import Times, place
from reglament.tickets.clocks.clock_rows import explained
from reglament.tickets.clocks.history import findings_in, history
from reglament.tickets.files.file_policy import what_to_do
from reglament.tickets.information import missing_information
from reglament.tickets.links import form_link, ticket_link
from reglament.tickets.models import Attachment, Clock, Message, Ticket


def of_ticket(ticket: Ticket, to: Recipient) -> dict[str, str]:
    """What every letter about a ticket knows."""
    promise = ticket.regulation.promise
    level, severity = promise.levels.get(ticket.level), promise.severities.get(ticket.severity)
    desk = ticket.desk.name_in(to.language)
    return {
        "desk": desk,
        "name": to.name,
        "subject": ticket.subject,
        "tid": f"#{ticket.pk}",
        "link": ticket_link(ticket, to.person) if to.person else "",
        "level": level.name.in_(to.language) if level else _("no entitlement"),
        "severity": severity.name.in_(to.language) if severity else ticket.severity,
        "responsible": ticket.in_charge.name if ticket.in_charge else desk,
    }


def of_promise(ticket: Ticket, to: Recipient, *metrics: str) -> dict[str, str]:
    """By when we answer (or do what `metrics` promise) and why; both empty once nothing is awaited of us."""
    clock = next(iter(_awaited(ticket.pk, list(metrics or CONVERSATION))), None)
    if clock is None:
        return {"due": "", "because": ""}
    explanation = explained(clock, language=to.language, zone=to.zone)
    return {"due": told(clock.due_at, to, ends=True), "because": explanation.line}


def of_registration(
    ticket: Ticket, to: Recipient, *, has_pictures: bool = True, aside: int | None = None
) -> dict[str, str]:
    """When it is accepted, if later than received (C-26), and what is missing: what a request of its type must contain
    (C-55), pictures where the desk wants them, and the files of the message `aside` that were not taken (C-56)."""
    late = ticket.accepted_at > ticket.received_at
    return {
        "accepted": _("Accepted: %(when)s.") % {"when": told(ticket.accepted_at, to)} if late else "",
        "missing": "\n\n".join(
            filter(None, [_missing(ticket, to, has_pictures=has_pictures), of_files(ticket, aside, to)])
        ),
    }


def of_files(ticket: Ticket, message: int | None, to: Recipient) -> str:
    """The files of a message that are kept aside, with what their sender can do (C-56)."""
    if message is None:
        return ""
    rules = ticket.desk.regulation.conduct.attachments
    aside = Attachment.objects.filter(message=message).exclude(refused="").order_by("pk")
    lines = [f"– {file.filename}: {what_to_do(file.refused, rules, to.language)}" for file in aside]
    return "\n".join([_("These files could not be taken, they are kept aside:"), *lines])


def of_limits(ticket: Ticket, to: Recipient) -> str:
    """How far help goes where it is limited (C-35), as found so far where the document asks for that."""
    promise = ticket.regulation.promise
    kind = promise.request_types.get(ticket.request_type)
    if kind is None:
        return ""
    found = findings_in(history(ticket)) if kind.solved_when or kind.only_when else frozenset[str]()
    given = help_given(promise, level=ticket.level, request_type=kind.slug, findings=found)
    return in_language(limiting_words(promise, kind.slug, given), to)


def told(at: datetime | None, to: Recipient, *, ends: bool = False) -> str:
    """An instant in words of the recipient's language and zone; `ends`: midnight is the end of the day before."""
    return f"{Times(to.zone, to.language).full(at, ends=ends)} ({place(to.zone, to.language)})" if at else ""


def in_language(words: Words | None, to: Recipient) -> str:
    """`words` as the recipient reads them."""
    return words.in_(to.language) if words else ""


def quoted(message: Message, to: Recipient) -> Quote | None:
    """The client's last words before `message`."""
    written = message.ticket.messages.filter(kind=Message.Kind.CLIENT, written_at__lte=message.written_at)
    before = written.exclude(pk=message.pk).select_related("author").order_by("-written_at", "-pk").first()
    if before is None:
        return None
    name = before.author.name if before.author else _("a stranger")
    when = Times(to.zone, to.language).full(before.written_at)
    return Quote(_("%(when)s, %(name)s wrote:") % {"when": when, "name": name}, before.text)


@prepared
def _awaited(ticket: int, metrics: list[str]) -> QuerySet[Clock]:
    answers = Clock.objects.unanswered().filter(ticket=ticket, metric__in=metrics)
    return answers.order_by("metric", "-ordinal")


def _missing(ticket: Ticket, to: Recipient, *, has_pictures: bool) -> str:
    fields = missing_information(ticket)
    lines = [f"– {field.name.in_(to.language)}" for field in fields]
    rules = ticket.desk.regulation.conduct.attachments
    if rules and rules.wanted and not has_pictures:
        lines.append("– " + _("screenshots"))
    if not lines:
        return ""
    if fields and to.person:
        lines.append(_("You can also fill it in here: %(link)s") % {"link": form_link(ticket, to.person)})
    return "\n".join([_("If you have not told us yet, please answer this letter with:"), *lines])
