"""A ticket while its history is read: what holds at present and which clocks run."""

from dataclasses import replace
from datetime import UTC, datetime

from reglament.regulation.because import Step
from reglament.regulation.clockstate import ClockState
from reglament.regulation.dues import Pause
from reglament.regulation.facts import EmergencyClaimed
from reglament.regulation.rules import CONVERSATION, NO_ROW, Rules, Ruling
from reglament.regulation.running import Running
from reglament.regulation.tables import Situation
from reglament.regulation.terms import Target


class Progress:
    """The state of the fold. `clocks` run, at most one of a metric; `done` are final rows by metric."""

    __slots__ = (
        "claim",
        "clocks",
        "done",
        "known",
        "level",
        "rules",
        "silent",
        "situation",
        "transferred",
        "wait",
        "waits",
    )

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.known = datetime.min.replace(tzinfo=UTC)  # how far the desk knows the history
        self.clocks: dict[str, Running] = {}
        self.done: dict[str, list[ClockState]] = {}
        self.situation = Situation()
        self.level = "none"  # the client's own, whatever the ticket has while it is in development
        self.claim: EmergencyClaimed | None = None
        self.wait: tuple[str, datetime] | None = None  # what is waited for, and since when
        self.waits: list[Pause] = []  # those that are over
        self.transferred = False  # in development, under a row of its own
        self.silent = False  # no answer to the client since the transfer

    def pass_to(self, at: datetime) -> None:
        """Time goes on until `at`: what fell due before is missed."""
        self.known = max(self.known, at)
        for clock in self.clocks.values():
            clock.pass_to(self.known)

    def rows(self, now: datetime) -> tuple[ClockState, ...]:
        """Every row, as of `now`."""
        self.pass_to(now)
        for metric, clock in self.clocks.items():
            self.done[metric].append(clock.state(outcome="breached" if clock.breached else None))
        return tuple(row for rows in self.done.values() for row in rows)

    def begin(
        self, metric: str, start: datetime, *steps: Step, received: datetime | None = None, imported: bool = False
    ) -> None:
        """Start a clock, unless one of its metric runs already or the document has no such metric."""
        if metric in self.clocks or metric not in self.rules.metrics:
            return
        ruling, situation = self.ruling(metric), self.situation_of(metric)
        if ruling.target is NO_ROW and metric not in CONVERSATION:
            return
        rows = self.done.setdefault(metric, [])
        clock = Running(
            rows,
            metric,
            ruling=ruling,
            situation=situation,
            start=start,
            steps=steps,
            received=received,
            imported=imported,
        )
        self.clocks[metric] = clock
        if self.wait is not None:
            clock.pause(self.wait[0], start, "")

    def stop(self, metrics: tuple[str, ...], step: Step, *, at: datetime, cancelled: bool = False) -> None:
        """Stop those of `metrics` that run."""
        for metric in metrics:
            clock = self.clocks.pop(metric, None)
            if clock is not None:
                clock.resume(at, step.by)
                self.done[metric].append(clock.stopped(step, at=at, cancelled=cancelled))

    def ruling(self, metric: str, *, fault: str = "") -> Ruling:
        """What the table says of `metric` now, by the fault known or by the `fault` given."""
        situation = self.situation_of(metric)
        if fault and fault != situation.fault:
            situation = replace(situation, fault=fault)
        return self.rules.ruling(metric, situation)

    def situation_of(self, metric: str) -> Situation:
        """Admission is decided by what is claimed, everything else by what is."""
        if metric == "admission" and self.claim is not None:
            return replace(self.situation, severity=self.claim.severity, ground=self.claim.ground)
        return self.situation

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
