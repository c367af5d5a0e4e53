"""`migrate`, `doctor`, `fill-demo`: keeping an installation in order."""

import argparse
import json
from datetime import UTC, datetime
from typing import Any

from reglament.cli import language, start_django


def add_to(commands: Any) -> None:
    """Add the commands of this file."""
    migrate = commands.add_parser("migrate", help="bring the database up to date")
    migrate.set_defaults(run=run_migrate)
    doctor = commands.add_parser("doctor", help="recompute every clock from its facts and report differences")
    doctor.add_argument("--json", action="store_true", help="one JSON object per line")
    doctor.set_defaults(run=run_doctor)
    fill = commands.add_parser("fill-demo", help="fill an empty database with the demo and print who can sign in")
    fill.set_defaults(run=run_fill_demo)


def run_migrate(_arguments: argparse.Namespace) -> int:
    """Django's migrations."""
    start_django()
    from django.core.management import call_command

    call_command("migrate", interactive=False)
    return 0


def run_doctor(arguments: argparse.Namespace) -> int:
    """Exit code 1 when something differs, or no file can be kept."""
    start_django()
    from reglament.tickets.clocks.doctor import differences

    found = 0
    if fault := _fault_of_files():
        found += 1
        print(
            json.dumps({"files": fault}, ensure_ascii=False) if arguments.json else f"{_NO_FILES[language()]} {fault}"
        )
    for difference in differences(now=datetime.now(UTC)):
        found += 1
        print(json.dumps(difference.as_json(), ensure_ascii=False) if arguments.json else difference.told(language()))
    if not found and not arguments.json:
        print(
            {
                "ru": "Всё в порядке: все сроки сходятся с фактами.",
                "en": "All is well: every clock agrees with its facts.",
            }[language()]
        )
    return 1 if found else 0


_NO_FILES = {"ru": "Файлы не удаётся сохранять:", "en": "Files can't be kept:"}


def _fault_of_files() -> str:
    """Why a file can't be kept and read again; "" when it can."""
    from reglament.lib import store

    try:
        store.get(store.put(b"doctor"))
    except OSError as error:
        return str(error)
    return ""


def run_fill_demo(_arguments: argparse.Namespace) -> int:
    """Migrate and fill; a filled database is left as it is."""
    start_django()
    from django.conf import settings
    from django.core.management import call_command

    from reglament.demo import filling

    if not settings.DEMO:
        filling.fill(datetime.now(UTC))  # refuses, and says why
    call_command("migrate", interactive=False, verbosity=0)
    now = datetime.now(UTC).replace(microsecond=0)
    if not filling.is_filled():
        print(_PREPARING[language()], flush=True)
        filling.fill(now)
    print(_WHO[language()])
    for account in filling.ACCOUNTS:
        print("  ", account.told(language()))
    print(_WHERE[language()].format(url=settings.BASE_URL))
    return 0


_PREPARING = {
    "ru": "Готовим демонстрацию, это займёт до минуты…",
    "en": "Preparing the demo, which takes up to a minute…",
}
_WHO = {"ru": "Войти можно под кем угодно из них:", "en": "Sign in as any of these:"}
_WHERE = {
    "ru": "Служба поддержки: {url}/desk/   клиенты: {url}/   отправленные письма: {url}/mailbox   остановить: Ctrl+C",
    "en": "The desk: {url}/desk/   its clients: {url}/   letters it sent: {url}/mailbox   stop: Ctrl+C",
}
