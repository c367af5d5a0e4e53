"""A ticket while its history is read: what holds at present and which clocks run."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from reglament.regulation.engine.because import Step
from reglament.regulation.engine.clock_row import ClockState
from reglament.regulation.engine.counting_rules import NO_ROW, Rules, Ruling
from reglament.regulation.engine.due_times import Bound, Pause, rest_of
from reglament.regulation.engine.facts import EmergencyClaimed
from reglament.regulation.engine.held_answers import Leaving, judged, not_judged_yet
from reglament.regulation.engine.running_clock import Running
from reglament.regulation.terms.decision_table import Situation
from reglament.regulation.terms.edition_terms import Target
from reglament.regulation.terms.metrics import CONVERSATION

BEFORE_ALL = datetime.min.replace(tzinfo=UTC)


class Owed(NamedTuple):
    """A clock that would have begun, had a row held."""

    start: datetime
    steps: tuple[Step, ...]
    received: datetime | None


class Progress:
    """The state of the fold. `clocks` run, at most one of a metric; `done` are final rows by metric."""

    __slots__ = (
        "claim",
        "clocks",
        "done",
        "ended",
        "hours",
        "known",
        "leaves",
        "leaving",
        "left",
        "level",
        "owed",
        "rules",
        "silent",
        "situation",
        "transferred",
        "wait",
        "waits",
        "zone",
    )

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.known = BEFORE_ALL  # how far the desk knows the history
        self.clocks: dict[str, Running] = {}
        self.done: dict[str, list[ClockState]] = {}
        self.left: dict[str, tuple[Running, datetime]] = {}  # stopped ones that go on when the ticket is reopened
        self.leaves: dict[int, datetime] = {}  # when messages leave that wait for their window
        self.leaving: list[Leaving] = []  # the rows they stop
        self.owed: dict[str, Owed] = {}  # what began while no row held for it
        self.ended = False
        self.situation = NOWHERE
        self.hours = self.zone = ""  # the contract's
        self.level = "none"  # the client's own, whatever the ticket has while it is in development
        self.claim: EmergencyClaimed | None = None
        self.wait: tuple[str, datetime] | None = None  # what is waited for, and since when
        self.waits: list[Pause] = []  # those that are over
        self.transferred = False  # in development, under a row of its own
        self.silent = False  # no answer to the client since the transfer

    def sign(self, *, hours: str, zone: str) -> None:
        """The hours and zone of the ticket's contract count from now on."""
        self.hours, self.zone = hours, zone
        if hours or zone:
            rules = self.rules
            self.rules = rules.variant(hours=hours, zone=zone, supplements=rules.supplements, moves=rules.moves)

    def pass_to(self, at: datetime) -> None:
        """Time goes on until `at`: what fell due before is missed."""
        self.known = max(self.known, at)
        for clock in self.clocks.values():
            if clock.due_at is not None and clock.due_at < self.known:
                clock.breached = True
        if self.leaving:
            self.leaving = judged(self.leaving, known=self.known)

    def rows(self) -> tuple[ClockState, ...]:
        """Every row so far. More facts may follow."""
        rows: list[ClockState] = []
        for metric, done in self.done.items():
            rows += done
            clock = self.clocks.get(metric)
            if clock is not None:
                rows.append(clock.state(outcome="breached" if clock.breached else None))
        return tuple(rows)

    @property
    def is_ours(self) -> bool:
        """Whether there is a next step, and it is not the client's."""
        return not self.ended and (self.wait is None or self.wait[0] != "client")

    def start(self, event: str, step: Step, *, at: datetime | None = None) -> None:
        """Something happened that starts the clocks of some metrics."""
        for metric in self.rules.starting.get(event, ()):
            if metric != "next_response" or event != "returned" or self.transferred:
                self.begin(metric, at or step.at, step)

    def begin(
        self,
        metric: str,
        start: datetime,
        *steps: Step,
        received: datetime | None = None,
        imported: bool = False,
        bounds: tuple[Bound, ...] | None = None,
    ) -> None:
        """Start a clock, unless one of its metric runs already or no row of the document holds for it."""
        if metric in self.clocks or (bounds is None and self.is_over(metric)):
            return
        situation = self.situation_at(metric, start)
        ruling = self.rules.ruling(metric, situation)
        if ruling.target is NO_ROW and metric not in CONVERSATION:
            if not imported:
                self.owed[metric] = Owed(start, steps, received)
            return
        self.owed.pop(metric, None)
        rows = self.done.get(metric)
        if rows is None:
            rows = self.done[metric] = []
        clock = Running(
            rows,
            metric,
            ruling=ruling,
            situation=situation,
            start=start,
            steps=steps,
            received=received,
            imported=imported,
            bounds=bounds,
        )
        self.clocks[metric] = clock
        if self.wait is not None:
            clock.pause(self.wait[0], start, "")

    def is_over(self, metric: str) -> bool:
        """Whether its clock runs once only, and has."""
        known = self.rules.promise.metrics.get(metric)
        return known is not None and known.once and metric in self.done

    def wake_up(self, step: Step, *, at: datetime) -> None:
        """What began while no row held for it is promised from `at`, or from its beginning, where one holds now."""
        for metric, owed in list(self.owed.items()):
            target = self.rules.ruling(metric, self.situation_at(metric, at)).target
            if target is NO_ROW:
                continue
            if target.on_raise == "from-receipt":
                self.begin(metric, owed.start, *owed.steps, step, received=owed.received)
            else:
                self.begin(metric, max(owed.start, at), *owed.steps, step)

    def stop(self, event: str, step: Step, *, at: datetime | None = None, message: int = 0) -> None:
        """Something happened that stops the clocks whose row says so; `message` is the answer that leaves at `at`."""
        if self.owed:
            known = self.rules.promise.metrics
            self.owed = {metric: owed for metric, owed in self.owed.items() if event not in known[metric].stops}
        for clock in [clock for clock in self.clocks.values() if event in clock.target.stops_on]:
            self.stop_one(clock, step, at=at or step.at, message=message)

    def cancel(self, metrics: Iterable[str], step: Step) -> None:
        """End those of `metrics` that run, without what they ask for."""
        ending = list(metrics)
        for metric in ending:
            self.owed.pop(metric, None)
        for clock in [self.clocks[metric] for metric in ending if metric in self.clocks]:
            self.stop_one(clock, step, at=step.at, cancelled=True)

    def stop_one(self, clock: Running, step: Step, *, at: datetime, cancelled: bool = False, message: int = 0) -> None:
        """Stop a running clock."""
        del self.clocks[clock.metric]
        clock.resume(at, step.by)
        row = clock.stopped(step, at=at, cancelled=cancelled)
        if at > self.known:
            row = not_judged_yet(row, known=self.known)
            self.leaving.append(Leaving(clock.rows, len(clock.rows), message, at))
        clock.rows.append(row)
        if clock.target.on_reopen == "continue" and step.code == "ended" and not clock.breached:
            self.left[clock.metric] = clock, at

    def go_on(self, step: Step) -> None:
        """The clocks whose row says so go on after a reopening with what was left when they stopped."""
        for metric, (clock, stopped_at) in self.left.items():
            bounds = self.ruling(metric, self.situation_at(metric, step.at)).bounds
            if clock.limit is not None:
                bounds = rest_of(bounds, old=clock.limit, start=clock.start, at=stopped_at, pauses=clock.pauses)
            self.begin(metric, step.at, step, bounds=bounds)
        self.left = {}

    def ruling(self, metric: str, situation: Situation) -> Ruling:
        """What the table says of `metric` in a situation."""
        return self.rules.ruling(metric, situation)

    def situation_at(self, metric: str, start: datetime) -> Situation:
        """What decides a clock that counts from `start`: for a claim what is claimed, else what is."""
        situation = self.situation
        if self.claim is not None and metric in self.rules.claimed:
            situation = situation._replace(severity=self.claim.severity, ground=self.claim.ground)
        if self.rules.during:
            situation = situation._replace(during=self.rules.open_during(start))
        return situation

    def situation_of(self, clock: Running) -> Situation:
        """What decides a clock under way: fault, findings and the hours of its start stay as they were."""
        old, new = clock.situation, self.situation_at(clock.metric, clock.start)
        if (old.fault, old.findings, old.during) == (new.fault, new.findings, new.during):
            return new
        return new._replace(fault=old.fault, findings=old.findings, during=old.during)

    def found(self, finding: str) -> None:
        """A finding is established."""
        self.situation = self.situation._replace(findings=self.situation.findings | {finding})

    def pauses(self, target: Target, since: datetime) -> tuple[Pause, ...]:
        """The waits after `since` that pause `target`, the one under way included."""
        if not target.pauses:
            return ()
        waits = [*self.waits, (*self.wait, self.known)] if self.wait is not None else self.waits
        return tuple(
            (what, max(begin, since), end) for what, begin, end in waits if what in target.pauses and end > since
        )

    def end_wait(self, at: datetime, by: str) -> None:
        """Nothing is waited for any more: paused clocks go on."""
        if self.wait is None:
            return
        self.waits.append((*self.wait, max(self.wait[1], at)))
        self.wait = None
        for clock in self.clocks.values():
            clock.resume(at, by)


NOWHERE = Situation()
