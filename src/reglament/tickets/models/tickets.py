"""The ticket (обращение)."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from reglament.directory.models import Membership, Person
from reglament.regulation.models import regulation_of
from reglament.tickets.models.clocks import Clock

if TYPE_CHECKING:
    from reglament.regulation.terms.edition_terms import Regulation


class WaitsFor(models.TextChoices):
    """What a ticket waits for; changed by acts only."""

    NOTHING = "", _("nothing")
    CLIENT = "client", _("client")
    THIRD_PARTY = "third-party", _("third party")
    DEVELOPMENT = "development", _("development")
    RELEASE = "release", _("release")
    DATE = "date", _("date")


class Ended(models.TextChoices):
    """How a ticket was resolved."""

    SOLVED = "solved", _("solved")
    REFUSED = "refused", _("refused")
    REDIRECTED = "redirected", _("redirected")
    DUPLICATE = "duplicate", _("duplicate")
    WITHDRAWN = "withdrawn", _("withdrawn")


TO_DO = models.Q(resolved_at=None) | models.Q(next_due__isnull=False)
"""In the queue, or resolved with a promise still to be kept."""


def _of_client(person: Person) -> models.Q:
    """His own, unless he has left the company they belong to, and all of companies he represents."""
    memberships = list(person.memberships.filter(left_at=None).values_list("company", "role"))
    companies = [company for company, _role in memberships]
    represented = [company for company, role in memberships if role == Membership.As.REPRESENTATIVE]
    not_left = models.Q(company=None) | models.Q(company__in=companies)
    return (models.Q(requester=person) & not_left) | models.Q(company__in=represented)


class TicketQuerySet(models.QuerySet["Ticket"]):
    """Questions about tickets."""

    def visible_to(self, person: Person) -> Self:
        """Those of his desks; as a client his own, and all of the companies he represents."""
        if not person.is_authenticated:
            return self.none()
        desks = list(person.worked_desks().values_list("pk", flat=True))
        return self.filter(models.Q(desk__in=desks) | _of_client(person))

    def of_client(self, person: Person) -> Self:
        """His own and those of companies he represents, whatever desks he works for (the portal's view)."""
        return self.filter(_of_client(person))

    def unresolved(self) -> Self:
        """Those still in the queue."""
        return self.filter(resolved_at=None)

    def still_owed(self) -> Self:
        """Resolved ones with a promise that outlives the solution, such as a report, or the answer to a complaint."""
        return self.filter(resolved_at__isnull=False, next_due__isnull=False)

    def to_do(self) -> Self:
        """Those in the queue, and those still owed."""
        return self.filter(TO_DO)

    def new(self) -> Self:
        """Unresolved ones nobody has answered yet."""
        return self.unresolved().filter(answered_at=None)

    def waiting_for(self, what: str) -> Self:
        """Unresolved ones that wait for `what` and where we owe no reply."""
        return self.unresolved().filter(waits_for=what, reply_owed_since=None)

    def breached(self) -> Self:
        """Unresolved ones with a broken promise."""
        broken = Clock.objects.filter(ticket=models.OuterRef("pk"), outcome=Clock.Outcome.BREACHED)
        return self.unresolved().filter(models.Exists(broken))

    def by_regulation(self) -> Self:
        """In the order the regulation sets."""
        return self.order_by("queue_key")


class Ticket(models.Model):
    """One request of a client, from receipt to its outcome. Its key is the TID: digits, unique, never reused, shown as
    #1042.

    `follows` is the ended one it goes on with, `merged_into` the one that holds its matter now.
    Level, severity, request type, channel, department and reasons are slugs of the regulation. `next_due` and
    `queue_key` are caches written by the commands (clock_rows.py).
    """

    tid = models.BigAutoField(primary_key=True)
    desk = models.ForeignKey("regulation.Desk", on_delete=models.PROTECT, related_name="tickets")
    subject = models.CharField(max_length=250)
    first_words = models.CharField(max_length=200, blank=True)
    requester = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="requested")
    company = models.ForeignKey(
        "directory.Company", null=True, blank=True, on_delete=models.PROTECT, related_name="tickets"
    )
    contract = models.ForeignKey(
        "directory.Contract", null=True, blank=True, on_delete=models.PROTECT, related_name="tickets"
    )
    edition = models.ForeignKey("regulation.Edition", on_delete=models.PROTECT, related_name="tickets")
    level = models.SlugField()
    severity = models.SlugField()
    ground = models.SlugField(blank=True)
    request_type = models.SlugField(blank=True)
    fault = models.SlugField(default="unknown")
    channel = models.SlugField()
    department = models.SlugField(blank=True)
    developers_since = models.DateTimeField(null=True, blank=True)
    assignee = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="assigned")
    responsible = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="responsible_tickets"
    )
    account_manager = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="managed_tickets"
    )
    opened_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    product = models.ForeignKey(
        "directory.Product", null=True, blank=True, on_delete=models.SET_NULL, related_name="tickets"
    )
    version = models.CharField(max_length=60, blank=True)
    details = models.JSONField(default=dict, blank=True)

    received_at = models.DateTimeField()
    registered_at = models.DateTimeField()
    accepted_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    waits_for = models.CharField(max_length=20, choices=WaitsFor, blank=True)
    wait_reason = models.SlugField(blank=True)
    wakes_at = models.DateTimeField(null=True, blank=True)
    reply_owed_since = models.DateTimeField(null=True, blank=True)
    claimed_ground = models.SlugField(blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_as = models.CharField(max_length=12, choices=Ended, blank=True)
    resolved_reason = models.SlugField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()
    claims_to_belong_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="claimed_by"
    )
    follows = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="followed_by", db_index=False
    )
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="merged", db_index=False
    )

    next_due = models.DateTimeField(null=True, blank=True)
    next_danger = models.DateTimeField(null=True, blank=True)
    queue_key = models.CharField(max_length=80, blank=True)

    objects = TicketQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(models.Q(resolved_at=None) & models.Q(resolved_as=""))
                | (models.Q(resolved_at__isnull=False) & ~models.Q(resolved_as="")),
                name="resolved_says_how",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at=None) | models.Q(resolved_at__isnull=False), name="closed_is_resolved"
            ),
        ]
        indexes = [
            models.Index(fields=["desk", "queue_key"], condition=models.Q(resolved_at=None), name="ticket_queue"),
            models.Index(
                fields=["desk", "queue_key"],
                condition=models.Q(resolved_at__isnull=False, next_due__isnull=False),
                name="ticket_owed",
            ),
            models.Index(fields=["assignee", "queue_key"], condition=TO_DO, name="ticket_to_do"),
            models.Index(fields=["desk", "-tid"], name="ticket_newest"),
            models.Index(fields=["company", "-tid"], name="ticket_of_company"),
            models.Index(fields=["requester", "-tid"], name="ticket_of_requester"),
            models.Index(fields=["next_danger"], condition=models.Q(resolved_at=None), name="ticket_danger"),
            models.Index(fields=["wakes_at"], condition=models.Q(wakes_at__isnull=False), name="ticket_wakes"),
        ]

    def __str__(self) -> str:
        return f"#{self.tid} {self.subject}"

    @property
    def stream(self) -> str:
        """Its event stream."""
        return f"ticket/{self.tid}"

    @property
    def regulation(self) -> "Regulation":
        """The edition it was given: its Promise is frozen here. Conduct comes from `desk.regulation`."""
        return regulation_of(self.edition_id)

    @property
    def is_open(self) -> bool:
        """Whether it is still in the queue."""
        return self.resolved_at is None

    @property
    def is_new(self) -> bool:
        """Whether nobody has answered or started it."""
        return self.is_open and self.answered_at is None and self.started_at is None

    @property
    def no_entitlement(self) -> bool:
        """Whether no contract and no kind of company gives it a level."""
        return self.level == "none"

    @property
    def stage(self) -> str:
        """The stage shown, derived: new, working, waits (see `waits_for`), resolved, closed."""
        if self.closed_at:
            return "closed"
        if self.resolved_at:
            return "resolved"
        if self.reply_owed_since is None and self.waits_for:
            return f"waits-{self.waits_for}"
        return "new" if self.is_new else "working"

    @property
    def in_charge(self) -> Person | None:
        """Whom the client sees as responsible (C-29): assignee, else the company's responsible agent."""
        return self.assignee or self.responsible
