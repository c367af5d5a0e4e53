"""What a form brings: its files, kept at once so that sending it back for a correction loses none, and its key."""

import logging
from dataclasses import dataclass, field

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _

from reglament.directory.models import Person
from reglament.lib.html import language, size
from reglament.regulation.terms.edition_terms import Attachments
from reglament.tickets.conversation.speaking import NewFile
from reglament.tickets.files.file_policy import MEGABYTE, taken, what_to_do

log = logging.getLogger(__name__)

LARGEST = 20 * 1024 * 1024
MOST = 10
_SALT = "reglament.tickets.uploads"


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file already in the store. `token` stands for it in the form; it is good only for the person who sent it."""

    file: NewFile
    token: str


@dataclass(slots=True)
class Uploads:
    """What came with a form: files, and in words what could not be taken."""

    kept: list[KeptFile] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def files(self) -> list[NewFile]:
        """The files, for a message."""
        return [kept.file for kept in self.kept]


def uploads_of(request: HttpRequest, person: Person, *, rules: Attachments | None = None) -> Uploads:
    """The new files of the request and those a former try has kept. Nothing is dropped silently. `rules`: the
    desk's, for clients (C-56)."""
    uploads = Uploads([kept for token in request.POST.getlist("kept") if (kept := _known(token, person))])
    for upload in request.FILES.getlist("files"):
        name = (upload.name or "file").replace("\\", "/").rpartition("/")[2][:250]
        if problem := _problem(upload, name, len(uploads.kept), _largest(rules)):
            uploads.problems.append(problem)
            continue
        kind = upload.content_type or "application/octet-stream"
        try:
            file = taken(rules, upload.read(), filename=name, content_type=kind)
        except OSError:
            log.exception("“%s” could not be kept", name)
            uploads.problems.append(
                _("“%(name)s” could not be kept: please send it again in a minute.") % {"name": name}
            )
            continue
        if file.refused:
            why = {"name": name, "why": what_to_do(file.refused, rules, language())}
            uploads.problems.append(_("“%(name)s” was not taken. %(why)s") % why)
        else:
            uploads.kept.append(_kept(file, person))
    return uploads


def _largest(rules: Attachments | None) -> int:
    """Bytes."""
    return min(LARGEST, rules.largest * MEGABYTE) if rules and rules.largest else LARGEST


def _problem(upload: "UploadedFile[bytes]", name: str, before: int, largest: int) -> str:
    """Why a file can't be taken whatever it is; "" when it can."""
    if (upload.size or 0) > largest:
        told = {"name": name, "size": size(upload.size or 0), "largest": size(largest)}
        return _("“%(name)s” is %(size)s: files up to %(largest)s can be attached.") % told
    if not upload.size:
        return _("“%(name)s” is empty.") % {"name": name}
    if before >= MOST:
        return _("“%(name)s” was left out: at most %(most)s files go with one message.") % {"name": name, "most": MOST}
    return ""


def origin_of(request: HttpRequest) -> str | None:
    """The origin a form names by its hidden `key`, so that sending it twice says it once; None without a key."""
    key = request.POST.get("key", "").replace("\0", "")[:40]
    return f"form/{request.user.pk}/{key}" if key else None


def _kept(file: NewFile, person: Person) -> KeptFile:
    facts = [person.pk, file.filename, file.content_type, file.size, file.sha256, file.kind, file.converts]
    return KeptFile(file, signing.dumps(facts, salt=_SALT))


def _known(token: str, person: Person) -> KeptFile | None:
    try:
        owner, name, content_type, length, digest, kind, converts = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError):
        return None
    file = NewFile(name, content_type, length, digest, kind=kind, converts=converts)
    return KeptFile(file, token) if owner == person.pk else None
