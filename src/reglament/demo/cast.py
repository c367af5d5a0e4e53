"""Founding the demo: desks with two editions of their regulation, their people, client companies with contracts."""

import tomllib
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from typing import Any

from django.contrib.auth.hashers import make_password

from reglament.demo.accounts import PASSWORD
from reglament.demo.editions import texts
from reglament.directory.models import Client, Company, Contract, DeskMembership, Person, Product, Version
from reglament.directory.registering import join_company, register_domain, register_licence, register_person
from reglament.mail.models import Mailbox
from reglament.regulation.editions.publishing import publish
from reglament.regulation.models import Desk

FOUNDED = datetime(2017, 8, 1, 5, 0, tzinfo=UTC)
REVISED = datetime(2024, 3, 1, 5, 0, tzinfo=UTC)


@dataclass
class Cast:
    """Everybody and everything the stories name, by key. `writes` tells which mail program a client uses."""

    desks: dict[str, Desk] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    companies: dict[str, Company] = field(default_factory=dict)
    products: dict[tuple[str, str], Product] = field(default_factory=dict)
    writes: dict[str, str] = field(default_factory=dict)


def found(now: datetime) -> Cast:
    """Make the rows of desks.toml and companies.toml. All share one password, hashed once: hashing is slow."""
    cast, hashed = Cast(), make_password(PASSWORD)
    for told in _data("desks")["desk"]:
        _found_desk(cast, told, hashed)
    for told in _data("companies")["company"]:
        _sign_company(cast, told, hashed, now)
    return cast


def _data(name: str) -> dict[str, Any]:
    return tomllib.loads(files("reglament.demo").joinpath(f"{name}.toml").read_text("utf-8"))


def _found_desk(cast: Cast, told: dict[str, Any], hashed: str) -> None:
    slug = told["slug"]
    desk = Desk.objects.create(slug=slug, name=told["name"], name_en=told["name_en"])
    cast.desks[slug] = desk
    first, present = texts(slug)
    publish(desk, first, by=None, at=FOUNDED)
    publish(desk, present, by=None, at=REVISED)
    for address in told["mailboxes"]:
        Mailbox.objects.create(desk=desk, address=address, activated_at=FOUNDED)
    for person in told["people"]:
        made = _person(cast, person, told["domain"], hashed, zone=told["zone"])
        for role in person["roles"]:
            DeskMembership.objects.create(person=made, desk=desk, role=role, department=person["department"])
    for product in told["products"]:
        made_product = Product.objects.create(desk=desk, slug=product["slug"], name=product["name"])
        cast.products[slug, product["slug"]] = made_product
        Version.objects.bulk_create(Version(product=made_product, number=number) for number in product["versions"])


def _sign_company(cast: Cast, told: dict[str, Any], hashed: str, now: datetime) -> None:
    desk = cast.desks[told["desk"]]
    company = Company.objects.create(
        name=told["name"], short_name=told["short"], language="ru", zone=told["zone"], city=told["city"]
    )
    Client.objects.create(
        desk=desk,
        company=company,
        kind=told.get("kind", Client.Kind.CLIENT),
        responsible=cast.people.get(told.get("responsible", "")),
        account_manager=cast.people.get(told.get("manager", "")),
    )
    register_domain(company, told["domain"])
    for person in told["people"]:
        made = _person(cast, person, told["domain"], hashed, zone=told["zone"])
        join_company(made, company, representative=person.get("represents", False))
        cast.companies[person["key"]] = company
        cast.writes[person["key"]] = person["mail"]
    if contract := told.get("contract"):
        _sign(desk, company, contract, now.date())
    for licence in told.get("licences", []):
        _license(cast, company, told["desk"], licence, now.date())


def _person(cast: Cast, told: dict[str, Any], domain: str, hashed: str, *, zone: str) -> Person:
    address = f"{told['address']}@{domain}"
    language = told.get("language", "ru")
    person = register_person(told["name"], address, at=FOUNDED, language=language, zone=zone, position=told["position"])
    person.password = hashed
    person.save(update_fields=["password"])
    cast.people[told["key"]] = person
    return person


def _sign(desk: Desk, company: Company, told: dict[str, Any], today: date) -> None:
    edition = desk.editions.get(number=told.get("edition", 2))
    left = told.get("expires-in-days")
    Contract.objects.create(
        desk=desk,
        company=company,
        number=told["number"],
        signed_on=told["signed"],
        valid_from=told["signed"],
        valid_to=today + timedelta(days=left) if left is not None else date(today.year + 1, 12, 31),
        level=told["level"],
        edition=edition,
    )


def _license(cast: Cast, company: Company, desk: str, told: dict[str, Any], today: date) -> None:
    left = told.get("days")
    register_licence(
        company,
        cast.products[desk, told["product"]],
        told["key"],
        valid_until=today + timedelta(days=left) if left is not None else None,
        host=told.get("host", ""),
        variant=told.get("variant", ""),
    )
