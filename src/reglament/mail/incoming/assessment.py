"""Reading a kept letter: everything that takes time and no decision, done before the transaction that decides."""

import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.conf import settings

from reglament.lib import store
from reglament.lib.names import address_key
from reglament.mail.format import references, sender_proof
from reglament.mail.format.machines import loop_guard
from reglament.mail.format.mime.letter import Attachment, Letter
from reglament.mail.format.parser import parse
from reglament.mail.incoming.arrivals import NULL_SENDER
from reglament.mail.models import Arrival, Mailbox
from reglament.regulation.models import Desk
from reglament.tickets.conversation.speaking import NewFile, NewMessage
from reglament.tickets.files.file_policy import taken


@dataclass(frozen=True)
class Reading:
    """A letter with what guarding and matching say of it. Its files lie in the store."""

    letter: Letter
    files: tuple[NewFile, ...]
    silent: str  # why no machine may answer it; "" when one may
    claims: references.Reference
    proof: sender_proof.Proof

    @property
    def sender(self) -> str:
        """The sender's address in its one form, or ""."""
        return address_key(self.letter.sender.address) if self.letter.sender else ""

    @property
    def sender_name(self) -> str:
        """The sender's name; where he has none, his address up to the @."""
        if self.letter.sender is None:
            return ""
        return clean(self.letter.sender.name)[:200] or self.sender.partition("@")[0]

    @property
    def subject(self) -> str:
        """The subject as it came."""
        return clean(self.letter.subject or "")[:500]

    @property
    def message_id(self) -> str:
        """The Message-ID, or ""."""
        return clean(self.letter.message_id or "")[:500]

    @property
    def words(self) -> str:
        """What is newly written."""
        return clean(self.letter.reply_text).strip() or clean(self.letter.text).strip()

    @property
    def answers(self) -> str:
        """The Message-ID of the letter it replies to, or ""."""
        return clean(self.letter.in_reply_to or "")[:500]

    def message(self, arrival: Arrival) -> NewMessage:
        """The letter as a ticket's message."""
        whole = clean(self.letter.text)
        return NewMessage(
            text=self.words,
            full_text=whole,
            html=clean(self.letter.html or ""),
            files=self.files,
            origin=arrival.stream,
            proof=self.proof,
        )


def own_addresses() -> frozenset[str]:
    """The addresses of all our mailboxes."""
    return frozenset(Mailbox.objects.values_list("address", flat=True))


def read(arrival: Arrival, *, own: frozenset[str]) -> Reading:
    """Parse the letter of `arrival` and keep its files; `own` are our addresses."""
    envelope_to = [arrival.envelope_to] if arrival.envelope_to else []
    letter = parse(store.get(arrival.sha256), own=own)
    if arrival.envelope_from == NULL_SENDER:
        letter = replace(letter, return_path="")
    return Reading(
        letter=letter,
        files=tuple(_kept(letter.attachments, arrival.desk)) if letter.attachments else (),
        silent=loop_guard.why_silent(letter, own=own, envelope_to=envelope_to) or "",
        claims=references.reference(letter, own=own, own_domain=settings.MAIL_DOMAIN, envelope_to=envelope_to),
        proof=sender_proof.proof(letter, authserv_id=arrival.mailbox.authserv_id),
    )


def clean(text: str) -> str:
    """`text` without the one sign PostgreSQL can't keep."""
    return text.replace("\0", "")


def _kept(attachments: tuple[Attachment, ...], desk: Desk) -> Iterator[NewFile]:
    rules = desk.regulation.conduct.attachments
    for number, attachment in enumerate(attachments, 1):
        kind = attachment.content_type[:120]
        yield taken(
            rules,
            attachment.content,
            filename=clean(attachment.filename or f"file-{number}{mimetypes.guess_extension(kind) or ''}"),
            content_type=clean(kind),
            inline=attachment.inline,
            content_id=clean(attachment.content_id or ""),
        )
