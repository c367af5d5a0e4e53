"""Channels, departments, scope, reasons and letters follow the text."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from reglament.directory.identifying import entitlement
from reglament.directory.models import Client
from reglament.events.handling import handle_due
from reglament.lib.refused import Refused
from reglament.mail.incoming.tests.test_arrivals_sweep import process
from reglament.mail.models import Outgoing
from reglament.mail.tests.posting import letter
from reglament.portal.asking import Asking
from reglament.testing.world import MONDAY_NOON, World
from reglament.tests.broken.rules import Rule, hivetaxi, rosinfotech
from reglament.tickets.conversation.writing import write_as_client
from reglament.tickets.course.ending import redirect, refuse
from reglament.tickets.course.opening import NewMessage
from reglament.tickets.course.postponing import postpone
from reglament.tickets.course.starting import start
from reglament.tickets.models import Ticket

clause = pytest.mark.clause
LATER = MONDAY_NOON + timedelta(hours=1)


def opens(channel: str) -> Callable[[World], bool]:
    """Whether a request may come by `channel`."""

    def try_to_open(world: World) -> bool:
        try:
            world.ticket(by=world.max, channel=channel)
        except Refused:
            return False
        return True

    return try_to_open


def asking(world: World, request_type: str = "") -> Asking:
    client = Client.objects.get(company=world.acme)
    granted = entitlement(world.acme, desk=world.desk, at=MONDAY_NOON)
    return Asking(client, granted, granted.regulation.promise.request_types.get(request_type))


def may_use_the_portal(world: World) -> bool:
    return asking(world).by_portal


def elsewhere(request_type: str) -> Callable[[World], str]:
    """Whom the portal names for such a question; "" if it is dealt with here."""

    def asked(world: World) -> str:
        reason = asking(world, request_type).elsewhere
        return reason.slug if reason else ""

    return asked


def department(request_type: str) -> Callable[[World], str]:
    return lambda world: world.ticket(request_type=request_type).department


def stage_after_a_word_of_the_client(world: World) -> tuple[str, str]:
    ticket = world.ticket()
    postpone(ticket, "needs-release", until=None, text="With the next release.", by=world.anna, at=MONDAY_NOON)
    write_as_client(ticket, NewMessage("Fine."), by=world.carl, received_at=LATER, at=LATER, channel="portal")
    waiting = Ticket.objects.get(pk=ticket.pk)
    return waiting.waits_for, waiting.wait_reason


def written(kind: str, *about: str) -> list[bool]:
    """Whether the only letter of `kind` says this."""
    handle_due(LATER)
    text = Outgoing.objects.get(kind=kind).text
    return [words in text for words in about]


def acknowledgement(*about: str, **given: Any) -> Callable[[World], list[bool]]:
    def acknowledged(world: World) -> list[bool]:
        world.ticket(**given)
        return written("ack", *about)

    return acknowledged


def notice_of_start(world: World) -> list[bool]:
    ticket = world.ticket()
    start(ticket, by=world.anna, at=LATER)
    return written("started", f"#{ticket.tid}")


def letter_of_redirection(world: World) -> list[bool]:
    redirect(world.ticket(), "hosting-provider", text="The line is down.", by=world.anna, at=LATER)
    return written("redirected", "your hosting provider.")


def letter_of_refusal(world: World) -> list[bool]:
    refuse(world.ticket(), "unlicensed", text="The key is not ours.", by=world.anna, at=LATER)
    return written("refused", "licensed copies of the product only")


def letters_to_a_stranger(world: World) -> int:
    process(letter(sender="Zoe <zoe@nowhere.example>"))
    handle_due(LATER)
    return Outgoing.objects.count()


ACK = "Service level: {level}. Severity: {severity}. In charge: {responsible}.\n{because}"
BEGUN = "We have begun to work on your request {tid}; {responsible} deals with it."
WISH = 'en = "Wishes for the product" }\nscope = "not_solved"\nredirect = "account-manager"'
ON_BEHALF = 'en = "account manager on the client\'s behalf" }'
ERROR = 'en = "Error of the product" }\nrequired = ["steps", "version"]\noptional = ["variant", "documentation"]'
UNOFFICIAL = '\nstanding = "unofficial"'

RULES = [
    pytest.param(
        hivetaxi("answer-unknown = false", "answer-unknown = true", letters_to_a_stranger, 0, 1),
        id="strangers get no automatic answer",
        marks=clause("C-04"),
    ),
    pytest.param(
        hivetaxi(ON_BEHALF, ON_BEHALF + UNOFFICIAL, opens("on-behalf"), True, False),
        id="the account manager asks for his client",
        marks=clause("C-08"),
    ),
    pytest.param(
        hivetaxi('"dial-plan", ', "", department("dial-plan"), "administration", "support"),
        id="dial plans belong to administration",
        marks=clause("C-20"),
    ),
    pytest.param(
        hivetaxi(
            ACK,
            ACK.replace(" In charge: {responsible}.", ""),
            acknowledgement("In charge: Anna."),
            [True],
            [False],
        ),
        id="the client is told who deals with it",
        marks=clause("C-29"),
    ),
    pytest.param(
        hivetaxi(
            'en = "Hosting and connections" }\nscope = "not_solved"\nredirect = "hosting-provider"',
            'en = "Hosting and connections" }\nscope = "not_solved"\nredirect = "software-vendor"',
            elsewhere("hosting"),
            "hosting-provider",
            "software-vendor",
        ),
        id="hosting is for the provider",
        marks=clause("C-31"),
    ),
    pytest.param(
        hivetaxi('en = "your hosting provider" }', 'en = "the line" }', letter_of_redirection, [True], [False]),
        id="the letter says who can help",
        marks=clause("C-31"),
    ),
    pytest.param(
        hivetaxi(WISH, 'en = "Wishes for the product" }', elsewhere("wish"), "account-manager", ""),
        id="wishes are for the account manager",
        marks=clause("C-33"),
    ),
    pytest.param(
        hivetaxi(
            'waits-for = "release"',
            'waits-for = "client"',
            stage_after_a_word_of_the_client,
            ("release", "needs-release"),
            ("", ""),
        ),
        id="the reason says what is waited for",
        marks=clause("C-34"),
    ),
    pytest.param(
        hivetaxi(
            "We support licensed copies of the product only.",
            "No.",
            letter_of_refusal,
            [True],
            [False],
        ),
        id="a refusal tells its reason",
        marks=clause("C-34"),
    ),
    pytest.param(
        hivetaxi('en = "e-mail" }', f'en = "e-mail" }}{UNOFFICIAL}', opens("email"), True, False),
        id="letters are official",
        marks=clause("C-50"),
    ),
    pytest.param(
        hivetaxi('en = "support site" }', f'en = "support site" }}{UNOFFICIAL}', opens("portal"), True, False),
        id="so is the portal",
        marks=clause("C-50"),
    ),
    pytest.param(
        rosinfotech(
            'en = "ticket system on the site" }',
            f'en = "ticket system on the site" }}{UNOFFICIAL}',
            opens("portal"),
            True,
            False,
        ),
        id="at RosInfoTech too",
        marks=clause("C-50"),
    ),
    pytest.param(
        hivetaxi('en = "phone" }\nstanding = "auxiliary"', 'en = "phone" }', opens("phone"), False, True),
        id="the phone opens nothing",
        marks=clause("C-51"),
    ),
    pytest.param(
        rosinfotech(
            'channels = ["email", "paper"',
            'channels = ["email", "portal", "paper"',
            may_use_the_portal,
            False,
            True,
            level="initial",
        ),
        id="the portal is not for initial",
        marks=clause("C-51"),
    ),
    pytest.param(
        hivetaxi(
            ACK,
            "Severity: {severity}. In charge: {responsible}.",
            acknowledgement("Service level: VIP", "Mon 2 Mar 2026 15:00"),
            [True, True],
            [False, False],
        ),
        id="the acknowledgement tells level and latest time",
        marks=clause("C-52"),
    ),
    pytest.param(
        hivetaxi(BEGUN, BEGUN.replace(" {tid}", ""), notice_of_start, [True], [False]),
        id="the notice of the start carries the number",
        marks=clause("C-53"),
    ),
    pytest.param(
        hivetaxi(
            ERROR,
            'en = "Error of the product" }\nrequired = ["steps"]\noptional = ["version", "variant", "documentation"]',
            acknowledgement("– Version of the product", request_type="error"),
            [True],
            [False],
        ),
        id="an error report names the version",
        marks=clause("C-55"),
    ),
]


@pytest.mark.parametrize("rule", RULES)
def test_what_is_taken_and_told_follows_the_text(rule: Rule, try_out: Callable[[Rule], None]) -> None:
    try_out(rule)
