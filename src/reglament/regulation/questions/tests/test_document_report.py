"""`regulation check` and `regulation show` in the terminal."""

import json
from io import StringIO
from pathlib import Path

import pytest

from reglament.regulation.loading import library
from reglament.regulation.questions.document_report import run_check, run_show
from reglament.regulation.tests.third import THIRD_FILE
from reglament.regulation.words.printout import document


def checked(name: str, language: str = "en") -> tuple[int, str]:
    out = StringIO()
    return run_check(name, language=language, out=out), out.getvalue()


def shown(name: str, language: str = "en") -> tuple[int, str]:
    out = StringIO()
    return run_show(name, language=language, out=out, as_json=False), out.getvalue()


def told(name: str, language: str) -> str:
    return document(library.regulation(name), language)


def test_a_sound_regulation_is_called_so() -> None:
    assert checked("hivetaxi") == (0, "hivetaxi: HiveTaxi support regulation, 01.08.2017 – all is well\n")


def test_problems_are_listed_and_counted(tmp_path: Path) -> None:
    draft = tmp_path / "draft.toml"
    draft.write_text(library.text("blank").replace('"70 %"', '"700 %"'), "utf-8")
    code, told = checked(str(draft), "ru")
    assert code == 1
    assert told.count("строка") == 2
    assert told.endswith("Ошибок: 2\n")


def test_an_unknown_name_is_told_with_those_there_are() -> None:
    assert checked("hivetax") == (
        2,
        "hivetax: there is no such file or regulation; there are: blank, hivetaxi, rosinfotech, meridian, "
        "kamenogorsk, polaris, lindenhof, kernwerk.\n",
    )


@pytest.mark.clause("C-65")
@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "ru",
            [
                "редакция от 01.01.2017, Europe/Moscow",
                "  Москва 9–20: пн–пт 09:00–20:00 (Europe/Moscow), кроме праздников: RU",
                "  ответы отправляются: Москва 9–20 (кроме: экстренная) [4.6]",
                "   4. время реакции, ответ на уточнение; уровень: Начальный → "
                "24 рабочих часа, потолок – 3 рабочих дня (Москва 9–20) [6]",
                "  5. отдельно уровень «Начальный» – по рангу канала, по времени поступления",
            ],
        ),
        (
            "en",
            [
                "edition of 01.01.2017, Europe/Moscow",
                "  Moscow 9–20: Mon–Fri 09:00–20:00 (Europe/Moscow), except public holidays: RU",
                "  answers are sent: Moscow 9–20 (except: emergency) [4.6]",
                "   4. first response, next response; level: Initial → "
                "24 working hours, at most 3 working days (Moscow 9–20) [6]",
                "  5. apart, level “Initial” – by the channel's rank, by receipt",
            ],
        ),
    ],
)
def test_a_regulation_reads_as_a_document_in_both_languages(language: str, lines: list[str]) -> None:
    code, told = shown("rosinfotech", language)
    assert code == 0
    for line in lines:
        assert line in told.splitlines()


@pytest.mark.clause("C-09")
def test_a_desk_s_own_words_are_told() -> None:
    told = shown("rosinfotech", "ru")[1].splitlines()
    assert told[-4:-2] == ["  клиент – Абонент", "  обращение – заявка"]


def test_every_row_condition_can_be_told() -> None:
    third = str(THIRD_FILE)
    code, told = shown(third)
    assert code == 0
    assert (
        "   1. first response, next response; severity: drizzle, rain; department: Workshop → 5 calendar days" in told
    )
    assert (
        "   7. first response, next response; in all cases → no promise. No time is promised without a contract."
        in told
    )


def test_json_holds_the_whole_regulation() -> None:
    out = StringIO()
    assert run_show("hivetaxi", language="en", out=out, as_json=True) == 0
    data = json.loads(out.getvalue())
    assert data["promise"]["targets"][0]["amount"] == {"value": 3, "unit": "hours"}
    assert data["conduct"]["order"]["classes"] == ["emergency", "critical", "danger", "rest"]
    assert data["promise"]["calendars"]["omsk"]["week"][0] == ["11:00–18:00"]


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("name", library.names())
def test_every_regulation_is_told_without_its_slugs(name: str, language: str) -> None:
    text = told(name, language)
    for code in ("not-given", "third-party", "account_manager", "carried-over", "from-receipt", "finding:"):
        assert code not in text


def test_what_a_row_says_besides_its_amount_is_told() -> None:
    english, russian = told("kernwerk", "en"), told("kernwerk", "ru")
    assert "promised in 95% of the cases; stopped by: an answer by a person, a logged contact" in english
    assert "paused while waiting for: the client, a release, a third party; when raised, from the receipt" in english
    assert "обещано в 95 % случаев; пауза, пока ждём" in russian
    assert "после 15:00 – со следующего дня" in told("kamenogorsk", "ru")
    assert "satellite phone – 24×5, others – the contract's calendar" in told("polaris", "en")


def test_the_sections_about_the_service_are_told() -> None:
    english = told("lindenhof", "en")
    assert "2 people may ask; requests: 10 a month; hours: 5 a month; blocked: 2 a month" in english
    assert "Network and printing [7]: 20 hours a month – limited, 5 hours a month – limited, By call – paid" in english
    assert "Work [7] – 96 EUR an hour" in english
    assert "silence: a warning after 5 working days (Munich), closed after 5 working days (Munich) more [9]" in english
    russian = told("hivetaxi", "ru")
    assert "согласовать не позднее чем за 2 рабочих дня (Омск 11–18) [2]" in russian
    assert "Отдел сопровождения [5] – жалоба, просьба прокомментировать, просьба ускорить" in russian
    assert "картинки только в архиве: bmp" in russian
    matrix = "work stands still [3.1]: the whole city, or citizens – highest, a department – high, one person – medium"
    assert matrix in told("kamenogorsk", "en")


def test_every_regulation_can_be_told_to_a_machine() -> None:
    for name in library.names():
        out = StringIO()
        assert run_show(name, language="en", out=out, as_json=True) == 0
        assert json.loads(out.getvalue())["slug"]


def test_a_text_lent_under_a_name_is_told_under_it() -> None:
    library.lend("north", library.text("blank"))
    assert checked("north") == (0, "north: Support regulation, 01.01.2026 – all is well\n")
