"""Severities, their grounds and the order of the queue follow the text."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from reglament.directory.models import Client
from reglament.testing.world import MONDAY_NOON, World
from reglament.tests.broken.rules import Rule, hivetaxi, instant, rosinfotech, told
from reglament.tickets.clocks.clock_sweeps import mark_danger
from reglament.tickets.course.classifying import classify
from reglament.tickets.emergency.emergencies import claim_emergency, confirm_emergency
from reglament.tickets.models import Ticket

clause = pytest.mark.clause
LATER = MONDAY_NOON + timedelta(hours=1)


def queue(**tickets: Ticket) -> list[str]:
    """The names given to the tickets, in the order of the queue."""
    names = {ticket.pk: name for name, ticket in tickets.items()}
    return [names[ticket.pk] for ticket in Ticket.objects.by_regulation()]


def severity_after_claim(ground: str) -> Callable[[World], str]:
    def claimed(world: World) -> str:
        return claim_emergency(world.ticket(), ground, by=world.carl, at=LATER).severity

    return claimed


def severity_after_confirmation(world: World) -> tuple[str, str]:
    claimed_at = instant(world, "2026-11-20 20:00")
    ticket = claim_emergency(world.ticket(at=claimed_at), "critical-error", by=world.carl, at=claimed_at)
    confirmed = confirm_emergency(ticket, by=world.anna, at=instant(world, "2026-11-23 11:00"))
    return ticket.severity, told(world, confirmed.next_due)


def due_of_confirmation(world: World) -> str:
    claimed_at = instant(world, "2026-11-20 20:00")
    ticket = claim_emergency(world.ticket(at=claimed_at), "critical-error", by=world.carl, at=claimed_at)
    return told(world, ticket.clocks.get(metric="admission").due_at)


def after_asking_the_manager(world: World) -> tuple[str, int]:
    ticket = claim_emergency(world.ticket(), "by-agreement", by=world.carl, at=LATER)
    return ticket.severity, ticket.approvals.count()


def with_an_emergency(world: World) -> list[str]:
    critical = classify(world.ticket(), severity="critical", by=world.anna, at=MONDAY_NOON)
    return queue(critical=critical, emergency=world.ticket(at=LATER, ground="unusable"))


def with_a_critical_one(world: World) -> list[str]:
    first, second = world.ticket(), world.ticket(at=LATER)
    return queue(first=first, critical=classify(second, severity="critical", by=world.anna, at=LATER))


def with_one_in_danger(world: World) -> list[str]:
    first = world.ticket(requester=world.eve, company=world.globex)
    second = world.ticket(at=LATER)
    mark_danger(LATER + timedelta(hours=2, minutes=7))
    return queue(first=first, in_danger=second)


def with_initial(world: World) -> list[str]:
    Client.objects.filter(company=world.globex).update(kind=Client.Kind.DEMO)
    initial = world.ticket(requester=world.eve, company=world.globex, channel="email")
    return queue(initial=initial, partner=world.ticket(at=LATER, channel="email"))


def by_channel(world: World) -> list[str]:
    return queue(letter=world.ticket(channel="email"), portal=world.ticket(at=LATER, channel="portal"))


def emergencies_by_channel(world: World) -> list[str]:
    letter = world.ticket(channel="email", ground="unusable")
    return queue(letter=letter, portal=world.ticket(at=LATER, channel="portal", ground="unusable"))


CLASSES = 'classes = ["emergency", "critical", "danger", "rest"]'
PORTAL = 'name = { ru = "Тикет-система на сайте", en = "ticket system on the site" }\nrank = 1'
BY_AGREEMENT = 'counts-from = "approval"     # считается с минуты согласования\napproval = true'
ADMISSION = 'amount = "1 hour"\ncalendar = "always"'
UNUSABLE = 'en = "The product can\'t be used at all" }\nprovisional = true'
CRITICAL_ERROR = 'en = "A critical error without a workaround" }\nconfirmation = true'

RULES = [
    pytest.param(
        hivetaxi(
            UNUSABLE,
            UNUSABLE.replace("provisional", "confirmation"),
            severity_after_claim("unusable"),
            "emergency",
            "normal",
        ),
        id="a product that can't be used counts at once",
        marks=clause("C-16"),
    ),
    pytest.param(
        hivetaxi(
            CRITICAL_ERROR,
            CRITICAL_ERROR.replace("confirmation", "provisional"),
            severity_after_confirmation,
            ("normal", "Fri 20.11 23:00"),
            ("emergency", "Fri 20.11 23:00"),
        ),
        id="a critical error awaits its confirmation",
        marks=clause("C-16"),
    ),
    pytest.param(
        rosinfotech(
            CRITICAL_ERROR,
            CRITICAL_ERROR.replace("confirmation", "provisional"),
            severity_after_claim("critical-error"),
            "normal",
            "emergency",
        ),
        id="at RosInfoTech too",
        marks=clause("C-16"),
    ),
    pytest.param(
        hivetaxi(ADMISSION, ADMISSION.replace("1", "2"), due_of_confirmation, "Fri 20.11 21:00", "Fri 20.11 22:00"),
        id="which has an hour",
        marks=clause("C-16"),
    ),
    pytest.param(
        hivetaxi(
            BY_AGREEMENT,
            "provisional = true",
            after_asking_the_manager,
            ("normal", 1),
            ("emergency", 0),
        ),
        id="the account manager decides",
        marks=clause("C-17"),
    ),
    pytest.param(
        hivetaxi(
            CLASSES,
            'classes = ["critical", "emergency", "danger", "rest"]',
            with_an_emergency,
            ["emergency", "critical"],
            ["critical", "emergency"],
        ),
        id="emergencies before critical ones",
        marks=clause("C-18"),
    ),
    pytest.param(
        hivetaxi(
            CLASSES,
            'classes = ["emergency", "critical", "rest", "danger"]',
            with_one_in_danger,
            ["in_danger", "first"],
            ["first", "in_danger"],
        ),
        id="those in danger before the rest",
        marks=clause("C-18"),
    ),
    pytest.param(
        hivetaxi(
            'danger = "70 %"', 'danger = "80 %"', with_one_in_danger, ["in_danger", "first"], ["first", "in_danger"]
        ),
        id="danger begins at 70 percent",
        marks=clause("C-18"),
    ),
    pytest.param(
        rosinfotech(', "level:initial"]', "]", with_initial, ["partner", "initial"], ["initial", "partner"]),
        id="initial after all others",
        marks=clause("C-18"),
    ),
    pytest.param(
        rosinfotech(PORTAL, PORTAL.replace("1", "2"), by_channel, ["portal", "letter"], ["letter", "portal"]),
        id="the portal before letters",
        marks=clause("C-18"),
    ),
    pytest.param(
        rosinfotech(
            'within = ["channel", "receipt"]',
            'within = ["receipt"]',
            by_channel,
            ["portal", "letter"],
            ["letter", "portal"],
        ),
        id="by channel, then by receipt",
        marks=clause("C-18"),
    ),
    pytest.param(
        rosinfotech(
            'within-class = { emergency = ["receipt"], ',
            "within-class = { ",
            emergencies_by_channel,
            ["letter", "portal"],
            ["portal", "letter"],
        ),
        id="emergencies by receipt alone",
        marks=clause("C-18"),
    ),
    pytest.param(
        hivetaxi(
            CLASSES,
            'classes = ["emergency", "danger", "rest", "critical"]',
            with_a_critical_one,
            ["critical", "first"],
            ["first", "critical"],
        ),
        id="a component that is down goes out of turn",
        marks=clause("C-25"),
    ),
    pytest.param(
        hivetaxi(
            'en = "One component is down" }\nprovisional = true',
            'en = "One component is down" }\nconfirmation = true',
            severity_after_claim("component-down"),
            "critical",
            "normal",
        ),
        id="as soon as it is claimed",
        marks=clause("C-25"),
    ),
]


@pytest.mark.parametrize("rule", RULES)
def test_the_queue_follows_the_text(rule: Rule, try_out: Callable[[Rule], None]) -> None:
    try_out(rule)
