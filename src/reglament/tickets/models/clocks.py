"""Clock rows: what was promised, and what became of it."""

from datetime import datetime
from typing import Self

from django.db import models


class ClockQuerySet(models.QuerySet["Clock"]):
    """Questions about clocks."""

    def running(self) -> Self:
        """Neither stopped, nor broken, nor replaced."""
        return self.filter(outcome="", superseded_by=None)

    def unanswered(self) -> Self:
        """Still waiting for the act that stops them, kept or broken."""
        return self.filter(stopped_at=None, superseded_by=None)

    def broken_by(self, now: datetime) -> Self:
        """Running ones whose due time has passed."""
        return self.running().filter(due_at__lt=now)

    def current(self) -> Self:
        """All but the ones replaced by later rows."""
        return self.filter(superseded_by=None)


class Clock(models.Model):
    """One promise on one ticket (clocks.md, "What a row can be"). An outcome once set is never changed;
    `superseded_by` is the ordinal of the row that replaced it, which leaves it without outcome. `because` is the
    engine's explanation in codes and values."""

    class Outcome(models.TextChoices):
        """What became of it; "" is running (or superseded)."""

        RUNNING = "", "running"
        MET = "met", "met"
        BREACHED = "breached", "breached"
        CANCELLED = "cancelled", "cancelled"

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="clocks")
    metric = models.SlugField()
    ordinal = models.PositiveIntegerField()
    edition = models.ForeignKey("regulation.Edition", on_delete=models.PROTECT, related_name="+")
    rule = models.PositiveIntegerField()
    clause = models.CharField(max_length=120, blank=True)
    calendar = models.CharField(max_length=120, blank=True)  # `office@Asia/Tokyo` where a contract has its own zone
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    superseded_by = models.PositiveIntegerField(null=True)
    because = models.JSONField(default=dict)
    warned_percent = models.PositiveIntegerField(default=0)
    told_rungs = models.JSONField(default=list)  # numbers of escalations of its edition
    next_warning_at = models.DateTimeField(null=True)

    objects = ClockQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ticket", "metric", "ordinal"], name="clock_ordinal")]
        indexes = [
            models.Index(
                fields=["due_at"], condition=models.Q(outcome="", superseded_by=None), name="clock_running_due"
            ),
            models.Index(
                fields=["next_warning_at"], condition=models.Q(next_warning_at__isnull=False), name="clock_warning"
            ),
            models.Index(fields=["ticket"], condition=models.Q(outcome="breached"), name="clock_breached"),
        ]

    def __str__(self) -> str:
        return f"{self.metric} {self.ordinal} of #{self.ticket_id}"
