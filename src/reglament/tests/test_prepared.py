from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.db.models import F, Q, QuerySet
from django.test.utils import CaptureQueriesContext

from reglament.directory.models import Address, Person
from reglament.events.models import Event
from reglament.lib.prepared import insert, prepared, update
from reglament.testing.world import World

pytestmark = pytest.mark.django_db
only_compiled = pytest.mark.parametrize("compiled", [True], indirect=True)


@pytest.fixture(params=[True, False], ids=["compiled", "plain"], autouse=True)
def compiled(request: pytest.FixtureRequest, settings: Any) -> None:
    """Each test is run with statements compiled once, and with plain querysets: both say the same."""
    settings.PREPARED = request.param


@prepared
def addresses(person: int) -> "QuerySet[Address]":
    return Address.objects.filter(person=person).select_related("person").order_by("pk")


@prepared
def names(people: list[int], language: str) -> "QuerySet[Person, tuple[int, str]]":
    found = Person.objects.get_queryset().filter(pk__in=people).exclude(language=language)
    return found.order_by("pk").values_list("pk", "name")


@prepared
def made_before(moment: datetime) -> "QuerySet[Person, str]":
    return Person.objects.get_queryset().filter(made_at__lt=moment).order_by("pk").values_list("name", flat=True)


@prepared
def with_note(person: int) -> "QuerySet[Person]":
    return Person.objects.get_queryset().filter(Q(pk=person) | Q(pk=person)).annotate(again=F("name"))


def test_a_prepared_statement_answers_as_its_queryset_each_time(world: World) -> None:
    for person in (world.anna, world.carl, world.eve):
        plain = list(person.addresses.order_by("pk"))
        assert addresses(person.pk) == plain
        assert [one.email for one in addresses(person.pk)] == [one.email for one in plain]


def test_related_rows_come_with_it(world: World) -> None:
    addresses(world.anna.pk)
    with CaptureQueriesContext(connection) as asked:
        assert next(one.person.name for one in addresses(world.carl.pk)) == world.carl.name
    assert len(asked) == 1


def test_lists_of_any_length(world: World) -> None:
    anna, bo, carl = (person.pk for person in (world.anna, world.bo, world.carl))
    assert names([anna, bo], "xx") == [(anna, world.anna.name), (bo, world.bo.name)]
    assert names([carl], "xx") == [(carl, world.carl.name)]
    assert names([], "xx") == []
    assert [pk for pk, _ in names([bo, anna, carl], "xx")] == sorted([anna, bo, carl])


@only_compiled
def test_few_statements_serve_lists_of_all_lengths(world: World) -> None:
    with CaptureQueriesContext(connection) as asked:
        found = [len(names(list(range(length)), "xx")) for length in range(1, 33)]
    assert found == sorted(found)
    places = {query["sql"].partition(" IN (")[2].partition(")")[0].count(",") + 1 for query in asked}
    assert places == {1, 2, 4, 8, 16, 32}


def test_who_is_not_there_is_none(world: World) -> None:
    @prepared
    def by(stream: str) -> "QuerySet[Event]":
        return Event.objects.filter(stream=stream).select_related("by").order_by("seq")

    for seq, person in enumerate((world.anna, None), 1):
        Event.objects.create(stream="ticket/1", seq=seq, verb="opened", by=person, at=world.anna.made_at, data={})
    assert [event.by for event in by("ticket/1")] == [world.anna, None]


def test_columns_left_out_are_fetched_when_they_are_needed(world: World) -> None:
    @prepared
    def nameless(pk: int) -> "QuerySet[Person]":
        return Person.objects.get_queryset().filter(pk=pk).defer("name")

    found = nameless(world.anna.pk)[0]
    assert found.get_deferred_fields() == {"name"}
    assert found.name == world.anna.name


def test_what_is_found_can_be_saved(world: World) -> None:
    address = addresses(world.anna.pk)[0]
    address.person.phone = "+7 100"
    address.person.save()
    assert Person.objects.get_queryset().get(pk=world.anna.pk).phone == "+7 100"


def test_a_number_no_column_can_hold_finds_nothing(world: World) -> None:
    assert addresses(10**30) == []


def test_strings_are_values(world: World) -> None:
    assert names([world.anna.pk], world.anna.language) == []


def test_moments_are_values(world: World) -> None:
    assert made_before(datetime(2000, 1, 1, tzinfo=UTC)) == []
    assert world.anna.name in made_before(datetime(2100, 1, 1, tzinfo=UTC))


def test_an_argument_may_be_used_twice_and_annotations_are_set(world: World) -> None:
    assert [person.again for person in with_note(world.anna.pk)] == [world.anna.name]  # type: ignore[attr-defined]


@only_compiled
def test_an_argument_without_use_is_a_mistake(world: World) -> None:
    @prepared
    def all_of_them(_pk: int) -> "QuerySet[Person]":
        return Person.objects.get_queryset().order_by("pk")

    with pytest.raises(AssertionError, match="does not use"):
        all_of_them(1)


@only_compiled
def test_none_is_no_value(world: World) -> None:
    @prepared
    def of_company(person: int | None) -> "QuerySet[Address]":
        return Address.objects.filter(person=person)

    with pytest.raises(AssertionError, match="None"):
        of_company(None)


def test_an_inserted_row_is_as_a_saved_one(world: World) -> None:
    person = insert(Person(name="Ada", name_key="ada", language="en"))
    stored = Person.objects.get_queryset().get(pk=person.pk)
    assert (stored.name, stored.language, stored.is_active) == ("Ada", "en", True)
    assert stored.made_at == person.made_at
    event = insert(Event(stream="ticket/1", seq=1, verb="opened", by=person, at=person.made_at, data={"a": [1]}))
    assert Event.objects.get(pk=event.pk).data == {"a": [1]}


def test_only_the_named_fields_are_updated(world: World) -> None:
    world.anna.name, world.anna.phone = "Another", "+7"
    update(world.anna, "phone")
    stored = Person.objects.get_queryset().get(pk=world.anna.pk)
    assert (stored.phone, stored.name == "Another") == ("+7", False)


def test_a_row_that_is_not_there_is_not_updated_in_silence(world: World) -> None:
    with pytest.raises(DatabaseError):
        update(Event(pk=10**6, verb="closed", at=world.anna.made_at), "verb")
