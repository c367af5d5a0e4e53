"""What a person of the desk should know."""

from django.http import HttpRequest, HttpResponse

from reglament.lib.http import page
from reglament.workspace.fetching import Worker, at_work
from reglament.workspace.shown.frame import frame_of
from reglament.workspace.shown.noticed import unseen


@at_work
def notices(request: HttpRequest, worker: Worker) -> HttpResponse:
    """What he has not seen; opening a ticket marks its notices as seen."""
    desk = worker.desks[0]
    context = {"frame": frame_of(worker, desk, desk.regulation), "notices": unseen(worker), "notices_here": True}
    return page(request, "workspace/notices.html", context)
