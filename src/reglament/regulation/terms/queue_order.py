"""The order of the queue (C-18): one text key per ticket that sorts bytewise, and what a position means in words."""

from dataclasses import dataclass
from datetime import UTC, datetime

from reglament.regulation.terms.edition_terms import Level, Order, Promise, Severity, Words

DANGER, REST = "danger", "rest"
LEVEL = "level:"

_RECEIPT = "%Y%m%d%H%M%S"
_CRITERIA_WIDTH = 3 + 14  # a channel's rank and a receipt; an order without "channel" is padded
_CHANNEL_LAST = 999
_LAST = 99

CRITERIA = {
    "severity": Words("по критичности", "by severity"),
    "level": Words("по уровню", "by level"),
    "channel": Words("по каналу", "by channel"),
    "receipt": Words("по времени поступления", "by receipt"),
}
"""What decides the order within a class."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a ticket stands and why: its class, the class's place among all, and the criteria that order it there."""

    group: str  # a class of the document's order
    number: int  # of the class, the first being 0
    criteria: tuple[str, ...]  # of `CRITERIA`
    channel: str  # slug
    received_at: datetime


def place(
    order: Order, promise: Promise, *, level: str, severity: str, channel: str, received_at: datetime, danger: bool
) -> Place:
    """The place of a ticket; `danger`: the share of its target that `order.danger` names is used up."""
    fitting = {severity, f"{LEVEL}{level}", DANGER if danger else ""}
    group = next((name for name in order.classes if name in fitting), REST)
    criteria = order.within_class.get(group, order.within)
    return Place(group, order.classes.index(group), criteria, channel, received_at.astimezone(UTC))


def queue_key(
    order: Order,
    promise: Promise,
    *,
    level: str,
    severity: str,
    channel: str,
    received_at: datetime,
    danger: bool,
    tid: int,
) -> str:
    """The key of a ticket in the queue: at least 31 ASCII characters, a smaller one goes first, no two tickets have the
    same."""
    stands = place(
        order, promise, level=level, severity=severity, channel=channel, received_at=received_at, danger=danger
    )
    known = promise.channels.get(channel)
    parts = {
        "severity": f"{_LAST - _rank(promise.severities.get(severity), 0):02}",
        "level": f"{_rank(promise.levels.get(level), _LAST):02}",
        "channel": f"{known.rank if known else _CHANNEL_LAST:03}",
        "receipt": f"{stands.received_at:{_RECEIPT}}",
    }
    criteria = "".join(parts[criterion] for criterion in stands.criteria)
    return f"{stands.number:02}{criteria:0<{_CRITERIA_WIDTH}}{tid:012}"


def _rank(ranked: Level | Severity | None, unknown: int) -> int:
    return ranked.rank if ranked else unknown


def group_of(key: str, order: Order) -> str:
    """The class a queue key puts its ticket in; "rest" where the order has changed since and no such class is left."""
    number = int(key[:2])
    return order.classes[number] if number < len(order.classes) else REST


def told(stands: Place, order: Order, promise: Promise) -> Words:
    """The place in words: the class, then what decides within it."""
    group = group_words(stands.group, order, promise)
    within = [_criterion(criterion, stands, promise) for criterion in stands.criteria]
    return Words(
        ru="; ".join([group.ru, *(one.ru for one in within)]), en="; ".join([group.en, *(one.en for one in within)])
    )


def class_words(group: str, order: Order, promise: Promise) -> Words:
    """A class in words, and what decides the order within it, whatever the ticket."""
    told_group = group_words(group, order, promise)
    within = [CRITERIA[criterion] for criterion in order.within_class.get(group, order.within)]
    return Words(
        ru="; ".join([told_group.ru, *(one.ru for one in within)]),
        en="; ".join([told_group.en, *(one.en for one in within)]),
    )


def group_words(group: str, order: Order, promise: Promise) -> Words:
    """A class of the order in words."""
    if group == REST:
        return Words("в общей очереди", "in turn")
    if group == DANGER:
        return Words(
            f"срок под угрозой: израсходовано не меньше {order.danger} % времени",
            f"in the danger zone: at least {order.danger} % of the time is used up",
        )
    if group.startswith(LEVEL):
        level = promise.levels[group.removeprefix(LEVEL)].name
        return Words(f"отдельно уровень «{level.ru}»", f"apart, level “{level.en}”")
    severity = promise.severities[group].name
    return Words(f"вне очереди: {severity.ru}", f"out of turn: {severity.en}")


def _criterion(criterion: str, stands: Place, promise: Promise) -> Words:
    if criterion != "channel":
        return CRITERIA[criterion]
    channel = promise.channels.get(stands.channel)
    name = channel.name if channel else Words(stands.channel, stands.channel)
    return Words(f"по каналу ({name.ru})", f"by channel ({name.en})")
