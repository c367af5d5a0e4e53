"""Opening a request on a client's behalf, in one step (C-08, C-50)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from reglament.lib.http import page
from reglament.tickets.course.opening import NewMessage, open_ticket
from reglament.tickets.files.uploads import origin_of, uploads_of
from reglament.tickets.models import Ticket
from reglament.workspace.acting import obeyed
from reglament.workspace.contacts import suggested
from reglament.workspace.forms.on_behalf import OnBehalf
from reglament.workspace.shown.frame import frame_of
from reglament.workspace.views.clients import may_register
from reglament.workspace.visibility import Worker, at_work, go_to


@at_work
def on_behalf(request: HttpRequest, worker: Worker, slug: str) -> HttpResponse:
    """The form, and the ticket."""
    desk = worker.desk(slug)
    regulation = desk.regulation
    form = OnBehalf(desk, regulation, request.POST or None, zone=worker.person.zone or regulation.zone)
    uploads = uploads_of(request, worker.person)
    for problem in uploads.problems:
        form.add_error(None, problem)
    opened: list[Ticket] = []
    if request.method == "POST" and form.is_valid():

        def command(_data: dict[str, object]) -> None:
            asked = form.asked(now=worker.now)
            ticket = open_ticket(
                desk,
                requester=asked.requester,
                company=asked.company,
                subject=asked.subject,
                message=NewMessage(asked.text, files=uploads.files, origin=origin_of(request)),
                channel=asked.channel,
                received_at=asked.received_at,
                at=worker.now,
                by=worker.person,
                request_type=asked.request_type,
            )
            opened.append(ticket)

        if obeyed(form, command):
            messages.success(request, _("Registered; the client gets the acknowledgement."))
            return go_to(request, reverse("desk:ticket", args=[opened[0].tid]))
    context = {"frame": frame_of(worker, desk, regulation), "form": form, "kept": uploads.kept}
    context["may_register"] = may_register(worker, desk)
    return page(request, "workspace/on_behalf.html", context, status=422 if request.method == "POST" else 200)


@at_work
def contacts(request: HttpRequest, worker: Worker, slug: str) -> HttpResponse:
    """People of the desk's clients whose name or address begins like what is typed."""
    people = suggested(worker.desk(slug), request.GET.get("contact", ""))
    return page(request, "workspace/_contacts.html", {"people": people})
