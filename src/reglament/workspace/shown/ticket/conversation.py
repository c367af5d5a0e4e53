"""The conversation of a ticket: messages and events in one line of time."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reglament.directory.models import Person
from reglament.events.models import Recorded
from reglament.lib.excerpts import Excerpt, excerpt
from reglament.lib.html import day_and_time, told
from reglament.mail.models import Outgoing
from reglament.tickets.conversation.writing import doubted
from reglament.tickets.models import Attachment, Message, Ticket
from reglament.workspace.shown.naming import name_of
from reglament.workspace.shown.ticket.belonging import marks_of_others
from reglament.workspace.shown.ticket.delivery_words import cause_of
from reglament.workspace.shown.ticket.event_words import Teller, say

ACKNOWLEDGEMENT = "ack"
ALARMS = frozenset({"breached", "undelivered", "infected"})


@dataclass(frozen=True, slots=True)
class ShownMessage:
    """A message. The rest of `said` is what it quotes; `fate` says what became of the letters that carried it,
    `troubled` that one of them needs somebody.
    `marks` are badges: words and kind."""

    pk: int
    tone: str
    author: Person | None
    name: str
    what: str
    at: datetime
    said: Excerpt
    has_html: bool
    files: list[Attachment]
    fate: list[str] = field(default_factory=list)
    marks: list[tuple[str, str]] = field(default_factory=list)
    doubted: bool = False
    troubled: bool = False


@dataclass(frozen=True, slots=True)
class ShownEvent:
    """Something that happened, in one line."""

    at: datetime
    words: str
    by: str
    alarming: bool


Entry = ShownMessage | ShownEvent


def conversation(
    messages: Sequence[Message],
    files: Sequence[Attachment],
    events: Sequence[Recorded],
    letters: Sequence[Outgoing],
    teller: Teller,
) -> list[Entry]:
    """Messages (with their authors) and events, as they followed each other; `files` and `letters` are those of all
    messages."""
    doubts = doubted(events)
    spoken: list[Entry] = [
        _message(message, files, letters, teller, doubted=message.pk in doubts) for message in messages
    ]
    happened: list[Entry] = [
        ShownEvent(event.at, words, event.by, event.verb in ALARMS) for event in events if (words := say(event, teller))
    ]
    reported = {event.data["letter"] for event in events if event.verb == "undelivered"}
    told = [event for letter in letters if letter.pk not in reported and (event := _letter(letter, teller))]
    return sorted([*spoken, *happened, *told], key=lambda entry: (entry.at, isinstance(entry, ShownEvent)))


def _letter(letter: Outgoing, teller: Teller) -> ShownEvent | None:
    """An automatic letter: the acknowledgement always (C-59), others where something went wrong with them."""
    troubled = letter.state in _FATES or bool(letter.attempts and not letter.sent_at)
    if letter.entry_id is not None or not (letter.kind == ACKNOWLEDGEMENT or troubled):
        return None
    name = (
        _("Acknowledgement")
        if letter.kind == ACKNOWLEDGEMENT
        else _("Letter “%(subject)s”") % {"subject": letter.subject}
    )
    if letter.sent_at and letter.state not in _FATES and not letter.status:
        delivered = _("delivered to %(address)s") % {"address": letter.to_address}
        return ShownEvent(letter.sent_at, f"{name}: {delivered}", "", alarming=False)
    alarming = letter.state in (Outgoing.State.FAILED, Outgoing.State.BOUNCED)
    return ShownEvent(letter.made_at, f"{name}: {_fate(letter, teller)}", "", alarming)


def _message(
    message: Message, files: Sequence[Attachment], letters: Sequence[Outgoing], teller: Teller, *, doubted: bool
) -> ShownMessage:
    carried = [letter for letter in letters if letter.entry_id == message.pk]
    own_files = [file for file in files if file.message_id == message.pk]
    being_scanned = any(file.scan == Attachment.Scan.WAITING for file in own_files)
    return ShownMessage(
        pk=message.pk,
        tone=_tone(message),
        author=message.author,
        name=message.author.name if message.author else teller.senders.get(message.pk, ""),
        what=_what(message, teller.ticket),
        at=message.written_at,
        said=excerpt(message.text, rest_of(message)),
        has_html=bool(message.html),
        files=own_files,
        fate=[_fate(letter, teller, being_scanned=being_scanned) for letter in carried],
        marks=_marks(message, teller),
        doubted=doubted,
        troubled=any(letter.state in _TROUBLED for letter in carried),
    )


def _tone(message: Message) -> str:
    if message.proof == Message.Proof.FAILED:
        return "message-unproven"
    return {Message.Kind.NOTE: "note", Message.Kind.CLIENT: ""}.get(Message.Kind(message.kind), "message-ours")


def _marks(message: Message, teller: Teller) -> list[tuple[str, str]]:
    """What a client's message is besides its words, that its sender is not proven (C-05), and what in it is
    another company's (C-04)."""
    marks = []
    if message.purpose:
        kind = "amber" if message.purpose == Message.Purpose.COMPLAINT else ""
        marks.append((str(Message.Purpose(message.purpose).label), kind))
    if message.proof == Message.Proof.FAILED:
        marks.append((str(Message.Proof.FAILED.label), "none"))
    return [*marks, *((words, "amber") for words in marks_of_others(message, teller))]


