"""Adding a message to a ticket: what all commands that speak have in common."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from reglament.directory.models import Person
from reglament.lib.kinds import ARCHIVES, PICTURES, SHOWN
from reglament.lib.prepared import insert, prepared
from reglament.lib.refused import Refused
from reglament.tickets.models import Attachment, Message, Ticket


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file whose bytes already lie in the store under `sha256`; the last three say what file_policy.py found."""

    filename: str
    content_type: str
    size: int
    sha256: str
    inline: bool = False
    content_id: str = ""
    kind: str = ""
    refused: str = ""
    converts: bool = False


@dataclass(frozen=True, slots=True)
class NewMessage:
    """What somebody wrote. `text` is the new part, `full_text` everything where quotes were cut, `html` sanitised.

    `origin` is a key of where it came from ("arrival/17"): the same origin never makes two messages. `proof` and
    `purpose` are those of `Message`.
    """

    text: str
    full_text: str = ""
    html: str = ""
    files: Sequence[NewFile] = ()
    origin: str | None = None
    proof: str = ""
    purpose: str = ""


def add_message(
    ticket: Ticket,
    kind: Message.Kind,
    message: NewMessage,
    *,
    author: Person | None,
    written_at: datetime,
    channel: str = "",
    leaves_at: datetime | None = None,
) -> Message:
    """Add a message row with its attachments. No event, no access: commands do that."""
    added = insert(
        Message(
            ticket=ticket,
            kind=kind,
            author=author,
            text=message.text,
            full_text=message.full_text if message.full_text != message.text else "",
            html=message.html,
            channel=channel,
            written_at=written_at,
            leaves_at=leaves_at,
            origin=message.origin,
            proof=message.proof,
            purpose=message.purpose,
        )
    )
    for file in message.files:
        insert(
            Attachment(
                message=added,
                filename=file.filename[:250],
                content_type=file.content_type[:120],
                size=file.size,
                sha256=file.sha256,
                inline=file.inline,
                content_id=file.content_id[:250],
                kind=file.kind,
                refused=file.refused,
                converts=file.converts,
                scan=Attachment.Scan.WAITING if settings.SCANNER else "",
                due_at=written_at if _needs_work(file) else None,
            )
        )
    return added


def in_place(text: str, files: Sequence[NewFile]) -> list[NewFile]:
    """`files` of ours; a picture that the text names ("[screen.png]") stands there in the letter."""
    return [
        replace(file, inline=True, content_id=f"{file.sha256[:32]}.{number}@reglament")
        if file.kind in SHOWN and f"[{file.filename}]" in text
        else file
        for number, file in enumerate(files, 1)
    ]


def has_pictures(message: NewMessage) -> bool:
    """Whether pictures came with it, taken or not, also in an archive: who sent one was not asked in vain (C-56)."""
    return any(file.kind in PICTURES | ARCHIVES for file in message.files)


def has_refused(message: NewMessage) -> bool:
    """Whether files of it are kept aside, which their sender is told (C-56)."""
    return any(file.refused for file in message.files)


def _needs_work(file: NewFile) -> bool:
    """Whether the sweeps have something to do with it (file_sweep.py)."""
    is_picture = file.kind in SHOWN or (not file.kind and file.content_type in SHOWN.values())
    return bool(settings.SCANNER or file.converts or (is_picture and not file.refused))


def said_before(origin: str | None) -> Message | None:
    """The message that came from `origin` already: a form sent twice, a letter processed twice."""
    return next(iter(_from(origin)), None) if origin else None


@prepared
def _from(origin: str) -> QuerySet[Message]:
    return Message.objects.filter(origin=origin)


def first_words(text: str) -> str:
    """The beginning of a text in one line, for lists."""
    return " ".join(text.split())[:200]


def need_text(text: str, *, field: str = "text") -> str:
    """`text` without the space around it; refused when there is nothing else."""
    if not text.strip():
        raise Refused(_("Please write something first."), code="empty", field=field)
    return text.strip()
