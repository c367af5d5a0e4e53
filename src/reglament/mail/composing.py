"""A letter we send, as bytes: identical input gives identical bytes, since a letter may go out twice only identically."""

from collections.abc import Sequence
from datetime import datetime

from reglament.mail.letter import Attachment, Mailbox

LOOP_HEADER = "X-Reglament-Loop"


def compose(
    *,
    sender: Mailbox,
    recipient: Mailbox,
    subject: str,
    text: str,
    html: str | None,
    message_id: str,
    date: datetime,
    auto: bool,
    language: str,
    loop: str,
    in_reply_to: str | None = None,
    references: Sequence[str] = (),
    reply_to: Mailbox | None = None,
    attachments: Sequence[Attachment] = (),
    unsubscribe: str | None = None,
) -> bytes:
    """The letter with CRLF line ends, 7-bit clean. `auto` adds the headers of RFC 3834; `loop` names this desk in
    `X-Reglament-Loop`; `unsubscribe` is an https address (RFC 8058). Raises ValueError for an unusable address."""
    raise NotImplementedError


def message_id(key: str, domain: str) -> str:
    """Our own Message-ID, without angle brackets, for an outbox key (letters, digits, "-", "_", ".")."""
    raise NotImplementedError


def key_of(message_id: str, domain: str) -> str | None:
    """The outbox key inside one of our own Message-IDs, or None for anybody else's."""
    raise NotImplementedError


def is_own_message_id(message_id: str, domain: str) -> bool:
    return key_of(message_id, domain) is not None


def thread_subject(subject: str | None, tid: int, *, reply: bool = True) -> str:
    """`Re: subject [#1042]`: the same for a whole thread, however many Re:, AW:, Отв: or tags the subject came with."""
    raise NotImplementedError
