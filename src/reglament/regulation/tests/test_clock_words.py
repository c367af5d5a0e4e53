"""A clock explained, in Russian and English, to agent and client alike (C-22)."""

import json

import pytest

from reglament.regulation.engine.because import Because
from reglament.regulation.engine.clocks import ClockState
from reglament.regulation.engine.facts import (
    Answered,
    ClientWrote,
    DevelopersInvolved,
    EmergencyApproved,
    Ended,
    Fact,
    NoAnswerNeeded,
    Opened,
    SeverityLowered,
    WaitBegan,
    WaitEnded,
)
from reglament.regulation.loading import library
from reglament.regulation.terms.edition_terms import Amount, Unit, Words
from reglament.regulation.tests.desk import WORKING_DAYS, desk, last, moscow, of, omsk, row
from reglament.regulation.words.explanation import amount_words, explain, short_due
from reglament.regulation.words.spoken_values import place

HIVETAXI = library.regulation("hivetaxi")
FRIDAY = omsk("2026-11-20 17:30")
VIP = Opened(FRIDAY, level="vip")


def line(state: ClockState, language: str = "ru") -> str:
    return explain(HIVETAXI, state, language=language).line


def told(*history: Fact, language: str = "ru", metric: str = "first_response", now: object = None) -> str:
    """The line of the newest row of a history."""
    return line(last(metric, HIVETAXI, history, now=now or history[-1].at), language)  # type: ignore[arg-type]


@pytest.mark.clause("C-22")
def test_one_line_says_due_amount_start_calendar_hours_and_clause() -> None:
    assert told(VIP) == (
        "Ответить до пн 23.11.2026 13:30 (Омск). VIP: 3 рабочих часа с пт 20.11 17:30 по календарю «Омск 11–18». "
        "Пт 17:30–18:00 — 0:30, пн 11:00–13:30 — 2:30. Раздел 2 регламента, редакция от 01.08.2017."
    )
    assert told(VIP, language="en") == (
        "Answer by Mon 23 Nov 2026 13:30 (Omsk). VIP: 3 working hours from Fri 20 Nov 17:30 "
        "by the calendar “Omsk 11–18”. Fri 17:30–18:00 — 0:30, Mon 11:00–13:30 — 2:30. "
        "Section 2 of the regulation, edition of 1 Aug 2017."
    )


def test_it_says_what_became_of_the_promise() -> None:
    in_time, late = omsk("2026-11-23 12:00"), omsk("2026-11-23 14:00")
    assert told(VIP, Answered(in_time)).startswith(
        "Ответ дан пн 23.11.2026 12:00, в срок: до пн 23.11.2026 13:30 (Омск)."
    )
    assert told(VIP, Answered(late)).startswith(
        "Ответ дан пн 23.11.2026 14:00, позже срока: пн 23.11.2026 13:30 (Омск)."
    )
    assert told(VIP, now=late).startswith("Срок пропущен: ответить до пн 23.11.2026 13:30 (Омск).")
    assert told(VIP, NoAnswerNeeded(in_time)).startswith("Отсчёт снят пн 23.11.2026 12:00.")
    assert told(VIP, Answered(in_time), language="en").startswith(
        "Answered Mon 23 Nov 2026 12:00, in time: by Mon 23 Nov"
    )


def test_without_a_promise_it_says_why() -> None:
    assert told(Opened(FRIDAY, level="standard"), language="en") == (
        "At the Standard level requests are dealt with in the order of receipt, no time of answer is promised. "
        "Section 2 of the regulation, edition of 1 Aug 2017."
    )
    assert told(Opened(FRIDAY, level="vip", imported=True)).startswith(
        "Срок не обещан. Пт 20.11.2026 17:30: получено до того, как служба начала вести этот ящик."
    )
    unnamed = last("first_response", desk(), [Opened(FRIDAY, level="gold")])
    assert explain(desk(), unnamed, language="en").line == "No time is promised. The regulation names no time."


def test_an_unpromised_answer_is_told_with_the_reason_why_nothing_was_promised() -> None:
    answered = told(Opened(FRIDAY, level="standard"), Answered(FRIDAY), language="en")
    assert answered.startswith("Answered Fri 20 Nov 2026 17:30. At the Standard level")


