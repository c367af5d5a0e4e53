"""What a form brings: its files, kept at once so that sending it back for a correction loses none, and its key."""

from dataclasses import dataclass, field

from django.core import signing
from django.http import HttpRequest
from django.utils.translation import gettext as _

from reglament.directory.models import Person
from reglament.lib import store
from reglament.lib.html import size
from reglament.tickets.speaking import NewFile

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


def uploads_of(request: HttpRequest, person: Person) -> Uploads:
    """The new files of the request and those a former try has kept. Nothing is dropped silently."""
    uploads = Uploads([kept for token in request.POST.getlist("kept") if (kept := _known(token, person))])
    for upload in request.FILES.getlist("files"):
        name = (upload.name or "file").replace("\\", "/").rpartition("/")[2][:250]
        if (upload.size or 0) > LARGEST:
            uploads.problems.append(
                _("“%(name)s” is %(size)s: files up to %(largest)s can be attached.")
                % {"name": name, "size": size(upload.size or 0), "largest": size(LARGEST)}
            )
        elif not upload.size:
            uploads.problems.append(_("“%(name)s” is empty.") % {"name": name})
        elif len(uploads.kept) >= MOST:
            uploads.problems.append(
                _("“%(name)s” was left out: at most %(most)s files go with one message.") % {"name": name, "most": MOST}
            )
        else:
            digest = store.put(upload.read())
            kind = upload.content_type or "application/octet-stream"
            uploads.kept.append(_kept(NewFile(name, kind, upload.size, digest), person))
    return uploads


def origin_of(request: HttpRequest) -> str | None:
    """The origin a form names by its hidden `key`, so that sending it twice says it once; None without a key."""
    key = request.POST.get("key", "").replace("\0", "")[:40]
    return f"form/{request.user.pk}/{key}" if key else None


def _kept(file: NewFile, person: Person) -> KeptFile:
    facts = [person.pk, file.filename, file.content_type, file.size, file.sha256]
    return KeptFile(file, signing.dumps(facts, salt=_SALT))


def _known(token: str, person: Person) -> KeptFile | None:
    try:
        owner, name, kind, length, digest = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    return KeptFile(NewFile(name, kind, length, digest), token) if owner == person.pk else None
