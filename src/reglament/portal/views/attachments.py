"""Files of a request."""

from collections.abc import Callable

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase

from reglament.portal.conversation import attachment_of
from reglament.portal.visibility import reader_of, this_instant
from reglament.tickets.files.file_responses import stored_attachment, stored_thumbnail
from reglament.tickets.models import Attachment


def download(request: HttpRequest, pk: int) -> HttpResponseBase:
    """An attachment of a message the client may see."""
    return _given(request, pk, stored_attachment)


def thumbnail(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The small picture of one."""
    return _given(request, pk, stored_thumbnail)


def _given(request: HttpRequest, pk: int, stored: Callable[[Attachment], FileResponse]) -> FileResponse:
    tid = Attachment.objects.filter(pk=pk).values_list("message__ticket", flat=True).first()
    if tid is None:
        raise Http404
    attachment = attachment_of(reader_of(request, tid).ticket, pk, now=this_instant())
    if attachment is None or not attachment.is_for_client:
        raise Http404
    try:
        return stored(attachment)
    except FileNotFoundError as gone:
        raise Http404 from gone
