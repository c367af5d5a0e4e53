"""Rows of the decision table that can't decide or contradict themselves."""

from collections.abc import Iterator

from reglament.regulation.document.notation import spelled
from reglament.regulation.document.problems.problems import Path, Problem, listed, same
from reglament.regulation.document.schema.schema_base import OTHERWISE
from reglament.regulation.document.schema.sections import Document, TargetSection
from reglament.regulation.terms.edition_terms import Amount, Unit

FIRST, NEXT = "first_response", "next_response"

ASTRONOMICAL = frozenset({Unit.MINUTES, Unit.HOURS})
WORKING = frozenset({Unit.WORKING_MINUTES, Unit.WORKING_HOURS, Unit.WORKING_DAYS})


def row_faults(document: Document) -> Iterator[Problem]:
    """What is wrong with each row by itself."""
    for number, row in enumerate(document.targets):
        path: Path = ("targets", number)
        for place, metric in enumerate(row.metric):
            if metric in row.metric[:place]:
                yield Problem("named_twice", (*path, "metric", place), value=metric)
        if row.pauses and {FIRST, NEXT} & set(row.metric):
            yield Problem("pause_on_reaction", (*path, "pauses"))
        if row.amount is None:
            yield from _unpromised(path, row)
        else:
            yield from _promised(path, row, row.amount, document)


ONLY_WITH_AMOUNT = (
    "calendar",
    "cap",
    "cut-off",
    "share",
    "extension",
    "pauses",
    "warnings",
    "on-raise",
    "on-lower",
    "on-transfer",
    "on-reopen",
)


def _unpromised(path: Path, row: TargetSection) -> Iterator[Problem]:
    if row.why is None:
        yield Problem("no_amount", path)
    for key in ONLY_WITH_AMOUNT:
        name = key.replace("-", "_")
        if getattr(row, name) != TargetSection.model_fields[name].default:
            yield Problem("only_with_amount", (*path, key), value=key)


def _promised(path: Path, row: TargetSection, amount: Amount, document: Document) -> Iterator[Problem]:
    if row.why is not None:
        yield Problem("why_with_amount", (*path, "why"))
    needing = [one for one in (amount, row.cap) if one and one.unit in WORKING]
    if needing and not row.calendar:
        yield Problem("needs_calendar", path, value=spelled(needing[0]), expected=listed(document.calendars))
    if row.cap and row.cap.unit is amount.unit:
        yield Problem("cap_of_same_unit", (*path, "cap"), value=spelled(row.cap))
    if amount.unit in ASTRONOMICAL and any(_has_hours(slug, document) for slug in row.calendar.values()):
        working = f'"{spelled(Amount(amount.value, Unit(f"working_{amount.unit}")))}"'
        yield Problem("astronomical_on_hours", (*path, "amount"), value=spelled(amount), expected=same(working))
    if row.cut_off is not None and not needing:
        yield Problem("cut_off_around_the_clock", (*path, "cut-off"), value=spelled(amount))
    if row.calendar and OTHERWISE not in row.calendar:
        left = [name for name in row.when.channel or document.channels if name not in row.calendar]
        if left:
            yield Problem("calendar_without_otherwise", (*path, "calendar"), expected=listed(left))


def _has_hours(slug: str, document: Document) -> bool:
    """Whether it is a calendar that is closed at times."""
    return slug in document.calendars and not document.calendars[slug].never_closes
