"""Who reads, and which request: every fetch of the portal starts here, so a stranger gets 404."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from django.http import Http404, HttpRequest

from reglament.directory.models import Membership, Person
from reglament.lib.again import SignedOut
from reglament.tickets import access
from reglament.tickets.links import Opened
from reglament.tickets.models import Ticket

_LINKS = "opened_by_link"
_MOST_LINKS = 20

Verb = Literal["write", "fill_in", "claim_emergency", "withdraw", "close", "reopen"]

BY_LINK = frozenset({"write", "fill_in"})


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody on the client's side, and the request he sees. By a letter's link he may only read and write."""

    person: Person
    ticket: Ticket
    by_link: bool = False

    def may(self, verb: Verb) -> bool:
        """Whether the page offers him the act."""
        return (not self.by_link or verb in BY_LINK) and access.may(self.person, verb, self.ticket)

    def need(self, verb: Verb) -> None:
        """404 for acts that a letter's link does not open; the rest the command itself refuses."""
        if self.by_link and verb not in BY_LINK:
            raise Http404


def this_instant() -> datetime:
    """Now, in whole seconds: the one place where this door looks at the clock."""
    return datetime.now(UTC).replace(microsecond=0)


def person_of(request: HttpRequest) -> Person:
    """Who is signed in; strangers are asked to."""
    if not isinstance(request.user, Person):
        raise SignedOut
    return request.user


def reader_of(request: HttpRequest, tid: int) -> Reader:
    """The request `tid` and who reads it: signed in, or come by a letter's link. Everybody else gets 404, but who is
    signed out gets back what he typed."""
    if isinstance(request.user, Person) and (ticket := _ticket(request.user, tid)):
        return Reader(request.user, ticket)
    person = _link_person(request, tid, now=this_instant())
    if person and (ticket := _ticket(person, tid)):
        return Reader(person, ticket, by_link=True)
    if request.method == "POST":
        person_of(request)
    raise Http404


def remember_link(request: HttpRequest, opened: Opened, *, until: datetime) -> None:
    """Let this browser read the request until then, as the person the letter was written to."""
    links = request.session.get(_LINKS, {})
    links.pop(str(opened.tid), None)
    links[str(opened.tid)] = [opened.person, int(until.timestamp())]
    request.session.cycle_key()
    request.session[_LINKS] = dict(list(links.items())[-_MOST_LINKS:])


def sees_others(person: Person) -> bool:
    """Whether he represents a company, and so sees requests of colleagues."""
    return Membership.objects.filter(person=person, role=Membership.As.REPRESENTATIVE, left_at=None).exists()


def _link_person(request: HttpRequest, tid: int, *, now: datetime) -> Person | None:
    pk, until = request.session.get(_LINKS, {}).get(str(tid), (0, 0))
    if until < now.timestamp():
        return None
    return Person.objects.filter(pk=pk, is_active=True).first()


def _ticket(person: Person, tid: int) -> Ticket | None:
    mine = Ticket.objects.of_client(person).filter(pk=tid)
    return mine.select_related("desk", "company", "requester", "assignee", "responsible", "product").first()
