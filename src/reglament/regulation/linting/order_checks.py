"""Orders of the queue that forget somebody, or contradict severities and levels."""

from collections.abc import Iterator

from reglament.regulation.document.problems.problems import Problem, same
from reglament.regulation.document.schema.sections import Document
from reglament.regulation.linting.level_checks import NO_ENTITLEMENT
from reglament.regulation.terms.queue_order import DANGER, LEVEL, REST


def order_faults(document: Document) -> Iterator[Problem]:
    """An order that forgets somebody, sets apart a severity that waits its turn, or turns levels upside down."""
    classes = document.order.classes
    if REST not in classes:
        yield Problem("order_without_rest", ("order", "classes"))
    for number, name in enumerate(classes):
        if name in classes[:number]:
            yield Problem("named_twice", ("order", "classes", number), value=name)
    for slug, severity in document.severities.items():
        if severity.out_of_turn and slug not in classes:
            yield Problem("order_without_severity", ("order", "classes"), value=slug)
        if not severity.out_of_turn and slug in classes:
            yield Problem("order_in_turn", ("order", "classes", classes.index(slug)), value=slug)
    if REST in classes:
        yield from _level_faults(document)


def _level_faults(document: Document) -> Iterator[Problem]:
    """A worse level goes ahead of a better one; one that stands last has a promise and no way to be lifted in time."""
    order, levels = document.order, document.levels
    places = {slug: _place(slug, order.classes) for slug in levels if slug != NO_ENTITLEMENT}
    by_contract = {slug: place for slug, place in places.items() if levels[slug].stage == "support"}
    for slug, place in by_contract.items():
        if f"{LEVEL}{slug}" not in order.classes:
            continue
        ahead = [other for other, its in by_contract.items() if its > place and levels[other].rank < levels[slug].rank]
        behind = [other for other, its in by_contract.items() if its < place and levels[other].rank > levels[slug].rank]
        number = order.classes.index(f"{LEVEL}{slug}")
        if ahead:
            expected = same(ahead[0])
            yield Problem("order_against_levels", ("order", "classes", number), value=slug, expected=expected)
        elif behind and _place(slug, order.classes) > order.classes.index(REST):
            expected = same(slug)
            yield Problem("order_against_levels", ("order", "classes", number), value=behind[0], expected=expected)
        if place > order.classes.index(REST) and DANGER not in order.classes[:place] and _is_promised(slug, document):
            yield Problem("order_starves_level", ("order", "classes", number), value=slug)


def _place(slug: str, classes: list[str]) -> int:
    """Where an ordinary request of that level stands."""
    own = f"{LEVEL}{slug}"
    return classes.index(own) if own in classes else classes.index(REST)


def _is_promised(slug: str, document: Document) -> bool:
    """Whether some row promises the level a first response."""
    rows = [row for row in document.targets if "first_response" in row.metric and row.amount is not None]
    return any(row.when.level is None or slug in row.when.level for row in rows)
