"""A regulation made ready for counting: decisions are remembered, amounts stand beside their compiled calendars."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from reglament.regulation.engine.because import Limit
from reglament.regulation.engine.due_times import SECONDS, Bound, CutOff
from reglament.regulation.terms.decision_table import Situation, decide
from reglament.regulation.terms.edition_terms import Amount, Ground, Promise, Regulation, Target, When
from reglament.regulation.terms.metrics import CONVERSATION, Metric
from reglament.worktime.calendar import Calendar
from reglament.worktime.timeline import Timeline, compiled

NO_ROW = Target(number=0, metric="", when=When(), amount=None, calendar="")

CONTRACT = "contract"
"""The calendar that is the contract's own."""

IN_ZONE = "@"
"""`office@Asia/Tokyo`: the hours of a calendar read on the clock of another zone."""


class Ruling(NamedTuple):
    """The row that holds, and every limit that follows from it; without limits nothing is promised.

    `supplements` is how many calendar supplements were known, `moves` how often the ticket had been moved.
    """

    target: Target
    bounds: tuple[Bound, ...]
    cut_off: CutOff | None = None
    supplements: int = 0
    moves: int = 0
    extension: Bound | None = None

    def begins(self, start: datetime) -> datetime:
        """From when the amount counts: `start`, or later where the row has a cut-off."""
        return start if self.cut_off is None else self.cut_off.counts_from(start)


class Rules:
    """A regulation made ready for counting: with the hours and zone a contract names, and some of its supplements."""

    def __init__(
        self, regulation: Regulation, *, hours: str = "", zone: str = "", supplements: int = 0, moves: int = 0
    ) -> None:
        self.regulation = regulation
        later = regulation.supplements[supplements:]
        calendars = later[0].before if later else regulation.promise.calendars
        self.promise = promise = replace(regulation.promise, calendars=calendars)
        self.hours, self.zone, self.supplements, self.moves = hours, zone, supplements, moves
        self.upcoming = later[0].at if later else None  # when the next supplement comes
        self._timelines = {"": compiled(Calendar("", regulation.zone, ((),) * 7, always=True))}
        self._variants: dict[tuple[str, str, int, int], Rules] = {}
        self._decided: dict[tuple[str, Situation], Ruling] = {}
        self._rulings: dict[tuple[str, int, int], Ruling] = {}
        self._rows = {(row.metric, row.number): row for row in reversed(promise.targets)}
        self.starting = _starting({*CONVERSATION, *(row.metric for row in promise.targets)}, promise.metrics)
        self.claimed = frozenset(self.starting.get("claim", ()))
        self.after_answer = frozenset(
            slug
            for event in ("answer", "contact")
            for slug in self.starting.get(event, ())
            if not promise.metrics[slug].once
        )
        self.during = frozenset(slug for row in promise.targets for slug in row.when.during or ())
        self.development_level = next(
            (level.slug for level in promise.levels.values() if level.stage == "development"), ""
        )

    def variant(self, *, hours: str = "", zone: str = "", supplements: int = 0, moves: int = 0) -> "Rules":
        """The same regulation with hours of a contract, with supplements known, after moves to other editions."""
        if self.promise.contract_hours is None:
            hours = zone = ""
        key, base = (hours, zone, supplements, moves), rules_of(self.regulation)
        if key == ("", "", 0, 0):
            return base
        if key not in base._variants:
            base._variants[key] = Rules(self.regulation, hours=hours, zone=zone, supplements=supplements, moves=moves)
        return base._variants[key]

    def ruling(self, metric: str, situation: Situation) -> Ruling:
        """What is promised for `metric`; the same object as long as the same rows decide."""
        ruling = self._decided.get((metric, situation))
        if ruling is None:
            ruling = self._decided[metric, situation] = self._decide(metric, situation)
        return ruling

    def row(self, metric: str, number: int) -> Target:
        """A row of the table by its number; `NO_ROW` if there is none."""
        return self._rows.get((metric, number), NO_ROW)

    def timeline(self, slug: str) -> Timeline:
        """The compiled calendar of a row or a clock; "" is open around the clock."""
        timeline = self._timelines.get(slug)
        if timeline is None:
            calendar = calendar_of(self.promise, self.named(slug))
            assert calendar is not None, f"the document has no calendar {slug}"
            timeline = self._timelines[slug] = compiled(calendar)
        return timeline

    def open_during(self, at: datetime) -> frozenset[str]:
        """Which of the calendars that rows ask about are open then."""
        return frozenset(slug for slug in self.during if self.timeline(self.named(slug)).is_open(at))

    def accepted(self, received: datetime, severity: str, *, level: str = "", channel: str = "") -> datetime:
        """When a request received then is accepted (C-26)."""
        window = self.promise.acceptance
        if window is None or window.is_free(severity=severity, level=level, channel=channel):
            return received
        return self.timeline(window.calendar).next_opening(received)

    def severity_rank(self, slug: str) -> int:
        """The rank of a severity; larger is more severe, unknown is the least."""
        severity = self.promise.severities.get(slug)
        return severity.rank if severity else 0

    def level_is_better(self, slug: str, than: str) -> bool:
        """Whether one level is better than another; an unknown one is the worst."""
        levels = self.promise.levels
        return slug in levels and (than not in levels or levels[slug].rank < levels[than].rank)

    def ground(self, severity: str, slug: str) -> Ground | None:
        """A ground of a severity by its name."""
        known = self.promise.severities.get(severity)
        return next((ground for ground in known.grounds if ground.slug == slug), None) if known else None

    def unnamed_ground(self, severity: str) -> str:
        """The ground meant where a severity is given without one: the one that counts at once, else the first."""
        known = self.promise.severities.get(severity)
        if known is None or not known.grounds:
            return ""
        return min(known.grounds, key=lambda ground: not ground.provisional).slug

    def _decide(self, metric: str, situation: Situation) -> Ruling:
        target = decide(self.promise, metric, situation) or NO_ROW
        ceiling = NO_ROW
        if metric == "next_response" and target is not NO_ROW:
            ceiling = decide(self.promise, "first_response", situation) or NO_ROW
        key = metric, id(target), id(ceiling)
        if key not in self._rulings:
            bounds = (*self._bounds(target), *self._ceiling(target, ceiling))
            extension = self._bound("amount", target, target.extension) if target.extension else None
            self._rulings[key] = Ruling(target, bounds, self._cut_off(target), self.supplements, self.moves, extension)
        return self._rulings[key]

    def _ceiling(self, target: Target, reaction: Target) -> list[Bound]:
        """What the level's reaction amount adds to the limits of a reply, which it never exceeds (C-14)."""
        own = {bound[1:] for bound in self._bounds(target)}
        return [bound._replace(limit="reaction") for bound in self._bounds(reaction) if bound[1:] not in own]

    def _bounds(self, target: Target) -> list[Bound]:
        limits: tuple[tuple[Limit, Amount | None], ...] = ("amount", target.amount), ("cap", target.cap)
        return [self._bound(limit, target, amount) for limit, amount in limits if amount is not None]

    def _bound(self, limit: Limit, target: Target, amount: Amount) -> Bound:
        calendar = self.named(target.calendar)
        seconds = amount.value * SECONDS.get(amount.unit, 1)
        return Bound(limit, target.number, amount.unit, seconds, calendar, self.timeline(calendar))

    def _cut_off(self, target: Target) -> CutOff | None:
        if target.cut_off is None:
            return None
        return CutOff(60 * target.cut_off, self.timeline(self.named(target.calendar)))

    def renewed(self, bound: Bound) -> Bound:
        """The same limit by the calendar as these rules know it."""
        return bound._replace(timeline=self.timeline(bound.calendar))

    def named(self, calendar: str) -> str:
        """The slug under which a clock keeps the calendar of a row: the contract's own by its own name."""
        own = self.promise.contract_hours
        if calendar != CONTRACT or own is None:
            return calendar
        hours = self.hours if self.hours in own.calendars else own.calendar
        zone = self.zone if own.own_zone else ""
        return f"{hours}{IN_ZONE}{zone}" if zone and zone != self.promise.calendars[hours].zone else hours


