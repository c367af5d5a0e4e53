import pytest

from reglament.testing.world import World
from reglament.tickets.information import missing_information


def asking(world: World) -> str:
    """A request type that requires a description and something else."""
    kinds = world.desk.regulation.promise.request_types.values()
    return next(kind.slug for kind in kinds if len([field for field in kind.fields if field.required]) > 1)


@pytest.mark.clause("C-55")
def test_what_the_client_wrote_stands_for_the_description(world: World) -> None:
    ticket = world.ticket(request_type=asking(world))
    kind = ticket.regulation.promise.request_types[ticket.request_type]
    required = [field for field in kind.fields if field.required]
    lacking = missing_information(ticket)
    assert 0 < len(lacking) < len(required)
    ticket.details = {field.slug: "given" for field in required}
    assert missing_information(ticket) == []


def test_a_ticket_of_no_known_type_lacks_nothing(world: World) -> None:
    ticket = world.ticket()
    ticket.request_type = ""
    assert missing_information(ticket) == []
