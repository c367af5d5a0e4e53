"""Which names of the regulation open tickets use: a new edition may retire them, not forget them (design.md §4)."""

from reglament.regulation.models import Desk
from reglament.tickets.models import Ticket

_TABLES = ("levels", "severities", "channels", "departments")
_COLUMNS = ("level", "severity", "channel", "department")


def names_in_use(desk: Desk) -> dict[str, set[str]]:
    """By table of the document, the slugs that open tickets of the desk have. "none" is nobody's entitlement and needs
    no entry."""
    rows = Ticket.objects.filter(desk=desk).unresolved().order_by().values_list(*_COLUMNS).distinct()
    used: dict[str, set[str]] = {table: set() for table in _TABLES}
    for row in rows:
        for table, slug in zip(_TABLES, row, strict=True):
            used[table].add(slug)
    return {table: slugs - {"", "none"} for table, slugs in used.items()}
