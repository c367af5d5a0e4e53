"""What became of letters that were handed over: noted, put off, given up."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError

from reglament.lib import crash
from reglament.lib.db import writing
from reglament.lib.leases import next_attempt
from reglament.lib.prepared import update
from reglament.mail.models import Outgoing
from reglament.mail.outgoing import bounced
from reglament.mail.outgoing.delivery import Outcome, Parcel, Untried
from reglament.mail.outgoing.routes import Roads
from reglament.mail.servers.smtp_client import Unreachable, Verdict

log = logging.getLogger(__name__)

GIVE_UP_AFTER = timedelta(days=5)  # RFC 5321 §4.5.4.1
LEAST_ATTEMPTS = 10  # of a letter that was held back for long, or stood behind others


def settle(outcomes: Sequence[Outcome], known: Roads, now: datetime) -> None:
    """Commit what came of letters: together, or one by one when that fails, so that none spoils the others' outcomes.

    Raises what the database raises while it can take nothing at all.
    """
    try:
        _settle(outcomes, known, now)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        log.exception("letters are settled one by one")
        for outcome in outcomes:
            try:
                _settle([outcome], known, now)
            except Exception:
                log.exception("what became of letter %s could not be noted", outcome.parcel.pk)


def _settle(outcomes: Sequence[Outcome], known: Roads, now: datetime) -> None:
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
        release(outgoing)
    elif isinstance(result, Verdict):
        _refused(outgoing, result, known, now)
    else:
        if isinstance(result, Unreachable):
            known.rest(parcel.server.name, str(result))
            known.doubt_token(outgoing.from_address)
        put_off(outgoing, str(result) or repr(result), now, at_once=isinstance(result, Unreachable))


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


def release(outgoing: Outgoing) -> None:
    """Nothing was tried: it is free again."""
    Outgoing.objects.filter(pk=outgoing.pk).update(held_until=None)


def _refused(outgoing: Outgoing, verdict: Verdict, known: Roads, now: datetime) -> None:
    if verdict.is_final:
        fail(outgoing, verdict.words, now, status=verdict.status)
        return
    if verdict.is_about_domain:
        known.rest(f"@{outgoing.domain}", verdict.words)
    put_off(outgoing, verdict.words, now, status=verdict.status)


def fail(outgoing: Outgoing, words: str, now: datetime, *, status: str = "") -> None:
    """Refused for good: people are told, and an address that does not exist is written to no more."""
    Outgoing.objects.filter(pk=outgoing.pk).update(
        state=Outgoing.State.FAILED,
        server_said=words[:2000],
        status=status,
        held_until=None,
        attempts=outgoing.attempts + 1,
    )
    bounced.tell(outgoing, status=status, permanent=True, proven=True, now=now)


def put_off(outgoing: Outgoing, words: str, now: datetime, *, status: str = "", at_once: bool = False) -> None:
    """Try again later, with growing pauses, or `at_once` when its server is back; after days give up."""
    if now - outgoing.send_after > GIVE_UP_AFTER and outgoing.attempts >= LEAST_ATTEMPTS:
        fail(outgoing, words, now, status=status)
        return
    Outgoing.objects.filter(pk=outgoing.pk).update(
        server_said=words[:2000],
        status=status,
        held_until=None,
        attempts=outgoing.attempts + 1,
        next_try_at=now if at_once else next_attempt(now, outgoing.attempts + 1),
    )
