"""Sending what is due: a sweep. A letter may reach a server twice only if we die between its 250 and our commit, and
then byte for byte the same."""

import logging
import time
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import QuerySet

from reglament.lib import crash, store
from reglament.lib.claims import claim, next_attempt
from reglament.lib.db import writing
from reglament.lib.prepared import update
from reglament.mail import holding, returning
from reglament.mail.carrying import Carriers, Outcome, Parcel, Untried
from reglament.mail.composing import compose
from reglament.mail.letter import Attachment, Mailbox
from reglament.mail.models import Outgoing
from reglament.mail.outward import Unreachable, Verdict
from reglament.mail.roads import Roads, roads

log = logging.getLogger(__name__)

BATCH = 16  # letters claimed at once
MOST_UNDER_WAY = 32
MOST_OF_DOMAIN = 8  # letters under way to one domain: a slow one leaves the others room
MOST_AT_ONCE = 400  # letters per run, so that a long queue leaves the other sweeps their turn
LONGEST_RUN = 10.0  # seconds after which no further letter is begun: a slow server must not keep breaches unmarked
PATIENCE = 1.0  # seconds to wait for the next outcome; a server that hangs is asked after by later runs
GIVE_UP_AFTER = timedelta(days=5)  # RFC 5321 §4.5.4.1
LEASE = timedelta(minutes=10)
LATEST_BEGIN = 300.0  # seconds after its claim; the rest of the lease is for the longest talk about one letter

_carriers = Carriers()


def send_due(now: datetime) -> int:
    """Send letters that may leave by `now`; return how many were settled. (A sweep.)

    Letters are claimed by the batch and given to connections of their own; what came of them is committed together as
    it comes in. What a slow server still has when the run ends, a later run settles.
    """
    if not _carriers.under_way and not _due(now).exists():
        return 0
    known, ends = roads(now), time.monotonic() + LONGEST_RUN
    begun = done = 0
    while True:
        room = min(MOST_UNDER_WAY - len(_carriers.under_way), BATCH, MOST_AT_ONCE - begun)
        if time.monotonic() < ends and room >= min(BATCH, MOST_AT_ONCE - begun) > 0:
            handed = _hand_over(known, now, room)
            begun, done = begun + handed, done + handed
        if not _carriers.under_way:
            return done
        outcomes = _carriers.outcomes(patience=PATIENCE)
        if not outcomes:
            return done
        _settle(outcomes, known, now)


def _due(now: datetime) -> QuerySet[Outgoing]:
    waiting = Outgoing.objects.filter(state=Outgoing.State.WAITING, send_after__lte=now, next_try_at__lte=now)
    return waiting.order_by("next_try_at", "pk")


def _hand_over(known: Roads, now: datetime, room: int) -> int:
    """Claim a batch and hand it to the connections; return how many letters were looked at."""
    due = _due(now).filter(known.open())
    for domain in _crowded():
        due = due.exclude(to_address__endswith=f"@{domain}")
    batch = claim(due.exclude(pk__in=[parcel.pk for parcel in _carriers.under_way]), now=now, at_once=room, lease=LEASE)
    held = holding.hold_back(batch, now=now)
    begin_before = time.monotonic() + LATEST_BEGIN
    for outgoing in batch:
        crash.point("mail.outgoing-claimed")
        if outgoing.pk not in held:
            _give(outgoing, known, now, begin_before)
    return len(batch)


def _crowded() -> list[str]:
    domains = [parcel.domain for parcel in _carriers.under_way]
    return [domain for domain in set(domains) if domains.count(domain) >= MOST_OF_DOMAIN]


