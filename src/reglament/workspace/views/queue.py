"""The queue: one page of fifty by key, whatever the number of tickets."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from reglament.directory.models import Client
from reglament.lib.html import language
from reglament.lib.http import page
from reglament.regulation.models import Desk
from reglament.tickets.models import Ticket
from reglament.workspace.forms.fields import tid_of
from reglament.workspace.searching import found
from reglament.workspace.shown.frame import frame_of, pulse_of
from reglament.workspace.shown.lists.desk_lists import BY_SLUG, PAGE, page_of, page_of_department
from reglament.workspace.shown.lists.listed import Listed, columns_of, listed
from reglament.workspace.shown.lists.rows import grouped, rows_of
from reglament.workspace.views.clients import may_register
from reglament.workspace.visibility import Worker, at_work


@at_work
def start(request: HttpRequest, worker: Worker) -> HttpResponse:
    """To the queue of the first desk."""
    return redirect("desk:queue", worker.desks[0].slug, "regulation")


@at_work
def queue(request: HttpRequest, worker: Worker, slug: str, listing: str = "regulation") -> HttpResponse:
    """One of the desk's lists, in the order of its regulation."""
    desk = worker.desk(slug)
    chosen = BY_SLUG.get(listing)
    if chosen is None:
        raise Http404
    after = _typed(request, "after")
    whose = [worker.person.pk] if chosen.personal else []
    tickets = listed(page_of(listing, desk.edition_id)(desk.pk, after, *whose))
    return _list(request, worker, desk, tickets, after, here=listing, title=str(chosen.name), empty=str(chosen.empty))


@at_work
def department(request: HttpRequest, worker: Worker, slug: str, department: str) -> HttpResponse:
    """What one department has to do."""
    desk = worker.desk(slug)
    known = desk.regulation.conduct.departments.get(department)
    if known is None:
        raise Http404
    after = _typed(request, "after")
    tickets = listed(page_of_department(desk.pk, after, department))
    title, empty = known.name.in_(language()), _("This department has nothing to do.")
    return _list(request, worker, desk, tickets, after, here=f"department:{department}", title=title, empty=empty)


@at_work
def search(request: HttpRequest, worker: Worker, slug: str) -> HttpResponse:
    """A number leads to its ticket; words find subjects, people and companies, newest first."""
    desk = worker.desk(slug)
    words = _typed(request, "q")
    tid = tid_of(words)
    if tid and Ticket.objects.filter(desk__in=worker.desks, pk=tid).exists():
        return redirect("desk:ticket", tid)
    if not words:
        return redirect("desk:queue", desk.slug, "regulation")
    regulation = desk.regulation
    tickets = listed(columns_of(found(Ticket.objects.filter(desk=desk), words)[:PAGE]))
    frame = frame_of(worker, desk, regulation)
    rows = rows_of(tickets, regulation, zone=frame.zone, now=worker.now)
    context = {"frame": frame, "rows": rows, "words": words, "title": _("Search: “%(words)s”") % {"words": words}}
    return page(request, "workspace/found.html", context)


@at_work
def pulse(request: HttpRequest, worker: Worker, slug: str) -> HttpResponse:
    """204 while nothing has happened at the desk since `since`, else the new count."""
    value = pulse_of(worker.desk(slug))
    if request.GET.get("since") == str(value):
        return HttpResponse(status=204)
    return HttpResponse(str(value), content_type="text/plain")


def _list(
    request: HttpRequest,
    worker: Worker,
    desk: Desk,
    found: list[Listed],
    after: str,
    *,
    here: str,
    title: str,
    empty: str,
) -> HttpResponse:
    """A page of `found`, of which there is one more than fits when another page follows."""
    regulation = desk.regulation
    shown = found[:PAGE]
    frame = frame_of(worker, desk, regulation, here=here)
    context = {
        "frame": frame,
        "title": title,
        "empty": empty,
        "groups": grouped(shown, rows_of(shown, regulation, zone=frame.zone, now=worker.now), regulation),
        "no_clients": not found and not Client.objects.filter(desk=desk).exists(),
        "after": after,
        "next_after": shown[-1].queue_key if len(found) > PAGE else "",
    }
    context["may_register"] = context["no_clients"] and may_register(worker, desk)
    return page(request, "workspace/queue.html", context)


def _typed(request: HttpRequest, name: str) -> str:
    """A parameter of the address; without NUL, which PostgreSQL takes for no text."""
    return request.GET.get(name, "").replace("\0", "").strip()
