"""Who gets a letter, where, and in which language and zone."""

from dataclasses import dataclass

from reglament.directory.models import Company, Person
from reglament.regulation.models import Desk


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody we write to; `person` None is a stranger."""

    person: Person | None
    name: str
    address: str
    language: str
    zone: str


def recipient(person: Person, company: Company | None, desk: Desk) -> Recipient | None:
    """`person` as a recipient of the desk's letters, speaking for `company`; None for somebody without an address."""
    address = person.address
    if not address:
        return None
    return Recipient(
        person=person,
        name=person.name,
        address=address,
        language=person.language or (company.language if company else "") or desk.language,
        zone=person.zone or (company.zone if company else "") or desk.regulation.zone,
    )


def stranger(name: str, address: str, language: str, desk: Desk) -> Recipient:
    """Somebody we know only by a letter of his."""
    return Recipient(None, name, address, language, desk.regulation.zone)
