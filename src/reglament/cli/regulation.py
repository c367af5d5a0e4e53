"""`regulation check|show|due|explain|publish`; `move` and `supplement` are in `editions.py`."""

import argparse
import sys
from datetime import UTC, datetime
from typing import Any

from reglament.cli import editions, language, start_django


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
        asking.add_argument("--level", default="")
        asking.add_argument("--severity", default="", help="left out: the one requests begin with")
        asking.add_argument("--received", default="", help="ISO 8601 with offset; now if left out")
    publish = _verb(verbs, "publish", "publish a file as the next edition of a desk", run_publish)
    publish.add_argument("--desk", required=True, help="the desk's slug")
    editions.add_to(verbs)
    for parser in (check, show, due, explain, publish):
        parser.add_argument("--lang", choices=("ru", "en"), default=language())


def run_check(arguments: argparse.Namespace) -> int:
    """Exit code 1 when there are faults."""
    from reglament.regulation.telling import run_check as check

    return check(_name(arguments.name), language=arguments.lang, out=sys.stdout)


def run_show(arguments: argparse.Namespace) -> int:
    """The regulation in words, or as JSON."""
    from reglament.regulation.telling import run_show as show

    return show(_name(arguments.name), language=arguments.lang, out=sys.stdout, as_json=arguments.json)


def run_due(arguments: argparse.Namespace) -> int:
    """One question from the options, or many with --batch."""
    from reglament.regulation import asking

    name, said = _name(arguments.name), _question(arguments)
    return asking.run_due(name, batch=arguments.batch, stdin=sys.stdin, out=sys.stdout, language=arguments.lang, **said)


def run_explain(arguments: argparse.Namespace) -> int:
    """The full explanation of one due time."""
    from reglament.regulation import asking

    return asking.run_explain(_name(arguments.name), out=sys.stdout, language=arguments.lang, **_question(arguments))


def run_publish(arguments: argparse.Namespace) -> int:
    """Publish; with faults nothing is published and they are told."""
    start_django()
    from reglament.regulation import library
    from reglament.regulation.editions import publish
    from reglament.regulation.models import Desk
    from reglament.regulation.problems import Faulty

    desk = Desk.objects.filter(slug=arguments.desk).first()
    if desk is None:
        words = {"ru": "Нет такой службы: {}. Есть: {}", "en": "There is no such desk: {}. There are: {}"}
        known = ", ".join(Desk.objects.values_list("slug", flat=True)) or "–"
        print(words[arguments.lang].format(arguments.desk, known), file=sys.stderr)
        return 1
    try:
        edition = publish(desk, library.find(arguments.name), by=None, at=datetime.now(UTC).replace(microsecond=0))
    except (Faulty, library.NotFound) as refused:
        if (fault := run_check(arguments)) == 0 and isinstance(refused, Faulty):  # wrong for this desk alone
            print(refused.words(arguments.lang), file=sys.stderr)
        return fault or 1
    print(
        {"ru": f"Опубликована редакция {edition.number}.", "en": f"Edition {edition.number} is published."}[
            arguments.lang
        ]
    )
    return 0


def _verb(verbs: Any, name: str, about: str, run: Any) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=about)
    parser.add_argument("name", metavar="NAME", help="a library name, a file, or a desk's slug")
    parser.set_defaults(run=run)
    return parser


def _question(arguments: argparse.Namespace) -> dict[str, str]:
    received = arguments.received or datetime.now(UTC).replace(microsecond=0).isoformat()
    return {"level": arguments.level, "severity": arguments.severity, "received": received}


def _name(name: str) -> str:
    """The name, after the text in force of a desk of that slug has been lent to the library."""
    from reglament.regulation import library

    try:
        library.find(name)
    except library.NotFound:
        text = _text_of_desk(name)
        if text is not None:
            library.lend(name, text)
    return name


def _text_of_desk(slug: str) -> str | None:
    from reglament.lib import env

    if not (env.text("DATABASE_URL") or (env.path("REGLAMENT_VAR", "var") / "reglament.sqlite3").exists()):
        return None
    start_django()
    from reglament.regulation.models import Edition

    return Edition.objects.filter(desk__slug=slug).order_by("-number").values_list("text", flat=True).first()
