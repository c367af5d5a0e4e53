"""After a calendar supplement: the clocks it reaches are counted by it at once, not only with the next act."""

from datetime import UTC, datetime, timedelta

from reglament.lib.db import writing
from reglament.regulation.models import Desk, Supplement
from reglament.tickets.clocks.clock_rows import retime
from reglament.tickets.locking import locked
from reglament.tickets.models import Clock, Ticket


def recount(desk: Desk, supplement: Supplement, *, at: datetime) -> int:
    """Count the running clocks of the desk that end in the years of `supplement`, or later; how many tickets have them.

    Each ticket in a transaction of its own; doing it again changes nothing, and who dies before leaves it to the
    sweep.
    """
    from reglament.regulation.loading.supplements import read  # heavy, and needed once a year

    first = min(int(year) for _country, year in read(supplement.text).years)
    begins = datetime(first, 1, 1, tzinfo=UTC) - timedelta(days=1)  # somewhere the year begins before UTC's
    reached = Clock.objects.running().filter(ticket__desk=desk, due_at__gte=begins).values_list("ticket", flat=True)
    tickets = sorted(set(reached))
    for tid in tickets:
        with writing():
            retime(locked(Ticket(pk=tid)), at=at)
    with writing():
        Supplement.objects.filter(pk=supplement.pk, counted_at=None).update(counted_at=at)
    return len(tickets)


def recount_due(now: datetime) -> int:
    """Count by the supplements that were published and not counted by. (A sweep.)"""
    due = Supplement.objects.filter(counted_at=None).select_related("desk").order_by("pk")
    return sum(recount(supplement.desk, supplement, at=now) for supplement in due)