def _what(message: Message, ticket: Ticket) -> str:
    if message.kind == Message.Kind.NOTE:
        return _("note, the client does not see it")
    if message.kind == Message.Kind.CLIENT:
        channel = name_of(ticket.regulation.promise.channels, message.channel)
        if message.proof in (Message.Proof.PASSED, Message.Proof.NONE):
            return f"{channel}, {Message.Proof(message.proof).label}"
        return channel
    return str(Message.Kind(message.kind).label)


def rest_of(message: Message) -> str:
    """What stands in the letter beside the new words: the quotation, the signature."""
    full = message.full_text
    if not full or full == message.text:
        return ""
    return full.removeprefix(message.text).strip() if message.text else full


_TROUBLED = frozenset({Outgoing.State.FAILED, Outgoing.State.BOUNCED, Outgoing.State.HELD})
_FATES = {
    Outgoing.State.FAILED.value: gettext_lazy("not delivered to %(address)s: %(said)s"),
    Outgoing.State.BOUNCED.value: gettext_lazy("came back from %(address)s: %(said)s"),
    Outgoing.State.HELD.value: gettext_lazy("not sent to %(address)s: %(said)s"),
    Outgoing.State.CANCELLED.value: gettext_lazy("cancelled for %(address)s"),
}


def _fate(letter: Outgoing, teller: Teller, *, being_scanned: bool = False) -> str:
    """What became of a letter (C-59)."""
    to = {"address": letter.to_address, "said": cause_of(letter)}
    if letter.state in _FATES:
        return str(_FATES[letter.state]) % to
    if letter.sent_at and letter.status:
        return _("delayed on its way to %(address)s: %(said)s") % to
    if letter.sent_at:
        return _("delivered to %(address)s, %(time)s") % {**to, "time": told(letter.sent_at, teller.zone, teller.now)}
    if letter.attempts:
        return _("being retried for %(address)s: %(said)s") % to
    return _still_here(letter, teller, to, being_scanned=being_scanned)


def _still_here(letter: Outgoing, teller: Teller, to: dict[str, str], *, being_scanned: bool) -> str:
    if letter.send_after <= teller.now and being_scanned:
        return _("waits for the virus scanner to look at its files, then leaves for %(address)s") % to
    if letter.send_after <= teller.now:
        return _("on its way to %(address)s") % to
    return _("leaves %(time)s for %(address)s") % {**to, "time": day_and_time(letter.send_after, teller.zone)}
