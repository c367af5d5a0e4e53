"""Answering and asking: a released public message by a person, which is what stops a reaction (C-14, C-27)."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from reglament.directory.models import Person
from reglament.events.recording import record
from reglament.lib.db import write
from reglament.lib.prepared import update
from reglament.tickets import access
from reglament.tickets.clocks.clock_rows import retime
from reglament.tickets.clocks.windows import leaves_at
from reglament.tickets.conversation.speaking import NewFile, NewMessage, add_message, in_place, need_text, said_before
from reglament.tickets.locking import locked, need_open
from reglament.tickets.models import Message, Ticket

__all__ = ["answer", "ask", "leaves_at"]

SET_BY_SPEAKING = ("answered_at", "started_at", "assignee", "reply_owed_since", "changed_at")


@write
def answer(
    ticket: Ticket,
    text: str,
    *,
    by: Person,
    at: datetime,
    files: Sequence[NewFile] = (),
    now_please: bool = False,
    origin: str | None = None,
) -> Message:
    """Answer the client. It leaves when the answer window is open (C-19); `now_please` leaves at once, for those who
    may.

    A wait for anything but the client goes on and shows again once we owe nothing. The same `origin` (a form's key)
    answers once: the second call returns the first one's message.
    """
    if (known := said_before(origin)) is not None:
        return known
    ticket = locked(ticket)
    access.require(by, "answer", ticket)
    if now_please:
        access.require(by, "send_now", ticket)
    leaving = at if now_please else leaves_at(ticket, at)
    message = speak(ticket, Message.Kind.ANSWER, text, by=by, at=at, leaving=leaving, files=files, origin=origin)
    update(ticket, *SET_BY_SPEAKING)
    record(ticket, "answered", by=by, at=at, message=message.pk, leaves_at=leaving.isoformat())
    retime(ticket, at=at)
    return message


@write
def ask(
    ticket: Ticket, text: str, *, by: Person, at: datetime, files: Sequence[NewFile] = (), origin: str | None = None
) -> Message:
    """Ask the client: an answer after which the ticket waits for him. The same `origin` asks once."""
    if (known := said_before(origin)) is not None:
        return known
    ticket = locked(ticket)
    access.require(by, "ask", ticket)
    need_open(ticket, _("This request is already resolved."))
    leaving = leaves_at(ticket, at)
    message = speak(ticket, Message.Kind.QUESTION, text, by=by, at=at, leaving=leaving, files=files, origin=origin)
    ticket.waits_for, ticket.wait_reason, ticket.wakes_at = "client", "", None
    update(ticket, *SET_BY_SPEAKING, "waits_for", "wait_reason", "wakes_at")
    record(ticket, "asked", by=by, at=at, message=message.pk, leaves_at=leaving.isoformat())
    retime(ticket, at=at)
    return message


def speak(
    ticket: Ticket,
    kind: Message.Kind,
    text: str,
    *,
    by: Person | None,
    at: datetime,
    leaving: datetime,
    files: Sequence[NewFile] = (),
    origin: str | None = None,
) -> Message:
    """Add our public message and set (not save) what follows from it: nothing is owed, somebody works on it."""
    message = NewMessage(need_text(text), files=in_place(text, files), origin=origin)
    added = add_message(ticket, kind, message, author=by, written_at=at, leaves_at=leaving)
    ticket.answered_at = ticket.answered_at or leaving
    ticket.started_at = ticket.started_at or at
    if ticket.assignee_id is None:
        ticket.assignee = by
    ticket.reply_owed_since = None
    ticket.changed_at = at
    return added
