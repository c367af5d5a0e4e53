"""Why a clock is as it is, in codes and values; `explanation.py` makes sentences of them when they are shown."""

from datetime import UTC, datetime
from typing import Any, Literal, NamedTuple, Self

Code = Literal[
    # how a clock began
    "received",
    "imported",
    "from-triage",
    "accepted",
    "client-wrote",
    "answered",
    "reopened",
    "returned",
    "claimed",
    "transferred",
    "feasible",
    "complained",
    "found",
    "cut-off",
    # what moved it, or would have
    "raised",
    "lowered",
    "reclassified",
    "confirmed",
    "approved",
    "developers",
    "moved",
    "extended",
    "supplemented",
    "paused",
    "resumed",
    # how it stopped, where the outcome does not say it
    "started",
    "contacted",
    "handed-over",
    "given",
    "sent-now",
    "not-needed",
    "ended",
]

Limit = Literal["amount", "cap", "reaction", "rest"]
"""What gave the due time: the amount, its cap, the level's reaction amount, what was left when developers came in."""


class Step(NamedTuple):
    """One thing that made the clock what it is.

    `what` is the slug concerned: a severity, level, ground, department, thing waited for, ending. `due` is the due time
    before this step; if the step left the earlier promise standing (`kept`), the time it would have given.
    """

    code: Code
    at: datetime
    by: str = ""
    what: str = ""
    reason: str = ""
    due: datetime | None = None
    kept: bool = False

    def moving(self, due: datetime | None) -> Self:
        """The step as one that moved a clock which was due then."""
        return self._replace(due=due)

    def keeping(self, due: datetime | None) -> Self:
        """The step as one that would have given `due`, and left the earlier promise."""
        return self._replace(due=due, kept=True)


class Because(NamedTuple):
    """The grounds of one clock row.

    `limit_rule` is the number of the row whose amount bounds a reply (C-14). `rest` is set where only what was left of
    an amount counts, in seconds, or in days where the unit is. During `pauses` the due time stood still.
    `extended`: the amount is longer by the extension of its row.
    `supplements` is how many calendar supplements of the edition were known, `moves` how often the ticket had been
    moved to another edition.
    """

    level: str
    severity: str
    ground: str = ""
    steps: tuple[Step, ...] = ()
    limit: Limit = "amount"
    limit_rule: int = 0
    rest: int | None = None
    pauses: tuple[tuple[str, datetime, datetime], ...] = ()
    supplements: int = 0
    moves: int = 0
    extended: bool = False

    def to_json(self) -> dict[str, Any]:
        """A dict of strings, numbers and lists; instants in ISO 8601 UTC. Empty values are left out."""
        data = _filled(self)
        if self.steps:
            data["steps"] = [_filled(step) for step in self.steps]
        if self.pauses:
            data["pauses"] = [[what, _iso(begin), _iso(end)] for what, begin, end in self.pauses]
        return data

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """What `to_json` gave, as a value again. Raises TypeError for keys that don't exist."""
        steps = tuple(Step(**_with_instants(step)) for step in data.get("steps", ()))
        pauses = tuple((what, _instant(begin), _instant(end)) for what, begin, end in data.get("pauses", ()))
        return cls(**{**data, "steps": steps, "pauses": pauses})


def _filled(value: "Because | Step") -> dict[str, Any]:
    return {
        name: _iso(content) if isinstance(content, datetime) else content
        for name, content in zip(value._fields, value, strict=True)
        if name not in value._field_defaults or content != value._field_defaults[name]
    }


def _with_instants(data: dict[str, Any]) -> dict[str, Any]:
    return {key: _instant(value) if key in ("at", "due") else value for key, value in data.items()}


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)
