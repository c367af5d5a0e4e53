"""A request as its client sees it."""

from dataclasses import dataclass, field

from django.http import Http404, HttpRequest, HttpResponse

from reglament.lib.html import language, url
from reglament.lib.http import page, whole_message
from reglament.portal.conversation import conversation, leaves_next, message_of, pulse_of
from reglament.portal.forms.acts import EmergencyForm, ReopenForm, WriteForm
from reglament.portal.next_steps import next_step
from reglament.portal.promising import promises_of, zone_of
from reglament.portal.visibility import Reader, reader_of, this_instant
from reglament.tickets.course.merging import goes_on_in
from reglament.tickets.course.reopening import reopened_until, what_a_reply_does
from reglament.tickets.files.uploads import Uploads
from reglament.tickets.information import missing_information
from reglament.tickets.links import form_path
from reglament.tickets.models import Ticket


@dataclass(slots=True)
class Forms:
    """The forms under the request: fresh ones, but for the one that is sent back."""

    write: WriteForm = field(default_factory=WriteForm)
    reopen: ReopenForm = field(default_factory=ReopenForm)
    emergency: EmergencyForm | None = None
    uploads: Uploads = field(default_factory=Uploads)
    refused: str = ""

    @property
    def are_fine(self) -> bool:
        """Whether what was written, and every file with it, can be taken."""
        return self.write.is_valid() and not self.uploads.problems


def show(request: HttpRequest, tid: int) -> HttpResponse:
    """The whole correspondence, what was promised, who is responsible."""
    return render_request(request, reader_of(request, tid), Forms())


def message(request: HttpRequest, tid: int, pk: int) -> HttpResponse:
    """All that a message says, where the request's page shows its beginning."""
    found = message_of(reader_of(request, tid).ticket, pk, now=this_instant())
    if found is None:
        raise Http404
    back = f"{url('portal:request', tid=tid)}#message-{pk}"
    return whole_message(request, found.full_text or found.text, "", back=back)


def pulse(request: HttpRequest, tid: int) -> HttpResponse:
    """204 while the request's page would show the same as `since`, else what to compare with next."""
    value = pulse_of(reader_of(request, tid).ticket, now=this_instant())
    if request.GET.get("since") == value:
        return HttpResponse(status=204)
    return HttpResponse(value, content_type="text/plain")


def render_request(request: HttpRequest, reader: Reader, forms: Forms, *, status: int = 200) -> HttpResponse:
    """The page of the request with its forms."""
    now, ticket = this_instant(), reader.ticket
    zone = zone_of(reader.person, ticket.desk)
    forms.emergency = forms.emergency or EmergencyForm(ticket.regulation.promise, level=ticket.level)
    context = {
        "pulse": pulse_of(ticket, now=now),  # read first: what happens meanwhile is noticed at the next question
        "reader": reader,
        "ticket": ticket,
        "promise": ticket.regulation.promise,
        "forms": forms,
        "entries": conversation(ticket, now=now, zone=zone),
        "leaves_next": leaves_next(ticket, now=now),
        "promises": promises_of(ticket, zone=zone),
        "may_rise": _may_rise(ticket),
        "reply": what_a_reply_does(ticket, reader.person, at=now),
        "reopened_until": reopened_until(ticket),
        "goes_on": into if (into := goes_on_in(ticket, reader.person)) != ticket else None,
        "step": next_step(ticket, now=now),
        "zone": zone,
        "missing": [field.name.in_(language()) for field in missing_information(ticket)]
        if ticket.is_open and reader.may("fill_in")
        else [],
        "form_path": form_path(ticket, reader.person),
    }
    return page(request, "portal/request.html", context, status=status)


def _may_rise(ticket: Ticket) -> bool:
    """Whether something graver than now can be claimed."""
    severities = ticket.regulation.promise.severities
    now = severities[ticket.severity].rank if ticket.severity in severities else 0
    return not ticket.claimed_ground and any(known.rank > now and known.grounds for known in severities.values())
