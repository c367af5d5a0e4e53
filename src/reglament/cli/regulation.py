"""`regulation check|show|due|explain`; `publish`, `move` and `supplement` are in `editions.py`."""

import argparse
import sys
from typing import Any

from reglament.cli import editions, language, start_django
from reglament.cli.desks import desk_of, lent, now

QUESTION = {
    "level": "the level of the request; needed",
    "received": "ISO 8601 with offset; now if left out",
    "severity": "left out: the one requests begin with",
    "metric": "what is measured; left out: first_response",
    "type": "the request type",
    "channel": "how it came; left out: email",
    "department": "who has it",
    "ground": "the ground of its severity",
    "urgency": "together with the impact it makes the severity",
    "impact": "how far it reaches",
    "asked-by": "contact, representative, account_manager or agent",
    "kind": "the kind of the company: client, partner or demo",
    "hours": "the calendar its contract names",
    "zone": "the time zone its contract names",
    "findings": "what is found, names with spaces between",
    "answers": "what is answered to choices: environment=production product=server",
}
"""What can be asked of a regulation, each with its help."""


def add_to(commands: Any) -> None:
    """Add the commands of this file."""
    group = commands.add_parser("regulation", help="read, check and ask a regulation")
    verbs = group.add_subparsers(required=True, metavar="VERB")
    check = _verb(verbs, "check", "say every fault of a regulation, with line numbers", run_check)
    show = _verb(verbs, "show", "tell a regulation in words", run_show)
    show.add_argument("--json", action="store_true")
    due = _verb(verbs, "due", "when an answer would be due, and why", run_due)
    explain = _verb(verbs, "explain", "the same, unfolded", run_explain)
    due.add_argument("--batch", action="store_true", help="questions as JSON lines on standard input")
    for asking in (due, explain):
        for name, about in QUESTION.items():
            asking.add_argument(f"--{name}", default="", help=about)
        asking.add_argument("--developers", action="store_true", help="developers are involved")
    check.add_argument("--desk", default="", help="also what this desk's contracts and tickets need of it")
    editions.add_to(verbs)
    for parser in (check, show, due, explain):
        parser.add_argument("--lang", choices=("ru", "en"), default=language())


def run_check(arguments: argparse.Namespace) -> int:
    """Exit code 1 when there are faults; with a desk, to forget a name that its contracts or tickets use is one."""
    from reglament.regulation.questions.document_report import run_check as check

    uses = []
    if arguments.desk:
        start_django(arguments.lang)
        from reglament.regulation.editions.publishing import names_in_use

        desk = desk_of(arguments.desk, arguments.lang)
        if desk is None:
            return 1
        uses = names_in_use(desk, at=now())
    return check(lent(arguments.name), language=arguments.lang, out=sys.stdout, uses=uses)


def run_show(arguments: argparse.Namespace) -> int:
    """The regulation in words, or as JSON."""
    from reglament.regulation.questions.document_report import run_show as show

    return show(lent(arguments.name), language=arguments.lang, out=sys.stdout, as_json=arguments.json)


def run_due(arguments: argparse.Namespace) -> int:
    """One question from the options, or many with --batch."""
    from reglament.regulation.questions import due_question

    name, said = lent(arguments.name), _question(arguments)
    return due_question.run_due(
        name, batch=arguments.batch, stdin=sys.stdin, out=sys.stdout, language=arguments.lang, **said
    )


def run_explain(arguments: argparse.Namespace) -> int:
    """The full explanation of one due time."""
    from reglament.regulation.questions import due_question

    return due_question.run_explain(
        lent(arguments.name), out=sys.stdout, language=arguments.lang, **_question(arguments)
    )


def _verb(verbs: Any, name: str, about: str, run: Any) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=about)
    parser.add_argument("name", metavar="NAME", help="a library name, a file, or a desk's slug")
    parser.set_defaults(run=run)
    return parser


def _question(arguments: argparse.Namespace) -> dict[str, Any]:
    said = {key: getattr(arguments, key) for key in (name.replace("-", "_") for name in QUESTION)}
    return {**said, "received": arguments.received or now().isoformat(), "developers": arguments.developers}