def calendar_of(promise: Promise, slug: str) -> Calendar | None:
    """The calendar a clock names; None where the document has none of that name, as of a clock around the clock."""
    hours, _, zone = slug.partition(IN_ZONE)
    calendar = promise.calendars.get(hours)
    return replace(calendar, name=slug, zone=zone) if calendar is not None and zone else calendar


def later(regulation: Regulation, start: datetime, amount: Amount, calendar: str = "") -> datetime:
    """`amount` after `start`, on a calendar of the document or around the clock."""
    always = Calendar("", regulation.zone, ((),) * 7, always=True)
    timeline = compiled(calendar_of(regulation.promise, calendar) or always)
    seconds = amount.value * SECONDS.get(amount.unit, 1)
    return Bound("amount", 0, amount.unit, seconds, calendar, timeline).due(start)


def _starting(metrics: set[str], known: Mapping[str, Metric]) -> dict[str, tuple[str, ...]]:
    """Which of `metrics` each event starts, as the document orders them."""
    starting: dict[str, tuple[str, ...]] = {}
    for slug, metric in known.items():
        if slug in metrics:
            for event in metric.starts:
                starting[event] = (*starting.get(event, ()), slug)
    return starting


_RULES: dict[int, Rules] = {}
_RULES_KEPT = 256


def rules_of(regulation: Regulation) -> Rules:
    """The rules of a regulation, made once per value. Kept for the last few hundred: editions are few and live long."""
    rules = _RULES.get(id(regulation))
    if rules is None or rules.regulation is not regulation:
        if len(_RULES) >= _RULES_KEPT:
            _RULES.clear()
        rules = _RULES[id(regulation)] = Rules(regulation)
    return rules
