"""Approvals: what somebody has to decide about a ticket, by one click (C-17)."""

from django.db import models

from reglament.directory.models import Person


class Approval(models.Model):
    """A question to a named person: may this ticket be dealt with as an emergency?"""

    class Decision(models.TextChoices):
        """What was decided."""

        OPEN = "", "open"
        APPROVED = "approved", "approved"
        DECLINED = "declined", "declined"

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="approvals")
    ground = models.SlugField()
    severity = models.SlugField()
    asked_of = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="approvals_asked")
    asked_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reason = models.TextField(blank=True)
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket"], condition=models.Q(decision=""), name="one_open_approval"),
            models.CheckConstraint(
                condition=models.Q(decision="", decided_at=None)
                | (~models.Q(decision="") & models.Q(decided_at__isnull=False)),
                name="decision_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ground} of #{self.ticket_id}"
