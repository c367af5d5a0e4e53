"""What an ordinary letter asks of the database: seconds are no test, what they are made of is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reglament.events.models import Event
from reglament.mail.incoming.arrivals import store
from reglament.mail.incoming.arrivals_sweep import process_arrivals
from reglament.mail.models import Mailbox, Outgoing
from reglament.mail.outgoing.notifications import acknowledge
from reglament.mail.tests.posting import letter
from reglament.testing.world import MONDAY_NOON, World

pytestmark = pytest.mark.django_db


def test_an_acknowledgement_asks_for_each_thing_once(world: World) -> None:
    mailbox = Mailbox.objects.get(desk=world.desk)
    store(letter(), mailbox=mailbox, way=Mailbox.Way.LISTENER, received_at=MONDAY_NOON, at=MONDAY_NOON)
    process_arrivals(MONDAY_NOON)
    opened = Event.objects.get(verb="opened")
    acknowledge(opened, MONDAY_NOON)
    Outgoing.objects.all().delete()
    with CaptureQueriesContext(connection) as asked:
        acknowledge(opened, MONDAY_NOON)
    assert Outgoing.objects.count() == 1
    tables = [query["sql"].partition(' FROM "')[2].partition('"')[0] for query in asked]
    assert [tables.count(table) for table in ("tickets_ticket", "mail_mailbox", "tickets_clock")] == [1, 0, 1]
    assert tables.count("mail_arrival") == 2  # may a machine answer it; what it answers
