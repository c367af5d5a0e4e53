"""One row of a clock as a value (clocks.md, "What a row can be")."""

from datetime import datetime
from typing import Literal, NamedTuple

from reglament.regulation.engine.because import Because

Outcome = Literal["met", "breached", "cancelled"]


class ClockState(NamedTuple):
    """One row: a promise from its start until it is kept, missed, cancelled or superseded.

    Running: neither outcome nor `superseded_by`. Missed and still unanswered: outcome "breached" without `stopped_at`.
    `due_at` is None where nothing is promised, and while a pause holds the clock.
    """

    metric: str
    ordinal: int  # from 1 per metric
    started_at: datetime
    due_at: datetime | None
    stopped_at: datetime | None
    outcome: Outcome | None
    superseded_by: int | None  # ordinal of the row that replaced it
    rule: int  # `Target.number`; 0 where the document has no row
    clause: str
    calendar: str
    because: Because

    @property
    def is_open(self) -> bool:
        """Whether an act that stops the metric is still awaited."""
        return self.stopped_at is None and self.superseded_by is None

    @property
    def missed_in_triage(self) -> bool:
        """Whether the due time passed before triage made a ticket of the letter."""
        due = self.due_at
        return due is not None and any(step.code == "from-triage" and step.at > due for step in self.because.steps)
