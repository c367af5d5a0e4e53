"""What the keys do."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from reglament.lib.http import dialog
from reglament.workspace.visibility import Worker, at_work


@at_work
def keys(request: HttpRequest, worker: Worker) -> HttpResponse:
    """The shortcuts, and the switch that turns them off."""
    told = [
        ("J / K", _("next / previous row")),
        ("Enter", _("open the row")),
        ("W", _("why the row stands where it stands")),
        ("N", _("next by regulation")),
        ("/", _("search")),
        ("R", _("answer")),
        ("C", _("note")),
        ("M", _("ask the client")),
        ("A", _("assign")),
        ("D", _("to development")),
        ("X", _("refuse")),
        ("U", _("back to the queue")),
        ("Ctrl + Enter", _("send what is typed")),
        ("?", _("this page")),
    ]
    return dialog(request, "workspace/keys.html", {"keys": told})
