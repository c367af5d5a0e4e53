"""`mail inspect|receive|outbox|retry`."""

import argparse
import sys
from datetime import UTC, datetime
from typing import Any

from reglament.cli import start_django


def add_to(commands: Any) -> None:
    """Add the commands of this file."""
    group = commands.add_parser("mail", help="letters in and out")
    verbs = group.add_subparsers(required=True, metavar="VERB")
    inspect = verbs.add_parser("inspect", help="what a letter says, as one JSON object")
    inspect.add_argument(
        "--own", action="append", default=[], metavar="ADDRESS", help="an address of ours (may be repeated)"
    )
    inspect.add_argument("--batch", action="store_true", help="paths on standard input, one JSON line each")
    inspect.add_argument("file", nargs="?", help="an .eml file")
    inspect.set_defaults(run=run_inspect)
    receive = verbs.add_parser("receive", help="take a letter on standard input (for pipes of other mail servers)")
    receive.add_argument("--mailbox", required=True, metavar="ADDRESS")
    receive.add_argument("--from", dest="sender", default="", metavar="ADDRESS", help="the envelope's sender")
    receive.set_defaults(run=run_receive)
    outbox = verbs.add_parser("outbox", help="letters that have not left, and what servers said")
    outbox.add_argument("--json", action="store_true")
    outbox.set_defaults(run=run_outbox)
    retry = verbs.add_parser("retry", help="try failed or waiting letters again now")
    retry.add_argument("ids", nargs="+", type=int, metavar="ID")
    retry.set_defaults(run=run_retry)


def run_inspect(arguments: argparse.Namespace) -> int:
    """The contract of `reglament.mail.format.inspection`."""
    from reglament.mail.format.inspection import main

    words = [word for address in arguments.own for word in ("--own", address)]
    return main([*words, "--batch"] if arguments.batch else [*words, *filter(None, [arguments.file])])


def run_receive(arguments: argparse.Namespace) -> int:
    """Exit codes of sysexits.h: 0 stored, 67 no such mailbox, 75 try again."""
    start_django()
    from reglament.mail.incoming.arrivals import receive_pipe

    return receive_pipe(sys.stdin.buffer.read(), arguments.mailbox, envelope_from=arguments.sender, at=_now())


def run_outbox(arguments: argparse.Namespace) -> int:
    """One line per letter."""
    start_django()
    import json

    from reglament.mail.models import Outgoing

    for letter in Outgoing.objects.exclude(state=Outgoing.State.SENT).order_by("pk"):
        row = {"id": letter.pk, "state": letter.state, "to": letter.to_address, "subject": letter.subject}
        row |= {
            "attempts": letter.attempts,
            "next_try_at": letter.next_try_at.isoformat(),
            "server_said": letter.server_said,
        }
        if arguments.json:
            print(json.dumps(row, ensure_ascii=False))
        else:
            print(*row.values(), sep="\t")
    return 0


def run_retry(arguments: argparse.Namespace) -> int:
    """Let the letters go at once; those already sent, cancelled or being handed over are left alone, and named."""
    start_django()
    from reglament.lib.refused import Refused
    from reglament.mail.models import Outgoing
    from reglament.mail.outgoing.held_letters import send_again

    count = 0
    for letter in Outgoing.objects.filter(pk__in=arguments.ids).order_by("pk"):
        try:
            send_again(letter, by=None, at=_now())
            count += 1
        except Refused as refused:
            print(f"{letter.pk}: {refused}", file=sys.stderr)
    print(count)
    return 0 if count == len(set(arguments.ids)) else 1


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
