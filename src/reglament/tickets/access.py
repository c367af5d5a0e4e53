"""Who may do what to a ticket. Asked inside every command, and by templates to hide what would be refused.

For the desk's people a role gives verbs: by the Conduct of the edition in force where it names the role, else by the
defaults of `regulation/terms/role_verbs.py`. For the client's people it depends on what they are to the ticket.
"""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from reglament.directory.models import DeskMembership, Membership, Person
from reglament.lib.prepared import prepared
from reglament.lib.refused import Refused
from reglament.regulation.models import Desk
from reglament.regulation.terms.role_verbs import BY_DEFAULT, READING
from reglament.tickets.models import Ticket

OF_CLIENT = frozenset({"write", "fill_in", "claim_emergency", "withdraw", "close", "reopen"})


def may(person: Person | None, verb: str, ticket: Ticket) -> bool:
    """Whether `person` may do `verb` (a command's name) to `ticket`; None is the desk itself, which may everything."""
    if person is None:
        return True
    if verb in OF_CLIENT and is_client(person, ticket):
        return True
    if verb == "write" and is_let_in(person, ticket):
        return True
    return verb in verbs_at(ticket.desk, person)


def verbs_at(desk: Desk, person: Person) -> frozenset[str]:
    """All verbs `person`'s roles at `desk` give; empty for strangers."""
    roles = roles_at(desk, person)
    published = desk.regulation.conduct.roles
    return frozenset().union(*(published.get(role, BY_DEFAULT.get(role, READING)) for role in roles))


def roles_at(desk: Desk, person: Person) -> frozenset[str]:
    """What `person` is at `desk`; nothing for strangers, and for people who may not sign in any more."""
    return frozenset(_roles(desk.pk, person.pk)) if person.is_active else frozenset()


@prepared
def _roles(desk: int, person: int) -> QuerySet[DeskMembership, str]:
    return DeskMembership.objects.filter(desk=desk, person=person, left_at=None).values_list("role", flat=True)


def roles_of(ticket: Ticket, person: Person) -> frozenset[str]:
    """What `person` is to the ticket: "contact", "representative", and roles at its desk."""
    at_desk = DeskMembership.objects.filter(desk=ticket.desk_id, person=person, left_at=None)
    roles = set(at_desk.values_list("role", flat=True))
    if is_client(person, ticket):
        roles.add("contact")
        there = Membership.objects.filter(person=person, company=ticket.company_id, left_at=None)
        if ticket.company_id is not None and there.filter(role=Membership.As.REPRESENTATIVE).exists():
            roles.add("representative")
    return frozenset(roles)


def is_client(person: Person, ticket: Ticket) -> bool:
    """Whether he speaks for the client on this ticket: its requester, while he is with the company, or a representative
    of it."""
    is_requester = ticket.requester_id == person.pk
    if is_requester and ticket.company_id is None:
        return True
    there = Membership.objects.filter(person=person, company=ticket.company_id, left_at=None)
    return (there if is_requester else there.filter(role=Membership.As.REPRESENTATIVE)).exists()


def is_let_in(person: Person, ticket: Ticket) -> bool:
    """Whether he works for the requester's company, at a desk that lets colleagues write to each other's requests by
    letter. He does not see them for that."""
    if ticket.company_id is None or ticket.desk.regulation.conduct.intake.colleagues != "join":
        return False
    return Membership.objects.filter(person=person, company=ticket.company_id, left_at=None).exists()


def require(person: Person | None, verb: str, ticket: Ticket) -> None:
    """Raise `Refused` unless `may`."""
    if not may(person, verb, ticket):
        raise Refused(_("You may not do this with request #%(tid)s.") % {"tid": ticket.tid}, code="forbidden")


def require_at(person: Person | None, verb: str, desk: Desk) -> None:
    """Raise `Refused` unless `person`'s roles at `desk` give `verb`."""
    if person is not None and verb not in verbs_at(desk, person):
        raise Refused(_("You may not do this at %(desk)s.") % {"desk": desk.name}, code="forbidden")
