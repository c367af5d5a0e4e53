"""Letters that do not leave by themselves: to addresses that are dead, to people who left, with files that are
infected; and what people decide."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from reglament.directory.models import Address, Membership, Person
from reglament.events.recording import record
from reglament.lib import bell
from reglament.lib.db import write, writing
from reglament.lib.prepared import prepared
from reglament.lib.refused import Refused
from reglament.mail.models import Outgoing
from reglament.regulation.models import Desk
from reglament.tickets import access
from reglament.tickets.conversation.hurrying import hurry
from reglament.tickets.locking import locked
from reglament.tickets.models import Attachment

State = Outgoing.State
DEAD, LEFT, STORM = "dead-address", "left", "storm"
INFECTED, UNCHECKED = Attachment.Scan.INFECTED.value, Attachment.Scan.UNCHECKED.value
"""Why a letter is held back."""


def hold_back(batch: Sequence[Outgoing], *, now: datetime) -> set[int]:
    """Hold back those of a claimed batch that go to a dead address or to somebody who left, or with a file that is
    infected or could not be scanned; return their keys.

    Only letters about a ticket; one that a person has let go (it keeps its `why`) goes, an infected file never.
    """
    if not batch:
        return set()
    found = {pk: DEAD if dead else LEFT for pk, dead in _kept_from([letter.pk for letter in batch])}
    found |= {letter.pk: why for letter in batch if letter.attachments and (why := _by_files(letter))}
    if found:
        with writing():
            for letter in batch:
                if letter.pk in found:
                    _hold(letter, found[letter.pk], now)
    return set(found)


def _by_files(letter: Outgoing) -> str:
    said = _scans(letter)
    scans = {said.get(described["sha256"], "") for described in letter.attachments}
    if INFECTED in scans:
        return INFECTED
    return UNCHECKED if UNCHECKED in scans and letter.why != UNCHECKED else ""


def _scans(letter: Outgoing) -> dict[str, str]:
    """What the virus scanner said of the files of its message, by their SHA-256."""
    return dict(Attachment.objects.filter(message=letter.entry_id).values_list("sha256", "scan"))


@prepared
def _kept_from(letters: list[int]) -> "QuerySet[Outgoing, tuple[int, bool]]":
    """Those to a dead address (true), or to somebody who left."""
    address = Address.objects.filter(email=OuterRef("to_address")).exclude(dead_since=None)
    of_ticket = Membership.objects.filter(person=OuterRef("person"), company=OuterRef("ticket__company"))
    return (
        Outgoing.objects.filter(pk__in=letters, why="")
        .exclude(ticket=None)
        .annotate(dead=Exists(address), left=Exists(of_ticket.exclude(left_at=None)))
        .filter(Q(dead=True) | Q(left=True) | Q(person__is_active=False))
        .values_list("pk", "dead")
    )


def _hold(letter: Outgoing, why: str, now: datetime) -> None:
    Outgoing.objects.filter(pk=letter.pk).update(state=State.HELD, why=why, held_until=None)
    assert letter.ticket is not None
    if letter.entry_id is not None or letter.kind == "ack":
        record(letter.ticket, "held_back", by=None, at=now, letter=letter.pk, why=why, address=letter.to_address)


@write
def send_again(letter: Outgoing, *, by: Person | None, at: datetime) -> Outgoing:
    """Let a letter go that was held back or refused, or try one now that waits to be tried again.

    One that came back goes out once more with the same Message-ID. Letting a letter go to a dead address means the
    address works again; one with an infected file goes without it.
    """
    letter = _unsent(letter, by=by, at=at)
    if letter.state == State.WAITING and letter.send_after > at:
        raise Refused(_("The letter waits for the answer window: send it now if you may."), code="window")
    if letter.why == DEAD or letter.state == State.BOUNCED:
        Address.objects.filter(email=letter.to_address).update(dead_since=None)
    letter.state, letter.next_try_at, letter.attempts, letter.held_until = State.WAITING, at, 0, None
    letter.status, letter.sent_at = "", None
    left_out = _leave_infected_out(letter)
    letter.save(update_fields=["state", "next_try_at", "attempts", "held_until", "status", "sent_at", "attachments"])
    _note(letter, "letter_sent_again", by=by, at=at, **left_out)
    bell.ring()
    return letter


@write
def send_now(letter: Outgoing, *, by: Person | None, at: datetime) -> Outgoing:
    """Let an answer go that waits for the answer window (C-19); the client sees it from now on. Twice is once."""
    if letter.ticket is not None:
        locked(letter.ticket)  # before the letter, as whoever writes one does
    letter = _unsent(letter, by=by, at=at)
    if letter.desk is not None:
        access.require_at(by, "send_now", letter.desk)
    if letter.entry is None or letter.state != State.WAITING or letter.send_after <= at:
        return letter
    letter.send_after = letter.next_try_at = at
    letter.save(update_fields=["send_after", "next_try_at"])
    hurry(letter.entry, letter=letter.pk, address=letter.to_address, by=by, at=at)
    bell.ring()
    return letter


@write
def cancel(letter: Outgoing, *, by: Person | None, at: datetime) -> Outgoing:
    """Never send it. Twice is once."""
    if Outgoing.objects.filter(pk=letter.pk, state=State.CANCELLED).exists():
        return letter
    letter = _unsent(letter, by=by, at=at)
    letter.state = State.CANCELLED
    letter.save(update_fields=["state"])
    _note(letter, "letter_cancelled", by=by, at=at)
    return letter


@write
def revive(address: Address, *, desk: Desk, by: Person | None, at: datetime) -> None:
    """The address works after all: letters may go there again, and those held back for it go now."""
    access.require_at(by, "outbox", desk)
    Address.objects.filter(pk=address.pk).update(dead_since=None)
    held = Outgoing.objects.filter(to_address=address.email, state=State.HELD, why=DEAD)
    held.update(state=State.WAITING, next_try_at=at)
    bell.ring()


def _unsent(letter: Outgoing, *, by: Person | None, at: datetime) -> Outgoing:
    letter = (
        Outgoing.objects.select_for_update(of=("self",)).select_related("desk", "ticket", "entry").get(pk=letter.pk)
    )
    if letter.desk is not None:
        access.require_at(by, "outbox", letter.desk)
    if letter.state in (State.SENT, State.CANCELLED):
        raise Refused(_("The letter has already left, or was cancelled."), code="settled")
    if letter.held_until is not None and letter.held_until > at:
        raise Refused(_("The letter is being handed over at this very moment."), code="under-way")
    return letter


def _leave_infected_out(letter: Outgoing) -> dict[str, list[str]]:
    """Their names, for the event."""
    scans = _scans(letter) if letter.attachments else {}
    infected = [described for described in letter.attachments if scans.get(described["sha256"]) == INFECTED]
    letter.attachments = [described for described in letter.attachments if described not in infected]
    return {"left_out": [described["filename"] for described in infected]} if infected else {}


def _note(letter: Outgoing, verb: str, *, by: Person | None, at: datetime, **more: list[str]) -> None:
    if letter.ticket is not None:
        record(letter.ticket, verb, by=by, at=at, letter=letter.pk, address=letter.to_address, **more)
