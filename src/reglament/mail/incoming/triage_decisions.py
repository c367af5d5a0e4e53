"""Triage: people decide what machines may not (C-04). Every command asks for the right to at the letter's desk."""

from datetime import datetime

from django.utils.translation import gettext as _

from reglament.directory.models import Address, Client, Company, DeskMembership, Person
from reglament.directory.registering import join_company, register_address, register_person
from reglament.events.recording import record
from reglament.lib import bell
from reglament.lib.db import write
from reglament.lib.refused import Refused
from reglament.mail.incoming.assessment import Reading, own_addresses, read
from reglament.mail.incoming.complaints import addressee_of
from reglament.mail.incoming.outcomes import Way, join, open_from
from reglament.mail.models import Arrival
from reglament.tickets import access
from reglament.tickets.models import Message, Ticket

REASONS = ("spam", "rejected")


def register_and_open(arrival: Arrival, *, name: str, company: Company, by: Person, at: datetime) -> Ticket:
    """Register the sender's address for a person called `name`, a contact of `company` from now on, and open a ticket.

    An address already registered keeps its person, who becomes a contact of `company` too.
    """
    return _register_and_open(arrival, read(arrival, own=own_addresses()), name=name, company=company, by=by, at=at)


def open_as(arrival: Arrival, *, person: Person, company: Company | None, by: Person, at: datetime) -> Ticket:
    """Open a ticket with the letter as `person`'s request on behalf of `company`; nothing is registered."""
    return _open_as(arrival, read(arrival, own=own_addresses()), person=person, company=company, by=by, at=at)


@write
def register_address_of(arrival: Arrival, *, person: Person, by: Person, at: datetime) -> Arrival:
    """The sender is `person`, under an address unknown so far: register it, and give the letter back to the machine.

    Only a contact of a client of the desk, so that no letter makes itself a colleague's.
    """
    arrival = _undecided(arrival, by=by)
    if not person.memberships.filter(left_at=None, company__clients__desk=arrival.desk_id).exists():
        raise Refused(_("No contact of this desk's clients has that address."), code="no-contact", field="known")
    if DeskMembership.objects.filter(person=person, left_at=None).exists():
        raise Refused(_("Addresses of colleagues are not registered here."), code="colleague", field="known")
    register_address(person, arrival.sender, at=at)
    _log(arrival, "address", by=by, at=at)
    return _give_back(arrival, at=at)


def attach(arrival: Arrival, ticket: Ticket, *, by: Person, at: datetime) -> Message:
    """Add the letter to `ticket` of the same desk. A stranger's words get no author: the arrival names him."""
    return _attach(arrival, read(arrival, own=own_addresses()), ticket, by=by, at=at)


@write
def discard(arrival: Arrival, *, reason: str, by: Person, at: datetime, text: str = "") -> Arrival:
    """Discard it as "spam", or as "rejected": then the sender is told why (`text`), if a machine may write to him.

    The letter is kept either way.
    """
    arrival = _undecided(arrival, by=by)
    if reason not in REASONS:
        raise Refused(_("Please say why the letter is discarded."), code="bad-reason", field="reason")
    arrival.state, arrival.why = Arrival.State.DISCARDED, reason
    arrival.save(update_fields=["state", "why"])
    record(arrival, "discarded", by=by, at=at, reason=reason, text=text.strip())
    return arrival


@write
def process_again(arrival: Arrival, *, by: Person | None, at: datetime) -> Arrival:
    """Give a parked letter, or one in triage, back to the machine: after a repair, or a new registration."""
    arrival = _undecided(arrival, by=by)
    _log(arrival, "again", by=by, at=at)
    return _give_back(arrival, at=at)


def _give_back(arrival: Arrival, *, at: datetime) -> Arrival:
    arrival.state, arrival.why, arrival.error = Arrival.State.STORED, "", ""
    arrival.attempts, arrival.next_try_at = 0, at
    arrival.save(update_fields=["state", "why", "error", "attempts", "next_try_at"])
    bell.ring()
    return arrival


def _log(arrival: Arrival, how: str, *, by: Person | None, at: datetime, ticket: Ticket | None = None) -> None:
    """Every decision is recorded on the letter: what became of it, who said so, when."""
    record(arrival, "decided", by=by, at=at, how=how, ticket=ticket.pk if ticket else None)


@write
def _register_and_open(
    arrival: Arrival, reading: Reading, *, name: str, company: Company, by: Person, at: datetime
) -> Ticket:
    arrival = _undecided(arrival, by=by)
    _need_client(company, arrival)
    known = Address.objects.filter(email=reading.sender).select_related("person").first()
    if known is None and not name.strip():
        raise Refused(_("Please give the sender's name."), code="no-name", field="name")
    person = known.person if known else register_person(name.strip(), reading.sender, at=at)
    join_company(person, company, representative=_represents(person, company))
    ticket = open_from(arrival, reading, person=person, company=company, by=by, now=at, from_triage=True)
    _log(arrival, "registered", by=by, at=at, ticket=ticket)
    return ticket


@write
def _open_as(
    arrival: Arrival, reading: Reading, *, person: Person, company: Company | None, by: Person, at: datetime
) -> Ticket:
    arrival = _undecided(arrival, by=by)
    if company is not None:
        _need_client(company, arrival)
    ticket = open_from(arrival, reading, person=person, company=company, by=by, now=at, from_triage=True)
    _log(arrival, "opened", by=by, at=at, ticket=ticket)
    return ticket


@write
def _attach(arrival: Arrival, reading: Reading, ticket: Ticket, *, by: Person, at: datetime) -> Message:
    arrival = _undecided(arrival, by=by)
    if ticket.desk_id != arrival.desk_id:
        raise Refused(_("That request belongs to another desk."), code="other-desk", field="ticket")
    known = Address.objects.filter(email=reading.sender).select_related("person").first()
    way: Way = "complaint" if addressee_of(arrival, reading) else ""
    message = join(arrival, reading, ticket, person=known.person if known else None, by=by, now=at, way=way)
    _log(arrival, "attached", by=by, at=at, ticket=ticket)
    return message


def _undecided(arrival: Arrival, *, by: Person | None) -> Arrival:
    arrival = Arrival.objects.select_for_update().select_related("desk").get(pk=arrival.pk)
    access.require_at(by, "triage", arrival.desk)
    if arrival.state not in (Arrival.State.TRIAGE, Arrival.State.PARKED):
        raise Refused(_("Somebody has already decided about this letter."), code="decided")
    return arrival


def _need_client(company: Company, arrival: Arrival) -> None:
    if not Client.objects.filter(company=company, desk=arrival.desk_id).exists():
        raise Refused(_("That company is no client of this desk."), code="no-client", field="company")


def _represents(person: Person, company: Company) -> bool:
    return person.represented_companies().filter(pk=company.pk).exists()
