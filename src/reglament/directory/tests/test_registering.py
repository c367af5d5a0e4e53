from datetime import UTC, datetime
from functools import partial

import pytest
from allauth.account.models import EmailAddress

from reglament.directory.models import Address, Person
from reglament.directory.registering import register_person
from reglament.lib.refused import Refused
from reglament.testing.together import together

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_an_address_registered_twice_at_once_belongs_to_one_person_who_also_signs_in_with_it() -> None:
    for number in range(5):
        address = f"carl{number}@acme.example"
        refused = together(*[partial(register_person, "Carl", address, at=NOON)] * 3)
        assert [type(error) for error in refused] == [Refused, Refused]
        carl = Person.objects.get(addresses__email=address)
        assert EmailAddress.objects.get(email=address).user == carl
    assert Person.objects.count() == Address.objects.count() == 5
