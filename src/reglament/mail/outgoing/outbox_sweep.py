"""Sending what is due: a sweep. A letter may reach a server twice only if we die between its 250 and our commit, and
then byte for byte the same."""

import logging
import time
from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError
from django.db.models import QuerySet

from reglament.lib import crash, store
from reglament.lib.db import writing
from reglament.lib.leases import claim
from reglament.mail.format.composer import compose
from reglament.mail.format.mime.letter import Attachment, Mailbox
from reglament.mail.models import Outgoing
from reglament.mail.outgoing import delivery_results, held_letters
from reglament.mail.outgoing.delivery import Carriers, Parcel
from reglament.mail.outgoing.routes import Roads, roads

log = logging.getLogger(__name__)

BATCH = 16  # letters claimed at once
MOST_UNDER_WAY = 32
MOST_OF_DOMAIN = 8  # letters under way to one domain: a slow one leaves the others room
MOST_AT_ONCE = 400  # letters per run, so that a long queue leaves the other sweeps their turn
LONGEST_RUN = 10.0  # seconds after which no further letter is begun: a slow server must not keep breaches unmarked
PATIENCE = 1.0  # seconds to wait for the next outcome; a server that hangs is asked after by later runs
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
        if not _carriers.under_way or time.monotonic() >= ends:
            return done
        outcomes = _carriers.outcomes(patience=PATIENCE)
        if not outcomes:
            return done
        try:
            delivery_results.settle(outcomes, known, now)
        except (OperationalError, InterfaceError):
            _carriers.keep(outcomes)  # forgotten, the letters would be sent again
            raise


def _due(now: datetime) -> QuerySet[Outgoing]:
    waiting = Outgoing.objects.filter(state=Outgoing.State.WAITING, send_after__lte=now, next_try_at__lte=now)
    return waiting.seen_through().order_by("next_try_at", "pk")


def _hand_over(known: Roads, now: datetime, room: int) -> int:
    """Claim a batch and hand it to the connections; return how many letters were looked at."""
    due = _due(now).filter(known.open())
    for domain in _crowded():
        due = due.exclude(to_address__endswith=f"@{domain}")
    batch = claim(due.exclude(pk__in=[parcel.pk for parcel in _carriers.under_way]), now=now, at_once=room, lease=LEASE)
    held = held_letters.hold_back(batch, now=now)
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
    if known.is_resting(known.name_for(outgoing.from_address)):  # since another letter of this batch asked for a token
        with writing():
            delivery_results.release(outgoing)
        return
    try:
        way_out = known.server_for(outgoing.from_address)
    except Exception as trouble:  # its access token, a password sealed with another key
        with writing():
            known.rest(known.name_for(outgoing.from_address), str(trouble) or repr(trouble))
            delivery_results.put_off(outgoing, str(trouble) or repr(trouble), now, at_once=True)
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
            delivery_results.fail(outgoing, str(error), now)
    except Exception as error:
        log.exception("letter %s could not be sent", outgoing.pk)
        with writing():
            delivery_results.put_off(outgoing, str(error) or repr(error), now)
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
