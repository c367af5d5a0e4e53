"""The cast of every test: one desk under HiveTaxi's regulation, another under RosInfoTech's, and seven people.

Anna is an agent, Bo head of support. Carl is a contact at Acme (VIP), Dora its representative, Max its account manager
at the vendor. Eve works for Globex, another client of the same desk; Fyodor is an agent of the other desk.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, ClassVar

import pytest
from django.test import TestCase

from reglament.directory.models import Client, Company, Contract, DeskMembership, Person, Role
from reglament.directory.registering import join_company, register_person
from reglament.mail.models import Mailbox
from reglament.regulation.editions.publishing import publish
from reglament.regulation.loading import library
from reglament.regulation.models import Desk
from reglament.tickets.course.opening import NewMessage, open_ticket
from reglament.tickets.models import Ticket

LONG_AGO = datetime(2026, 1, 12, 6, 0, tzinfo=UTC)
MONDAY_NOON = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)  # Monday 12:00 in Omsk, 09:00 in Moscow


@dataclass
class World:
    """Rows of the cast; see the module's docstring."""

    desk: Desk
    other_desk: Desk
    acme: Company
    globex: Company
    contract: Contract
    anna: Person
    bo: Person
    carl: Person
    dora: Person
    eve: Person
    fyodor: Person
    max: Person

    def ticket(self, *, at: datetime = MONDAY_NOON, by: Person | None = None, **wanted: Any) -> Ticket:
        """A ticket of Carl's, received at `at` from the portal."""
        text = wanted.pop("text", "The map is grey on all three shifts.")
        given: dict[str, Any] = {
            "requester": self.carl,
            "company": self.acme,
            "subject": "The map does not load",
            "channel": "portal",
            "message": NewMessage(text),
            "received_at": at,
            "at": at,
            "by": by,
        }
        desk = wanted.pop("desk", self.desk)
        return open_ticket(desk, **(given | wanted))


def build_world(*, regulation: str = "hivetaxi", other: str = "rosinfotech", level: str = "vip") -> World:
    """Make the cast in the database; `regulation` is a name of the library or the path of a file."""
    desk = _desk("north", "Северная служба", "North desk", library.find(regulation))
    other_desk = _desk("south", "Южная служба", "South desk", library.text(other))
    people = {
        name.lower(): register_person(name, f"{name.lower()}@{domain}", at=LONG_AGO, language="en")
        for name, domain in _CAST
    }
    for name, where, role, department in _WORKING:
        at_desk = desk if where == "north" else other_desk
        DeskMembership.objects.create(person=people[name], desk=at_desk, role=role, department=department)
    acme = _company("ООО «Акме»", desk, responsible=people["anna"], account_manager=people["max"])
    globex = _company("ООО «Глобэкс»", desk)
    join_company(people["carl"], acme)
    join_company(people["dora"], acme, representative=True)
    join_company(people["eve"], globex, representative=True)
    assert desk.edition is not None
    contract = Contract.objects.create(
        desk=desk,
        company=acme,
        number="N-1",
        signed_on=date(2026, 1, 12),
        valid_from=date(2026, 1, 12),
        level=level,
        edition=desk.edition,
    )
    return World(desk=desk, other_desk=other_desk, acme=acme, globex=globex, contract=contract, **people)


class WorldTestCase(TestCase):
    """A test with the cast: `self.world`, and each of it by name (`self.anna`)."""

    world: ClassVar[World]

    @classmethod
    def setUpTestData(cls) -> None:
        """Build the cast once per class."""
        cls.world = build_world()

    def __getattr__(self, name: str) -> Any:
        if name not in World.__dataclass_fields__:
            raise AttributeError(name)
        return getattr(self.world, name)


@pytest.fixture
def world(db: Any) -> World:
    """The cast for tests written as functions."""
    return build_world()


_CAST = [
    ("Anna", "north.example"),
    ("Bo", "north.example"),
    ("Max", "north.example"),
    ("Carl", "acme.example"),
    ("Dora", "acme.example"),
    ("Eve", "globex.example"),
    ("Fyodor", "south.example"),
]
_WORKING = [
    ("anna", "north", Role.AGENT, "support"),
    ("bo", "north", Role.HEAD, "support"),
    ("max", "north", Role.ACCOUNT_MANAGER, ""),
    ("fyodor", "south", Role.AGENT, "support"),
]


def _desk(slug: str, name: str, name_en: str, text: str) -> Desk:
    desk = Desk.objects.create(slug=slug, name=name, name_en=name_en)
    publish(desk, text, by=None, at=LONG_AGO)
    Mailbox.objects.create(desk=desk, address=f"support@{slug}.example", activated_at=LONG_AGO)
    return desk


def _company(name: str, desk: Desk, **people: Person) -> Company:
    company = Company.objects.create(name=name, language="ru")
    Client.objects.create(desk=desk, company=company, **people)
    return company
