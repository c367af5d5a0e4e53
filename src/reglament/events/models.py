"""The append-only record of what happened, and who still has to react."""

from typing import Any

from django.db import models

from reglament.lib.refused import Refused


class Event(models.Model):
    """One thing that happened to one aggregate. `stream` is its kind and key ("ticket/1042"), `seq` counts within the
    stream.

    `data` holds codes, ids, old and new values; sentences are made when it is shown (one set of words per verb).
    """

    stream = models.CharField(max_length=60)
    seq = models.PositiveIntegerField()
    verb = models.CharField(max_length=40)
    by = models.ForeignKey("directory.Person", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    data = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stream", "seq"], name="event_seq_in_stream")]

    def __str__(self) -> str:
        return f"{self.stream} {self.seq} {self.verb}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Events are only ever added."""
        if self.pk is not None and not self._state.adding:
            raise Refused("events are never changed")
        super().save(*args, **kwargs)

    @property
    def key(self) -> str:
        """The aggregate's key: "1042" of "ticket/1042"."""
        return self.stream.partition("/")[2]


class Handling(models.Model):
    """One reader's reaction to one event: the row is the job. Made with the event, in the same commit."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="handlings")
    reader = models.CharField(max_length=80)
    stream = models.CharField(max_length=60)
    done_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField()
    held_until = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "reader"], name="handling_once")]
        indexes = [
            models.Index(fields=["next_try_at"], condition=models.Q(done_at=None), name="handling_due"),
            models.Index(fields=["reader", "stream", "event"], condition=models.Q(done_at=None), name="handling_order"),
        ]

    def __str__(self) -> str:
        return f"{self.reader} of {self.event_id}"


class Pulse(models.Model):
    """A counter per desk, raised in the commit of every event: what open pages watch to learn that something
    changed."""

    desk_id = models.BigIntegerField(primary_key=True)
    value = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.desk_id}: {self.value}"
