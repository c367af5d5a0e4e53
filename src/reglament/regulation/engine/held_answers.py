"""Answers that wait for the answer window (C-19): what they stop is not judged before its time, and an answer that is
sent without waiting counts from then."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from reglament.regulation.engine.because import Step
from reglament.regulation.engine.clock_row import ClockState, Outcome


class Leaving(NamedTuple):
    """The row in `place` of its metric's `rows`, which `message` stops when it leaves, at `at`."""

    rows: list[ClockState]
    place: int
    message: int
    at: datetime

    @property
    def row(self) -> ClockState:
        """As it stands."""
        return self.rows[self.place]

    def settle(self, outcome: Outcome, *steps: Step, at: datetime) -> None:
        """The row is stopped `at` with `outcome`; `steps` say why, where the answer does not."""
        row = self.row
        because = row.because._replace(steps=(*row.because.steps, *steps))
        self.rows[self.place] = row._replace(stopped_at=at, outcome=outcome, because=because)


def not_judged_yet(row: ClockState, *, known: datetime) -> ClockState:
    """`row` as stopped by an answer that leaves later. It is missed only once its due time is over: until then the
    answer may still be sent."""
    if row.outcome != "breached" or row.due_at is None or row.due_at < known:
        return row
    return row._replace(stopped_at=None, outcome=None)


def judged(leaving: Sequence[Leaving], *, known: datetime) -> list[Leaving]:
    """Time goes on until `known`: what fell due before its answer left is missed. Those still to leave."""
    for one in leaving:
        if one.row.outcome is None and one.row.due_at is not None and one.row.due_at < known:
            one.settle("breached", at=one.at)
    return [one for one in leaving if one.at > known]


def sent(leaving: Sequence[Leaving], message: int, step: Step) -> list[Leaving]:
    """`message` has left: the rows it stops are stopped now. The others still to leave."""
    for one in leaving:
        if one.message == message:
            one.settle(one.row.outcome or "met", step, at=step.at)
    return [one for one in leaving if one.message != message]


def dropped(leaving: Sequence[Leaving], step: Step) -> list[Leaving]:
    """The ticket ended without an answer: what is not judged yet is cancelled. Those still to leave."""
    for one in leaving:
        if one.row.outcome is None:
            one.settle("cancelled", step, at=step.at)
    return [one for one in leaving if one.row.outcome != "cancelled"]
