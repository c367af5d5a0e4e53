"""Files that came or went with messages."""

from collections.abc import Callable

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase

from reglament.tickets.files.file_responses import stored_attachment, stored_thumbnail
from reglament.tickets.models import Attachment
from reglament.workspace.visibility import Worker, at_work


@at_work
def attachment(request: HttpRequest, worker: Worker, pk: int) -> HttpResponseBase:
    """One file, of a ticket of his desks."""
    return _given(worker, pk, stored_attachment)


@at_work
def thumbnail(request: HttpRequest, worker: Worker, pk: int) -> HttpResponseBase:
    """The small picture of one."""
    return _given(worker, pk, stored_thumbnail)


def _given(worker: Worker, pk: int, stored: Callable[[Attachment], FileResponse]) -> FileResponse:
    found = Attachment.objects.filter(pk=pk).select_related("message").first()
    if found is None:
        raise Http404
    worker.ticket(found.message.ticket_id)
    if not found.is_served:
        raise Http404
    try:
        return stored(found)
    except FileNotFoundError as gone:
        raise Http404 from gone
