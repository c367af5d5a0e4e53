"""Whose signature stands below a letter (C-04)."""

import pytest

from reglament.directory.client_names import core, signed_as

KNOWN = {core(name): name for name in ("ООО «Глобэкс»", "Northern Cabs LLC", "АО «Му»")}


def test_a_name_is_compared_without_its_legal_form() -> None:
    assert core("ООО «Глобэкс»") == core('"ГЛОБЭКС", ООО') == core("Глобэкс") == "глобэкс"
    assert core("Northern Cabs, Ltd.") == "northern cabs"
    assert core("АО «Му»") == core("ООО") == ""


@pytest.mark.clause("C-04")
@pytest.mark.parametrize(
    "text",
    [
        "Карта серая.\n\nС уважением,\nЕва\nООО «Глобэкс»",
        "Карта серая.\n\nЕва Орлова, диспетчер, Глобэкс, +7 900 000-00-00",
        "It is grey.\n--\nEve | NORTHERN CABS LLC | +1 555",
        "It is grey.\nEve – Northern Cabs",
    ],
)
def test_a_signature_names_its_company(text: str) -> None:
    assert signed_as(text, KNOWN) in ("ООО «Глобэкс»", "Northern Cabs LLC")


@pytest.mark.parametrize(
    "text",
    [
        "У Глобэкс такая же ошибка, как у нас.",
        "> С уважением,\n> ООО «Глобэкс»\n\nУ нас так же.",
        "ООО «Глобэкс»\n" + "строка\n" * 20,
        "Му\nООО\n",
        "",
    ],
)
def test_who_is_only_spoken_of_or_quoted_has_not_signed(text: str) -> None:
    assert signed_as(text, KNOWN) == ""
