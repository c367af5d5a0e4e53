"""Letters of ours that came back: which, what follows, and who is told (C-59)."""

import re
from collections.abc import Iterator
from datetime import datetime

from django.conf import settings

from reglament.directory.models import Address
from reglament.events.recording import record
from reglament.mail.format.composer import key_of
from reglament.mail.format.mime.letter import Bounce, Letter
from reglament.mail.format.references import Reference
from reglament.mail.models import Arrival, Outgoing
from reglament.mail.outgoing import reply_tokens
from reglament.tickets.models import Ticket

LOOKED_AT = 200_000  # bytes of each part searched for what it returns
NO_SUCH_ADDRESS = frozenset({"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"})
"""Codes of RFC 3463 after which an address stays dead: nobody there, moved, disabled, or no such domain. Not: full,
refused by a policy, too large."""

_TOKEN = re.compile(r"\+([a-z0-9]{1,12}-[a-z0-9]{1,12}-[a-z0-9]{16})@", re.IGNORECASE)


def take_back(arrival: Arrival, letter: Letter, claims: Reference, *, now: datetime) -> Ticket | None:
    """Tie a bounce to the letters it is about, and draw the consequences. Call it in the transaction that decides.

    The letter is the one whose Message-ID the bounce returns, else the last one to whom the reply token belongs. The
    token proves that the letter has been where the bounce comes from: without it no address is given up. Returns the
    ticket of the first letter.
    """
    if letter.auto != "bounce":
        return None
    meant = {found for token in _tokens(letter, claims) if (found := reply_tokens.read(token))}
    ticket: Ticket | None = None
    for bounce in letter.bounce:
        outgoing = _letter_of(bounce, arrival, _keys(letter, claims), meant)
        if outgoing is not None:
            proven = (outgoing.ticket_id, outgoing.person_id) in meant
            _note(outgoing, bounce, arrival, proven=proven, now=now)
            ticket = ticket or outgoing.ticket
    return ticket


def tell(outgoing: Outgoing, *, status: str, permanent: bool, proven: bool, now: datetime) -> None:
    """A letter did not arrive: an address that does not exist is given up, and the ticket's people learn of it."""
    dead = permanent and proven and status in NO_SUCH_ADDRESS
    if dead:
        Address.objects.filter(email=outgoing.to_address, dead_since=None).update(dead_since=now)
    if outgoing.ticket is not None:
        facts = {"letter": outgoing.pk, "kind": outgoing.kind, "address": outgoing.to_address}
        record(outgoing.ticket, "undelivered", by=None, at=now, status=status, dead=dead, **facts)


def _note(outgoing: Outgoing, bounce: Bounce, arrival: Arrival, *, proven: bool, now: datetime) -> None:
    """What was given up came back; what is only delayed stays sent, with what the other server says of it."""
    if outgoing.state not in (Outgoing.State.SENT, Outgoing.State.WAITING):
        return
    status = (bounce.status or "")[:12]
    outgoing.status, outgoing.reported_by = status, arrival
    outgoing.server_said = bounce.said[:2000] or outgoing.server_said
    if not bounce.delayed:
        outgoing.state = Outgoing.State.BOUNCED
    outgoing.save(update_fields=["status", "reported_by", "state", "server_said"])
    if not bounce.delayed:
        tell(outgoing, status=status, permanent=bounce.permanent, proven=proven, now=now)


def _letter_of(bounce: Bounce, arrival: Arrival, keys: list[str], meant: set[reply_tokens.Meant]) -> Outgoing | None:
    """One letter has one recipient: where the bounce names another, he is somebody it was forwarded to."""
    of_desk = Outgoing.objects.filter(desk=arrival.desk_id).select_related("ticket")
    named = list(of_desk.filter(key__in=keys))
    if named:
        return next((letter for letter in named if letter.to_address == bounce.recipient), named[0])
    for tid, person in sorted(meant):
        last = of_desk.filter(ticket=tid, person=person, state=Outgoing.State.SENT).order_by("-sent_at", "-pk").first()
        if last is not None:
            return last
    return None


def _keys(letter: Letter, claims: Reference) -> list[str]:
    """Outbox keys of the Message-IDs it names as returned, or answers."""
    returned = (key_of(found, settings.MAIL_DOMAIN) for found in letter.returned)
    return list(dict.fromkeys([*filter(None, returned), *claims.by("message-id")]))


def _tokens(letter: Letter, claims: Reference) -> Iterator[str]:
    """Reply tokens: of the address it came to, and of the letter it returns or its header fields."""
    yield from claims.by("token")
    yield from _TOKEN.findall(letter.text[:LOOKED_AT])
    for attachment in letter.attachments:
        if attachment.content_type.startswith(("message/", "text/")):
            yield from _TOKEN.findall(attachment.content[:LOOKED_AT].decode("utf-8", "replace"))
