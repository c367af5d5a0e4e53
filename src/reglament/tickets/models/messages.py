"""Messages and their attachments."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reglament.directory.models import Person
from reglament.lib.kinds import SHOWN

if TYPE_CHECKING:
    from reglament.tickets.models.tickets import Ticket  # noqa: F401


class MessageQuerySet(models.QuerySet["Message"]):
    """Questions about messages."""

    def public(self) -> Self:
        """What the client may see."""
        return self.exclude(kind=Message.Kind.NOTE)

    def in_order(self) -> Self:
        """As the conversation went."""
        return self.order_by("written_at", "pk")


class Message(models.Model):
    """One entry of a ticket's conversation. `text` is what is newly written, `full_text` all of it where the two
    differ. `proof` says whether a letter's sender was proven (C-05); what came otherwise has none. `purpose` marks what
    a client's message is besides its words."""

    class Kind(models.TextChoices):
        """Who speaks to whom."""

        CLIENT = "client", _("from the client")
        ANSWER = "answer", _("answer")
        QUESTION = "question", _("question")
        NOTE = "note", _("note")

    class Proof(models.TextChoices):
        """What the receiving mail server found of a letter's sender."""

        PASSED = "passed", _("sender confirmed")
        FAILED = "failed", _("sender not confirmed")
        NONE = "none", _("sender not checked")

    class Purpose(models.TextChoices):
        """What a client's message is besides its words."""

        NUDGE = "nudge", _("reminder")
        COMPLAINT = "complaint", _("complaint")

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="messages")
    kind = models.CharField(max_length=10, choices=Kind)
    author = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    full_text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    channel = models.SlugField(blank=True)
    written_at = models.DateTimeField()
    leaves_at = models.DateTimeField(null=True, blank=True)
    origin = models.CharField(max_length=80, null=True, blank=True, unique=True)
    proof = models.CharField(max_length=6, choices=Proof, blank=True)
    purpose = models.CharField(max_length=10, choices=Purpose, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["ticket", "written_at"], name="message_in_ticket")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} of #{self.ticket_id}"

    @property
    def is_public(self) -> bool:
        """Whether the client may see it."""
        return self.kind != self.Kind.NOTE

    @property
    def is_ours(self) -> bool:
        """Whether the desk wrote it."""
        return self.kind != self.Kind.CLIENT


class Attachment(models.Model):
    """A file that came or went with a message; its bytes lie in the store under `sha256`.

    `kind` is what its bytes say it is, `refused` why the desk's regulation does not take it ("" when it does): such a
    file is kept aside. Until `due_at` is empty the sweeps have work with it: a look by the scanner, a PNG made of it
    (`converts`), a `thumbnail`, which is the SHA-256 of a small picture in the store.
    """

    class Scan(models.TextChoices):
        """What the virus scanner says; "" where there is none."""

        WAITING = "waiting", _("waits for the virus scanner")
        CLEAN = "clean", _("found clean")
        INFECTED = "infected", _("infected")
        UNCHECKED = "unchecked", _("could not be scanned")

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="attachments")
    filename = models.CharField(max_length=250)
    content_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    content_id = models.CharField(max_length=250, blank=True)
    inline = models.BooleanField(default=False)
    kind = models.CharField(max_length=12, blank=True, default="")
    refused = models.SlugField(max_length=20, blank=True, default="", db_index=False)
    scan = models.CharField(max_length=10, blank=True, default="", choices=Scan)
    found = models.CharField(max_length=200, blank=True, default="")
    converts = models.BooleanField(default=False)
    thumbnail = models.CharField(max_length=64, blank=True, default="")
    due_at = models.DateTimeField(null=True, blank=True)
    held_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["sha256"], name="attachment_content"),
            models.Index(fields=["due_at"], name="attachment_due", condition=models.Q(due_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.filename

    @property
    def is_image(self) -> bool:
        """Whether a browser may show it in place: by its bytes, where they were looked at."""
        return self.kind in SHOWN if self.kind else self.content_type in SHOWN.values()

    @property
    def media_type(self) -> str:
        """The media type of its bytes where they tell one, else what its sender said."""
        return SHOWN.get(self.kind, self.content_type)

    @property
    def is_served(self) -> bool:
        """Whether anybody gets its bytes: never while it waits for the scanner, never when that found something."""
        return self.scan not in (self.Scan.WAITING, self.Scan.INFECTED)

    @property
    def is_for_client(self) -> bool:
        """Whether the client gets its bytes too: what is kept aside or could not be scanned is the agents' alone."""
        return not self.refused and self.scan in ("", self.Scan.CLEAN)

    @property
    def state(self) -> str:
        """Why it is not an ordinary file, in words; "" when it is one."""
        if self.scan in (self.Scan.INFECTED, self.Scan.WAITING, self.Scan.UNCHECKED):
            return str(self.Scan(self.scan).label)
        return _kept_aside(self.refused) if self.refused else ""


SHORTLY: dict[str, Lazy] = {
    "too-large": _("too large"),
    "kind": _("a kind of file that is not taken"),
    "encrypted": _("protected by a password"),
    "picture": _("a kind of picture that is not taken"),
    "archive": _("a kind of archive that is not taken"),
}
"""Why a file is not taken, by the codes of `refused`."""


def _kept_aside(refused: str) -> str:
    return gettext("kept aside: %(why)s") % {"why": SHORTLY.get(refused, refused)}
