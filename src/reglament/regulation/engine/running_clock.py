"""One promise under way: the row being written and what is needed to write its next one."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from reglament.regulation.engine.because import Because, Step
from reglament.regulation.engine.clock_row import ClockState, Outcome
from reglament.regulation.engine.counting_rules import Ruling
from reglament.regulation.engine.due_times import Bound, Pause, earliest, since
from reglament.regulation.terms.decision_table import Situation


class Running:
    """A metric's running clock. It is changed in place while facts are folded; `rows` receives what is final.

    `ruling` is what the table says at present; `bounds` and `start` are those of the promise that holds, which is an
    older one where a raise would have given a later time: it follows the ruling `held`. `received` is set where it
    began with the request itself. `since` tells from when the raised level, severity or stage counts.
    """

    __slots__ = (
        "bounds",
        "breached",
        "due_at",
        "extension",
        "held",
        "imported",
        "limit",
        "metric",
        "ordinal",
        "origin",
        "paused",
        "pauses",
        "received",
        "rows",
        "ruling",
        "since",
        "situation",
        "start",
        "steps",
        "target",
    )

    def __init__(
        self,
        rows: list[ClockState],
        metric: str,
        *,
        ruling: Ruling,
        situation: Situation,
        start: datetime,
        steps: tuple[Step, ...],
        received: datetime | None = None,
        imported: bool = False,
        bounds: tuple[Bound, ...] | None = None,
    ) -> None:
        self.rows = rows
        self.metric = metric
        self.ordinal = len(rows) + 1
        self.ruling = ruling
        self.held = ruling
        self.target = ruling.target
        self.situation = situation
        self.origin = start
        self.received = received
        self.imported = imported
        self.steps = steps
        self.since: dict[str, datetime] = {}
        self.pauses: list[Pause] = []
        self.paused = ""  # what is waited for
        self.breached = False
        self.bounds = () if imported else ruling.bounds if bounds is None else bounds
        self.start = start
        self.due_at: datetime | None = None
        self.limit: Bound | None = None
        self.extension: Bound | None = None
        self._count(start)

    def move(
        self,
        step: Step,
        ruling: Ruling,
        situation: Situation,
        *,
        bounds: tuple[Bound, ...],
        start: datetime,
        pauses: tuple[Pause, ...] = (),
    ) -> None:
        """Replace the row by one that counts `bounds` from `start`."""
        self._supersede(step.moving(self.due_at))
        self.ruling = self.held = ruling
        self.target, self.situation = ruling.target, situation
        self.extension = None
        self.bounds, self.pauses = bounds, list(pauses)
        self._count(start)

    def renew(self, step: Step, ruling: Ruling, renewed: Callable[[Bound], Bound]) -> None:
        """Count on by calendars that know more: in a new row where it ends otherwise by them."""
        follows_table = self.bounds is self.ruling.bounds
        bounds = ruling.bounds if follows_table else tuple(map(renewed, self.bounds))
        extension = renewed(self.extension) if self.extension else None
        runs, (due, _) = self.due_at is not None, _due(bounds, self.start, self.pauses, extension)
        if runs and due != self.due_at:
            self._supersede(step.moving(self.due_at))
        self.held = ruling if follows_table else self.held._replace(supplements=ruling.supplements)
        self.ruling, self.bounds, self.extension = ruling, bounds, extension
        if runs:
            self._find_due()

    def extend(self, step: Step) -> None:
        """Give it the extension its row allows, once."""
        extension = self.held.extension
        if extension is None or self.extension is not None or self.due_at is None:
            return
        self._supersede(step.moving(self.due_at))
        self.extension = extension
        self._find_due()

    def note(self, step: Step) -> None:
        """Remember a decision which left the promise standing."""
        self.steps = (*self.steps, step)

    def pause(self, what: str, at: datetime, by: str) -> None:
        """Hold the clock: as long as it stands still there is no due time to miss."""
        if what not in self.target.pauses or self.breached or self.paused or self.due_at is None:
            return
        self._supersede(Step("paused", at, by, what, due=self.due_at))
        self.paused = what
        self.due_at = None

    def resume(self, at: datetime, by: str) -> None:
        """Let the clock go on, later by what the pause took."""
        if not self.paused:
            return
        begin = max(self.steps[-1].at, self.pauses[-1][2]) if self.pauses else self.steps[-1].at
        pause = self.paused, begin, max(begin, at)
        self._supersede(Step("resumed", at, by, self.paused))
        self.pauses += since(self.start, [pause])
        self.paused = ""
        self._find_due()

    @contextmanager
    def awake(self, at: datetime, by: str) -> Iterator[None]:
        """A paused clock goes on while it is moved, and is paused again where the new row names what is waited for."""
        held = self.paused
        self.resume(at, by)
        yield
        self.pause(held, at, by)

    def stopped(self, step: Step, *, at: datetime, cancelled: bool = False) -> ClockState:
        """The final row. An outcome once missed stays missed, whatever comes after."""
        self.steps = (*self.steps, step)
        return self.state(stopped_at=at, outcome=self._outcome(at, cancelled))

    def state(
        self, *, stopped_at: datetime | None = None, outcome: Outcome | None = None, superseded_by: int | None = None
    ) -> ClockState:
        """The row as it stands."""
        limit, situation = self.limit, self.situation
        return ClockState(
            self.metric,
            self.ordinal,
            self.start,
            self.due_at,
            stopped_at,
            outcome,
            superseded_by,
            self.target.number,
            self.target.clause,
            limit.calendar if limit else self.target.calendar,
            Because(
                situation.level,
                situation.severity,
                situation.ground,
                self.steps,
                limit.limit if limit else "amount",
                limit.rule if limit and limit.limit == "reaction" else 0,
                limit.length if limit and limit.limit == "rest" else None,
                tuple(self.pauses),
                self.held.supplements,
                self.held.moves,
                self.extension is not None,
            ),
        )

    def _count(self, start: datetime) -> None:
        """Count the bounds from `start`, or from the next day that opens where the row has a cut-off."""
        cut_off = self.ruling.cut_off
        if cut_off is not None and self.bounds is self.ruling.bounds:
            begins = cut_off.counts_from(start)
            if begins != start:
                self.steps = (*self.steps, Step("cut-off", begins))
                start = begins
        self.start = start
        if self.pauses:
            self.pauses = list(since(start, self.pauses))
        self._find_due()

    def _find_due(self) -> None:
        self.due_at, self.limit = _due(self.bounds, self.start, self.pauses, self.extension)

    def _outcome(self, at: datetime, cancelled: bool) -> Outcome:
        if self.breached:
            return "breached"
        if cancelled:
            return "cancelled"
        return "met" if self.due_at is None or at <= self.due_at else "breached"

    def _supersede(self, step: Step) -> None:
        self.rows.append(self.state(superseded_by=self.ordinal + 1))
        self.ordinal += 1
        self.steps = (*self.steps, step)


def _due(
    bounds: Sequence[Bound], start: datetime, pauses: Sequence[Pause], extension: Bound | None
) -> tuple[datetime | None, Bound | None]:
    due, limit = earliest(bounds, start, pauses)
    return (extension.due(due) if extension is not None and due is not None else due), limit