def _give(outgoing: Outgoing, known: Roads, now: datetime, begin_before: float) -> None:
    """Compose one letter and hand it over; what can't be is put off or fails, and stops no other."""
    try:
        way_out = known.server_for(outgoing.from_address)
    except Exception as trouble:  # its access token, a password sealed with another key
        with writing():
            known.rest(known.name_for(outgoing.from_address), str(trouble) or repr(trouble))
            _put_off(outgoing, str(trouble) or repr(trouble), now, at_once=True)
        return
    try:
        parcel = Parcel(
            pk=outgoing.pk,
            key=outgoing.key,
            attempts=outgoing.attempts,
            raw=composed(outgoing),
            sender=outgoing.reply_to or outgoing.from_address,
            recipient=outgoing.to_address,
            server=way_out,
            begin_before=begin_before,
        )
    except ValueError as error:  # an address or header no letter can have
        with writing():
            _fail(outgoing, str(error), now)
    except Exception as error:
        log.exception("letter %s could not be sent", outgoing.pk)
        with writing():
            _put_off(outgoing, repr(error), now)
    else:
        _carriers.hand_over(parcel)


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


def _settle(outcomes: Sequence[Outcome], known: Roads, now: datetime) -> None:
    """Commit together what servers said meanwhile."""
    for _ in outcomes:
        crash.point("mail.sent")
    with writing():
        for outcome in outcomes:
            _note(outcome, known, now)
    for _ in outcomes:
        crash.point("mail.outgoing-settled")


def _note(outcome: Outcome, known: Roads, now: datetime) -> None:
    parcel, result = outcome.parcel, outcome.result
    if isinstance(result, Verdict) and result.is_taken:
        _taken(parcel, result, now)
        known.works([parcel.server.name, f"@{parcel.domain}"])
        return
    outgoing = Outgoing.objects.filter(pk=parcel.pk, key=parcel.key, state=Outgoing.State.WAITING).first()
    if outgoing is None:
        return
    if isinstance(result, Untried):
        Outgoing.objects.filter(pk=outgoing.pk).update(held_until=None)
    elif isinstance(result, Verdict):
        _refused(outgoing, result, known, now)
    else:
        if isinstance(result, Unreachable):
            known.rest(parcel.server.name, str(result))
            known.doubt_token(outgoing.from_address)
        _put_off(outgoing, str(result) or repr(result), now, at_once=isinstance(result, Unreachable))


def _taken(parcel: Parcel, verdict: Verdict, now: datetime) -> None:
    row = Outgoing(
        pk=parcel.pk,
        state=Outgoing.State.SENT.value,
        server_said=verdict.words[:2000],
        status="",
        held_until=None,
        attempts=parcel.attempts + 1,
        sent_at=now,
    )
    update(row, "state", "server_said", "status", "held_until", "attempts", "sent_at")


def _refused(outgoing: Outgoing, verdict: Verdict, known: Roads, now: datetime) -> None:
    if verdict.is_final:
        _fail(outgoing, verdict.words, now, status=verdict.status)
        return
    if verdict.is_about_domain:
        known.rest(f"@{outgoing.domain}", verdict.words)
    _put_off(outgoing, verdict.words, now, status=verdict.status)


def _fail(outgoing: Outgoing, words: str, now: datetime, *, status: str = "") -> None:
    """Refused for good: people are told, and an address that does not exist is written to no more."""
    Outgoing.objects.filter(pk=outgoing.pk).update(
        state=Outgoing.State.FAILED,
        server_said=words[:2000],
        status=status,
        held_until=None,
        attempts=outgoing.attempts + 1,
    )
    returning.tell(outgoing, status=status, permanent=True, proven=True, now=now)


def _put_off(outgoing: Outgoing, words: str, now: datetime, *, status: str = "", at_once: bool = False) -> None:
    """Try again later, with growing pauses, or `at_once` when its server is back; after days give up."""
    if now - outgoing.send_after > GIVE_UP_AFTER:
        _fail(outgoing, words, now, status=status)
        return
    Outgoing.objects.filter(pk=outgoing.pk).update(
        server_said=words[:2000],
        status=status,
        held_until=None,
        attempts=outgoing.attempts + 1,
        next_try_at=now if at_once else next_attempt(now, outgoing.attempts + 1),
    )
