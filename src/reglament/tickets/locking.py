"""Taking a ticket for a command: the first beat of five."""

from django.db.models import QuerySet

from reglament.lib.prepared import prepared
from reglament.lib.refused import Refused
from reglament.tickets.models import Ticket


def locked(ticket: Ticket) -> Ticket:
    """The ticket's row as it is now, locked until the command's transaction ends (on SQLite the write gate has locked
    all)."""
    return _locked(ticket.pk)[0]


@prepared
def _locked(tid: int) -> QuerySet[Ticket]:
    return Ticket.objects.select_for_update(of=("self",)).select_related("desk").filter(pk=tid)


def need_open(ticket: Ticket, message: str) -> None:
    """Refuse with `message` unless the ticket is still in the queue."""
    if not ticket.is_open:
        raise Refused(message, code="resolved")
