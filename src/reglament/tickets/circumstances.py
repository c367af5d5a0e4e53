"""Under what circumstances a request is made, as far as a regulation may ask: whose company, who asks, whose hours."""

from typing import TypedDict
from zoneinfo import ZoneInfo

from reglament.directory.identifying import Entitlement
from reglament.directory.models import Company, Contract, DeskMembership, Membership, Person, Role
from reglament.regulation.models import Desk


class Circumstances(TypedDict, total=False):
    """Those of `facts.Opened` that differ from what is usual, as its event tells them."""

    kind: str
    asked_by: str
    hours: str
    zone: str


def circumstances(
    granted: Entitlement, desk: Desk, *, requester: Person | None, company: Company | None, by: Person | None
) -> Circumstances:
    """Who asks is looked up only where the document has a row about it."""
    found: Circumstances = {}
    if granted.client and granted.client.kind != "client":
        found["kind"] = granted.client.kind
    if requester is not None and any(row.when.asked_by for row in granted.regulation.promise.targets):
        asked_by = _asked_by(desk, requester, company, by)
        if asked_by != "contact":
            found["asked_by"] = asked_by
    if granted.contract and granted.contract.hours:
        found["hours"] = granted.contract.hours
    if granted.contract and (zone := _known_zone(granted.contract)):
        found["zone"] = zone
    return found


def _asked_by(desk: Desk, requester: Person, company: Company | None, by: Person | None) -> str:
    if by is not None and by != requester:
        roles = DeskMembership.objects.filter(desk=desk, person=by, left_at=None).values_list("role", flat=True)
        return "account_manager" if Role.ACCOUNT_MANAGER in roles else "agent"
    represents = Membership.objects.filter(
        person=requester, company=company, role=Membership.As.REPRESENTATIVE, left_at=None
    )
    return "representative" if company is not None and represents.exists() else "contact"


def _known_zone(contract: Contract) -> str:
    """The zone the contract names; a name that is none never keeps a request out."""
    try:
        return ZoneInfo(contract.zone).key if contract.zone else ""
    except (KeyError, ValueError, OSError):
        return ""
