"""Registering people, addresses, companies and licences."""

from datetime import date, datetime

from allauth.account.models import EmailAddress
from django.utils.translation import gettext as _

from reglament.directory.free_mail import FREE_MAIL
from reglament.directory.licence_keys import LONGEST, SHORTEST, key_form
from reglament.directory.models import (
    Address,
    Client,
    Company,
    DomainRule,
    Licence,
    Membership,
    Person,
    Product,
)
from reglament.lib.db import write
from reglament.lib.names import address_key, domain_of
from reglament.lib.refused import Refused


@write
def register_person(
    name: str, *addresses: str, at: datetime, language: str = "", zone: str = "", **more: str
) -> Person:
    """A new person with verified `addresses`, the first one primary."""
    person = Person(name=name, language=language, zone=zone, **more)
    person.set_unusable_password()
    person.save()
    for address in addresses:
        register_address(person, address, at=at)
    return person


@write
def register_address(person: Person, address: str, *, at: datetime) -> Address:
    """Give `person` the address; refused when it is none or belongs to somebody else. The first one is primary."""
    key = address_key(address)
    if not key:
        raise Refused(
            _("“%(address)s” is not an e-mail address.") % {"address": address}, code="bad-address", field="address"
        )
    first = not Address.objects.filter(person=person).exists()
    registered, _made = Address.objects.select_related("person").get_or_create(
        email=key, defaults={"person": person, "is_primary": first, "verified_at": at}
    )
    if registered.person_id != person.pk:  # long ago, or by somebody else at this very moment
        raise Refused(
            _("%(address)s is already registered for %(name)s.") % {"address": key, "name": registered.person.name},
            code="taken",
        )
    EmailAddress.objects.update_or_create(
        email=key, defaults={"user": person, "verified": True, "primary": registered.is_primary}
    )
    return registered


@write
def register_domain(company: Company, domain: str) -> DomainRule:
    """Letters from any address of `domain` shall come from `company`; free-mail domains are refused."""
    key = domain_of(f"somebody@{domain}")
    if not key:
        raise Refused(_("“%(domain)s” is not a domain.") % {"domain": domain}, code="bad-domain", field="domain")
    if key in FREE_MAIL:
        raise Refused(
            _("Anybody can have an address at %(domain)s: register single addresses instead.") % {"domain": key},
            code="free-mail",
        )
    rule, _made = DomainRule.objects.get_or_create(domain=key, defaults={"company": company})
    if rule.company_id != company.pk:
        raise Refused(
            _("%(domain)s already belongs to %(name)s.") % {"domain": key, "name": rule.company.name}, code="taken"
        )
    return rule


@write
def join_company(person: Person, company: Company, *, representative: bool = False) -> Membership:
    """Make `person` a contact (or representative) of `company`."""
    role = Membership.As.REPRESENTATIVE if representative else Membership.As.CONTACT
    membership, _made = Membership.objects.update_or_create(
        person=person, company=company, defaults={"role": role, "left_at": None}
    )
    return membership


@write
def register_licence(
    company: Company,
    product: Product,
    key: str,
    *,
    valid_until: date | None = None,
    host: str = "",
    variant: str = "",
    note: str = "",
) -> Licence:
    """Note that `company` has the key; refused when another client of the desk has it. Twice is once."""
    if not SHORTEST <= len(key_form(key)) <= LONGEST:
        told = {"least": SHORTEST, "most": LONGEST}
        raise Refused(
            _("A licence key has %(least)s to %(most)s letters and digits.") % told, code="bad-key", field="key"
        )
    if not Client.objects.filter(desk=product.desk, company=company).exists():
        raise Refused(_("%(name)s is no client of this desk.") % {"name": company.name}, code="no-client")
    licence, _made = Licence.objects.select_related("company").get_or_create(
        desk=product.desk,
        form=key_form(key),
        defaults={
            "company": company,
            "product": product,
            "key": key.strip(),
            "valid_until": valid_until,
            "host": host,
            "variant": variant,
            "note": note,
        },
    )
    if licence.company_id != company.pk:
        raise Refused(
            _("The key %(key)s already belongs to %(name)s.") % {"key": licence.key, "name": licence.company.name},
            code="taken",
        )
    return licence
