"""How running clocks are moved (clocks.md, "Changes"). A clock already missed is never touched."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from reglament.regulation.because import Step
from reglament.regulation.dues import earliest, rest_of
from reglament.regulation.progress import Progress
from reglament.regulation.running import Running


def raise_clocks(progress: Progress, step: Step, *, start: datetime, of: tuple[str, ...]) -> None:
    """The new amount counts from `start`, and is never later than what was promised."""
    for clock in touchable(progress):
        ruling = progress.ruling(clock.metric)
        if ruling is clock.ruling:
            continue
        clock.ruling = ruling
        clock.since.update(dict.fromkeys(of, start))
        pauses = progress.pauses(ruling.target, start)
        due, _ = earliest(ruling.bounds, start, pauses)
        with clock.awake(progress.known, step.by):
            if clock.due_at is not None and (due is None or clock.due_at <= due):
                clock.note(step.keeping(due))
            else:
                situation = progress.situation_of(clock.metric)
                clock.move(step, ruling, situation, bounds=ruling.bounds, start=start, pauses=pauses)


def count_anew(progress: Progress, step: Step) -> None:
    """Counted from the original start under the row that holds now; a raise still standing counts from where it did."""
    for clock in touchable(progress):
        ruling = progress.ruling(clock.metric, fault=clock.situation.fault)
        if ruling is clock.ruling:
            continue
        clock.ruling = ruling
        start = max((_original_start(progress, clock), *clock.since.values()))
        if ruling.bounds is clock.bounds and start == clock.start:
            continue
        situation = replace(progress.situation_of(clock.metric), fault=clock.situation.fault)
        pauses = progress.pauses(ruling.target, start)
        with clock.awake(progress.known, step.by):
            clock.move(step, ruling, situation, bounds=ruling.bounds, start=start, pauses=pauses)


def count_rest(progress: Progress, step: Step) -> None:
    """Where the row depends on developers, what is left of the amount counts under the other row from now (C-13)."""
    for clock in touchable(progress):
        ruling = progress.ruling(clock.metric, fault=clock.situation.fault)
        if ruling is clock.ruling:
            continue
        follows_table = clock.bounds is clock.ruling.bounds
        clock.ruling = ruling
        if not follows_table:  # an earlier promise stands, which does not depend on developers
            continue
        situation = replace(progress.situation_of(clock.metric), fault=clock.situation.fault)
        with clock.awake(progress.known, step.by):
            bounds = ruling.bounds
            if clock.limit is not None:
                bounds = rest_of(bounds, old=clock.limit, start=clock.start, at=step.at, pauses=clock.pauses)
            clock.move(step, ruling, situation, bounds=bounds, start=step.at)


def restart(progress: Progress, clock: Running, step: Step) -> None:
    """Count the amount of the row that holds now, from now."""
    ruling = progress.ruling(clock.metric)
    clock.since["stage"] = step.at
    clock.move(step, ruling, progress.situation_of(clock.metric), bounds=ruling.bounds, start=step.at)


def _original_start(progress: Progress, clock: Running) -> datetime:
    """Where the clock began with the request, the present severity says whether it had to be accepted first (C-26)."""
    if clock.received is None:
        return clock.origin
    return progress.rules.accepted(clock.received, progress.situation.severity)


def touchable(progress: Progress) -> Iterator[Running]:
    """The clocks a decision may move: running, not missed, and not without promise because imported."""
    return (clock for clock in list(progress.clocks.values()) if not clock.breached and not clock.imported)
