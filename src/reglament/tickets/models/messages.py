"""Messages and their attachments."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from reglament.directory.models import Person

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
    """A file that came or went with a message; its bytes lie in the store under `sha256`."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="attachments")
    filename = models.CharField(max_length=250)
    content_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    content_id = models.CharField(max_length=250, blank=True)
    inline = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["sha256"], name="attachment_content")]

    def __str__(self) -> str:
        return self.filename

    @property
    def is_image(self) -> bool:
        """Whether a browser may show it in place."""
        return self.content_type in {"image/png", "image/jpeg", "image/gif", "image/webp"}
