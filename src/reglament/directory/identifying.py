"""Who is it? Sender, company, entitlement (C-04, C-06, C-01)."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from reglament.directory.models import Address, Client, Company, Contract, DomainRule, Membership, Person
from reglament.lib.names import address_key, domain_of
from reglament.lib.prepared import prepared
from reglament.regulation.models import Desk, regulation_of
from reglament.regulation.terms.edition_terms import Regulation


@dataclass(frozen=True, slots=True)
class Sender:
    """Whom an address belongs to. Both None: unknown. Only a company: its domain rule names it, the person is new."""

    person: Person | None
    company: Company | None


@dataclass(frozen=True, slots=True)
class Entitlement:
    """On what ground a company is supported: `contract` None means by its kind, or not at all (`level` "none")."""

    level: str
    edition_id: int
    contract: Contract | None
    client: Client | None

    @property
    def regulation(self) -> Regulation:
        """The edition whose Promise holds, compiled."""
        return regulation_of(self.edition_id)


def identify(address: str, *, desk: Desk) -> Sender:
    """The person registered for `address` and the company he writes for at `desk`.

    A person of several of the desk's client companies has no decidable one: company None, triage decides.
    """
    key = address_key(address)
    for found in _registered(key):
        return Sender(found.person, company_of(found.person, desk=desk))
    for rule in _rules(domain_of(key), desk.pk):
        return Sender(None, rule.company)
    return Sender(None, None)


def company_of(person: Person, *, desk: Desk) -> Company | None:
    """The one company for which `person` is a contact at `desk`; None when there is none or it can't be decided."""
    companies = [membership.company for membership in _memberships(person.pk, desk.pk)]
    return companies[0] if len(companies) == 1 else None


def entitlement(company: Company | None, *, desk: Desk, at: datetime) -> Entitlement:
    """Level and edition for `company` at `at`: its valid contract's; else what its kind gives under the edition in
    force (C-06)."""
    assert desk.edition_id is not None, "a desk publishes its regulation before it takes requests"
    if company is None:
        return Entitlement("none", desk.edition_id, None, None)
    client = next(iter(_clients(desk.pk, company.pk)), None)
    day = at.astimezone(ZoneInfo(desk.regulation.zone)).date()
    for contract in _contracts(desk.pk, company.pk, day):
        return Entitlement(contract.level, contract.edition_id, contract, client)
    kind = client.kind if client else ""
    return Entitlement(desk.regulation.level_of_kind(kind), desk.edition_id, None, client)


@prepared
def _registered(email: str) -> QuerySet[Address]:
    return Address.objects.select_related("person").filter(email=email, person__is_active=True)


@prepared
def _rules(domain: str, desk: int) -> QuerySet[DomainRule]:
    return DomainRule.objects.select_related("company").filter(domain=domain, company__clients__desk=desk)


@prepared
def _memberships(person: int, desk: int) -> QuerySet[Membership]:
    at_desk = Membership.objects.filter(person=person, left_at=None, company__clients__desk=desk)
    return at_desk.select_related("company")[:2]


@prepared
def _clients(desk: int, company: int) -> QuerySet[Client]:
    return Client.objects.filter(desk=desk, company=company)


@prepared
def _contracts(desk: int, company: int, day: date) -> QuerySet[Contract]:
    """The valid ones, the last signed first."""
    return Contract.objects.filter(desk=desk, company=company).valid_on(day).order_by("-signed_on", "-pk")[:1]
