"""How running clocks are moved (clocks.md, "What decisions do"). A clock already missed is never touched."""

from collections.abc import Iterator
from datetime import datetime

from reglament.regulation.engine.because import Step
from reglament.regulation.engine.counting_rules import Ruling
from reglament.regulation.engine.due_times import Bound, earliest, rest_of, since
from reglament.regulation.engine.progress import Progress
from reglament.regulation.engine.running_clock import Running
from reglament.regulation.terms.decision_table import Situation


def raise_clocks(progress: Progress, step: Step, *, start: datetime, of: tuple[str, ...]) -> None:
    """The new amount counts from `start`, and is never later than what was promised."""
    for clock in touchable(progress):
        situation = progress.situation_at(clock.metric, start)
        ruling = progress.ruling(clock.metric, situation)
        if ruling is not clock.ruling:
            raise_clock(progress, clock, step, ruling, situation, start=start, of=of)
    progress.wake_up(step, at=start)


def raise_clock(
    progress: Progress,
    clock: Running,
    step: Step,
    ruling: Ruling,
    situation: Situation,
    *,
    start: datetime,
    of: tuple[str, ...],
) -> None:
    """Count by `ruling` from `start`, or from the original start where its row says so, unless that were later."""
    clock.ruling = ruling
    if ruling.target.on_raise == "from-receipt":
        start = original_start(progress, clock)
    else:
        clock.since.update(dict.fromkeys(of, start))
    pauses, begins = progress.pauses(ruling.target, start), ruling.begins(start)
    due, _ = earliest(ruling.bounds, begins, since(begins, pauses))
    with clock.awake(progress.known, step.by):
        if clock.due_at is not None and (due is None or clock.due_at <= due):
            clock.note(step.keeping(due))
        else:
            clock.move(step, ruling, situation, bounds=ruling.bounds, start=start, pauses=pauses)


def count_anew(progress: Progress, step: Step) -> None:
    """Counted from the original start under the row that holds now; a raise still standing counts from where it did."""
    for clock in touchable(progress):
        situation = progress.situation_of(clock)
        ruling = progress.ruling(clock.metric, situation)
        if ruling is not clock.ruling:
            count_clock_anew(progress, clock, step, ruling, situation)
    progress.wake_up(step, at=step.at)


def count_clock_anew(progress: Progress, clock: Running, step: Step, ruling: Ruling, situation: Situation) -> None:
    """The same for one clock."""
    clock.ruling = ruling
    if step.code == "lowered" and ruling.target.on_lower == "from-decision":
        clock.since["lowered"] = step.at
    start = max((original_start(progress, clock), *clock.since.values()))
    if ruling.bounds is clock.bounds and ruling.begins(start) == clock.start:
        return
    pauses = progress.pauses(ruling.target, start)
    with clock.awake(progress.known, step.by):
        clock.move(step, ruling, situation, bounds=ruling.bounds, start=start, pauses=pauses)


def weigh_clocks(progress: Progress, step: Step, *, all_: bool = False) -> None:
    """Where nothing says what is better: a clock whose new row is the shorter one is raised, any other counted anew.

    With `all_` also clocks whose row stays the same are written anew (another edition numbers its rows otherwise).
    """
    for clock in touchable(progress):
        situation = progress.situation_of(clock)
        ruling = progress.ruling(clock.metric, situation)
        if ruling is clock.ruling and not all_:
            continue
        origin = original_start(progress, clock)
        if _is_shorter(ruling.bounds, clock.ruling.bounds, origin):
            raise_clock(progress, clock, step, ruling, situation, start=step.at, of=("decision",))
        else:
            count_clock_anew(progress, clock, step, ruling, situation)
    progress.wake_up(step, at=step.at)


def _is_shorter(new: tuple[Bound, ...], old: tuple[Bound, ...], start: datetime) -> bool:
    due, was = earliest(new, start)[0], earliest(old, start)[0]
    return due is not None and (was is None or due < was)


def count_rest(progress: Progress, step: Step) -> None:
    """Where the row depends on developers, what is left of the amount counts under the other row from now (C-13)."""
    for clock in touchable(progress):
        situation = progress.situation_of(clock)
        ruling = progress.ruling(clock.metric, situation)
        if ruling is clock.ruling:
            continue
        follows_table = clock.bounds is clock.ruling.bounds
        clock.ruling = ruling
        if not follows_table:  # an earlier promise stands, which does not depend on developers
            continue
        with clock.awake(progress.known, step.by):
            bounds = ruling.bounds
            if clock.limit is not None:
                bounds = rest_of(bounds, old=clock.limit, start=clock.start, at=step.at, pauses=clock.pauses)
            clock.move(step, ruling, situation, bounds=bounds, start=step.at)
    progress.wake_up(step, at=step.at)


def restart(progress: Progress, clock: Running, step: Step) -> None:
    """Count the amount of the row that holds now, from now."""
    situation = progress.situation_at(clock.metric, step.at)
    ruling = progress.ruling(clock.metric, situation)
    clock.since["stage"] = step.at
    clock.move(step, ruling, situation, bounds=ruling.bounds, start=step.at)


def begin_earlier(progress: Progress, step: Step, *, began: datetime) -> None:
    """The clocks that an answer would have begun at `began` begin when it was sent, from now."""
    for clock in touchable(progress):
        if clock.origin == began and clock.steps[0].code in ("answered", "ended"):
            clock.origin = step.at
            with clock.awake(progress.known, step.by):
                pauses = progress.pauses(clock.ruling.target, step.at)
                clock.move(
                    step, clock.ruling, clock.situation, bounds=clock.ruling.bounds, start=step.at, pauses=pauses
                )


def supplement(progress: Progress, at: datetime) -> None:
    """The public days of another year became known: due times that were provisional are counted by them."""
    rules = progress.rules
    progress.rules = rules = rules.variant(
        hours=rules.hours, zone=rules.zone, supplements=rules.supplements + 1, moves=rules.moves
    )
    for clock in touchable(progress):
        ruling = progress.ruling(clock.metric, progress.situation_of(clock))
        clock.renew(Step("supplemented", at), ruling, rules.renewed)


def original_start(progress: Progress, clock: Running) -> datetime:
    """Where the clock began with the request, the present severity says whether it had to be accepted first (C-26)."""
    if clock.received is None:
        return clock.origin
    situation = progress.situation
    return progress.rules.accepted(clock.received, situation.severity, level=progress.level, channel=situation.channel)


def touchable(progress: Progress) -> Iterator[Running]:
    """The clocks a decision may move: running, not missed, and not without promise because imported."""
    return (clock for clock in list(progress.clocks.values()) if not clock.breached and not clock.imported)
