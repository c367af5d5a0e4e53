"""Mailboxes, letters that arrived, letters that leave."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from reglament.tickets.models import Attachment, Message

if TYPE_CHECKING:
    from datetime import datetime

    from reglament.directory.models import Person


class MailboxQuerySet(models.QuerySet["Mailbox"]):
    """Questions about mailboxes."""

    def visible_to(self, person: "Person") -> Self:
        """Those of desks he works for."""
        if not person.is_authenticated:
            return self.none()
        return self.filter(desk__in=list(person.worked_desks().values_list("pk", flat=True)))

    def in_use(self) -> Self:
        """Those not switched off."""
        return self.filter(off_since=None)

    def watched(self) -> Self:
        """Those whose folders are fetched."""
        return self.in_use().filter(way=Mailbox.Way.IMAP)


class Mailbox(models.Model):
    """An address of a desk: how its letters reach us, and how ours leave.

    `name` is what its letters are signed with; "": the desk's. While it is off (`off_since`) it takes no letters.
    Watchers connect anew after `changed_at`. `authserv_id` names the server whose Authentication-Results we believe
    (RFC 8601); "" believes none. `move_to` is the folder letters are moved to once we have them; "" leaves them in
    place, marked. Without an `smtp_host` letters leave by MAIL_OUT. Passwords are sealed; with a `grant` the server
    gets an access token instead of them. `failing_since` is the first failure after the last success.
    """

    class Way(models.TextChoices):
        """How letters of this address come in."""

        LISTENER = "listener", _("our SMTP/LMTP listener")
        IMAP = "imap", _("IMAP folder")
        PIPE = "pipe", _("pipe")

    class Security(models.TextChoices):
        """How the connection to the server for letters out is protected."""

        STARTTLS = "starttls", "STARTTLS"
        TLS = "tls", "TLS"
        NONE = "none", _("none")

    desk = models.ForeignKey("regulation.Desk", on_delete=models.CASCADE, related_name="mailboxes")
    address = models.EmailField(unique=True)
    name = models.CharField(max_length=100, blank=True)
    way = models.CharField(max_length=10, choices=Way, default=Way.LISTENER)
    host = models.CharField(max_length=200, blank=True)
    port = models.PositiveIntegerField(default=993)
    tls = models.BooleanField(default=True)
    username = models.CharField(max_length=200, blank=True)
    password = models.BinaryField(blank=True, default=b"")
    move_to = models.CharField(max_length=200, blank=True)
    authserv_id = models.CharField(max_length=200, blank=True)
    smtp_host = models.CharField(max_length=200, blank=True)
    smtp_port = models.PositiveIntegerField(default=587)
    smtp_security = models.CharField(max_length=10, choices=Security, default=Security.STARTTLS)
    smtp_username = models.CharField(max_length=200, blank=True)
    smtp_password = models.BinaryField(blank=True, default=b"")
    activated_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)
    off_since = models.DateTimeField(null=True)
    last_success_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)
    last_error_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)

    objects = MailboxQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "mailboxes"

    def __str__(self) -> str:
        return self.address

    @property
    def stream(self) -> str:
        """Its event stream."""
        return f"mailbox/{self.pk}"


class Folder(models.Model):
    """An IMAP folder of a mailbox that is fetched, and how far. A mailbox that names none is fetched from INBOX.

    `stuck` are UIDs that could not be fetched; they are tried again after all others. `fetched_at` is the last success;
    `last_error` is of this folder alone ("there is no such folder"); what fails for all stands on the mailbox.
    """

    mailbox = models.ForeignKey(Mailbox, on_delete=models.CASCADE, related_name="folders")
    name = models.CharField(max_length=200, default="INBOX")
    uid_validity = models.PositiveBigIntegerField(null=True)
    last_uid = models.PositiveBigIntegerField(default=0)
    stuck = models.JSONField(default=list)
    fetched_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)
    next_uid = 0  # no column: the number the server would give the next letter, when we last looked

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mailbox", "name"], name="folder_once")]

    def __str__(self) -> str:
        return f"{self.mailbox}/{self.name}"


class Grant(models.Model):
    """Leave to sign in to a mailbox's servers with access tokens (RFC 6749 §6): how to get the next one.

    `authorize_url` is where a person gives it, and where there is none he pastes a refresh token; without a refresh
    token nobody has given it yet. All secrets are sealed, the access token included, which is good until `good_until`.
    """

    mailbox = models.OneToOneField(Mailbox, on_delete=models.CASCADE, related_name="grant")
    authorize_url = models.URLField(max_length=500, blank=True)
    token_url = models.URLField(max_length=500)
    client_id = models.CharField(max_length=200)
    client_secret = models.BinaryField(blank=True, default=b"")
    refresh_token = models.BinaryField(blank=True, default=b"")
    scope = models.CharField(max_length=500, blank=True)
    access_token = models.BinaryField(blank=True, default=b"")
    good_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.client_id} at {self.token_url}"


class ArrivalQuerySet(models.QuerySet["Arrival"]):
    """Questions about letters that arrived."""

    def visible_to(self, person: "Person") -> Self:
        """Those of desks he works for."""
        if not person.is_authenticated:
            return self.none()
        return self.filter(desk__in=list(person.worked_desks().values_list("pk", flat=True)))

    def undecided(self) -> Self:
        """Those a person has to decide about: in triage, or parked."""
        return self.filter(state__in=[Arrival.State.TRIAGE, Arrival.State.PARKED])


class Arrival(models.Model):
    """A letter that arrived at a mailbox. Its row is committed, its bytes synced, before anybody is told we have it.

    Processing is a separate step that can crash and be repeated; what can't be processed is parked, never lost.
    `why` tells what decided its state; `silent` why no machine may answer it ("" = one may), as guarding found; `proof`
    what its mailbox's server found of the sender (C-05); `answers` is the Message-ID it replies to.
    """

    class State(models.TextChoices):
        """How far it has come."""

        STORED = "stored", _("waiting to be processed")
        JOINED = "joined", _("became a message")
        SAME = "same", _("the same letter came before")
        TRIAGE = "triage", _("waiting for a person's decision")
        LOGGED = "logged", _("automatic letter, logged")
        PARKED = "parked", _("could not be processed")
        DISCARDED = "discarded", _("discarded")

    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, related_name="arrivals")
    desk = models.ForeignKey("regulation.Desk", on_delete=models.PROTECT, related_name="arrivals")
    way = models.CharField(max_length=10, choices=Mailbox.Way)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    received_at = models.DateTimeField()
    stored_at = models.DateTimeField()
    envelope_from = models.CharField(max_length=320, blank=True)
    envelope_to = models.CharField(max_length=320, blank=True)
    uid = models.CharField(max_length=80, blank=True)
    imported = models.BooleanField(default=False)

    state = models.CharField(max_length=10, choices=State, default=State.STORED)
    why = models.SlugField(blank=True)
    silent = models.SlugField(blank=True)
    attempts = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField()
    held_until = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    sender = models.CharField(max_length=320, blank=True)
    sender_name = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=500, blank=True)
    message_id = models.CharField(max_length=500, blank=True)
    answers = models.CharField(max_length=500, blank=True)
    proof = models.CharField(max_length=6, choices=Message.Proof, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    same_as = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="copies")
    ticket = models.ForeignKey("tickets.Ticket", null=True, on_delete=models.PROTECT, related_name="arrivals")
    entry = models.ForeignKey("tickets.Message", null=True, on_delete=models.PROTECT, related_name="arrivals")

    objects = ArrivalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mailbox", "uid"], condition=~models.Q(uid=""), name="arrival_uid_once"),
        ]
        indexes = [
            models.Index(fields=["next_try_at"], condition=models.Q(state="stored"), name="arrival_due"),
            models.Index(fields=["desk", "fingerprint"], name="arrival_fingerprint"),
            models.Index(fields=["desk", "message_id"], name="arrival_message_id"),
            models.Index(fields=["desk", "answers"], name="arrival_answers"),
            # Whole, because SQLite proves no partial index by an IN of parameters.
            models.Index(fields=["desk", "state"], name="arrival_state"),
        ]

    def __str__(self) -> str:
        return f"{self.way} {self.pk}: {self.subject}"

    @property
    def stream(self) -> str:
        """Its event stream."""
        return f"arrival/{self.pk}"


class OutgoingQuerySet(models.QuerySet["Outgoing"]):
    """Questions about letters that leave."""

    def visible_to(self, person: "Person") -> Self:
        """Those of desks he works for."""
        if not person.is_authenticated:
            return self.none()
        return self.filter(desk__in=list(person.worked_desks().values_list("pk", flat=True)))

    def needing_attention(self, since: "datetime") -> Self:
        """Those a person should decide about: held back, or refused or returned `since` then."""
        ended = models.Q(state__in=[Outgoing.State.FAILED, Outgoing.State.BOUNCED], made_at__gte=since)
        return self.filter(ended | models.Q(state=Outgoing.State.HELD))

    def being_scanned(self) -> Self:
        """Those whose files the virus scanner has not looked at yet."""
        return self.filter(_unseen_files())

    def seen_through(self) -> Self:
        """Those without such files."""
        return self.exclude(_unseen_files())

    def scanned_in_vain(self) -> Self:
        """Those for whose files the scanner was asked, and gave no answer."""
        return self.filter(_unseen_files(attempts__gt=0), state=Outgoing.State.WAITING)


def _unseen_files(**more: int) -> models.Exists:
    waiting = Attachment.objects.filter(message=models.OuterRef("entry"), scan=Attachment.Scan.WAITING)
    return models.Exists(waiting.filter(**more))


class Outgoing(models.Model):
    """One letter to one recipient: the outbox. Its content is fixed when it is made: sent twice, it is the same letter.

    `server_said` keeps the last words of the mail server, `status` its code by RFC 3463 ("5.1.1") where it gave one;
    `reported_by` is the bounce that told of it later. `why` a letter was held back: "storm", "dead-address", "left",
    "infected", "unchecked"; it stays when a person lets the letter go, which is then not held back for the same reason
    again.
    """

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", _("waiting")
        SENT = "sent", _("accepted by the server")
        FAILED = "failed", _("refused for good")
        BOUNCED = "bounced", _("came back")
        HELD = "held", _("held back")
        CANCELLED = "cancelled", _("cancelled")

    desk = models.ForeignKey("regulation.Desk", null=True, on_delete=models.PROTECT, related_name="outgoing")
    ticket = models.ForeignKey("tickets.Ticket", null=True, on_delete=models.PROTECT, related_name="outgoing")
    entry = models.ForeignKey("tickets.Message", null=True, on_delete=models.PROTECT, related_name="outgoing")
    kind = models.SlugField()
    key = models.CharField(max_length=120, unique=True)
    person = models.ForeignKey("directory.Person", null=True, on_delete=models.PROTECT, related_name="+")
    to_address = models.CharField(max_length=320)
    to_name = models.CharField(max_length=200, blank=True)
    from_address = models.CharField(max_length=320)
    from_name = models.CharField(max_length=200, blank=True)
    reply_to = models.CharField(max_length=320, blank=True)
    message_id = models.CharField(max_length=250, unique=True)
    in_reply_to = models.CharField(max_length=500, blank=True)
    references = models.TextField(blank=True)
    language = models.CharField(max_length=2)
    subject = models.CharField(max_length=500)
    text = models.TextField()
    html = models.TextField(blank=True)
    automatic = models.BooleanField(default=False)
    attachments = models.JSONField(default=list)
    made_at = models.DateTimeField()
    send_after = models.DateTimeField()

    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField()
    held_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    server_said = models.TextField(blank=True)
    status = models.CharField(max_length=12, blank=True)
    reported_by = models.ForeignKey(Arrival, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    why = models.SlugField(blank=True)

    objects = OutgoingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["next_try_at"], condition=models.Q(state="waiting"), name="outgoing_due"),
            models.Index(fields=["ticket", "made_at"], name="outgoing_of_ticket"),
            models.Index(fields=["to_address", "state", "made_at"], name="outgoing_to_by_state"),
            models.Index(fields=["desk", "state"], name="outgoing_state"),  # whole, as that of arrivals
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.to_address}"

    @property
    def domain(self) -> str:
        """The recipient's domain."""
        return self.to_address.rpartition("@")[2]


class Destination(models.Model):
    """A mail server ("smtp.vendor.example:587") or a recipients' domain ("@acme.example") that is left in peace for a
    while, because it could not be talked to or asked for it. The row goes with the first letter it takes again."""

    name = models.CharField(max_length=260, unique=True)
    since = models.DateTimeField()
    failures = models.PositiveIntegerField(default=1)
    resting_until = models.DateTimeField()
    said = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name


class Caught(models.Model):
    """Demo only: a letter the built-in catch-all took in place of the outside world, shown on /mailbox."""

    received_at = models.DateTimeField()
    envelope_from = models.CharField(max_length=320, blank=True)
    envelope_to = models.CharField(max_length=320)
    subject = models.CharField(max_length=500, blank=True)
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "caught letters"

    def __str__(self) -> str:
        return self.subject
