"""What a request must contain, and what it still lacks (C-55). A lack changes no stage and pauses nothing."""

from reglament.regulation.terms import InfoField
from reglament.tickets.models import Ticket


def missing_information(ticket: Ticket) -> list[InfoField]:
    """Required information of the ticket's request type that it lacks, in the document's order.

    What the client wrote stands for the first field of free lines: who describes the problem has described it.
    """
    kind = ticket.regulation.promise.request_types.get(ticket.request_type)
    required = [field for field in kind.fields if field.required] if kind else []
    told = next((field for field in required if field.kind == "lines" and ticket.first_words), None)
    return [field for field in required if field is not told and not _is_given(ticket, field)]


def _is_given(ticket: Ticket, field: InfoField) -> bool:
    return bool(str(ticket.details.get(field.slug, "")).strip() or (field.kind == "version" and ticket.version))
