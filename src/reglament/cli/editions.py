"""`regulation publish|move|supplement`: what is done to a desk, its editions and open tickets."""

import argparse
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

from reglament.cli import language, start_django
from reglament.cli.desks import desk_of, lent, now

if TYPE_CHECKING:
    from reglament.regulation.models import Edition
    from reglament.tickets.models import Ticket

T = TypeVar("T")

WORDS = {
    "published": {"ru": "Опубликована редакция {}.", "en": "Edition {} is published."},
    "in_force": {
        "ru": "Редакция {} с этим текстом уже действует: публиковать нечего.",
        "en": "Edition {} with this text is in force already: there is nothing to publish.",
    },
    "no_edition": {"ru": "У службы нет редакции {}", "en": "The desk has no edition {}"},
    "no_ticket": {"ru": "Нет таких открытых обращений: {}", "en": "There are no such open tickets: {}"},
    "never": {"ru": "без срока", "en": "no due time"},
    "move": {"ru": "#{}: {} → {}", "en": "#{}: {} → {}"},
    "level": {"ru": ", уровень {} → {}", "en": ", level {} → {}"},
    "no_reason": {
        "ru": "Укажите причину: --reason. Перевод записывается вместе с ней.",
        "en": "Please say why: --reason. The move is recorded with it.",
    },
    "no_contract": {"ru": "У службы нет договора {}", "en": "The desk has no contract {}"},
    "no_tickets": {
        "ru": "Переводить нечего: у всех таких открытых обращений эта редакция.",
        "en": "There is nothing to move: all such open tickets have this edition.",
    },
    "refused": {"ru": "#{}: нельзя. {}", "en": "#{}: not possible. {}"},
    "preview": {
        "ru": "Ещё ничего не изменено. Чтобы перевести, повторите с --yes и --reason.",
        "en": "Nothing is changed yet. To move them, repeat with --yes and --reason.",
    },
    "moved": {"ru": "Переведено обращений: {}", "en": "Tickets moved: {}"},
    "supplemented": {
        "ru": "Дополнение {} опубликовано, пересчитано обращений: {}",
        "en": "Supplement {} is published, tickets counted anew: {}",
    },
}


def add_to(verbs: Any) -> None:
    """Add the commands of this file to those of `regulation`."""
    publish = verbs.add_parser("publish", help="publish a text as the next edition of a desk")
    publish.add_argument("name", metavar="NAME", help="a library name, a file, or a desk's slug")
    publish.set_defaults(run=run_publish)
    move = verbs.add_parser("move", help="show what moving open tickets to another edition would do; --yes does it")
    move.add_argument("edition", type=int, metavar="EDITION", help="the number of the edition they are moved to")
    move.add_argument("--ticket", type=int, action="append", default=[], help="a ticket; may be given several times")
    move.add_argument("--contract", default="", help="all open tickets of the contract of this number")
    move.add_argument("--level", default="", help="the level they have there, if it is to be another one")
    move.add_argument("--reason", default="", help="why, for the record")
    move.add_argument("--yes", action="store_true", help="move them")
    move.set_defaults(run=run_move)
    supplement = verbs.add_parser("supplement", help="publish the public days of another year")
    supplement.add_argument("file", metavar="FILE", help="a TOML file with the days")
    supplement.set_defaults(run=run_supplement)
    for parser in (publish, move, supplement):
        parser.add_argument("--desk", required=True, help="the desk's slug")
        parser.add_argument("--lang", choices=("ru", "en"), default=language())


def run_publish(arguments: argparse.Namespace) -> int:
    """Publish; with faults nothing is published and they are told."""
    start_django(arguments.lang)
    from reglament.regulation.editions.publishing import publish
    from reglament.regulation.loading.library import find

    desk, at = desk_of(arguments.desk, arguments.lang), now()
    if desk is None:
        return 1
    edition = _or_told(arguments, lambda: publish(desk, find(lent(arguments.name)), by=None, at=at))
    if edition is None:
        return 1
    print(_say(arguments, "published" if edition.published_at == at else "in_force", edition.number))
    return 0


