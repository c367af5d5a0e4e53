"""Notices: what a person of the desk should know, until he has seen it."""

from typing import Self

from django.db import models

from reglament.directory.models import Person


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Questions about notices."""

    def visible_to(self, person: Person) -> Self:
        """His own."""
        return self.filter(person=person) if person.is_authenticated else self.none()

    def unseen(self) -> Self:
        """Those still to be seen, newest first."""
        return self.filter(seen_at=None).order_by("-pk")


class Notice(models.Model):
    """One person told of one event. Words are made from the event's verb and data when it is shown."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notices")
    event = models.ForeignKey("events.Event", on_delete=models.CASCADE, related_name="notices")
    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="notices")
    made_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "event"], name="notice_once")]
        indexes = [models.Index(fields=["person", "-id"], condition=models.Q(seen_at=None), name="notice_unseen")]

    def __str__(self) -> str:
        return f"{self.event} for {self.person}"
