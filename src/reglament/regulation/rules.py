"""A regulation made ready for counting: decisions are remembered, amounts stand beside their compiled calendars."""

from datetime import datetime
from typing import NamedTuple

from reglament.regulation.because import Limit
from reglament.regulation.dues import SECONDS, Bound
from reglament.regulation.tables import Situation, decide
from reglament.regulation.terms import Amount, Ground, Regulation, Target, When
from reglament.worktime.calendar import Calendar
from reglament.worktime.timeline import Timeline, compiled

CONVERSATION = ("first_response", "next_response")
"""Every ticket has these clocks, promised or not; the others exist where the document has a row for them."""

NO_ROW = Target(number=0, metric="", when=When(), amount=None, calendar="")


class Ruling(NamedTuple):
    """The row that holds, and every limit that follows from it; without limits nothing is promised."""

    target: Target
    bounds: tuple[Bound, ...]


class Rules:
    """A regulation made ready for counting."""

    def __init__(self, regulation: Regulation) -> None:
        self.regulation = regulation
        self.promise = promise = regulation.promise
        always = compiled(Calendar("", regulation.zone, ((),) * 7, always=True))
        self._timelines = {"": always} | {slug: compiled(calendar) for slug, calendar in promise.calendars.items()}
        self._decided: dict[tuple[str, Situation], Ruling] = {}
        self._rulings: dict[tuple[str, int, int], Ruling] = {}
        self.metrics = {*CONVERSATION, *(row.metric for row in promise.targets)}
        self._rows = {(row.metric, row.number): row for row in promise.targets}
        self.development_level = next(
            (level.slug for level in promise.levels.values() if level.stage == "development"), ""
        )

    def ruling(self, metric: str, situation: Situation) -> Ruling:
        """What is promised for `metric`; the same object as long as the same rows decide."""
        ruling = self._decided.get((metric, situation))
        if ruling is None:
            ruling = self._decided[metric, situation] = self._decide(metric, situation)
        return ruling

    def row(self, metric: str, number: int) -> Target:
        """A row of the table by its number; `NO_ROW` if there is none."""
        return self._rows.get((metric, number), NO_ROW)

    def timeline(self, calendar: str) -> Timeline:
        """The compiled calendar of a slug; "" is open around the clock."""
        return self._timelines[calendar]

    def accepted(self, received: datetime, severity: str) -> datetime:
        """When a request received then is accepted (C-26)."""
        window = self.promise.acceptance
        if window is None or severity in window.exempt:
            return received
        return self._timelines[window.calendar].next_opening(received)

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
        grounds = sorted(known.grounds, key=lambda ground: not ground.provisional) if known else []
        return grounds[0].slug if grounds else ""

    def _decide(self, metric: str, situation: Situation) -> Ruling:
        target = decide(self.promise, metric, situation) or NO_ROW
        ceiling = NO_ROW
        if metric == "next_response" and target is not NO_ROW:
            ceiling = decide(self.promise, "first_response", situation) or NO_ROW
        key = metric, target.number, ceiling.number
        if key not in self._rulings:
            self._rulings[key] = Ruling(target, (*self._bounds(target), *self._ceiling(target, ceiling)))
        return self._rulings[key]

    def _ceiling(self, target: Target, reaction: Target) -> list[Bound]:
        """What the level's reaction amount adds to the limits of a reply, which it never exceeds (C-14)."""
        own = {bound[1:] for bound in self._bounds(target)}
        return [bound._replace(limit="reaction") for bound in self._bounds(reaction) if bound[1:] not in own]

    def _bounds(self, target: Target) -> list[Bound]:
        limits: tuple[tuple[Limit, Amount | None], ...] = ("amount", target.amount), ("cap", target.cap)
        return [
            Bound(
                limit,
                target.number,
                amount.unit,
                amount.value * SECONDS.get(amount.unit, 1),
                target.calendar,
                self._timelines[target.calendar],
            )
            for limit, amount in limits
            if amount is not None
        ]


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
