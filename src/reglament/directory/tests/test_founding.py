from datetime import UTC, datetime

import pytest

from reglament.directory.founding import found
from reglament.directory.models import DeskMembership
from reglament.lib.refused import Refused
from reglament.regulation.models import Desk
from reglament.testing.together import together

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_two_who_use_the_first_link_at_once_make_one_desk() -> None:
    def founding(name: str) -> None:
        found(
            name=name,
            address=f"{name}@north.example",
            password="long enough",
            desk_name=f"Desk of {name}",
            regulation="blank",
            language="en",
            at=NOON,
        )

    refused = together(lambda: founding("anna"), lambda: founding("bo"))
    assert [type(error) for error in refused] == [Refused]
    assert Desk.objects.count() == 1
    assert DeskMembership.objects.values("person").distinct().count() == 1
