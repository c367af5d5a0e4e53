"""What a person of the desk should know."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from reglament.lib.http import page
from reglament.notices.telling import see_up_to
from reglament.workspace.shown.frame import frame_of
from reglament.workspace.shown.noticed import unseen
from reglament.workspace.visibility import Worker, at_work, go_to


@at_work
def notices(request: HttpRequest, worker: Worker) -> HttpResponse:
    """What he has not seen; opening a ticket marks its notices as seen."""
    desk = worker.desks[0]
    context = {"frame": frame_of(worker, desk, desk.regulation), "notices": unseen(worker), "notices_here": True}
    return page(request, "workspace/notices.html", context)


@require_POST
@at_work
def seen(request: HttpRequest, worker: Worker, newest: int) -> HttpResponse:
    """He has looked through them; what came since then stays."""
    see_up_to(worker.person, newest, at=worker.now)
    return go_to(request, reverse("desk:notices"))
