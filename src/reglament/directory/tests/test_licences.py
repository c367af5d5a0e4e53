"""Licences: whose key is it, and how people write keys (C-04, C-07)."""

from datetime import date

import pytest
from django.db import IntegrityError

from reglament.directory.licence_keys import key_form, keys_in
from reglament.directory.licensing import companies_with, keeps_licences
from reglament.directory.models import Company, Licence, Product
from reglament.directory.registering import register_licence
from reglament.lib.refused import Refused
from reglament.testing.world import World

KEY = "HTX-4F7K-22QM-9A01"


@pytest.mark.parametrize(
    "written",
    ["htx-4f7k-22qm-9a01", "HTX4F7K22QM9A01", " HTX 4F7K 22QM 9A01", "НТХ–4F7К–22QМ–9А01", "HTX_4F7K/22QM.9A01"],
)
def test_a_key_is_the_same_however_it_is_written(written: str) -> None:
    assert key_form(written) == key_form(KEY)


@pytest.mark.clause("C-04")
@pytest.mark.parametrize(
    "text",
    [
        f"Сервер пишет: ключ {KEY} не подходит.",
        f"Our key:{KEY}.",
        f"«{KEY.lower()}»",
        "The key is HTX 4F7K 22QM 9A01, the server does not take it.",
        "ключ HTX4F7K22QM9A01",
        f"Версия 4.12, узел 7A-01\n\n{KEY}\n",
    ],
)
def test_a_key_is_found_in_a_text(text: str) -> None:
    assert key_form(KEY) in keys_in(text)


def test_ordinary_words_are_no_keys() -> None:
    assert keys_in("Карта не загружается с утра, помогите пожалуйста! Пятый раз за день.") == frozenset()


def test_a_long_text_costs_no_more_than_its_beginning() -> None:
    assert len(keys_in("A1-B2-C3-D4 " * 100_000)) < 50
    assert len(keys_in(" ".join(f"K{number:08}" for number in range(10_000)))) == 500


@pytest.mark.clause("C-07")
def test_a_licence_is_noted_once(world: World) -> None:
    product = made(world)
    first = register_licence(world.acme, product, KEY, valid_until=date(2026, 12, 31), host="srv-1")
    again = register_licence(world.acme, product, KEY.lower(), host="srv-2")
    assert (first.pk, first.desk, again.host) == (again.pk, world.desk, "srv-1")
    assert keeps_licences(world.desk.pk)
    assert not keeps_licences(world.other_desk.pk)


def test_a_key_belongs_to_one_client_of_a_desk(world: World) -> None:
    product = made(world)
    register_licence(world.acme, product, KEY)
    with pytest.raises(Refused) as refused:
        register_licence(world.globex, product, KEY)
    assert refused.value.code == "taken"
    with pytest.raises(IntegrityError):
        Licence.objects.create(desk=world.desk, company=world.globex, product=product, key=KEY)


@pytest.mark.parametrize("key", ["", "1234567", "- - - -", "X" * 61])
def test_what_could_not_be_told_from_other_words_is_no_key(world: World, key: str) -> None:
    with pytest.raises(Refused) as refused:
        register_licence(world.acme, made(world), key)
    assert (refused.value.code, refused.value.field) == ("bad-key", "key")


def test_only_a_client_of_the_desk_has_licences_there(world: World) -> None:
    with pytest.raises(Refused) as refused:
        register_licence(Company.objects.create(name="Nobody Ltd"), made(world), KEY)
    assert refused.value.code == "no-client"


def test_a_licence_is_seen_by_the_desk_and_by_who_represents_the_company(world: World) -> None:
    register_licence(world.acme, made(world), KEY)
    for person in (world.anna, world.bo, world.max, world.dora):
        assert Licence.objects.visible_to(person).count() == 1
    for stranger in (world.carl, world.eve, world.fyodor):
        assert not Licence.objects.visible_to(stranger).exists()


@pytest.mark.clause("C-04")
def test_a_key_is_foreign_where_another_client_of_the_same_desk_has_it(world: World) -> None:
    register_licence(world.globex, made(world), KEY)
    keys = keys_in(f"Key {KEY}, key QQQ-1111-2222.")
    acme, globex = world.acme.pk, world.globex.pk
    assert companies_with(keys, desk=world.desk.pk, but=acme) == {key_form(KEY): "ООО «Глобэкс»"}
    assert companies_with(keys, desk=world.desk.pk, but=globex) == {}
    assert companies_with(keys, desk=world.other_desk.pk, but=acme) == {}


def made(world: World) -> Product:
    return Product.objects.get_or_create(desk=world.desk, slug="server", name="Server")[0]