def test_decisions_are_told_with_who_when_and_why() -> None:
    history = [
        Opened(FRIDAY, level="extended"),
        EmergencyApproved(omsk("2026-11-21 02:00"), by="Бо"),
        DevelopersInvolved(omsk("2026-11-21 02:30"), by="Анна"),
        SeverityLowered(omsk("2026-11-21 03:30"), by="Анна", reason="работает другой браузер"),
    ]
    rows = of("first_response", HIVETAXI, history, now=history[-1].at)
    assert line(rows[1]).startswith(
        "Прежний срок: ответить до сб 21.11.2026 14:00 (Омск). "
        "Расширенный, экстренное: 12 часов с сб 21.11 02:00, круглосуточно."
    )
    assert "Расширенный, экстренное: остаток 11:30 (всего 12 рабочих часов) с сб 21.11 02:30" in line(rows[2])
    assert explain(HIVETAXI, rows[3], language="ru").details[:4] == (
        "Пт 20.11.2026 17:30: получено.",
        "Сб 21.11.2026 02:00, Бо: согласовано персональным менеджером. Прежний срок: вт 24.11.2026 15:30.",
        "Сб 21.11.2026 02:30, Анна: привлечены разработчики, дальше считается остаток времени. "
        "Прежний срок: сб 21.11.2026 14:00.",
        "Сб 21.11.2026 03:30, Анна: понижено, теперь «обычное». Причина: работает другой браузер. "
        "Прежний срок: вт 24.11.2026 15:30.",
    )


def test_a_decision_that_left_the_promise_says_so() -> None:
    state = last("first_response", HIVETAXI, [VIP, EmergencyApproved(omsk("2026-11-23 13:00"), by="Bo")], now=FRIDAY)
    assert explain(HIVETAXI, state, language="en").details[1] == (
        "Mon 23 Nov 2026 13:00, Bo: approved by the account manager. "
        "Counted anew it would be Mon 23 Nov 2026 16:00, so the earlier promise stands."
    )


def test_skipped_holidays_are_named() -> None:
    state = last("first_response", HIVETAXI, [Opened(omsk("2026-11-03 17:00"), level="vip")])
    assert "Не считаются: 04.11 День народного единства." in explain(HIVETAXI, state, language="ru").details
    assert "Not counted: 4 Nov Unity Day." in explain(HIVETAXI, state, language="en").details


def test_working_days_are_told_by_name() -> None:
    regulation = desk(row("first_response", 2, WORKING_DAYS))
    state = last("first_response", regulation, [Opened(moscow("2026-11-20 12:00"), level="gold", severity="calm")])
    assert explain(regulation, state, language="en").line == (
        "Missed: answer by Tue 24 Nov 2026 18:00 (Moscow). Gold: 2 working days after Fri 20 Nov 12:00 "
        "by the calendar “Office”. Working days: Mon 23 Nov, Tue 24 Nov."
    )


def test_caps_and_the_bound_of_a_reply_are_told() -> None:
    regulation = desk(row("first_response", 24, cap=Amount(1, WORKING_DAYS)), row("next_response", 40))
    opened = Opened(moscow("2026-11-20 12:00"), level="gold", severity="calm")
    reaction = explain(regulation, last("first_response", regulation, [opened]), language="en")
    assert "Gold: 24 working hours (at most 1 working day) after" in reaction.line
    assert "The limit comes first." in reaction.details
    reply = last("next_response", regulation, [opened, Answered(opened.at), ClientWrote(moscow("2026-11-20 13:00"))])
    assert "A reply takes no longer than the level's reaction." in explain(regulation, reply, language="en").details


def test_pauses_are_told() -> None:
    regulation = desk(row("resolution", 4, pauses=frozenset({"client"})))
    opened = Opened(moscow("2026-11-20 10:00"), level="gold", severity="calm")
    asked, woken = WaitBegan(moscow("2026-11-20 12:00"), what="client"), WaitEnded(moscow("2026-11-23 10:00"))
    paused = explain(regulation, last("resolution", regulation, [opened, asked]), language="ru")
    assert paused.line == "Отсчёт остановлен: ждём, что ответит клиент."
    resumed = explain(regulation, last("resolution", regulation, [opened, asked, woken]), language="en")
    assert "Paused Fri 20 Nov 12:00 – Mon 23 Nov 10:00, waiting for the client." in resumed.details
    assert "Fri 10:00–12:00 — 2:00, Mon 10:00–12:00 — 2:00." in resumed.line


