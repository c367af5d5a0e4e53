"""Pictures of letters that lie on other servers, fetched through us once an agent asks for them."""

import logging
import threading

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from reglament.lib import kinds, outside
from reglament.lib.downloads import SANDBOX
from reglament.workspace.shown.ticket.pictures import address_in

log = logging.getLogger(__name__)

_AT_ONCE = threading.BoundedSemaphore(4)  # slow servers of strangers must not keep our threads from everybody else
_WAIT = 8.0  # seconds for one's turn


@require_GET
def picture(request: HttpRequest, token: str) -> HttpResponse:
    """The picture a signed address stands for. Who has the address was shown the letter; its frame has no session."""
    address = address_in(token)
    if address is None or not _AT_ONCE.acquire(timeout=_WAIT):
        raise Http404
    try:
        content = outside.fetch(address)
    except outside.NotFetched as why:
        log.info("picture not fetched: %s", why)
        raise Http404 from why
    finally:
        _AT_ONCE.release()
    media_type = kinds.SHOWN.get(kinds.kind_of(content))
    if media_type is None:
        raise Http404
    response = HttpResponse(content, content_type=media_type)
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=3600, immutable"
    return response
