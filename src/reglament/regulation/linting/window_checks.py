"""Windows that never let anything through, and promises that an answer held back by its window can't keep."""

from collections.abc import Iterator

from reglament.regulation.document.compiler import RESPONSES
from reglament.regulation.document.notation import spelled
from reglament.regulation.document.problems.problems import Path, Problem, listed
from reglament.regulation.document.schema.sections import Document, TargetSection, WindowSection
from reglament.regulation.linting.day_checks import never_opens
from reglament.regulation.linting.row_checks import ASTRONOMICAL


def window_faults(document: Document) -> Iterator[Problem]:
    """A window that never opens, and promises around the clock to which it gives way to nobody."""
    for name in ("acceptance", "answers"):
        window: WindowSection | None = getattr(document, name)
        if window and window.calendar in document.calendars and never_opens(window.calendar, document):
            yield Problem("window_never_opens", (name, "calendar"), value=window.calendar)
    if document.answers:
        yield from _promises_held_back(document, document.answers)


def _promises_held_back(document: Document, window: WindowSection) -> Iterator[Problem]:
    opens = document.calendars.get(window.calendar)
    if opens is None or opens.never_closes:
        return
    for number, row in enumerate(document.targets):
        if row.amount and RESPONSES & set(row.metric) and _runs_at_night(row, document):
            held = sorted(set(row.when.severity or document.severities) - set(window.exempt))
            if held and not _is_exempt(row, window):
                path: Path = ("targets", number, "amount")
                yield Problem("window_against_promise", path, value=spelled(row.amount), expected=listed(held))


def _runs_at_night(row: TargetSection, document: Document) -> bool:
    calendars = [document.calendars[slug] for slug in row.calendar.values() if slug in document.calendars]
    always = [calendar for calendar in calendars if calendar.never_closes]
    return bool(always) or (row.amount is not None and row.amount.unit in ASTRONOMICAL)


def _is_exempt(row: TargetSection, window: WindowSection) -> bool:
    """Whether every request the row decides passes the window at any time."""
    by_level = row.when.level is not None and set(row.when.level) <= set(window.exempt_levels)
    by_channel = row.when.channel is not None and set(row.when.channel) <= set(window.exempt_channels)
    return by_level or by_channel
