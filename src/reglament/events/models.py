"""The append-only record of what happened, and who still has to react."""

from datetime import datetime
from typing import Any, NamedTuple

from django.db import models

from reglament.lib.prepared import prepared
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


class Recorded(NamedTuple):
    """An event as it is read back: what happened, when, with what, and the name of who did it ("" for the desk)."""

    verb: str
    at: datetime
    data: dict[str, Any]
    by: str

    @classmethod
    def of(cls, event: Event) -> "Recorded":
        """An event just recorded, or fetched with its person."""
        return cls(event.verb, event.at, event.data, event.by.name if event.by else "")


def recorded(stream: str) -> list[Recorded]:
    """All events of a stream in their order."""
    return [Recorded(verb, at, data, by or "") for verb, at, data, by in _recorded(stream)]


@prepared
def _recorded(stream: str) -> "models.QuerySet[Event, tuple[str, datetime, dict[str, Any], str | None]]":
    return Event.objects.filter(stream=stream).order_by("seq").values_list("verb", "at", "data", "by__name")


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
