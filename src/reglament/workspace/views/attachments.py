"""Files that came or went with messages."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from reglament.tickets.models import Attachment
from reglament.tickets.serving import stored_attachment
from reglament.workspace.fetching import Worker, at_work


@at_work
def attachment(request: HttpRequest, worker: Worker, pk: int) -> HttpResponseBase:
    """One file, of a ticket of his desks."""
    found = Attachment.objects.filter(pk=pk).select_related("message").first()
    if found is None:
        raise Http404
    worker.ticket(found.message.ticket_id)
    if not found.is_served:
        raise Http404
    try:
        return stored_attachment(found)
    except FileNotFoundError as gone:
        raise Http404 from gone
