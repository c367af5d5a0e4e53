"""The clocks of a ticket, computed from its facts and one edition (clocks.md, "What a row can be").

Always from scratch: the same history gives the same rows, whoever asks, so what is stored can be checked against it.
"""

from collections.abc import Sequence
from datetime import datetime

from reglament.regulation.engine.because import Because
from reglament.regulation.engine.clock_row import ClockState, Outcome
from reglament.regulation.engine.counting_rules import rules_of
from reglament.regulation.engine.facts import Fact
from reglament.regulation.engine.fold import pass_to, take
from reglament.regulation.engine.progress import Progress
from reglament.regulation.terms.edition_terms import Regulation

__all__ = ["Because", "ClockState", "Outcome", "clocks"]


def clocks(regulation: Regulation, history: Sequence[Fact], *, now: datetime) -> tuple[ClockState, ...]:
    """All clock rows of a ticket, superseded ones included: metrics as they first appeared, each by ordinal.

    `history` is in the order in which the desk learned of it, and begins with `Opened`. `now` decides only whether a
    running clock is breached.
    """
    progress = Progress(rules_of(regulation))
    for fact in history:
        take(progress, fact)
    pass_to(progress, now)
    return progress.rows()
