"""People, addresses, companies, contracts, memberships, products, licences."""

from reglament.directory.models.companies import Client, Company, Contract, DomainRule
from reglament.directory.models.licences import Licence
from reglament.directory.models.memberships import DeskMembership, Membership, Role
from reglament.directory.models.people import Address, Person
from reglament.directory.models.products import Product, Version

__all__ = [
    "Address",
    "Client",
    "Company",
    "Contract",
    "DeskMembership",
    "DomainRule",
    "Licence",
    "Membership",
    "Person",
    "Product",
    "Role",
    "Version",
]
