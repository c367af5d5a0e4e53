"""When a desk is open, for people who wonder whether to write or to wait (C-63)."""

from dataclasses import dataclass
from datetime import datetime

from reglament.lib.html import language
from reglament.regulation.models import Desk
from reglament.regulation.terms.opening_hours import opening
from reglament.regulation.words.spoken_values import place


@dataclass(frozen=True, slots=True)
class Hours:
    """Whether `desk` is open, and until or from when (None: for ever). `zone` is the one its times are told in."""

    desk: Desk
    is_open: bool
    changes_at: datetime | None
    zone: str

    @property
    def place(self) -> str:
        """Where the clock hangs that shows those times."""
        return place(self.zone, language())


def hours_of(desk: Desk, *, now: datetime) -> Hours:
    """The desk's hours at `now`."""
    regulation = desk.regulation
    hours = opening(regulation, now=now)
    return Hours(desk, hours.is_open, hours.changes_at, regulation.zone)
