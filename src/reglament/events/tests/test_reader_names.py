"""Readers are found under the names that rows in the database have, also in rows older than the names."""

from importlib import import_module

import pytest
from django.apps import apps

from reglament.events.models import Handling
from reglament.readers import READERS
from reglament.testing.world import World

MIGRATION = import_module("reglament.events.migrations.0002_readers_have_rooms")


def awaited() -> set[str]:
    return set(Handling.objects.values_list("reader", flat=True))


@pytest.mark.django_db
def test_what_awaited_a_letter_before_the_letters_moved_awaits_it_still(world: World) -> None:
    world.ticket()
    assert "mail.outgoing.notifications.acknowledge" in awaited()
    MIGRATION.backwards(apps, None)
    assert "mail.letters.acknowledge" in awaited()
    MIGRATION.forwards(apps, None)
    assert "mail.outgoing.notifications.acknowledge" in awaited()


def test_the_letters_that_moved_are_readers_under_their_new_names() -> None:
    moved = {f"{MIGRATION.NOW}.{letter}" for letter in MIGRATION.LETTERS}
    assert moved <= {reader.name for reader in READERS}
