"""Levels, working time, modes and windows: the clocks follow the text."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from reglament.directory.models import Client
from reglament.regulation.words.explanation import explain
from reglament.testing.world import World
from reglament.tests.broken.rules import Rule, hivetaxi, instant, rosinfotech, told
from reglament.tickets.clocks.clock_rows import state_of
from reglament.tickets.clocks.clock_sweeps import mark_warnings
from reglament.tickets.clocks.windows import leaves_at
from reglament.tickets.conversation.answering import answer
from reglament.tickets.conversation.writing import write_as_client
from reglament.tickets.course.classifying import classify
from reglament.tickets.course.opening import NewMessage
from reglament.tickets.course.starting import start
from reglament.tickets.course.transferring import involve_developers, transfer
from reglament.tickets.emergency.emergencies import claim_emergency
from reglament.tickets.models import Clock, Ticket

clause = pytest.mark.clause
FRIDAY, SATURDAY, MONDAY = "2026-11-20", "2026-11-21", "2026-11-23"


def opened(world: World, received: str, **given: Any) -> Ticket:
    return world.ticket(at=instant(world, received), channel="email", **given)


def first_response(ticket: Ticket) -> Clock:
    return ticket.clocks.current().get(metric="first_response")


def due(received: str, **given: Any) -> Callable[[World], str]:
    """When a request received then is to be answered."""
    return lambda world: told(world, opened(world, received, **given).next_due)


def due_without_contract(world: World) -> str:
    return told(world, opened(world, f"{FRIDAY} 17:30", requester=world.eve, company=world.globex).next_due)


def level_of_demo_user(world: World) -> str:
    Client.objects.filter(company=world.globex).update(kind=Client.Kind.DEMO)
    return opened(world, f"{FRIDAY} 17:30", requester=world.eve, company=world.globex).level


def in_development(world: World) -> tuple[str, str]:
    ticket = opened(world, f"{MONDAY} 09:00")
    moved = transfer(ticket, "development", by=world.anna, at=instant(world, f"{MONDAY} 10:00"))
    return moved.level, told(world, first_response(ticket).due_at)


def due_with_developers(world: World) -> str:
    ticket = opened(world, f"{SATURDAY} 08:00", ground="unusable")
    involve_developers(ticket, by=world.anna, at=instant(world, f"{SATURDAY} 09:00"))
    return told(world, first_response(ticket).due_at)


def due_of_addition(world: World) -> str:
    ticket = opened(world, f"{MONDAY} 11:00")
    answer(ticket, "Which car?", by=world.anna, at=instant(world, f"{MONDAY} 11:30"))
    at = instant(world, f"{MONDAY} 12:00")
    write_as_client(ticket, NewMessage("217."), by=world.carl, received_at=at, at=at, channel="portal")
    return told(world, Ticket.objects.get(pk=ticket.pk).next_due)


def due_by_own_fault(world: World) -> str:
    at = instant(world, f"{SATURDAY} 08:00")
    ticket = classify(world.ticket(at=at), fault="client", by=world.anna, at=at)
    claim_emergency(ticket, "unusable", by=world.carl, at=at)
    return told(world, first_response(ticket).due_at)


def outcome_of_starting(world: World) -> str:
    ticket = opened(world, f"{MONDAY} 11:00")
    start(ticket, by=world.anna, at=instant(world, f"{MONDAY} 12:00"))
    return first_response(ticket).outcome


def accepted(world: World) -> str:
    return told(world, opened(world, f"{SATURDAY} 12:00").accepted_at)


def leaving(**given: Any) -> Callable[[World], str]:
    """When an answer written on Friday night leaves."""
    return lambda world: told(
        world, leaves_at(opened(world, f"{FRIDAY} 10:00", **given), instant(world, f"{FRIDAY} 21:00"))
    )


def warned(world: World) -> int:
    """The percentage warned of when 70 % of the time are over."""
    ticket = opened(world, f"{MONDAY} 11:00")
    mark_warnings(ticket.received_at + timedelta(hours=2, minutes=6))
    return ticket.clocks.get().warned_percent


def cited(world: World) -> str:
    clock = opened(world, f"{FRIDAY} 17:30").clocks.get()
    return explain(world.desk.regulation, state_of(clock), language="en").line.rpartition(". ")[2]


VIP = 'when = { level = "vip", severity = ["normal", "critical"] }\namount = "3 working hours"'
VIP_TO_WARNINGS = f'{VIP}\ncalendar = "omsk"\nwarnings = ["70 %", "90 %"]'
EXTENDED = 'when = { level = "extended", severity = ["normal", "critical"] }\namount = "12 working hours"'
STANDARD = (
    'when = { level = "standard" }\n'
    'why = { ru = "На уровне «Стандарт» обращения решаются в порядке поступления, срок ответа не обещан.",'
    ' en = "At the Standard level requests are dealt with in the order of receipt, no time of answer is promised." }'
)
NONE = (
    'when = { level = "none" }\nwhy = { ru = "Нет действующего договора, поэтому срок ответа не обещан.",'
    ' en = "There is no valid contract, so no time of answer is promised." }'
)
EMERGENCY = (
    'fault = ["vendor", "third_party", "unknown"], developers = false }\namount = "3 hours"\ncalendar = "always"'
)
DEVELOPERS = (
    "developers = true }   # привлечены разработчики: только рабочее время\n"
    'amount = "3 working hours"\ncalendar = "omsk"'
)
DEVELOPMENT = (
    'when = { stage = "development" }          # обращение передано в разработку: отсчёт с передачи\n'
    'amount = "3 working days"'
)

RULES = [
    pytest.param(
        hivetaxi(
            NONE,
            'when = { level = "none" }\namount = "1 working hour"\ncalendar = "omsk"',
            due_without_contract,
            "",
            "Mon 23.11 11:30",
        ),
        id="nothing without a contract",
        marks=clause("C-01"),
    ),
    pytest.param(
        rosinfotech('kinds = ["demo"]', "", level_of_demo_user, "initial", "none"),
        id="initial for those who try the product",
        marks=clause("C-06"),
    ),
    pytest.param(
        hivetaxi(VIP, VIP.replace("3", "4"), due(f"{FRIDAY} 17:30"), "Mon 23.11 13:30", "Mon 23.11 14:30"),
        id="3 working hours for vip",
        marks=clause("C-10"),
    ),
    pytest.param(
        hivetaxi(
            EXTENDED,
            EXTENDED.replace("12", "13"),
            due(f"{FRIDAY} 17:30"),
            "Tue 24.11 15:30",
            "Tue 24.11 16:30",
            level="extended",
        ),
        id="12 working hours for extended",
        marks=clause("C-10"),
    ),
    pytest.param(
        hivetaxi(
            STANDARD,
            'when = { level = "standard" }\namount = "2 working days"\ncalendar = "omsk"',
            due(f"{FRIDAY} 17:30"),
            "",
            "Tue 24.11 18:00",
            level="standard",
        ),
        id="no figure for standard",
        marks=clause("C-10"),
    ),
    pytest.param(
        rosinfotech(
            'amount = "8 working hours"',
            'amount = "9 working hours"',
            due(f"{FRIDAY} 19:30"),
            "Mon 23.11 16:30",
            "Mon 23.11 17:30",
        ),
        id="8 working hours for partner",
        marks=clause("C-11"),
    ),
    pytest.param(
        rosinfotech(
            'amount = "24 working hours"',
            'amount = "25 working hours"',
            due(f"{FRIDAY} 19:30"),
            "Wed 25.11 10:30",
            "Wed 25.11 11:30",
            level="initial",
        ),
        id="24 working hours for initial",
        marks=clause("C-11"),
    ),
    pytest.param(
        rosinfotech(
            'cap = "3 working days"',
            'cap = "1 working day"',
            due(f"{FRIDAY} 19:30"),
            "Wed 25.11 10:30",
            "Mon 23.11 20:00",
            level="initial",
        ),
        id="and never longer than the cap",
        marks=clause("C-11"),
    ),
    pytest.param(
        rosinfotech(
            DEVELOPMENT,
            DEVELOPMENT.replace("3", "4"),
            in_development,
            ("development", "Thu 26.11 20:00"),
            ("development", "Fri 27.11 20:00"),
        ),
        id="3 working days in development",
        marks=clause("C-11"),
    ),
    pytest.param(
        rosinfotech(
            'stage = "development"\nlevel = "development"',
            "",
            in_development,
            ("development", "Thu 26.11 20:00"),
            ("partner", "Mon 23.11 17:00"),
        ),
        id="which a transfer gives",
        marks=clause("C-11"),
    ),
    pytest.param(
        hivetaxi("11:00–18:00", "11:00–19:00", due(f"{FRIDAY} 17:30"), "Mon 23.11 13:30", "Mon 23.11 12:30"),
        id="11 to 18",
        marks=clause("C-12"),
    ),
    pytest.param(
        hivetaxi(
            'zone = "Asia/Omsk"\nweek',
            'zone = "Europe/Moscow"\nweek',
            due(f"{FRIDAY} 17:30"),
            "Mon 23.11 13:30",
            "Fri 20.11 20:30",
        ),
        id="in Omsk",
        marks=clause("C-12"),
    ),
    pytest.param(
        hivetaxi(
            '"03-08 womens-day", "03-09 womens-day-observed", "05-01 labour-day", "05-09 victory-day", '
            '"05-11 victory-day-observed", "06-12 russia-day", "11-04 unity-day", "12-31 moved from 2026-01-04"]',
            '"12-31 moved from 2026-01-04"]',
            due("2026-03-06 17:30"),
            "Tue 10.03 13:30",
            "Mon 09.03 13:30",
        ),
        id="but on holidays",
        marks=clause("C-12"),
    ),
    pytest.param(
        hivetaxi(
            'working = ["02-20 instead of 2027-02-22"]',
            "",
            due("2027-02-19 17:30"),
            "Sat 20.02 13:30",
            "Wed 24.02 13:30",
        ),
        id="and on moved working days",
        marks=clause("C-12"),
    ),
    pytest.param(
        rosinfotech("09:00–20:00", "09:00–19:00", due(f"{FRIDAY} 18:30"), "Mon 23.11 15:30", "Mon 23.11 16:30"),
        id="9 to 20 in Moscow",
        marks=clause("C-12"),
    ),
    pytest.param(
        hivetaxi(
            DEVELOPERS,
            'developers = true }\namount = "3 hours"\ncalendar = "always"',
            due_with_developers,
            "Mon 23.11 13:00",
            "Sat 21.11 11:00",
        ),
        id="working time once developers come in",
        marks=clause("C-13"),
    ),
    pytest.param(
        hivetaxi(
            f'metric = ["first_response", "next_response"]\n{VIP}',
            f'metric = "first_response"\n{VIP}',
            due_of_addition,
            "Mon 23.11 15:00",
            "",
        ),
        id="additions are answered too",
        marks=clause("C-14"),
    ),
    pytest.param(
        hivetaxi(
            EMERGENCY,
            EMERGENCY.replace("3 hours", "3 working hours").replace("always", "omsk"),
            due(f"{SATURDAY} 08:00", ground="unusable"),
            "Sat 21.11 11:00",
            "Mon 23.11 14:00",
        ),
        id="emergencies around the clock",
        marks=clause("C-16"),
    ),
    pytest.param(
        rosinfotech(
            '[answers]\ncalendar = "moscow"',
            '[answers]\ncalendar = "always"',
            leaving(),
            "Mon 23.11 09:00",
            "Fri 20.11 21:00",
        ),
        id="answers leave in working time",
        marks=clause("C-19"),
    ),
    pytest.param(
        rosinfotech('exempt = "emergency"', "", leaving(ground="unusable"), "Fri 20.11 21:00", "Mon 23.11 09:00"),
        id="but for emergencies",
        marks=clause("C-19"),
    ),
    pytest.param(
        hivetaxi(
            f'{VIP_TO_WARNINGS}\nclause = "2"',
            f'{VIP_TO_WARNINGS}\nclause = "2.8"',
            cited,
            "Section 2 of the regulation, edition of 1 Aug 2017.",
            "Clause 2.8 of the regulation, edition of 1 Aug 2017.",
        ),
        id="the section is cited",
        marks=clause("C-22"),
    ),
    pytest.param(
        hivetaxi(
            VIP_TO_WARNINGS,
            f'{VIP}\ncalendar = "omsk"\nwarnings = ["60 %", "90 %"]',
            warned,
            70,
            60,
        ),
        id="a warning at 70 percent",
        marks=clause("C-23"),
    ),
    pytest.param(
        hivetaxi(
            EMERGENCY,
            EMERGENCY.replace('["vendor"', '["client", "vendor"'),
            due_by_own_fault,
            "Mon 23.11 14:00",
            "Sat 21.11 11:00",
        ),
        id="no figure by own fault",
        marks=clause("C-24"),
    ),
    pytest.param(
        rosinfotech(
            '[acceptance]\ncalendar = "moscow"',
            '[acceptance]\ncalendar = "always"',
            accepted,
            "Mon 23.11 09:00",
            "Sat 21.11 12:00",
        ),
        id="accepted in working time",
        marks=clause("C-26"),
    ),
    pytest.param(
        hivetaxi(VIP, f'stops-on = "started"\n{VIP}', outcome_of_starting, "", "met"),
        id="starting is no answer",
        marks=clause("C-27"),
    ),
]


@pytest.mark.parametrize("rule", RULES)
def test_the_promise_follows_the_text(rule: Rule, try_out: Callable[[Rule], None]) -> None:
    try_out(rule)