def test_a_year_without_official_holidays_is_provisional() -> None:
    state = last("first_response", HIVETAXI, [Opened(omsk("2041-11-20 17:30"), level="vip")], now=FRIDAY)
    assert "The holidays of 2041 are not official yet, the due time is provisional." in (
        explain(HIVETAXI, state, language="en").details
    )


def test_readings_of_the_clause_are_told_apart() -> None:
    readings = explain(HIVETAXI, last("first_response", HIVETAXI, [VIP]), language="en").readings
    assert "Reading: Ordinary requests of VIP and Extended have 3 and 12 working hours too." in readings


def test_times_are_told_in_the_zone_asked_for() -> None:
    state = last("first_response", HIVETAXI, [VIP], now=FRIDAY)
    assert explain(HIVETAXI, state, language="ru", zone="Europe/Moscow").line.startswith(
        "Ответить до пн 23.11.2026 10:30 (Москва)."
    )


def test_an_ending_is_told_by_how_the_ticket_ended() -> None:
    state = last("first_response", HIVETAXI, [VIP, Ended(FRIDAY, by="Анна", how="merged", answered=False)])
    assert "Пт 20.11.2026 17:30, Анна: обращение завершено, объединено с другим." in (
        explain(HIVETAXI, state, language="ru").details
    )


def test_midnight_is_the_end_of_the_day_before() -> None:
    regulation = desk(row("first_response", 4, calendar="night"))
    state = last("first_response", regulation, [Opened(moscow("2026-11-20 10:00"), level="gold")], now=FRIDAY)
    assert "Answer by Fri 20 Nov 2026 24:00 (Moscow)." in explain(regulation, state, language="en").line
    assert "Fri 20:00–24:00 — 4:00." in explain(regulation, state, language="en").line


@pytest.mark.parametrize(
    ("value", "unit", "ru", "en"),
    [
        (1, Unit.WORKING_HOURS, "1 рабочий час", "1 working hour"),
        (3, Unit.WORKING_HOURS, "3 рабочих часа", "3 working hours"),
        (11, Unit.WORKING_HOURS, "11 рабочих часов", "11 working hours"),
        (12, Unit.WORKING_HOURS, "12 рабочих часов", "12 working hours"),
        (21, Unit.HOURS, "21 час", "21 hours"),
        (24, Unit.HOURS, "24 часа", "24 hours"),
        (112, Unit.MINUTES, "112 минут", "112 minutes"),
        (2, Unit.WORKING_MINUTES, "2 рабочие минуты", "2 working minutes"),
        (5, Unit.WORKING_DAYS, "5 рабочих дней", "5 working days"),
        (1, Unit.CALENDAR_DAYS, "1 календарный день", "1 calendar day"),
    ],
)
def test_amounts_are_declined(value: int, unit: Unit, ru: str, en: str) -> None:
    amount = Amount(value, unit)
    assert Words(amount_words(amount, "ru"), amount_words(amount, "en")) == Words(ru, en)


def test_places_are_named_for_their_city() -> None:
    assert [place("Asia/Omsk", "ru"), place("Asia/Omsk", "en"), place("UTC", "ru")] == ["Омск", "Omsk", "UTC"]


def test_a_short_due_time_fits_a_badge() -> None:
    state = last("first_response", HIVETAXI, [VIP], now=FRIDAY)
    assert short_due(state, "ru", "Asia/Omsk") == "до пн 23.11 13:30"
    assert short_due(state, "en", "Europe/Moscow") == "by Mon 23 Nov 10:30"
    assert short_due(last("first_response", HIVETAXI, [Opened(FRIDAY, level="standard")]), "ru", "Asia/Omsk") == ""


def test_grounds_survive_json() -> None:
    regulation = desk(row("resolution", 4, pauses=frozenset({"client"})), row("first_response", 4))
    history = [
        Opened(moscow("2026-11-20 10:00"), by="Carl", level="gold", severity="calm"),
        WaitBegan(moscow("2026-11-20 12:00"), what="client"),
        WaitEnded(moscow("2026-11-23 10:00")),
        EmergencyApproved(moscow("2026-11-23 11:00"), by="Bo", severity="red"),
    ]
    for metric in ("resolution", "first_response"):
        for state in of(metric, regulation, history):
            assert Because.from_json(json.loads(json.dumps(state.because.to_json()))) == state.because


def test_a_rest_of_nothing_survives_json() -> None:
    because = Because("gold", "red", limit="rest", rest=0)
    assert Because.from_json(because.to_json()) == because
