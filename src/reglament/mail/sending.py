"""Sending what is due: a sweep. A letter may reach a server twice only if we die between its 250 and our commit, and
then byte for byte the same."""

import logging
import time
from datetime import datetime, timedelta
from itertools import islice

from django.db.models import Max, QuerySet

from reglament.lib import crash, store
from reglament.lib.claims import claimed, next_attempt
from reglament.lib.db import writing
from reglament.mail.composing import compose
from reglament.mail.letter import Attachment, Mailbox
from reglament.mail.models import Outgoing
from reglament.mail.outward import Connection, Unreachable, server

log = logging.getLogger(__name__)

MOST_AT_ONCE = 50  # letters per run, so that a long queue leaves the other sweeps their turn
GIVE_UP_AFTER = timedelta(days=5)  # RFC 5321 §4.5.4.1
LONGEST_PAUSE = timedelta(minutes=2)  # between knocks at a server that is not there: it serves all letters
LONGEST_RUN = 20.0  # seconds after which no further letter is begun: a slow server must not keep breaches unmarked
LEASE = timedelta(minutes=5)  # longer than a run and the longest talk about one letter, each command at its time limit


def send_due(now: datetime) -> int:
    """Send letters that may leave by `now`, over one connection; return how many were settled. (A sweep.)"""
    if _server_is_away(now):
        return 0
    done, begun = 0, time.monotonic()
    due = islice(claimed(_due(now), now=now, at_once=1, lease=LEASE), MOST_AT_ONCE)
    with Connection(server()) as connection:
        for outgoing in due:
            crash.point("mail.outgoing-claimed")
            try:
                _send(outgoing, connection, now)
            except Unreachable as trouble:
                _put_off(outgoing, str(trouble), now, unreachable=True)
                break
            except Exception as error:
                log.exception("letter %s could not be sent", outgoing.pk)
                _put_off(outgoing, repr(error), now)
            done += 1
            if time.monotonic() - begun >= LONGEST_RUN:
                break
    return done


def _due(now: datetime) -> QuerySet[Outgoing]:
    waiting = Outgoing.objects.filter(state=Outgoing.State.WAITING, send_after__lte=now, next_try_at__lte=now)
    return waiting.order_by("next_try_at", "pk")


def _server_is_away(now: datetime) -> bool:
    """Whether somebody found it away and the pause is not over; a server that hangs must not hold up all sweeps."""
    return Outgoing.objects.filter(state=Outgoing.State.WAITING, unreachable=True, next_try_at__gt=now).exists()


def _send(outgoing: Outgoing, connection: Connection, now: datetime) -> None:
    try:
        raw = composed(outgoing)
    except ValueError as error:  # an address or header no letter can have
        _settle(outgoing, Outgoing.State.FAILED, str(error), now)
        return
    verdict = connection.deliver(raw, sender=outgoing.reply_to or outgoing.from_address, recipient=outgoing.to_address)
    crash.point("mail.sent")
    if verdict.is_taken:
        _settle(outgoing, Outgoing.State.SENT, verdict.words, now)
    elif verdict.is_final:
        _settle(outgoing, Outgoing.State.FAILED, verdict.words, now)
    else:
        _put_off(outgoing, verdict.words, now)
    crash.point("mail.outgoing-settled")


def composed(outgoing: Outgoing) -> bytes:
    """The letter as it goes over the wire: the same row gives the same bytes."""
    return compose(
        sender=Mailbox(outgoing.from_name, outgoing.from_address),
        recipient=Mailbox(outgoing.to_name, outgoing.to_address),
        subject=outgoing.subject,
        text=outgoing.text,
        html=outgoing.html or None,
        message_id=outgoing.message_id,
        date=outgoing.send_after,
        auto=outgoing.automatic,
        language=outgoing.language,
        loop=outgoing.from_address,
        in_reply_to=outgoing.in_reply_to or None,
        references=outgoing.references.split(),
        reply_to=Mailbox(outgoing.from_name, outgoing.reply_to) if outgoing.reply_to else None,
        attachments=[
            Attachment(
                filename=described["filename"],
                content_type=described["content_type"],
                content=store.get(described["sha256"]),
                inline=described["inline"],
                content_id=described["content_id"] or None,
            )
            for described in outgoing.attachments
        ],
    )


def _settle(outgoing: Outgoing, state: Outgoing.State, words: str, now: datetime) -> None:
    with writing():
        Outgoing.objects.filter(pk=outgoing.pk).update(
            state=state,
            server_said=words[:2000],
            unreachable=False,
            held_until=None,
            attempts=outgoing.attempts + 1,
            sent_at=now if state == Outgoing.State.SENT else None,
        )


def _put_off(outgoing: Outgoing, words: str, now: datetime, *, unreachable: bool = False) -> None:
    """Try again later, with growing pauses; after days give up."""
    if now - outgoing.send_after > GIVE_UP_AFTER:
        _settle(outgoing, Outgoing.State.FAILED, words, now)
        return
    with writing():
        Outgoing.objects.filter(pk=outgoing.pk).update(
            server_said=words[:2000],
            unreachable=unreachable,
            held_until=None,
            attempts=outgoing.attempts + 1,
            next_try_at=_next_knock(outgoing, now) if unreachable else next_attempt(now, outgoing.attempts + 1),
        )


def _next_knock(outgoing: Outgoing, now: datetime) -> datetime:
    """One server serves all letters: the pause grows with every knock, whichever letter knocked."""
    knocked = Outgoing.objects.filter(state=Outgoing.State.WAITING, unreachable=True)
    most = knocked.aggregate(most=Max("attempts"))["most"] or 0
    return next_attempt(now, max(most, outgoing.attempts) + 1, longest=LONGEST_PAUSE)
