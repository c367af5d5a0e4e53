"""Credits nobody is owed and escalations nobody hears of."""

from collections.abc import Iterator

from reglament.regulation.document.problems.problems import Path, Problem
from reglament.regulation.document.schema.sections import Document
from reglament.regulation.terms.edition_terms import Amount


def quality_faults(document: Document) -> Iterator[Problem]:
    """Credits for what nobody promises, or for two things at once; escalations to nobody, or counted from two;
    silence that closes without a word before (C-29)."""
    promised = {name for row in document.targets if row.amount is not None for name in row.metric}
    for number, credit in enumerate(document.credits):
        path: Path = ("credits", number)
        if credit.metric not in promised:
            yield Problem("credit_without_promise", (*path, "metric"), value=credit.metric)
        if (credit.below is None) == (credit.each is None):
            yield Problem("below_or_each", path)
    if document.closing and not (document.closing.warn_after or document.closing.reminders):
        yield Problem("closing_unwarned", ("closing",))
    for number, escalation in enumerate(document.escalations):
        path = ("escalations", number)
        if not escalation.to and escalation.who is None:
            yield Problem("escalation_to_nobody", path)
        if escalation.counts_from == "due" and not isinstance(escalation.after, Amount):
            yield Problem("share_after_due", (*path, "counts-from"), value=f"{escalation.after} %")
