"""Demo only: the letters that would have left for the outside world, for whoever plays both sides."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from reglament.lib import store
from reglament.lib.downloads import letter_page
from reglament.lib.http import page
from reglament.mail.format.mime import html as mail_html
from reglament.mail.format.parser import parse
from reglament.mail.models import Caught

P = ParamSpec("P")
PAGE = 100


def in_demo(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Outside the demo the page is not there."""

    def asked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    update_wrapper(asked, view)
    return asked


@in_demo
def mailbox(request: HttpRequest) -> HttpResponse:
    """The letters, the newest first."""
    return page(request, "workspace/mailbox.html", {"letters": Caught.objects.all()[:PAGE], "zone": "Europe/Moscow"})


@in_demo
def caught(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter: its headers and text, its HTML in a frame of its own."""
    found = get_object_or_404(Caught, pk=pk)
    letter = parse(store.get(found.sha256))
    context = {"caught": found, "letter": letter, "zone": "Europe/Moscow"}
    return page(request, "workspace/caught.html", context)


@in_demo
def caught_html(request: HttpRequest, pk: int) -> HttpResponse:
    """Its HTML under a policy that lets it do nothing."""
    letter = parse(store.get(get_object_or_404(Caught, pk=pk).sha256))
    return letter_page(mail_html.safe(letter.html or ""), theme="light")
