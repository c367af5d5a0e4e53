"""Terms of works, prices, quality and publication that can't be counted or hold nothing."""

from collections.abc import Iterator

from reglament.regulation.document.notation import spelled
from reglament.regulation.document.problems.problems import Path, Problem, listed, same
from reglament.regulation.document.schema.schema_quality import SilenceSection
from reglament.regulation.document.schema.sections import Document
from reglament.regulation.linting.row_checks import WORKING
from reglament.regulation.terms.edition_terms import Amount


def term_faults(document: Document) -> Iterator[Problem]:
    """Amounts without a calendar, scales of nothing, files taken and refused."""
    yield from _uncounted(document)
    if document.rating and not 2 <= document.rating.scale <= 10:
        yield Problem("bad_scale", ("rating", "scale"), value=str(document.rating.scale))
    if files := document.attachments:
        if files.largest is not None and files.largest < 1:
            yield Problem("too_small", ("attachments", "largest"), value=str(files.largest), expected=same("1"))
        for number, kind in enumerate(files.refused):
            if kind in {*files.pictures, *files.archived_pictures, *files.archives}:
                yield Problem("named_twice", ("attachments", "refused", number), value=kind)
    for section in ("definitions", "readings", "reports", "statements"):
        yield from _twice(section, [one.slug for one in getattr(document, section)])


def _uncounted(document: Document) -> Iterator[Problem]:
    for path, amount, calendar in _amounts(document):
        if amount and amount.unit in WORKING and not calendar:
            expected = listed(document.calendars)
            yield Problem("needs_calendar", path, value=spelled(amount), expected=expected)


def _amounts(document: Document) -> Iterator[tuple[Path, Amount | None, str]]:
    if works := document.works:
        yield ("works", "notice"), works.notice, works.calendar
    if reopening := document.reopening:
        yield ("reopening", "within"), reopening.within, reopening.calendar
    if closing := document.closing:
        yield from _silent(("closing",), closing)
        if closing.resolved:
            yield from _silent(("closing", "resolved"), closing.resolved)
    for number, escalation in enumerate(document.escalations):
        if isinstance(escalation.after, Amount):
            yield ("escalations", number, "after"), escalation.after, escalation.calendar
    for number, report in enumerate(document.reports):
        yield ("reports", number, "within"), report.within, report.calendar


def _silent(path: Path, silence: SilenceSection) -> Iterator[tuple[Path, Amount | None, str]]:
    for number, reminder in enumerate(silence.reminders):
        yield (*path, "reminders", number), reminder, silence.calendar
    yield (*path, "warn-after"), silence.warn_after, silence.calendar
    yield (*path, "close-after"), silence.close_after, silence.calendar


def _twice(section: str, slugs: list[str]) -> Iterator[Problem]:
    for number, slug in enumerate(slugs):
        if slug in slugs[:number]:
            yield Problem("named_twice", (section, number, "slug"), value=slug)