def run_move(arguments: argparse.Namespace) -> int:
    """Tell each ticket's due time before and after; with --yes move them. Exit code 1 when something can't be."""
    start_django(arguments.lang)
    from reglament.lib.refused import Refused
    from reglament.tickets.clocks.moving_edition import move_to_edition, preview_move

    found = _found(arguments)
    if found is None:
        return 1
    edition, tickets = found
    if arguments.yes and not arguments.reason.strip():
        print(_say(arguments, "no_reason"), file=sys.stderr)
        return 1
    at, moved, refused = now(), 0, 0
    for ticket in tickets:
        try:
            preview = preview_move(ticket, edition, at=at, level=arguments.level)
            if arguments.yes:
                move_to_edition(ticket, edition, by=None, at=at, reason=arguments.reason, level=arguments.level)
                moved += 1
        except Refused as why:
            refused += 1
            print(_say(arguments, "refused", ticket.tid, why))
            continue
        zone = ZoneInfo(edition.regulation.zone)
        due = [f"{at.astimezone(zone):%Y-%m-%d %H:%M}" if at else _say(arguments, "never") for at in preview.due]
        level = _say(arguments, "level", ticket.level, preview.level) if preview.level != ticket.level else ""
        print(_say(arguments, "move", ticket.tid, *due) + level)
    print(_say(arguments, _ending(arguments, tickets), moved))
    return 1 if refused else 0


def _ending(arguments: argparse.Namespace, tickets: "list[Ticket]") -> str:
    if arguments.yes:
        return "moved"
    return "preview" if tickets else "no_tickets"


def run_supplement(arguments: argparse.Namespace) -> int:
    """Publish; with faults nothing is published and they are told."""
    start_django(arguments.lang)
    from reglament.regulation.editions.supplementing import supplement
    from reglament.regulation.loading.library import decoded, read
    from reglament.tickets.clocks.recount import recount

    def text() -> str:
        return decoded(sys.stdin.buffer.read(), name="-") if arguments.file == "-" else read(arguments.file)

    desk, at = desk_of(arguments.desk, arguments.lang), now()
    if desk is None:
        return 1
    published = _or_told(arguments, lambda: supplement(desk, text(), by=None, at=at))
    if published is None:
        return 1
    print(_say(arguments, "supplemented", published.number, recount(desk, published, at=at)))
    return 0


def _or_told(arguments: argparse.Namespace, publish: Callable[[], T]) -> T | None:
    """What `publish` gives; None where the text is not there or faulty, which is told."""
    from reglament.regulation.document.problems.problems import Faulty
    from reglament.regulation.loading.library import NotFound
    from reglament.regulation.questions.document_report import told

    try:
        return publish()
    except NotFound as missing:
        print(missing.words.in_(arguments.lang), file=sys.stderr)
    except Faulty as faulty:
        print(told(faulty, arguments.lang), file=sys.stderr)
    return None


def _found(arguments: argparse.Namespace) -> "tuple[Edition, list[Ticket]] | None":
    """The edition and the open tickets named, by default all of the desk that have another; what is missing is told."""
    from reglament.tickets.models import Ticket

    desk = desk_of(arguments.desk, arguments.lang)
    if desk is None:
        return None
    edition = desk.editions.filter(number=arguments.edition).first()
    if edition is None:
        print(_say(arguments, "no_edition", arguments.edition), file=sys.stderr)
        return None
    tickets = Ticket.objects.unresolved().filter(desk=desk).exclude(edition=edition).select_related("desk")
    if arguments.contract and not desk.contracts.filter(number=arguments.contract).exists():
        print(_say(arguments, "no_contract", arguments.contract), file=sys.stderr)
        return None
    if arguments.contract:
        tickets = tickets.filter(contract__number=arguments.contract)
    if arguments.ticket:
        tickets = tickets.filter(pk__in=arguments.ticket)
    named: Iterable[int] = set(arguments.ticket) - {ticket.tid for ticket in tickets}
    if named:
        print(_say(arguments, "no_ticket", ", ".join(map(str, sorted(named)))), file=sys.stderr)
        return None
    return edition, list(tickets.order_by("tid"))


def _say(arguments: argparse.Namespace, key: str, *values: object) -> str:
    return WORDS[key][arguments.lang].format(*values)
