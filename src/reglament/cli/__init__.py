"""The `reglament` command.

Commands are found by name and imported only when asked for: `regulation check` needs no database, and `serve` stays
small.
"""

import argparse
import codecs
import io
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from reglament.lib.env import BadSetting
from reglament.lib.refused import Refused

GROUPS = ("serving", "keeping", "regulation", "mail")
Run = Callable[[argparse.Namespace], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; its exit code. 0 done, 1 refused or found faults, 2 wrong usage."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reglament.settings")
    os.umask(0o077)  # the database, letters and keys are for this account alone, wherever they lie
    _take_any_text()
    parser = _parser()
    arguments = parser.parse_args(argv)
    run: Run = arguments.run
    try:
        return run(arguments)
    except (BadSetting, Refused) as refused:
        print(refused, file=sys.stderr)
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130


def _take_any_text() -> None:
    """No byte that comes in and no sign that goes out stops a command, whatever the terminal's encoding; one that has
    none speaks UTF-8."""
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, "backslashreplace"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            has_none = codecs.lookup(stream.encoding).name == "ascii"
            stream.reconfigure(encoding="utf-8" if has_none else None, errors=errors)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="reglament", description="A support desk that runs on the vendor's support regulation."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for group in GROUPS:
        import_module(f"reglament.cli.{group}").add_to(commands)
    return parser


def language() -> str:
    """The language of the terminal: Russian where the locale says so, else English."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "ru" if locale.lower().startswith("ru") else "en"


def start_django(spoken: str = "") -> None:
    """Load settings and models: for commands that need the database. They speak the terminal's language, unless another
    is `spoken`."""
    import django
    from django.utils import translation

    django.setup()
    translation.activate(spoken or language())
