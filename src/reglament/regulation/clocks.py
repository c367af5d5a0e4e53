"""The clocks of a ticket, computed from its facts and one edition (clocks.md, "Clock rows").

Always from scratch: the same history gives the same rows, whoever asks, so what is stored can be checked against it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from reglament.regulation.because import Because
from reglament.regulation.facts import Fact
from reglament.regulation.terms import Regulation

Outcome = Literal["met", "breached", "cancelled"]


@dataclass(frozen=True, slots=True)
class ClockState:
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


def clocks(
    regulation: Regulation, history: Sequence[Fact], *, now: datetime
) -> tuple[ClockState, ...]:
    """All clock rows of a ticket, superseded ones included, by metric and ordinal.

    `history` is in order of `at` and begins with `Opened`. `now` decides only whether a running clock is breached.
    """
    raise NotImplementedError
