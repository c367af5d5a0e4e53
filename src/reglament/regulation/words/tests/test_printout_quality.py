"""What a document says of quality is shown in both languages."""

from reglament.regulation.loading.loader import load
from reglament.regulation.questions.due_question import state_asked
from reglament.regulation.tests.third import THIRD
from reglament.regulation.words.explanation import explain
from reglament.regulation.words.printout import document

WRITTEN = """
[[escalations]]
after = "75 %"
to = "department_head"

[[escalations]]
after = "2 working hours"
calendar = "early"
severities = "storm"
who = { ru = "технический директор", en = "the technical director" }
clause = "6"

[[escalations]]
after = "1 calendar day"
counts-from = "due"
to = "head_of_support"

[[credits]]
metric = "first_response"
below = "99.5 %"
per = "quarter"
credit = { ru = "5 % платы", en = "5 % of the fee" }

[[credits]]
metric = "first_response"
levels = "gold"
severities = "storm"
each = "working-hour"
credit = { ru = "1 % платы", en = "1 % of the fee" }
at-most = { ru = "20 % платы", en = "20 % of the fee" }
claimed-within = "1 calendar month"
clause = "7"

[closing]
reminders = ["2 working days", "4 working days"]
close-after = "7 working days"
calendar = "early"

[closing.resolved]
warn-after = "10 calendar days"
close-after = "5 calendar days"

[[reports]]
slug = "numbers"
name = { ru = "Отчёт", en = "Report" }
within = "5 working days"
calendar = "early"
levels = "gold"
contains = { ru = "сроки и срывы", en = "times and breaches" }

[[statements]]
slug = "availability"
name = { ru = "Доступность", en = "Availability" }
text = { ru = "99,9 % за месяц", en = "99.9 % a month" }
levels = "gold"
clause = "9"

[prices.night]
name = { ru = "Ночью", en = "At night" }
price = "+50 %"

[prices.way]
name = { ru = "Дорога", en = "Travel" }
price = "0.45 EUR per km"

[levels.iron]
name = { ru = "Железный", en = "Iron" }
rank = 6
limits = { requests = "5 per week", unused = "carried-over", carried-for = "3 calendar months" }

[[targets]]
metric = ["first_response", "next_response"]
when = { level = "iron" }
amount = "9 working hours"
calendar = "early"
share = "99.5 %"
"""


def test_in_english() -> None:
    shown = document(load(WRITTEN + THIRD, name="test"), "en")
    for line in (
        "75% used up → the head of the department",
        "2 working hours (Berlin, with lunch) after the start (storm) → the technical director [6]",
        "1 calendar day after the missed due time → the head of support",
        "first response: less than 99.5% in a quarter → 5 % of the fee",
        "first response (Gold; storm): for each working hour begun after the due time → 1 % of the fee; at most: "
        "20 % of the fee; asked for within 1 calendar month [7]",
        "silence: a reminder after 2 working days (Berlin, with lunch), 4 working days (Berlin, with lunch), closed "
        "after 7 working days (Berlin, with lunch)",
        "silence after a solution: a warning after 10 calendar days, closed after 5 calendar days more",
        "Report – a month; within 5 working days (Berlin, with lunch); Gold; times and breaches",
        "Availability – Gold: 99.9 % a month [9]",
        "At night – +50 %",
        "Travel – 0.45 EUR per kilometre",
        "requests: 5 a week",
        "what is left is carried over; carried over for 3 calendar months",
        "promised in 99.5% of the cases",
    ):
        assert line in shown, line


def test_in_russian() -> None:
    shown = document(load(WRITTEN + THIRD, name="test"), "ru")
    for line in (
        "израсходовано 75 % → руководитель отдела",
        "через 2 рабочих часа (Берлин, с обедом) от начала (шторм) → технический директор [6]",
        "через 1 календарный день после срыва → руководитель службы",
        "время реакции: меньше 99,5 % за квартал → 5 % платы",
        "за каждый начатый рабочий час просрочки → 1 % платы; не больше: 20 % платы; просят за 1 календарный месяц",
        "молчание: напоминаем через 2 рабочих дня (Берлин, с обедом)",
        "молчание после решения: через 10 календарных дней предупреждаем, ещё через 5 календарных дней закрываем",
        "Отчёт – в месяц; не позже чем через 5 рабочих дней (Берлин, с обедом); Золотой; сроки и срывы",
        "Доступность – Золотой: 99,9 % за месяц [9]",
        "Дорога – 0.45 EUR за километр",
        "обращений: 5 в неделю",
        "обещано в 99,5 % случаев",
    ):
        assert line in shown, line


def test_a_broken_share_is_told_with_the_promise() -> None:
    regulation = load(WRITTEN + THIRD, name="test")
    state = state_asked(regulation, {"level": "iron", "received": "2026-03-02T10:00:00+01:00"})
    assert state is not None
    assert "9 working hours, in 99.5% of cases" in explain(regulation, state, language="en").line
    assert "9 рабочих часов, в 99,5 % случаев" in explain(regulation, state, language="ru").line
