"""A new client of a desk: the company, its first contact, and its contract where there is one (C-01, C-02)."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from reglament.directory.models import Address, Client, Company, Contract, DeskMembership, Person
from reglament.directory.registering import join_company, register_person
from reglament.events.recording import record_first
from reglament.lib.db import alone, write
from reglament.lib.names import address_key, name_key
from reglament.lib.refused import Refused
from reglament.regulation.models import Desk, Edition
from reglament.tickets import access


@dataclass(frozen=True, slots=True)
class WantedContract:
    """What was signed; it pins the edition that was in force then."""

    number: str
    level: str
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class WantedContact:
    """Who writes for the client first."""

    name: str
    address: str
    representative: bool = False


@write
def register_client(
    desk: Desk,
    *,
    name: str,
    contact: WantedContact,
    contract: WantedContract | None,
    kind: str = Client.Kind.CLIENT,
    by: Person,
    at: datetime,
) -> Client:
    """Make the company a client of `desk`, with `contact`. An address already registered keeps its person."""
    alone(Client)
    access.require_at(by, "register_clients", desk)
    if Client.objects.filter(desk=desk, company__name_key=name_key(name)).exists():
        raise Refused(_("There is a client of that name already."), code="known", field="name")
    if contract and Contract.objects.filter(desk=desk, number=contract.number).exists():
        raise Refused(_("There is a contract of that number already."), code="known", field="number")
    person = _person(contact, at=at)
    company = Company.objects.create(name=name)
    join_company(person, company, representative=contact.representative)
    client = Client.objects.create(desk=desk, company=company, kind=kind)
    if contract:
        _sign(client, contract, at=at)
    record_first(client, "client_registered", by=by, at=at, contact=person.pk, level=contract.level if contract else "")
    return client


def _person(contact: WantedContact, *, at: datetime) -> Person:
    known = Address.objects.filter(email=address_key(contact.address)).select_related("person").first()
    if known is None:
        return register_person(contact.name, contact.address, at=at)
    if DeskMembership.objects.filter(person=known.person, left_at=None).exists():
        raise Refused(_("That is the address of a colleague."), code="colleague", field="address")
    return known.person


def _sign(client: Client, wanted: WantedContract, *, at: datetime) -> Contract:
    desk, signed_on = client.desk, min(wanted.valid_from, at.date())
    return Contract.objects.create(
        desk=desk,
        company=client.company,
        number=wanted.number,
        signed_on=signed_on,
        valid_from=wanted.valid_from,
        valid_to=wanted.valid_to,
        level=wanted.level,
        edition=_edition_signed(desk, signed_on, wanted.level),
    )


def _edition_signed(desk: Desk, day: date, level: str) -> Edition:
    """The edition in force on `day` (C-02); where it has no such level yet, the first that has one."""
    editions = list(desk.editions.order_by("number"))
    ended = datetime.combine(day, time.max, ZoneInfo(desk.regulation.zone))
    in_force = max((number for number, one in enumerate(editions) if one.published_at <= ended), default=0)
    return next(one for one in editions[in_force:] if level in one.regulation.promise.levels)
