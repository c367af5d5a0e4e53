"""A document can give a role every verb there is, and no other."""

from reglament.regulation.verbs import VERBS
from reglament.tickets import access


def test_the_verbs_a_document_knows_are_those_access_asks_for() -> None:
    assert set(VERBS) == frozenset[str]().union(*access.BY_DEFAULT.values())
