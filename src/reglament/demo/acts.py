"""What a step of a story does: its verb, its object and its words become one command."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from reglament.demo.making import keep
from reglament.demo.moments import Moments
from reglament.demo.script import Step
from reglament.directory.models import Membership, Person, Product
from reglament.tickets.conversation.answering import answer, ask
from reglament.tickets.conversation.noting import note
from reglament.tickets.conversation.speaking import NewFile
from reglament.tickets.course.assigning import assign
from reglament.tickets.course.classifying import classify
from reglament.tickets.course.closing import close, reopen
from reglament.tickets.course.ending import redirect, refuse, resolve, withdraw
from reglament.tickets.course.postponing import postpone, wake
from reglament.tickets.course.starting import need_no_answer, start
from reglament.tickets.course.transferring import involve_developers, transfer
from reglament.tickets.emergency.approving import approve, ask_approval, decline
from reglament.tickets.emergency.emergencies import claim_emergency, confirm_emergency, lower_severity
from reglament.tickets.models import Approval, Ticket


@dataclass(frozen=True, slots=True)
class Scene:
    """One act about to happen. `person` is whom the brackets name, where they name one."""

    ticket: Ticket
    by: Person
    at: datetime
    step: Step
    person: Person | None
    product: Product | None
    moments: Moments

    @property
    def files(self) -> tuple[NewFile, ...]:
        """The files of the act, kept in the store."""
        return tuple(keep(name) for name in self.step.files)


def play(scene: Scene) -> None:
    """Let the act happen. KeyError for a verb nobody knows."""
    ACTS[scene.step.verb](scene)


def _answers(s: Scene) -> None:
    answer(s.ticket, s.step.text, by=s.by, at=s.at, files=s.files)


def _asks(s: Scene) -> None:
    ask(s.ticket, s.step.text, by=s.by, at=s.at, files=s.files)


def _notes(s: Scene) -> None:
    note(s.ticket, s.step.text, by=s.by, at=s.at, files=s.files)


def _starts(s: Scene) -> None:
    start(s.ticket, by=s.by, at=s.at)


def _needs_no_answer(s: Scene) -> None:
    need_no_answer(s.ticket, reason=s.step.text, by=s.by, at=s.at)


def _classifies(s: Scene) -> None:
    """ "(type=error, severity=critical, fault=client, version=4.12)" """
    wanted = dict(part.strip().split("=", 1) for part in s.step.what.split(","))
    wanted["request_type"] = wanted.pop("type", "")
    given = {name: value for name, value in wanted.items() if value}
    classify(s.ticket, by=s.by, at=s.at, product=s.product, **given)


def _assigns(s: Scene) -> None:
    assign(s.ticket, s.person, by=s.by, at=s.at)


def _transfers(s: Scene) -> None:
    transfer(s.ticket, s.step.what, by=s.by, at=s.at, reason=s.step.text)


def _involves_developers(s: Scene) -> None:
    involve_developers(s.ticket, by=s.by, at=s.at, reason=s.step.text)


def _claims(s: Scene) -> None:
    claim_emergency(s.ticket, s.step.what, by=s.by, at=s.at, reason=s.step.text)


def _confirms(s: Scene) -> None:
    confirm_emergency(s.ticket, by=s.by, at=s.at, reason=s.step.text)


def _lowers(s: Scene) -> None:
    lower_severity(s.ticket, s.step.what, reason=s.step.text, by=s.by, at=s.at)


def _asks_approval(s: Scene) -> None:
    ask_approval(s.ticket, by=s.by, at=s.at, reason=s.step.text)


def _approves(s: Scene) -> None:
    approve(_asked(s.ticket), by=s.by, at=s.at)


def _declines(s: Scene) -> None:
    decline(_asked(s.ticket), by=s.by, at=s.at, reason=s.step.text)


def _asked(ticket: Ticket) -> Approval:
    return ticket.approvals.get(decision="")


def _postpones(s: Scene) -> None:
    """ "(needs-release)", or "(agreed-time, 3d 2:00)": until so much working time from now."""
    reason, _, span = s.step.what.partition(", ")
    until = s.moments.after(s.moments.now, span) if span else None
    postpone(s.ticket, reason, until=until, text=s.step.text, by=s.by, at=s.at)


def _wakes(s: Scene) -> None:
    wake(s.ticket, by=s.by, at=s.at)


def _resolves(s: Scene) -> None:
    resolve(s.ticket, s.step.text, by=s.by, at=s.at, files=s.files)


def _refuses(s: Scene) -> None:
    refuse(s.ticket, s.step.what, text=s.step.text, by=s.by, at=s.at)


def _redirects(s: Scene) -> None:
    redirect(s.ticket, s.step.what, text=s.step.text, by=s.by, at=s.at)


def _withdraws(s: Scene) -> None:
    withdraw(s.ticket, by=s.by, at=s.at, reason=s.step.text)


def _closes(s: Scene) -> None:
    close(s.ticket, by=s.by, at=s.at)


def _reopens(s: Scene) -> None:
    reopen(s.ticket, by=s.by, at=s.at, text=s.step.text)


def _parts_with(s: Scene) -> None:
    """The named contact has left his company."""
    Membership.objects.filter(person=s.person).update(left_at=s.at)


ACTS: dict[str, Callable[[Scene], None]] = {
    "answers": _answers,
    "asks": _asks,
    "notes": _notes,
    "starts": _starts,
    "needs-no-answer": _needs_no_answer,
    "classifies": _classifies,
    "assigns": _assigns,
    "transfers": _transfers,
    "involves-developers": _involves_developers,
    "claims": _claims,
    "confirms": _confirms,
    "lowers": _lowers,
    "asks-approval": _asks_approval,
    "approves": _approves,
    "declines": _declines,
    "postpones": _postpones,
    "wakes": _wakes,
    "resolves": _resolves,
    "refuses": _refuses,
    "redirects": _redirects,
    "withdraws": _withdraws,
    "closes": _closes,
    "reopens": _reopens,
    "parts-with": _parts_with,
}
